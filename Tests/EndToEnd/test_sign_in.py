"""Names, encodings, the lock after five wrong passwords, and the way out of it."""

import subprocess

import pytest
import requests

from client import PATH, Device, basic
from conftest import BINARY, Daemon


@pytest.mark.parametrize("form", ["{}", "{}@onoffice.de", "{}@activesync.onoffice.de", "ONOFFICE\\{}", "D\\{}@x.de"])
def test_every_form_of_the_name_signs_in(office, form):
    login, password = office.user()
    assert Device(office.url, form.format(login), password).options().status_code == 200


@pytest.mark.parametrize("name", ["Theobald.tiger_MeinMandant", "theobald.tiger_meinmandant", "theobald.tiger", "_", ""])
def test_other_names_do_not(office, name):
    _, password = office.user()
    assert_refused(Device(office.url, name, password, device_id="OTHERNAMES").options())


@pytest.mark.parametrize(
    "header", [None, "", "Basic", "Basic !!!", "Basic dGhlb2JhbGQ=", "Bearer x", "Basic " + "A" * 4000]
)
def test_credentials_that_are_none_are_refused(office, header):
    headers = {} if header is None else {"Authorization": header}
    assert_refused(requests.options(office.url + PATH, headers=headers, timeout=60))


def test_five_wrong_passwords_lock_and_unlock_frees(daemon):
    login, password = daemon.user()
    guesser = Device(daemon.url, login, "wrong", device_id="GUESSER")
    phone = Device(daemon.url, login, password, device_id="PHONE")
    for _ in range(4):
        assert_refused(guesser.knock())
    # A healthy phone does not hide a guesser.
    assert phone.knock().status_code == 200
    assert_refused(guesser.knock())
    # Locked: the right password is refused too, with the same answer, also behind a restart.
    assert_refused(phone.knock())
    assert daemon.stop() == 0
    again = Daemon(daemon.data)
    phone.url = again.url
    assert_refused(phone.knock())
    unlock(again, login)
    assert phone.knock().status_code == 200
    assert again.stop() == 0
    # The files alone are enough.
    unlock(again, login)


def unlock(daemon, login):
    done = subprocess.run([BINARY, "unlock", login, "--data", daemon.data], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_unlock_names_an_unknown_user(daemon):
    done = subprocess.run([BINARY, "unlock", "nobody_MeinMandant", "--data", daemon.data], capture_output=True, timeout=60)
    assert done.returncode != 0 and b"nobody_MeinMandant" in done.stderr


def assert_refused(answer):
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert answer.content == b""
