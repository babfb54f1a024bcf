"""kill -9 at random moments and at every point between onoffice.db, sync.db and the answer, also with the loss of all
that is not synced: devices go on with the keys they have, and nothing is lost and nothing is there twice.

ROUNDS says how many rounds, SEED which; a failure is seen again with the SEED and the number of rounds that it prints.
"""

import os
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

for module in ("crash_inspection", "crash_office", "crash_phones", "crash_requests", "crash_typed"):
    pytest.register_assert_rewrite(module)

from crash_inspection import Inspection  # noqa: E402
from crash_office import MortalOffice  # noqa: E402
from crash_phones import Phone, Reader, StrictDevice  # noqa: E402
from crash_typed import Book, kinds_of  # noqa: E402
from deaths import POINTS  # noqa: E402
from writing import PETRA, THEOBALD  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "40"))
assert ROUNDS > 0, "no round is no test"
SEED = os.environ.get("SEED", "1")
PHONES = [("A", THEOBALD, "14.1", None), ("B", THEOBALD, "16.1", 3), ("C", PETRA, "12.1", None)]
WORK = [point for point in POINTS if point.stage == "work"]
# Requests of a device until the daemon is dead; and how often they are tried.
REQUESTS, TRIES = 12, 6
# In which a daemon that dies at random does so, in seconds.
LONGEST = 0.25


class Story:
    """Rounds of work, death and inspection in one office."""

    def __init__(self, office):
        self.office, self.book = office, Book()
        self.phones = [
            Phone(name, login, self.device(f"PHONE{name}", login, version), self.book, window)
            for name, login, version, window in PHONES
        ]
        self.deaths, self.missed, self.failures, self.requests = Counter(), Counter(), 0, 0

    def device(self, name, login, version):
        daemon = self.office.daemon
        return StrictDevice(daemon.url, *daemon.user(login), version=version, device_id=name)

    def play(self, number, point):
        """One round: work and death, now and then two times, and what is left of it all."""
        self.source = random.Random(f"{SEED} {number}")
        self.book.open_round(self.source, self.phones)
        for phone in self.phones:
            phone.open_round(f"{SEED} {number}")
        actors = self.actors(number)
        everybody = self.phones + [actor for actor in actors if actor not in self.phones]
        self.die(number, point, actors)
        if self.source.random() < 0.3:
            self.revive(everybody)
            self.die(number, self.source.choice(WORK), actors)
        self.revive(everybody)
        for actor in everybody:
            actor.settle()
        for actor in everybody:
            actor.sync()
        self.inspect(number, everybody)
        self.requests += sum(actor.requests for actor in everybody if actor not in self.phones)

    def die(self, number, point, actors):
        power_fails = self.source.randrange(2) == 0
        names = ",".join(actor.name for actor in actors)
        print(f"round {number}: {point.name}; power {'fails' if power_fails else 'stays'}; at work: {names}")
        has_died = getattr(self, point.stage)(point, actors)
        self.office.bury(power_fails)
        if point.stage == "start":
            has_died = self.die_again(point, power_fails)
        if not has_died:
            print("  the point was not reached")
        (self.deaths if has_died else self.missed)[point.name] += 1
        self.failures += power_fails

    def actors(self, number):
        """One or two phones, and now and then a new one that reads in pages."""
        found = self.source.sample(self.phones, self.source.choice([1, 2, 2]))
        if self.source.randrange(2):
            _, login, version, _ = self.source.choice(PHONES)
            device = self.device(f"PAGES{number}", login, version)
            found.append(Reader("R", login, device, self.source.choice(kinds_of(version))))
        return found

    def revive(self, everybody):
        self.office.start()
        for actor in everybody:
            actor.device.url = self.office.daemon.url

    def inspect(self, number, everybody):
        inspection = Inspection(self.office.daemon, self.office.data, number)
        inspection.check(everybody, self.book)
        inspection.close()
        if number % 10 == 9 or number == ROUNDS - 1:
            self.office.assert_whole()

    # The ways to die, by the stages of points. Each returns whether the daemon died as it was to.

    def work(self, point, actors):
        print("  dies at", self.office.trap.set(point, self.source))
        return self.exhaust([actor.act for actor in actors])

    def swell(self, point, actors):
        print("  dies at", self.office.trap.set(point, self.source))
        phone, *others = sorted(actors, key=lambda actor: not isinstance(actor, Phone))
        return self.exhaust([phone.swell] + [actor.act for actor in others])

    def chance(self, point, actors):
        killer = threading.Timer(self.source.random() * LONGEST, self.office.daemon.process.kill)
        killer.start()
        while not self.office.is_dead:
            self.burst([actor.act for actor in actors])
        killer.join()
        return True

    def close(self, point, actors):
        self.burst([actor.act for actor in actors])
        self.office.trap.set(point, self.source)
        self.office.daemon.process.terminate()
        return self.office.is_dying()

    def start(self, point, actors):
        self.burst([actor.act for actor in actors])
        self.office.daemon.process.kill()
        return True

    def die_again(self, point, power_fails):
        """The dead daemon's successor dies while it recovers what was left."""
        self.office.trap.set(point, self.source)
        has_died = self.office.die_starting()
        self.office.trap.clear()
        if power_fails:
            self.office.trap.fail_power(self.office.data)
        return has_died

    def exhaust(self, acts):
        """Works on until the daemon is dead; whether it came to that."""
        for _ in range(TRIES):
            if self.burst(acts):
                assert self.office.is_dying(), "a request was cut off by a living daemon"
            if self.office.is_dead:
                return True
        return False

    def burst(self, acts):
        """Several requests of each device, at once; whether one got no answer."""
        with ThreadPoolExecutor(len(acts)) as pool:
            return any([future.result() for future in [pool.submit(repeat, act) for act in acts]])


    def summary(self):
        """What was done, and how often the daemon died where."""
        count = self.requests + sum(phone.requests for phone in self.phones)
        done = f"{ROUNDS} rounds, {count} requests, {self.book.operations} edits, {len(self.book.items)} items made"
        deaths = f"{self.deaths.total()} deaths, in {self.failures} of them the power failed"
        lines = [f"  {number:3} {name}" for name, number in sorted(self.deaths.items())]
        return "\n".join([f"crash test: {done}; {deaths}", *lines])


def repeat(act):
    try:
        for _ in range(REQUESTS):
            act()
    except requests.exceptions.RequestException:
        return True
    return False


@pytest.fixture
def mortal(tmp_path):
    office = MortalOffice(tmp_path)
    yield office
    office.bury(power_fails=False)


def schedule():
    """Every point in turn, in an order of the seed."""
    source, points = random.Random(SEED), []
    while len(points) < ROUNDS:
        points += source.sample(POINTS, len(POINTS))
    return points[:ROUNDS]


def test_devices_survive_deaths_of_the_daemon(mortal, capsys):
    story = Story(mortal)
    points = schedule()
    for number, point in enumerate(points):
        try:
            story.play(number, point)
        except BaseException:
            print(f"again: SEED={SEED} ROUNDS={number + 1}\n{story.office.daemon.logged()[-4000:]}")
            raise
    with capsys.disabled():
        print(f"\n{story.summary()}")
    assert not story.missed, f"points that were not reached: {dict(story.missed)}"
