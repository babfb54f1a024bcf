"""GetItemEstimate tells how many items the next Syncs are about, whatever happened before."""

import random

import pytest

import wbxml
from client import Mirror, add, change, delete, estimate, filtered
from drafts import appointment, contact, sticky, task

VERSIONS = ["12.1", "14.1", "16.1"]
PERIODS = ["0", "4", "5", "6", "7"]
MAKE = {
    "contacts": lambda version, name: contact(name),
    "calendar": lambda version, name: appointment(version, name),
    "tasks": lambda version, name: task(name),
    "notes": lambda version, name: sticky(name),
}
# There are no notes in 12.1.
CASES = [(version, name) for version in VERSIONS for name in MAKE if name != "notes" or version >= "14.0"]


def counted(mirror):
    """Syncs to the end; returns of how many items it was told. What returns to the period is deleted first, as some
    devices have it still."""
    return len({name for a in mirror.sync() for name in (*a.adds, *a.changes, *a.deletes, *a.soft_deletes)})


def edit(source, mirror, version, name):
    """A random change by a device. A series that it moves may leave the period, but not the device."""
    make = MAKE[mirror.collection]
    known = sorted(key for key, item in mirror.items.items() if not wbxml.child(item, "Calendar:Recurrence"))
    match source.randrange(3) if known else 0:
        case 0:
            mirror.push(add(name, make(version, name)))
        case 1:
            mirror.push(change(source.choice(known), make(version, name)))
        case 2:
            mirror.push(delete(source.choice(known)))


@pytest.mark.parametrize("version, collection", CASES)
def test_it_equals_what_comes(desk, collection, version):
    source = random.Random(f"{collection} {version}")
    first, second = desk.mirror(collection, version), desk.mirror(collection, version)
    assert estimate(first) == estimate(second) == 0
    for number in range(12):
        for step in range(source.randrange(4)):
            edit(source, second, version, f"Nummer {number}.{step}")
        if source.randrange(2):
            edit(source, first, version, f"Eigenes {number}")
        assert estimate(first) == counted(first)
        assert estimate(first) == 0
        assert estimate(second) == counted(second)
    assert set(first.items) == set(second.items)


def test_it_equals_what_comes_of_a_first_sync_with_edits_between(desk):
    source = random.Random(23)
    second = desk.mirror("contacts")
    first = Mirror(desk.device(), "contacts", window=9)
    while estimate(first):
        before = estimate(first)
        answer = first.device.sync("contacts", first.key, 9)
        first.take(answer)
        assert estimate(first) == before - len(answer.adds) - len(answer.changes) - len(answer.deletes)
        edit(source, second, "14.1", f"Zwischendurch {before}")
    assert first.sync() == [] and counted(second) == 0
    assert set(first.items) == set(second.items)


@pytest.mark.parametrize("version", VERSIONS)
def test_it_equals_what_comes_of_another_period(desk, version):
    source = random.Random(version)
    second = desk.mirror("calendar", version)
    first = desk.mirror("calendar", version, options=filtered("0"))
    for number in range(10):
        kind = source.choice(PERIODS)
        if source.randrange(2):
            edit(source, second, version, f"Wechsel {number}")
        expected = estimate(first, kind)
        first.options = filtered(kind)
        assert counted(first) == expected
        assert estimate(first, kind) == estimate(first) == 0


def test_a_lost_answer_counts_still(desk):
    first, second = desk.mirror("contacts"), desk.mirror("contacts")
    for number in range(5):
        second.push(add(f"c{number}", contact(f"Verloren {number}")))
    first.device.sync("contacts", first.key)
    assert estimate(first) == 5 == counted(first)
