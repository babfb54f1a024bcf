"""Empty and partial Syncs: what the server keeps of a request, how long, and that nothing gets lost by it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

import wbxml
from client import Mirror, SyncAnswer, add, filtered
from conftest import serve
from drafts import contact, task
from items import assert_same
from writing import Desk

MINUTES = ("AirSync:Wait", "50")
# The demo's devices come in March 2026, long before the clock of a server that is started without a demo.
SERVED = {"listen": ["127.0.0.1:0"], "devices": {"forgetDays": 0}}
PARTIAL = ("AirSync:Partial", "")


class Phone:
    """A device with mirrors of some collections, which leaves out of its Syncs what it may."""

    def __init__(self, desk, version, *collections):
        self.first = desk.mirror(collections[0], version)
        self.device = self.first.device
        self.mirrors = {collections[0]: self.first}
        for name in collections[1:]:
            self.mirrors[name] = Mirror(self.device, name)
            self.mirrors[name].sync()

    def collection(self, name, *further):
        """What a request says of a collection."""
        key = ("AirSync:SyncKey", self.mirrors[name].key)
        return ("AirSync:Collection", [key, ("AirSync:CollectionId", name), *further])

    def whole(self, *further):
        """A Sync of all collections."""
        return self.sync(*(self.collection(name) for name in self.mirrors), further=further)

    def sync(self, *collections, further=()):
        content = [("AirSync:Collections", list(collections))] if collections else []
        return self.send(("AirSync:Sync", content + list(further)))

    def send(self, element=None):
        """The status of the whole and the answers by collection; None and {} for an empty answer."""
        root = self.device.call("Sync", element)
        if root is None:
            return None, {}
        found = wbxml.path(root, "AirSync:Collections")
        answers = {}
        for part in wbxml.children(found, "AirSync:Collection") if found else []:
            name = wbxml.child(part, "AirSync:CollectionId")
            alone = ("AirSync:Sync", [("AirSync:Collections", [part])])
            answers[name] = SyncAnswer(self.mirrors[name].key, alone)
        return wbxml.child(root, "AirSync:Status"), answers

    def waiting(self, daemon, pool, element=None):
        """Sends a Sync that waits; its answer to come."""
        seen = daemon.mark()
        answer = pool.submit(self.send, element)
        daemon.wait_for("msg=request", "command=Sync", "http.status=-", since=seen)
        return answer


@pytest.fixture
def phone(desk, version):
    return Phone(desk, version, "contacts", "tasks")


@pytest.fixture
def writer(desk):
    """Another device, whose changes the phone is to be told of."""
    return desk.mirror("contacts")


EMPTY = (None, {})


def test_nothing_was_asked_before(desk, version):
    device = desk.device(version)
    for request in (None, ("AirSync:Sync", [PARTIAL, MINUTES])):
        assert wbxml.child(device.call("Sync", request), "AirSync:Status") == "13"


def test_an_empty_request_means_the_last_one(phone, writer):
    assert phone.whole() == EMPTY
    for _ in range(3):
        assert phone.send() == EMPTY
    writer.push(add("a", contact("Adler", "Otto")))
    _, answers = phone.send()
    assert list(answers) == ["contacts"] and len(answers["contacts"].adds) == 1


def test_an_empty_request_waits_as_the_last_one(desk, phone, writer):
    with ThreadPoolExecutor() as pool:
        wait = phone.waiting(desk.daemon, pool, sync_of(phone, MINUTES))
        # The phone hangs up and comes again with nothing: the newer request answers the older.
        again = phone.waiting(desk.daemon, pool)
        assert wait.result() == EMPTY
        writer.push(add("a", contact("Bussard", "Otto")))
        _, answers = again.result()
    assert len(answers["contacts"].adds) == 1


def sync_of(phone, *further):
    names = [phone.collection(name) for name in phone.mirrors]
    return ("AirSync:Sync", [("AirSync:Collections", names), *further])


def test_a_lost_answer_to_an_empty_request_loses_nothing(desk, phone, writer):
    assert phone.whole() == EMPTY
    for name in ("Condor", "Dohle"):
        writer.push(add(name, contact(name, "Otto")))
        # Both answers are lost. Only the phone knows what it has, so it has to say it.
        phone.send()
        assert phone.send() == ("13", {})
        assert phone.send() == ("13", {})
        _, answers = phone.whole()
        lost = answers["contacts"]
        assert len(lost.adds) >= 1
    phone.first.take(lost)
    assert phone.whole() == EMPTY and phone.send() == EMPTY
    assert_same(phone.first, desk.mirror("contacts", phone.device.version))


def test_commands_are_never_repeated(desk, phone):
    before = desk.count("contacts")
    assert phone.whole() == EMPTY
    command = add("a", contact("Elster", "Otto"))
    commands = ("AirSync:Commands", [command])
    for _ in range(2):
        _, answers = phone.sync(phone.collection("contacts", commands), further=[MINUTES])
        assert len(answers["contacts"].ids) == 1
        assert phone.send() == ("13", {})
    phone.first.own([command], answers["contacts"])
    phone.first.take(answers["contacts"])
    # Of a Partial request too, whose collection is silent from then on.
    assert phone.whole() == EMPTY and phone.sync(phone.collection("tasks"), further=[PARTIAL]) == EMPTY
    assert phone.send() == EMPTY
    assert desk.count("contacts") == before + 1


def test_a_partial_request_names_what_has_changed(desk, phone, writer):
    writer.push(add("a", contact("Falke", "Otto")))
    _, answers = phone.whole()
    assert list(answers) == ["contacts"]
    phone.first.take(answers["contacts"])
    # The tasks were silent: they may be left out, and change now.
    tasks = phone.mirrors["tasks"]
    assert phone.sync(phone.collection("contacts"), further=[PARTIAL]) == EMPTY
    desk.mirror("tasks").push(add("t", task("Füttern")))
    _, answers = phone.sync(phone.collection("contacts"), further=[PARTIAL])
    assert list(answers) == ["tasks"] and len(answers["tasks"].adds) == 1
    # That answer may be lost, so that the tasks cannot be left out before the phone names their key.
    assert phone.sync(phone.collection("contacts"), further=[PARTIAL]) == ("13", {})
    tasks.take(answers["tasks"])
    assert phone.whole() == EMPTY
    assert phone.sync(further=[PARTIAL, ("AirSync:WindowSize", "5")]) == EMPTY


def test_a_partial_request_that_waits(desk, phone, writer):
    assert phone.whole() == EMPTY
    with ThreadPoolExecutor() as pool:
        wait = phone.waiting(desk.daemon, pool, ("AirSync:Sync", [PARTIAL, MINUTES]))
        writer.push(add("a", contact("Gans", "Otto")))
        _, answers = wait.result()
    assert len(answers["contacts"].adds) == 1


def test_partial_alone_says_nothing(phone):
    assert phone.sync(further=[PARTIAL]) == ("4", {})
    assert phone.whole() == EMPTY
    assert phone.sync(further=[PARTIAL]) == ("4", {})


def test_a_partial_request_that_cannot_be_completed_does_nothing(desk, phone, writer):
    before = desk.count("contacts")
    assert phone.whole() == EMPTY
    writer.push(add("a", contact("Habicht", "Otto")))
    phone.send()
    commands = ("AirSync:Commands", [add("t", task("Verloren"))])
    tasks = desk.count("tasks")
    assert phone.sync(phone.collection("tasks", commands), further=[PARTIAL]) == ("13", {})
    assert desk.count("tasks") == tasks and desk.count("contacts") == before + 1


def test_a_new_start_ends_what_was_kept(phone):
    assert phone.whole() == EMPTY
    phone.device.sync("contacts", "0")
    assert phone.send() == ("13", {})
    phone.device.sync("contacts", "nonsense")
    assert phone.send() == ("13", {})


@pytest.mark.parametrize("wait", ["0", "-1", "60", "99999999"])
def test_a_wait_out_of_range_is_told_the_limit(phone, wait):
    root = phone.device.call("Sync", sync_of(phone, ("AirSync:Wait", wait)))
    limit = "59" if int(wait) > 59 else "1"
    assert (wbxml.child(root, "AirSync:Status"), wbxml.child(root, "AirSync:Limit")) == ("14", limit)


def test_two_kinds_of_wait_are_one_too_many(phone):
    assert phone.whole(MINUTES, ("AirSync:HeartbeatInterval", "300")) == ("4", {})


def test_a_heartbeat_interval_is_of_14_and_later(phone):
    status, _ = phone.whole(("AirSync:HeartbeatInterval", "59"))
    assert status == ("4" if phone.device.version == "12.1" else "14")


@pytest.mark.parametrize("name", ["Wait", "WindowSize"])
@pytest.mark.parametrize("number", ["x", "1.5", "9" * 40])
def test_what_is_no_number_is_refused(phone, name, number):
    answer = phone.device.post("Sync", sync_of(phone, ("AirSync:" + name, number)))
    if phone.device.version == "12.1":
        assert answer.status_code == 400
    else:
        assert wbxml.child(wbxml.decode(answer.content), "AirSync:Status") == "103"
    assert phone.whole() == EMPTY


@pytest.mark.parametrize("size", ["0", "-1", "513", "99999999"])
def test_windows_out_of_range_are_the_largest(desk, version, size):
    device = desk.device(version)
    key = device.start("contacts")
    everything = desk.mirror("contacts", version).items
    answer = device.sync("contacts", key, window=size)
    assert set(answer.adds) == set(everything) and not answer.more


@pytest.mark.parametrize("kind", ["1", "8", "9", "255", "-3"])
def test_a_filter_type_that_calendars_do_not_know_is_the_usual_one(desk, version, kind):
    usual = desk.mirror("calendar", version)
    odd = desk.mirror("calendar", version, options=filtered(kind))
    assert set(odd.items) == set(usual.items)


def test_what_is_kept_survives_a_restart(daemon, tmp_path, version):
    desk = Desk(daemon)
    phone = Phone(desk, version, "contacts", "tasks")
    assert phone.whole() == EMPTY
    assert daemon.stop() == 0
    restarted = serve(daemon.data, tmp_path, **SERVED)
    try:
        phone.device.url = "http://" + restarted.address("http")
        assert phone.send() == EMPTY
        assert phone.sync(phone.collection("tasks"), further=[PARTIAL]) == EMPTY
    finally:
        assert restarted.stop() == 0


def test_bounds_narrowed_since_are_told(daemon, tmp_path, version):
    desk = Desk(daemon)
    phone = Phone(desk, version, "contacts")
    with ThreadPoolExecutor() as pool:
        wait = phone.waiting(daemon, pool, sync_of(phone, MINUTES))
        assert daemon.stop() == 0
        assert wait.result() == EMPTY
    restarted = serve(daemon.data, tmp_path, **SERVED, push={"longest": 600})
    try:
        phone.device.url = "http://" + restarted.address("http")
        root = phone.device.call("Sync")
        assert (wbxml.child(root, "AirSync:Status"), wbxml.child(root, "AirSync:Limit")) == ("14", "10")
    finally:
        assert restarted.stop() == 0
