"""Waiting phones over real sockets: what ends a wait, and what does not."""

from concurrent.futures import ThreadPoolExecutor

import pytest

import wbxml
from client import Device

HOUR = 3000


@pytest.fixture
def phone(daemon):
    return Device(daemon.url, *daemon.user(), device_id="PINGPHONE")


def ping(device, seconds, *folders):
    watched = [("Ping:Folder", [("Ping:Id", folder), ("Ping:Class", "Contacts")]) for folder in folders]
    root = device.call(
        "Ping", ("Ping:Ping", [("Ping:HeartbeatInterval", str(seconds)), ("Ping:Folders", watched)])
    )
    return wbxml.child(root, "Ping:Status")


def test_the_end_of_the_server_answers_waiting_phones(daemon, phone):
    folder = phone.folders()[2][0]
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(ping, phone, HOUR, folder)
        daemon.wait_for("command=Ping", "http.status=-")
        assert daemon.stop() == 0
        assert answer.result() == "1"


def test_a_newer_wait_of_a_phone_ends_the_older(daemon, phone):
    folder = phone.folders()[2][0]
    again = Device(daemon.url, *daemon.user(), device_id=phone.device_id)
    with ThreadPoolExecutor() as pool:
        older = pool.submit(ping, phone, HOUR, folder)
        daemon.wait_for("command=Ping", "http.status=-")
        newer = pool.submit(ping, again, HOUR, folder)
        assert older.result() == "1"
        assert not newer.done()
        assert daemon.stop() == 0
        assert newer.result() == "1"


def test_a_phone_that_hangs_up_is_forgotten(daemon, phone):
    folder = phone.folders()[2][0]
    with pytest.raises(Exception, match="timed out"):
        phone.session.post = with_timeout(phone.session.post, 0.5)
        ping(phone, HOUR, folder)
    daemon.wait_for("msg=\"wait abandoned\"")
    assert daemon.stop() == 0


def with_timeout(post, seconds):
    return lambda *arguments, **options: post(*arguments, **options | {"timeout": seconds})
