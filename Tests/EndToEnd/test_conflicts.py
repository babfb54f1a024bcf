"""Both sides changed: onOffice wins unless the device asks otherwise, and both end with the same."""

import pytest

from client import add, change, delete
from drafts import appointment, contact, sticky, task
from items import assert_same, fields
from writing import PETRA

DEVICE_WINS = [("AirSync:Conflict", "0")]
SERVER_WINS = [("AirSync:Conflict", "1")]


class Kind:
    """A class of items: how one is made, how its title reads, and since which version there is one."""

    def __init__(self, collection, make, element, column, since="12.1"):
        self.collection, self.make, self.element, self.column, self.since = collection, make, element, column, since

    def title(self, mirror, server_id):
        return fields(mirror.items[server_id])[self.element]


KINDS = [
    Kind("contacts", contact, "Contacts:LastName", "Name"),
    Kind("calendar", lambda title: appointment("14.1", title), "Calendar:Subject", "description"),
    Kind("tasks", task, "Tasks:Subject", "Betreff"),
    Kind("notes", sticky, "Notes:Subject", "Betreff", since="14.0"),
]


@pytest.fixture(params=KINDS, ids=lambda kind: kind.collection)
def kind(request):
    return request.param


def pair(desk, kind, **how):
    """Two devices that have the same new item."""
    first = desk.mirror(kind.collection, **how)
    second = desk.mirror(kind.collection, version=first.device.version)
    (server_id,) = first.push(add("new", kind.make("Anfang"))).ids
    second.sync()
    return first, second, server_id


def same(first, second):
    first.sync()
    second.sync()
    assert_same(first, second)
    assert first.sync() == [] and second.sync() == []


@pytest.mark.parametrize("options", [None, SERVER_WINS], ids=["nothing asked", "server asked"])
def test_onoffice_wins(desk, kind, options):
    first, second, server_id = pair(desk, kind, options=options)
    second.push(change(server_id, kind.make("Zweiter")))
    answer = first.push(change(server_id, kind.make("Erster")))
    assert answer.failed == {server_id: "7"}
    assert desk.row(server_id)[kind.column] == "Zweiter"
    # The winner comes with the refusal.
    assert answer.changes.keys() == {server_id}
    assert kind.title(first, server_id) == "Zweiter"
    same(first, second)


def test_the_device_wins_if_it_asks(desk, kind):
    first, second, server_id = pair(desk, kind, options=DEVICE_WINS)
    second.push(change(server_id, kind.make("Zweiter")))
    answer = first.push(change(server_id, kind.make("Erster")))
    assert not answer.failed
    assert desk.row(server_id)[kind.column] == "Erster"
    second.sync()
    assert kind.title(second, server_id) == "Erster"
    same(first, second)


def test_what_was_asked_once_holds(desk, kind):
    first, second, server_id = pair(desk, kind, options=DEVICE_WINS)
    first.options = None
    second.push(change(server_id, kind.make("Zweiter")))
    assert not first.push(change(server_id, kind.make("Erster"))).failed
    assert desk.row(server_id)[kind.column] == "Erster"


def test_a_lost_refusal_is_given_again(desk, kind):
    first, second, server_id = pair(desk, kind)
    second.push(change(server_id, kind.make("Zweiter")))
    edit = change(server_id, kind.make("Erster"))
    assert first.send(edit).failed == {server_id: "7"}
    assert first.push(edit).failed == {server_id: "7"}
    assert desk.row(server_id)[kind.column] == "Zweiter"
    same(first, second)


def test_the_loser_may_change_it_then(desk, kind):
    first, second, server_id = pair(desk, kind)
    second.push(change(server_id, kind.make("Zweiter")))
    first.push(change(server_id, kind.make("Erster")))
    first.sync()
    assert not first.push(change(server_id, kind.make("Erster doch"))).failed
    assert desk.row(server_id)[kind.column] == "Erster doch"
    same(first, second)


def test_an_item_that_is_gone_cannot_be_changed(desk, kind):
    first, second, server_id = pair(desk, kind)
    second.push(delete(server_id))
    answer = first.push(change(server_id, kind.make("Erster")))
    assert answer.failed == {server_id: "8"}
    first.sync()
    assert server_id not in first.items
    same(first, second)


@pytest.mark.parametrize("options", [None, SERVER_WINS], ids=["nothing asked", "server asked"])
@pytest.mark.parametrize("version", ["12.1", "14.1", "16.1"])
def test_a_delete_of_what_was_changed_loses(desk, kind, version, options):
    first, second, server_id = pair(desk, kind, version=max(version, kind.since), options=options)
    second.push(change(server_id, kind.make("Zweiter")))
    # The refusal is lost once.
    assert first.send(delete(server_id)).failed == {server_id: "7"}
    answer = first.push(delete(server_id))
    assert answer.failed == {server_id: "7"}
    # The device has it no more: it comes as a new one.
    assert answer.adds.keys() == {server_id}
    assert kind.title(first, server_id) == "Zweiter"
    assert desk.row(server_id)[kind.column] == "Zweiter"
    same(first, second)
    assert not first.push(delete(server_id)).failed
    second.sync()
    assert server_id not in second.items
    same(first, second)


