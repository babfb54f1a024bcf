"""Rows of onoffice.db that another program damages while the server runs: one item is left out, all else goes on."""

import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from client import VERSIONS, change
from conftest import BINARY, write_configuration
from drafts import appointment, contact
from waits import ping
from writing import PETRA, THEOBALD, Desk, made, place_of

# Collection, field, what is written over it; another field, that somebody edits.
DAMAGES = [
    ("contacts", "Geburtsdatum", "im Mai", "Vorname"),
    ("calendar", "start_dt", "gestern", "description"),
    ("tasks", "Prio", "hoch", "Betreff"),
    ("notes", "modified", "gestern", "Betreff"),
]


def versions_with(collection):
    """[MS-ASNOTE]: there are no notes before 14.0."""
    return [version for version in VERSIONS if collection != "notes" or version >= "14.0"]


def write(daemon, server_id, column, value):
    """Writes a column as another program does; returns what was there."""
    table, number = place_of(server_id)
    with sqlite3.connect(daemon.data / "onoffice.db", timeout=30) as database:
        (before,) = database.execute(f'SELECT "{column}" FROM {table} WHERE id = ?', [number]).fetchone()
        database.execute(f'UPDATE {table} SET "{column}" = ? WHERE id = ?', [value, number])
    database.close()
    return before


def execute(daemon, sql):
    """Changes one row as another program does."""
    with sqlite3.connect(daemon.data / "onoffice.db", timeout=30) as database:
        assert database.execute(sql).rowcount == 1
    database.close()


def skipped(*words):
    return subprocess.run(
        [BINARY, "collection", "skipped", *map(str, words)], capture_output=True, text=True, timeout=60
    )


def listed(daemon, *words):
    """The rows of the table as lists of cells."""
    told = skipped(*words, "--data", daemon.data)
    assert told.returncode == 0, told.stderr
    if told.stdout == "Nothing is skipped.\n":
        return []
    head, *rows = told.stdout.splitlines()
    starts = [head.index(name) for name in ["USER", "DEVICE", "FOLDER", "SERVERID", "SINCE", "REASON"]]
    ends = starts[1:] + [None]
    # A table: each column begins where its head does.
    assert all(row[start - 1] == " " for row in rows for start in starts[1:])
    return [[row[start:end].strip() for start, end in zip(starts, ends)] for row in rows]


@pytest.mark.parametrize("collection, column, value, other", DAMAGES, ids=[damage[0] for damage in DAMAGES])
def test_a_damaged_row_is_left_out_everywhere_until_it_is_mended(daemon, collection, column, value, other):
    desk = Desk(daemon)
    early = desk.mirror(collection)
    server_id = next(iter(early.items))
    before = write(daemon, server_id, column, value)
    count = len(early.items)
    seen = daemon.mark()
    late = [desk.mirror(collection, version) for version in versions_with(collection)]
    for mirror in late:
        assert mirror.items.keys() == early.items.keys() - {server_id}
        assert mirror.sync() == []
        line = daemon.wait_for("an item cannot be sent", f"device.id={mirror.device.device_id.lower()} ", since=seen)
        for word in [f"user={THEOBALD}", f"collection={collection}", f"item={server_id}", column]:
            assert word in line
    assert value not in daemon.logged()
    rows = listed(daemon)
    assert {row[1] for row in rows} == {mirror.device.device_id.lower() for mirror in late}
    for user, _, _, item, since, reason in rows:
        assert (user, item, since[:10]) == (THEOBALD, server_id, "2026-03-23")
        assert reason.startswith(column) and value not in reason
    assert listed(daemon, THEOBALD) == rows
    assert listed(daemon, PETRA) == []
    # Who had it before has it still, and his change of it is refused.
    assert early.sync() == []
    assert len(early.items) == count
    if collection == "contacts":
        answer = early.send(change(server_id, contact("Nachher")))
        assert answer.failed == {server_id: "6"}
        early.take(answer)
        assert [row[3] for row in listed(daemon)] == [server_id] * (len(VERSIONS) + 1)
    write(daemon, server_id, column, before)
    comes_with_a_change(daemon, desk, server_id, [early, *late])
    daemon.stop()
    # Also while the server does not run.
    told = skipped("--data", daemon.data)
    assert (told.returncode, told.stdout) == (0, "Nothing is skipped.\n")


# Collection, an item with something that is kept beside the record.
KEPT = [
    ("contacts", contact("Vorher", Spouse="Ida")),
    ("calendar", dict(appointment("14.1", "Vorher")) | {"Calendar:BusyStatus": "3"}),
]


