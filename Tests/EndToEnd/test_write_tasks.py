"""What devices do to tasks reaches onOffice by the manual's table 12.1 and the user's other devices."""

import pytest

from concurrent.futures import ThreadPoolExecutor

import expected_items
from client import Device, add, change, delete
from drafts import days, note, task
from items import assert_holds, assert_same, body, fields
from waits import HOUR, ping
from writing import difference, item_with, made

COLLECTION = "tasks"
DUE = days("Due", "2026-04-09T00:00:00.000Z", "2026-04-08T22:00:00.000Z")
DONE = [("Tasks:Complete", "1"), ("Tasks:DateCompleted", "2026-03-22T00:00:00.000Z")]


def reminder(desk, server_id):
    sql = "SELECT user_id, remind_at FROM task_reminder WHERE task = ?"
    return [tuple(row) for row in desk.records.rows(sql, int(server_id.split(":")[1]))]


@pytest.mark.manual(
    "1 Austausch", "12.1 Betreff ←", "12.1 Aufgabenbeschreibung ←", "12.1 Art, erster bekannter Wert ←",
    "12.1 Priorität ←", "12.1 Zurückgestellt ←", "12.1 Bearbeiter ←", "12.1 Verantwortung, Neuanlegen ←",
    "12.1 Deadline ext ←", "12.1 Fällig am ←", "12.1 Privat ←", "12.1 Erinnerung ←",
)
def test_an_add_makes_a_task(desk, first, second, version):
    start = days("Start", "2026-04-07T00:00:00.000Z", "2026-04-06T22:00:00.000Z")
    more = [
        *start,
        *DUE,
        ("Tasks:ReminderSet", "1"),
        ("Tasks:ReminderTime", "2026-04-08T07:00:00.000Z"),
        ("Tasks:Categories", [("Tasks:Category", "Angebot erstellen")]),
        note("Drei Angebote,\nbis Freitag"),
    ]
    data = list((dict(task("Dach prüfen", "2", more)) | {"Tasks:Sensitivity": "2"}).items())
    server_id = made(first, data)
    row = desk.row(server_id)
    names = ("Betreff", "Aufgabe", "Verantwortung", "Bearbeiter", "Prio", "Deadline_strikt", "Privat")
    assert {name: row[name] for name in names} == {
        "Betreff": "Dach prüfen",
        "Aufgabe": "Drei Angebote,\nbis Freitag",
        "Verantwortung": "theobald.tiger",
        "Bearbeiter": None,
        "Prio": 2,
        "Deadline_strikt": 1,
        "Privat": 1,
    }
    assert (row["Deadline"][:10], row["Beginnt_am"][:10]) == ("2026-04-09", "2026-04-07")
    assert reminder(desk, server_id) == [(desk.number(), "2026-04-08 09:00:00")]
    (told,) = second.sync()
    assert told.adds.keys() == {server_id} and not told.changes and not told.deletes
    item = fields(second.items[server_id])
    assert_holds(item, expected_items.task(desk.records, row))
    assert_holds(item, expected_items.task_reminder(desk.records, row, desk.records.user("theobald.tiger")))
    assert body(item) == row["Aufgabe"]
    assert_same(first, second)


@pytest.mark.manual("12.1 Betreff ←", "12.1 Priorität ←", "12.1 Verantwortung, Änderungen ←")
def test_a_change_touches_what_it_names(desk, first, second, version):
    server_id = made(first, task("Anrufen", "1", [*DUE, note("Alt")]))
    second.sync()
    before = desk.row(server_id)
    answer = first.push(change(server_id, [("Tasks:Subject", "Zurückrufen"), ("Tasks:Importance", "0")]))
    assert not answer.failed and not answer.changes and first.sync() == []
    assert difference(before, desk.row(server_id)) == {"Betreff": "Zurückrufen", "Prio": 4}
    (told,) = second.sync()
    assert told.changes.keys() == {server_id}
    assert_same(first, second)


