"""What an administrator types, and what the process does with signals and files."""

import json
import subprocess
from pathlib import Path

import pytest

import wbxml
from client import Device
from conftest import BINARY, Daemon, demo_command
from service import free_port

CONFIG = Path(__file__).parent.parent.parent / "Config" / "asyncd.json5"
MAPPING = Path(__file__).parent.parent / "Golden" / "mapping"


def run(*arguments, stdin=None):
    return subprocess.run([BINARY, *map(str, arguments)], input=stdin, capture_output=True, timeout=60)


def test_demo_prints_what_to_type_into_a_phone(daemon):
    login, password = daemon.user()
    text = daemon.greeting
    assert login in text and password in text and daemon.url in text
    assert "HTTPS" in text
    assert len(daemon.demo["users"]) == 3
    assert set(daemon.demo["api"]) == {"token", "secret"}


def test_a_filled_directory_is_used_again_unchanged(tmp_path):
    first = Daemon(tmp_path / "demo")
    users = first.demo["users"]
    assert first.stop() == 0
    before = dump(tmp_path / "demo" / "onoffice.db")
    second = Daemon(tmp_path / "demo")
    assert second.demo["users"] == users
    login, password = second.user()
    assert Device(second.url, login, password).options().status_code == 200
    assert second.stop() == 0
    assert dump(tmp_path / "demo" / "onoffice.db") == before


def dump(path):
    return subprocess.run(["python3", "-c", DUMP, path], capture_output=True, check=True).stdout


DUMP = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).iterdump(), sep='\\n')"


def test_the_sample_configuration_is_right():
    done = run("check", "--config", CONFIG)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("text", ["{ lisen: [] }", "{", "{ listen: [] }"])
def test_a_wrong_configuration_is_named_in_one_line(tmp_path, text):
    file = tmp_path / "asyncd.json5"
    file.write_text(text)
    for command in ("check", "serve"):
        done = run(command, "--config", file)
        assert done.returncode != 0
        assert str(file).encode() in done.stderr and done.stderr.count(b"\n") == 1


def test_serve_answers_with_a_configured_office(tmp_path):
    demo = Daemon(tmp_path / "demo")
    login, password = demo.user()
    assert demo.stop() == 0
    port = free_port()
    file = tmp_path / "asyncd.json5"
    file.write_text(json.dumps({"listen": [f"127.0.0.1:{port}"], "data": str(tmp_path / "demo")}))
    served = Daemon(tmp_path / "demo", "serve", "--config", file)
    assert Device(f"http://127.0.0.1:{port}", login, password).options().status_code == 200
    assert served.stop() == 0


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["serve"], ["check"], ["demo", "--listen"], ["demo", "--port", "1"], ["unlock"], ["wbxml"]]
    + [["demo", "--now", "yesterday"], ["demo", "--listen", "here"]]
    + [["mapping", "mail"], ["mapping", "tasks", "contacts"], ["mapping", "--tasks"]],
)
def test_wrong_arguments_are_explained(arguments):
    done = run(*arguments)
    assert done.returncode == 64
    assert b"Usage" in done.stderr or b"asyncd help" in done.stderr


def test_help_names_every_command():
    done = run("help")
    assert done.returncode == 0
    for command in (b"demo", b"serve", b"check", b"unlock", b"device", b"mapping", b"wbxml"):
        assert command in done.stdout


@pytest.mark.parametrize("words", ["demo", "unlock", "device log", "collection", "collection skipped", "mapping", "wbxml decode"])
def test_a_command_says_how_it_is_written(words):
    done = run(*words.split(), "--help")
    assert done.returncode == 0 and done.stderr == b""
    assert done.stdout.startswith(f"Usage:\n  asyncd {words} ".encode())
    assert b"backup" not in done.stdout


def test_the_mapping_is_printed_as_it_is_pinned():
    tables = {file.stem: file.read_bytes() for file in MAPPING.iterdir()}
    assert {"appointments", "contacts", "tasks"} <= tables.keys()
    for name, table in tables.items():
        done = run("mapping", name)
        assert (done.returncode, done.stdout, done.stderr) == (0, table, b"")
    whole = run("mapping").stdout
    assert all(table in whole for table in tables.values())
    assert len(whole) == sum(map(len, tables.values())) + len(tables) - 1


def test_wbxml_there_and_back(tmp_path):
    body = wbxml.encode(("FolderHierarchy:FolderSync", [("FolderHierarchy:SyncKey", "0")]))
    text = run("wbxml", "decode", stdin=body)
    assert text.returncode == 0 and b"<SyncKey>0</SyncKey>" in text.stdout
    file = tmp_path / "body.xml"
    file.write_bytes(text.stdout)
    assert run("wbxml", "encode", file).stdout == body
    assert run("wbxml", "decode", stdin=b"\x03\x01\x6a\x00\x45").returncode != 0


def test_a_port_in_use_is_named(daemon):
    port = daemon.url.rsplit(":", 1)[1]
    done = run("demo", "--listen", f"127.0.0.1:{port}", "--data", daemon.data.parent / "other")
    assert done.returncode != 0 and port.encode() in done.stderr


def test_nothing_secret_or_personal_is_logged(daemon):
    login, password = daemon.user()
    device = Device(daemon.url, login, password)
    folder = device.folders()[9][0]
    key = device.start(folder)
    assert device.sync(folder, key).adds
    assert Device(daemon.url, login, "wrong-guess").options().status_code == 401
    log = daemon.logged()
    assert password not in log and "wrong-guess" not in log
    assert "cmd=Sync" in log or "command=Sync" in log


def test_a_log_reader_that_goes_away_ends_nothing(tmp_path):
    command = demo_command(tmp_path / "demo")
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not process.stdout.readline().startswith("Press Ctrl-C"):
        pass
    process.stderr.close()
    demo = json.loads((tmp_path / "demo" / "demo.json").read_text())
    user = demo["users"][0]
    assert Device(demo["url"], user["login"], user["password"]).options().status_code == 200
    process.terminate()
    assert process.wait(timeout=60) == 0
