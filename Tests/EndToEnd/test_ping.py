"""Waiting phones over real sockets: what ends a wait, and what does not."""

from concurrent.futures import ThreadPoolExecutor

import pytest

import wbxml
from client import Device
from waits import HOUR, heartbeat, ping, request, watched


@pytest.fixture
def phone(daemon):
    return Device(daemon.url, *daemon.user(), device_id="PINGPHONE")


@pytest.mark.parametrize("seconds, limit", [(1, "60"), (59, "60"), (3541, "3540")])
def test_a_heartbeat_out_of_range_is_told_the_limit(phone, seconds, limit):
    status, root = request(phone, heartbeat(seconds), watched("contacts"))
    assert (status, wbxml.child(root, "Ping:HeartbeatInterval")) == ("5", limit)


def test_too_many_folders_are_told_the_limit(phone):
    status, root = request(phone, heartbeat(HOUR), watched(*["contacts"] * 101))
    assert (status, wbxml.child(root, "Ping:MaxFolders")) == ("6", "100")


def test_an_unknown_folder_means_another_hierarchy(phone):
    assert request(phone, heartbeat(HOUR), watched("contacts", "nowhere"))[0] == "7"


def test_a_first_request_must_be_complete(phone):
    assert request(phone, heartbeat(HOUR))[0] == "3"
    assert request(phone, watched("contacts"))[0] == "3"


def test_the_end_of_the_server_answers_waiting_phones(daemon, phone):
    folder = phone.folders()[2][0]
    with ThreadPoolExecutor() as pool:
        answer = daemon.parked(pool, ping, phone, HOUR, folder)
        assert daemon.stop() == 0
        assert answer.result() == "1"


def test_a_newer_wait_of_a_phone_ends_the_older(daemon, phone):
    folder = phone.folders()[2][0]
    again = Device(daemon.url, *daemon.user(), device_id=phone.device_id)
    with ThreadPoolExecutor() as pool:
        older = daemon.parked(pool, ping, phone, HOUR, folder)
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
    daemon.wait_for("msg=\"wait ended\"", "ending=abandoned")
    assert daemon.stop() == 0


def with_timeout(post, seconds):
    return lambda *arguments, **options: post(*arguments, **options | {"timeout": seconds})