@pytest.mark.parametrize("collection, item", KEPT, ids=[kept[0] for kept in KEPT])
def test_who_drops_broken_kept_properties_and_changes_the_record_gets_it_back(daemon, collection, item):
    desk = Desk(daemon)
    early = desk.mirror(collection)
    server_id = made(early, list(dict(item).items()))
    # As docs/operations.md tells the administrator which row it is.
    row = "class = {} AND record = {} AND member = {}".format(
        {"calendar": 1, "contacts": 2}[collection], server_id.split(":")[1], desk.number()
    )
    execute(daemon, f"UPDATE kept_properties SET properties = x'c3ff' WHERE {row}")
    late = [desk.mirror(collection, version) for version in VERSIONS]
    for mirror in late:
        assert mirror.items.keys() == early.items.keys() - {server_id}
    assert {(item, reason.split(":")[0]) for *_, item, _, reason in listed(daemon)} == {(server_id, "kept properties")}
    execute(daemon, f"DELETE FROM kept_properties WHERE {row}")
    comes_with_a_change(daemon, desk, server_id, [early, *late])


def comes_with_a_change(daemon, desk, server_id, mirrors):
    """A mended item comes when somebody changes what phones show, and by nothing less."""
    collection = server_id.split(":")[0]
    for mirror in mirrors:
        assert mirror.sync() == []
    names = {"contacts": "Contacts:LastName", "calendar": "Calendar:Subject", "tasks": "Tasks:Subject"}
    name = names.get(collection, "Notes:Subject")
    editor = desk.mirror(collection)
    for content in [dict(editor.items[server_id][1])[name], "Nachher"]:
        for mirror in mirrors:
            assert mirror.sync() == []
        editor.push(change(server_id, [tag for tag in editor.items[server_id][1] if tag[0] != name] + [(name, content)]))
    for mirror in mirrors:
        mirror.sync()
        assert "Nachher" in str(mirror.items[server_id])
        assert mirror.items.keys() == editor.items.keys()
    assert listed(daemon) == []


def test_a_broken_item_does_not_wake_a_device_again(daemon):
    desk = Desk(daemon)
    mirror = desk.mirror("contacts")
    broken, whole = list(mirror.items)[:2]
    write(daemon, broken, "Geburtsdatum", "im Mai")
    late = desk.mirror("contacts")
    assert broken not in late.items
    with ThreadPoolExecutor() as pool:
        answer = daemon.parked(pool, ping, late.device, 3000, "contacts")
        mirror.push(change(whole, contact("Nachher")))
        assert answer.result() == "2"
    (told,) = late.sync()
    assert told.changes.keys() == {whole} and not told.adds


def test_the_list_says_who_is_not_there(daemon, tmp_path):
    unknown = skipped("nobody_MeinMandant", "--data", daemon.data)
    assert unknown.returncode == 69
    assert "there is no user nobody_MeinMandant" in unknown.stderr
    assert skipped("--data", tmp_path / "nowhere").returncode == 69
    assert skipped("--data", daemon.data, "--config", "x").returncode == 64
    path = tmp_path / "asyncd.json5"
    write_configuration(path, daemon.data, listen=["127.0.0.1:8080"])
    told = skipped(THEOBALD, "--config", path)
    assert (told.returncode, told.stdout) == (0, "Nothing is skipped.\n")


EDITED = {
    "contacts": "Contacts:FirstName",
    "calendar": "Calendar:Subject",
    "tasks": "Tasks:Subject",
    "notes": "Notes:Subject",
}


@pytest.mark.parametrize("collection, column, value, other", DAMAGES, ids=[damage[0] for damage in DAMAGES])
def test_a_device_that_edits_what_was_mended_behind_the_log_gets_it(daemon, collection, column, value, other):
    phone = Desk(daemon).mirror(collection)
    server_id = next(iter(phone.items))
    edit = change(server_id, [(EDITED[collection], "Nachher")])
    before = write(daemon, server_id, column, value)
    assert phone.push(edit).failed == {server_id: "6"}
    write(daemon, server_id, column, before)
    # The log knows nothing of either: the device is told what there is, and then it may edit.
    answer = phone.push(edit)
    assert answer.failed in ({}, {server_id: "7"})
    assert not answer.failed or server_id in answer.changes
    assert not phone.push(edit).failed
    phone.sync()
    assert dict(phone.items[server_id][1])[EDITED[collection]] == "Nachher"
    assert listed(daemon) == []
