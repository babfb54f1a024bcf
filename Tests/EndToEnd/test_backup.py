"""A backup that is made while the server works, and what phones see of an office that is restored from it."""

import itertools
import json
import re
import sqlite3
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from client import Device, Mirror
from conftest import BINARY, Daemon, demo_command
from office_rules import Office

COLLECTIONS = ["contacts", "tasks", "calendar"]


def backup(target, data):
    command = [BINARY, "backup", target, "--data", data]
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=60)


def serve(data):
    """A daemon on a directory that is not the demo's own any more; returns it and its address."""
    file = data.parent / "asyncd.json5"
    file.write_text(json.dumps({"listen": ["127.0.0.1:0"], "data": str(data)}))
    daemon = Daemon(data, "serve", "--config", file)
    address = re.search(r"msg=listening address=(\S+)", daemon.logged())[1]
    return daemon, f"http://{address}"


def query(file, sql):
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        return database.execute(sql).fetchall()


@contextmanager
def busy(daemon):
    """Other phones sync without pause, and at least one does."""
    done = threading.Event()

    def work():
        for number in itertools.count():
            phone = Device(daemon.url, *daemon.user(), device_id=f"BUSY{number}")
            Mirror(phone, "contacts", window=3).sync()
            if done.is_set():
                return

    with ThreadPoolExecutor() as pool:
        worker = pool.submit(work)
        try:
            yield
        finally:
            done.set()
        worker.result()


def test_a_restored_office_is_whole_and_its_phones_start_anew(daemon, tmp_path):
    device = Device(daemon.url, *daemon.user())
    old = {name: Mirror(device, name, window=5) for name in COLLECTIONS}
    for mirror in old.values():
        mirror.sync()
    target = tmp_path / "backups" / "monday"
    with busy(daemon):
        made = backup(target, daemon.data)
    assert made.returncode == 0, made.stderr
    assert str(target) in made.stdout
    # The office itself does not notice: its phones go on.
    for mirror in old.values():
        assert mirror.sync() == []
    assert daemon.stop() == 0
    assert_private(target)
    assert_whole(target, daemon.data)
    restored, url = serve(target)
    device.url = url
    assert_starts_anew(device, old, target)
    # The restored server numbers no record anew.
    assert_same_records(target, daemon.data)
    assert restored.stop() == 0


def assert_private(target):
    """Nobody but the owner may read the copies."""
    assert sorted(path.name for path in target.iterdir()) == ["onoffice.db", "sync.db"]
    assert target.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in target.iterdir())


def assert_whole(target, data):
    for file in ("onoffice.db", "sync.db"):
        assert query(target / file, "PRAGMA integrity_check") == [("ok",)]
    epoch = "SELECT epoch FROM change_epoch"
    assert query(target / "onoffice.db", epoch) != query(data / "onoffice.db", epoch)


def assert_same_records(target, data):
    for table in ("address", "task", "appointment", "note"):
        records = f"SELECT id FROM {table} ORDER BY id"
        assert query(target / "onoffice.db", records) == query(data / "onoffice.db", records)


def assert_starts_anew(device, old, target):
    """The keys that a device has are refused, as often as it uses them; key 0 gives it everything once."""
    office = Office(target)
    user = office.user("theobald.tiger_MeinMandant")
    expected = {"contacts": office.addresses(user), "tasks": office.tasks(user)}
    for name, mirror in old.items():
        for _ in range(2):
            assert device.sync(name, mirror.key).status == "3"
        again = Mirror(device, name, window=5)
        again.sync()
        # The clock is another one, and with it the calendar's period.
        if name != "calendar":
            assert again.items.keys() == {f"{name}:{number}" for number in expected[name]}
            assert again.items == mirror.items
        assert again.sync() == []


def test_a_backup_needs_no_server(daemon, tmp_path):
    assert daemon.stop() == 0
    target = tmp_path / "backup"
    target.mkdir(mode=0o755)
    assert backup(target, daemon.data).returncode == 0
    restored, url = serve(target)
    assert Device(url, *daemon.user()).options().status_code == 200
    assert restored.stop() == 0


@pytest.mark.parametrize("content", ["file", "directory"])
def test_what_is_there_is_not_overwritten(office, tmp_path, content):
    target = tmp_path / "backup"
    if content == "file":
        target.write_text("precious")
    else:
        target.mkdir()
        (target / "onoffice.db").write_text("precious")
    done = backup(target, office.data)
    assert done.returncode != 0
    assert done.stderr.count("\n") == 1 and str(target) in done.stderr
    assert (target if content == "file" else target / "onoffice.db").read_text() == "precious"


def test_what_is_missing_is_named_and_nothing_is_left(tmp_path):
    data, target = tmp_path / "data", tmp_path / "backup"
    data.mkdir()
    for missing in ("sync.db", "onoffice.db"):
        done = backup(target, data)
        assert done.returncode != 0
        assert done.stderr.count("\n") == 1 and missing in done.stderr
        assert not target.exists()
        (data / missing).write_bytes(b"")
    (data / "onoffice.db").write_bytes(b"no database at all, but a good many bytes of something else" * 100)
    done = backup(target, data)
    assert done.returncode != 0 and "onoffice.db" in done.stderr, done.stderr
    assert not target.exists()


def test_a_directory_is_served_once_and_a_killed_server_leaves_no_lock(daemon):
    command = demo_command(daemon.data)
    second = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert second.returncode != 0
    assert second.stderr.count("\n") == 1 and f"{daemon.data}: another asyncd" in second.stderr
    assert Device(daemon.url, *daemon.user()).options().status_code == 200
    daemon.process.kill()
    assert daemon.stop() != 0
    after = Daemon(daemon.data)
    assert Device(after.url, *after.user()).options().status_code == 200
    assert after.stop() == 0