def test_the_finer_priority_survives_another_edit(desk, first, version):
    """Höchste and Hoch are both high on the phone: an edit of the subject must not make one the other."""
    server_id = item_with(first, "Tasks:Subject", "Steuerunterlagen übergeben")
    assert desk.row(server_id)["Prio"] == 1
    whole = dict(first.items[server_id][1])
    whole.pop("AirSyncBase:NativeBodyType", None)
    before = desk.row(server_id)
    first.push(change(server_id, list((whole | {"Tasks:Subject": "Steuern"}).items())))
    assert difference(before, desk.row(server_id)) == {"Betreff": "Steuern"}
    first.push(change(server_id, [("Tasks:Subject", "Steuerunterlagen übergeben")]))


def test_no_due_date_unticks_the_deadline(desk, first, second, version):
    server_id = made(first, task("Frist", "1", DUE))
    second.sync()
    assert not first.push(change(server_id, [("Tasks:UtcDueDate", ""), ("Tasks:DueDate", "")])).failed
    row = desk.row(server_id)
    assert not row["Deadline_strikt"] and row["Deadline"][:10] == "2026-04-09"
    assert first.sync() == []
    second.sync()
    assert "Tasks:DueDate" not in fields(second.items[server_id])


@pytest.mark.manual("12 Umgekehrt")
def test_a_recurrence_is_kept_for_the_user(desk, first, second, version):
    """onOffice has no recurring tasks."""
    kind = [("Type", "0"), ("Start", "2026-04-09T00:00:00.000Z"), ("Interval", "2")]
    recurrence = ("Tasks:Recurrence", [("Tasks:" + name, value) for name, value in kind])
    server_id = made(first, task("Blumen gießen", "1", [*DUE, recurrence]))
    second.sync()
    assert set(recurrence[1]) <= set(fields(second.items[server_id])["Tasks:Recurrence"])


@pytest.mark.manual(
    "12.1 Status ←", "12.1 Status, beim ersten Sync ←", "12.1 Status, danach erneut ←",
    "12.1 Stand Bearbeitung ←", "12.1 Erledigt am ←",
)
def test_a_completed_task_leaves_with_the_next_sync(desk, first, second, version):
    server_id = made(first, task("Fertig machen", "1", DUE))
    second.sync()
    before = desk.row(server_id)
    answer = first.push(change(server_id, DONE))
    assert not answer.failed and not answer.deletes and not answer.changes and server_id in first.items
    assert difference(before, desk.row(server_id)) == {
        "Status": 3,
        "erledigt": 1,
        "Stand": 100,
        "Austragsdatum": "2026-03-22",
    }
    (told,) = second.sync()
    assert told.deletes == [server_id]
    (told,) = first.sync()
    assert told.deletes == [server_id] and not told.adds and not told.changes
    assert_same(first, second)


def test_a_completed_task_does_not_wake_the_device_that_completed_it(desk, version):
    first = desk.mirror("tasks", version)
    server_id = made(first, task("Still erledigen"))
    first.push(change(server_id, DONE))
    again = Device(first.device.url, *desk.daemon.user(), version, first.device.device_id)
    with ThreadPoolExecutor() as pool:
        older = desk.daemon.parked(pool, ping, first.device, HOUR, "tasks")
        newer = desk.daemon.parked(pool, ping, again, HOUR, "tasks")
        # Status 1: nothing changed, but a newer request took its place.
        assert older.result() == "1"
        # What somebody else does wakes it.
        desk.mirror("tasks").push(add("wake", task("Aufwachen")))
        assert newer.result() == "2"
    assert any(server_id in answer.deletes for answer in first.sync())


def test_a_task_that_is_opened_again_is_as_before(desk, first, version):
    server_id = made(first, task("Doch nicht fertig", "1", DUE))
    before = desk.row(server_id)
    first.push(change(server_id, DONE), get_changes="0")
    first.push(change(server_id, [("Tasks:Complete", "0")]), get_changes="0")
    row = desk.row(server_id)
    assert all(row[name] == before[name] for name in ("Status", "Stand", "Austragsdatum")) and not row["erledigt"]
    first.sync()
    assert server_id in first.items


def test_a_delete_cancels(desk, first, second, version):
    server_id = made(first, task("Vergessen"))
    second.sync()
    before = desk.row(server_id)
    assert not first.push(delete(server_id)).failed
    assert first.sync() == []
    assert difference(before, desk.row(server_id)) == {"Status": 5}
    (told,) = second.sync()
    assert told.deletes == [server_id]
    assert_same(first, second)
