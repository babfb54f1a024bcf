"""Random histories: devices of several versions edit the same contacts while answers get lost and retries differ.

In the end all devices hold what onOffice has, and nothing that a device ever made is there twice.
"""

import os
import random
from collections import Counter

import pytest

from client import Mirror, add, change, delete
from drafts import contact
from items import assert_same

HISTORIES = int(os.environ.get("HISTORIES", "25"))
assert HISTORIES > 0, "no history is no test"
STEPS = 40


class Player:
    """A device that edits at random and sends again, a little different, what it got no answer to."""

    def __init__(self, desk, source, name, version):
        self.source, self.name = source, name
        conflict = source.choice([None, [("AirSync:Conflict", "0")], [("AirSync:Conflict", "1")]])
        self.mirror = Mirror(desk.device(version), "contacts", source.choice([3, 10, 100]), conflict)
        self.pending, self.made = [], 0

    def step(self):
        if self.pending:
            self.pending = self.revised()
        elif self.source.randrange(4):
            self.pending = self.edits(self.source.randrange(1, 5))
        if not self.pending:
            self.read()
        elif self.source.random() < 0.4:
            self.mirror.send(*self.pending)
        else:
            self.deliver()

    def deliver(self):
        """Sends what is left and hears of it."""
        sent, self.pending = self.pending, []
        answer = self.mirror.push(*sent, get_changes=self.source.choice(["0", "1", None]))
        assert set(answer.failed.values()) <= {"7", "8"}

    def read(self):
        """One page, whose answer may be lost."""
        mirror = self.mirror
        answer = mirror.device.sync("contacts", mirror.key, mirror.window, mirror.options)
        assert answer.status == "1"
        if not answer.is_empty and self.source.randrange(3):
            mirror.take(answer)

    def edits(self, count):
        """New commands, at most one for each item."""
        known = sorted(self.mirror.items)
        chosen = self.source.sample(known, min(count, len(known)))
        return [self.edit(chosen.pop() if chosen and self.source.randrange(2) else None) for _ in range(count)]

    def edit(self, server_id):
        if server_id is None:
            self.made += 1
            return add(f"{self.name}{self.made}", self.content(f"{self.name} {self.made}"))
        if self.source.randrange(3) == 0:
            return delete(server_id)
        mark = dict(self.mirror.items[server_id][1])["Contacts:CompanyName"]
        return change(server_id, self.content(mark))

    def content(self, mark):
        """A contact that is known by its mark, whatever is edited."""
        return contact(f"Name {self.source.random()}", CompanyName=mark)

    def revised(self):
        """What a retry sends: some edited, some under a new ClientId, some not at all, in another order, and more."""
        kept = [command for command in self.pending if self.source.random() < 0.85]
        retry = [self.retried(command) for command in kept]
        if self.source.randrange(3) == 0:
            self.source.shuffle(retry)
        if self.source.randrange(4) == 0:
            retry.append(self.edit(None))
        return retry

    def retried(self, command):
        """One of: the same, the same under a new ClientId, edited under the same. Both at once is a new item."""
        name, content = command
        content = dict(content)
        choice = self.source.randrange(4)
        if choice == 0 and "AirSync:ApplicationData" in content:
            mark = dict(content["AirSync:ApplicationData"])["Contacts:CompanyName"]
            content["AirSync:ApplicationData"] = self.content(mark)
        if choice == 1 and "AirSync:ClientId" in content:
            content["AirSync:ClientId"] += f"-{self.source.randrange(1000)}"
        return (name, list(content.items()))


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_all_end_with_the_same(desk, seed):
    source = random.Random(seed)
    clear(desk)
    players = [
        Player(desk, source, f"H{seed}{letter}", source.choice(["12.1", "14.1", "16.1"])) for letter in "ABC"
    ]
    for _ in range(STEPS):
        source.choice(players).step()
    for player in players:
        if player.pending:
            player.deliver()
    fresh = [player.mirror.sync() for player in players] and desk.mirror("contacts")
    for player in players:
        player.mirror.sync()
        assert_same(player.mirror, fresh)
        assert player.mirror.sync() == []
    marks = Counter(row["Zusatz1"] for row in desk.records.rows("SELECT Zusatz1 FROM address"))
    assert all(marks[f"{player.name} {number + 1}"] <= 1 for player in players for number in range(player.made))


def clear(desk):
    """Takes everything from the user's devices, so that a history is about its own contacts."""
    mirror = desk.mirror("contacts")
    mirror.push(*(delete(server_id) for server_id in mirror.items))