def test_a_delete_wins_if_the_device_asks(desk, kind):
    first, second, server_id = pair(desk, kind, options=DEVICE_WINS)
    second.push(change(server_id, kind.make("Zweiter")))
    assert not first.push(delete(server_id)).failed
    second.sync()
    assert server_id not in second.items
    same(first, second)


def test_both_deleted(desk, kind):
    first, second, server_id = pair(desk, kind)
    second.push(delete(server_id))
    answer = first.push(delete(server_id))
    assert answer.failed in ({}, {server_id: "8"})
    same(first, second)


def test_own_changes_one_after_the_other_are_no_conflict(desk, kind):
    first, second, server_id = pair(desk, kind)
    for number in range(3):
        assert not first.push(change(server_id, kind.make(f"Schritt {number}")), get_changes="0").failed
    answer = first.push(
        change(server_id, kind.make("Schritt 3")), change(server_id, kind.make("Schritt 4")), get_changes="0"
    )
    assert not answer.failed and desk.row(server_id)[kind.column] == "Schritt 4"
    assert first.sync() == []
    same(first, second)


def test_an_edit_of_another_item_is_no_conflict(desk, kind):
    first, second, server_id = pair(desk, kind)
    (other,) = second.push(add("other", kind.make("Daneben"))).ids
    second.push(change(other, kind.make("Daneben, anders")))
    assert not first.push(change(server_id, kind.make("Erster"))).failed
    same(first, second)


BAD = {
    "contacts": ("Contacts:Birthday", "gestern"),
    "calendar": ("Calendar:StartTime", "20261332T990000Z"),
    "tasks": ("Tasks:UtcDueDate", "bald"),
    "notes": ("Notes:MessageClass", "IPM.Note"),
}


def test_a_bad_item_fails_alone(desk, kind):
    first, second, server_id = pair(desk, kind)
    before = desk.count(kind.collection)
    bad = [field for field in kind.make("Falsch") if field[0] != BAD[kind.collection][0]] + [BAD[kind.collection]]
    (other,) = first.push(add("other", kind.make("Daneben"))).ids
    answer = first.push(
        add("good", kind.make("Gut")),
        change(server_id, bad),
        add("bad", bad),
        change(other, kind.make("Daneben, anders")),
    )
    assert answer.failed == {server_id: "6", "bad": "6"}
    assert answer.added["bad"][1] is None
    assert desk.count(kind.collection) == before + 2
    assert desk.row(server_id)[kind.column] == "Anfang"
    assert desk.row(other)[kind.column] == "Daneben, anders"
    # The device holds its own bad version: it gets that of onOffice.
    first.sync()
    assert kind.title(first, server_id) == "Anfang"
    same(first, second)


def test_a_colleague_and_a_phone(desk):
    """The same address, changed by two users: no other device of the same user is needed for a conflict."""
    first, other = desk.mirror("contacts"), desk.mirror("contacts", login=PETRA)
    server_id = sorted(set(first.items) & set(other.items))[0]
    other.push(change(server_id, [("Contacts:WebPage", "https://petra.example")]))
    answer = first.push(change(server_id, [("Contacts:WebPage", "https://theobald.example")]))
    assert answer.failed == {server_id: "7"}
    assert desk.row(server_id)["Homepage"] == "https://petra.example"
    assert fields(first.items[server_id])["Contacts:WebPage"] == "https://petra.example"


def test_what_a_colleague_cannot_see_is_no_conflict(desk):
    """Kept beside the record for one user, it is nothing to the other."""
    first, other = desk.mirror("contacts"), desk.mirror("contacts", login=PETRA)
    server_id = sorted(set(first.items) & set(other.items))[1]
    other.push(change(server_id, [("Contacts:Spouse", "Kurt")]))
    assert not first.push(change(server_id, [("Contacts:WebPage", "https://allein.example")])).failed
    other.sync()
    item = fields(other.items[server_id])
    assert (item["Contacts:Spouse"], item["Contacts:WebPage"]) == ("Kurt", "https://allein.example")


def test_a_device_that_wins_gets_what_it_did_not_speak_of(desk):
    """Both changed a contact, each another element: the winner has the loser's as well in the end."""
    first, second = desk.mirror("contacts", options=DEVICE_WINS), desk.mirror("contacts")
    (server_id,) = first.push(add("new", contact("Beide"))).ids
    second.sync()
    second.push(change(server_id, [("Contacts:WebPage", "https://zweiter.example")]))
    assert not first.push(change(server_id, [("Contacts:Title", "Dr.")])).failed
    same(first, second)
    assert fields(first.items[server_id])["Contacts:WebPage"] == "https://zweiter.example"
