"""What the log tells of devices: never personal content, and a device's messages only when it is asked to."""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

import wbxml
from client import Device, Mirror, add, change
from conftest import BINARY
from drafts import appointment, contact, note, task
from waits import heartbeat, request, watched
from writing import Desk

# In every text that a device sends here; no other text of the office has it.
MARK = "Zwiebelfisch"


def run(*arguments):
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, timeout=60)


def device_log(daemon, login, device, *words):
    return run("device", "log", login, device, *words, "--data", str(daemon.data))


def messages(daemon, device):
    return [line for line in daemon.log if "device message" in line and f"device.id={device.lower()} " in line]


def edit_everything(desk, version, device):
    """Adds, changes and failing changes of marked items of each class; another device gets them."""
    login, password = desk.daemon.user()
    phone = Device(desk.daemon.url, login, password, version=version, device_id=device)
    contacts, calendar, tasks = (Mirror(phone, name) for name in ("contacts", "calendar", "tasks"))
    for mirror in (contacts, calendar, tasks):
        mirror.sync()
    fields = {"CompanyName": MARK, "Email1Address": f"{MARK}@example.org", "MobilePhoneNumber": f"0171 {MARK}"}
    made = contacts.push(add("a", contact(MARK, MARK, **fields) + [note(MARK)]))
    contacts.push(change(made.ids[0], contact(MARK, MARK + "!")))
    calendar.push(add("b", appointment(version, MARK, more=[note(MARK)])))
    tasks.push(add("c", task(MARK, more=[note(MARK)])))
    # Refused: an appointment that ends before it begins, a day that is none, a record that is not there.
    wrong = appointment(version, MARK, start="20260409T100000Z", end="20260409T090000Z")
    answers = [
        calendar.send(add("d", wrong)),
        contacts.send(add("e", contact(MARK) + [("Contacts:Birthday", MARK)])),
        contacts.send(change("contacts:99999999", [("Contacts:LastName", MARK)])),
    ]
    assert all(answer.failed for answer in answers)
    phone.post("Sync", body=b"\x03\x01\x6a\x00\x45\x03" + MARK.encode())
    phone.post("Settings", element=("Settings:Settings", [("Settings:DeviceInformation", [("Settings:Set", [
        ("Settings:Model", MARK), ("Settings:IMEI", "353918051111111"), ("Settings:PhoneNumber", MARK),
    ])])]))
    other = Device(desk.daemon.url, login, password, device_id="READER")
    for name, field in (("contacts", "Contacts:LastName"), ("calendar", "Calendar:Subject"), ("tasks", "Tasks:Subject")):
        mirror = Mirror(other, name)
        mirror.sync()
        assert any(wbxml.child(item, field) == MARK for item in mirror.items.values())
    return phone


@pytest.mark.parametrize("version", ["14.1", "16.1"])
def test_no_personal_content_is_logged(daemon, version):
    phone = edit_everything(Desk(daemon), version, "WRITER")
    log = daemon.logged()
    assert "changes.received=1" in log and "was not carried out" in log
    assert MARK not in log and MARK.encode().hex() not in log
    assert phone.session.auth[1].decode() not in log and "Authorization" not in log


def test_a_devices_messages_are_logged_masked(daemon):
    login, password = daemon.user()
    # Before the device is known.
    done = device_log(daemon, login, "writer", "on")
    assert done.returncode == 0, done.stderr
    edit_everything(Desk(daemon), "16.1", "WRITER")
    lines = messages(daemon, "WRITER")
    assert lines and not messages(daemon, "READER")
    text = "".join(lines)
    assert MARK not in daemon.logged() and "353918051111111" not in text and password not in text
    for word in ("<CollectionId>contacts</CollectionId>", "<ClientId>a</ClientId>", "<LastName", f"*({len(MARK)})",
                 "<StartTime", "20260409T080000Z", "direction=request", "direction=response", "error="):
        assert word in text, word
    assert all(len(line.encode()) <= 16_384 for line in lines)
    assert {re.search(r"request\.id=\w+", line) is not None for line in lines} == {True}
    assert device_log(daemon, login, "WRITER", "off").returncode == 0
    count = len(messages(daemon, "WRITER"))
    Device(daemon.url, login, password, device_id="WRITER").folders()
    assert len(messages(daemon, "WRITER")) == count


def test_the_end_of_a_wait_names_the_device(daemon):
    login, password = daemon.user()
    phone = Device(daemon.url, login, password, device_id="WAITER")
    Mirror(phone, "contacts").sync()
    assert device_log(daemon, login, "WAITER", "on", "--hours", "24").returncode == 0
    seen = daemon.mark()
    with ThreadPoolExecutor() as pool:
        answer = daemon.parked(pool, request, phone, heartbeat(3000), watched("contacts"))
        Mirror(Device(daemon.url, login, password, device_id="OTHER"), "contacts").push(add("x", contact(MARK)))
        assert answer.result()[0] == "2"
    daemon.wait_for('msg="wait ended"', f"user={login}", "device.id=waiter", "command=Ping", "ending=changes",
                    since=seen)
    daemon.wait_for("device message", "device.id=waiter", "direction=response", "<Status>2</Status>", since=seen)


def test_wrong_switches_are_explained(daemon):
    login, _ = daemon.user()
    for words in (["maybe"], ["on", "--hours", "25"], ["on", "--hours", "0"], ["off", "--hours", "1"]):
        done = device_log(daemon, login, "WRITER", *words)
        assert done.returncode == 64 and "asyncd:" in done.stderr
    assert device_log(daemon, login, "no/device", "on").returncode == 64
    unknown = device_log(daemon, "nobody_MeinMandant", "WRITER", "on")
    assert unknown.returncode != 0 and "no user" in unknown.stderr
