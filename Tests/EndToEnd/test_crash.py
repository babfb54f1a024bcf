"""kill -9 at random moments: nothing is lost and nothing is there twice, on the device and in onoffice.db."""

import random
import threading
import time

import pytest
import requests

from client import Device, Mirror, add, change, delete
from conftest import Daemon
from drafts import contact
from items import assert_same
from office_rules import Office

COUNT, EDITS = 1000, 200
MARK = "Absturz GmbH"


class Fragile:
    """A demo office whose daemon is killed and started again on the same directory."""

    def __init__(self, data, seed):
        self.data = data
        self.source = random.Random(seed)
        self.daemon = Daemon(data)
        self.deaths = 0

    def restart(self):
        self.daemon.stop()
        self.daemon = Daemon(self.data)

    def device(self, name):
        return Device(self.daemon.url, *self.daemon.user(), device_id=name)

    def survive(self, device, ask, longest, chance):
        """What `ask` answers. At random the daemon is killed within `longest` seconds, and `ask` asked again of the
        next one."""
        while True:
            killer = threading.Timer(self.source.random() * longest, self.daemon.process.kill)
            is_killed = self.source.random() < chance
            if is_killed:
                killer.start()
            try:
                answer = ask()
            except requests.exceptions.RequestException:
                answer = None
            if is_killed:
                killer.join()
                self.deaths += 1
                self.restart()
                device.url = self.daemon.url
            if answer is not None:
                return answer


@pytest.fixture
def fragile(tmp_path, request):
    office = Fragile(tmp_path / "demo", request.node.name)
    yield office
    office.daemon.stop()


def stored(fragile):
    """Names of the test's own contacts that are ticked."""
    sql = "SELECT Name FROM address WHERE Zusatz1 = ? AND id IN (SELECT address FROM address_sync) ORDER BY Name"
    return [row["Name"] for row in Office(fragile.data).rows(sql, MARK)]


def names(mirror):
    """The same as a device has them."""
    items = [dict(item[1]) for item in mirror.items.values()]
    return sorted(item["Contacts:LastName"] for item in items if item.get("Contacts:CompanyName") == MARK)


def made(name):
    return contact(name, CompanyName=MARK)


def test_a_first_sync_of_1000_contacts(fragile):
    writer = Mirror(fragile.device("WRITER"), "contacts")
    expected = sorted(f"Person {number:04}" for number in range(COUNT))
    for start in range(0, COUNT, 250):
        batch = expected[start : start + 250]
        writer.push(*(add(name, made(name)) for name in batch), get_changes="0")
    assert stored(fragile) == expected
    reader = Mirror(fragile.device("READER"), "contacts", window=50)
    seconds = timed(lambda: reader.device.sync("contacts", reader.key, 50))
    while not (answer := next_page(fragile, reader, 2 * seconds)).is_empty:
        reader.take(answer)
    assert fragile.deaths >= 3
    assert names(reader) == expected
    writer.device.url = fragile.daemon.url
    writer.sync()
    assert_same(writer, reader)


def next_page(fragile, reader, longest):
    return fragile.survive(reader.device, lambda: reader.device.sync("contacts", reader.key, 50), longest, 0.3)


def timed(ask):
    before = time.monotonic()
    ask()
    return time.monotonic() - before


def test_200_edits(fragile):
    """Adds, changes and deletes in small requests and some big ones; a retry has new ClientIds or the same."""
    phone = Mirror(fragile.device("PHONE"), "contacts")
    phone.sync()
    seconds = timed(lambda: phone.push(*(add(f"c{number}", made(f"Person {number}")) for number in range(10))))
    expected, done = {f"Person {number}" for number in range(10)}, 0
    while done < EDITS:
        size = 25 if fragile.source.random() < 0.1 else fragile.source.randrange(1, 5)
        commands = edits(fragile.source, phone, expected, size, done)
        done += size
        sent = []

        def ask():
            sent[:] = renamed(fragile.source, commands)
            return phone.send(*sent)

        answer = fragile.survive(phone.device, ask, 2 * seconds, 0.25)
        assert not answer.failed
        phone.own(sent, answer)
        phone.take(answer)
        assert names(phone) == sorted(expected) == stored(fragile)
    assert fragile.deaths >= 5
    phone.sync()
    reader = Mirror(fragile.device("READER"), "contacts")
    reader.sync()
    assert_same(phone, reader)


def edits(source, phone, expected, size, number):
    """Random commands, and `expected` as it is after them."""
    people = [(key, dict(item[1])) for key, item in sorted(phone.items.items())]
    people = [(key, item["Contacts:LastName"]) for key, item in people if item.get("Contacts:CompanyName") == MARK]
    source.shuffle(people)
    commands = []
    for step in range(number, number + size):
        kind = source.randrange(4)
        if kind < 2 or not people:
            commands.append(add(f"c{step}", made(f"Neu {step}")))
            expected.add(f"Neu {step}")
            continue
        server_id, name = people.pop()
        expected.remove(name)
        if kind == 2:
            commands.append(change(server_id, made(f"Anders {step}")))
            expected.add(f"Anders {step}")
        else:
            commands.append(delete(server_id))
    return commands


def renamed(source, commands):
    """The same commands, half of the time with other ClientIds."""
    if source.randrange(2):
        return commands
    suffix = f" {source.random()}"
    return [
        (name, [(tag, value + suffix if tag == "AirSync:ClientId" else value) for tag, value in content])
        for name, content in commands
    ]
