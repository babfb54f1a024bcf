"""Names, encodings, the lock after five wrong passwords, and the way out of it."""

import re
import subprocess

import pytest
import requests

from client import PATH, Device, basic
from conftest import BINARY, Daemon, serve
from service import free_port


@pytest.mark.parametrize("form", ["{}", "{}@onoffice.de", "{}@activesync.onoffice.de", "ONOFFICE\\{}", "D\\{}@x.de"])
@pytest.mark.manual(
    "4 Outlook", "4.3 Manuell", "4.3 Adresse", "4.3 Beispiel", "4.3 Schema", "5.2 Manuell", "5.2 Adresse",
    "5.2 Beispiel", "5.2 Schema",
)
def test_every_form_of_the_name_signs_in(office, form):
    login, password = office.user()
    assert Device(office.url, form.format(login), password).options().status_code == 200


@pytest.mark.parametrize("name", ["Theobald.tiger_MeinMandant", "theobald.tiger_meinmandant", "theobald.tiger", "_", ""])
@pytest.mark.manual("4.3 Großschreibung", "4.3 Schema", "5.2 Großschreibung", "5.2 Schema")
def test_other_names_do_not(office, name):
    _, password = office.user()
    assert_refused(Device(office.url, name, password, device_id="OTHERNAMES").options())


SCHEMA = "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/"
AUTODISCOVER = f"""<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="{SCHEMA}requestschema/2006">
  <Request>
    <EMailAddress>%s</EMailAddress>
    <AcceptableResponseSchema>{SCHEMA}responseschema/2006</AcceptableResponseSchema>
  </Request>
</Autodiscover>"""


def autodiscover(url, address, password):
    """What Autodiscover tells somebody who has typed nothing but an address and a password."""
    headers = {"Authorization": basic(address, password), "Content-Type": "text/xml"}
    place = url + "/Autodiscover/Autodiscover.xml"
    answer = requests.post(place, data=AUTODISCOVER % address, headers=headers, timeout=60)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.manual("4 Adresse und Passwort", "4.2 Autodiscover", "4.2 Adresse", "5.1 Autodiscover", "5.1 Daten")
def test_address_and_password_are_enough(daemon, tmp_path):
    login, password = daemon.user()
    address = f"{login}@activesync.onoffice.de"
    assert daemon.stop() == 0
    place = f"127.0.0.1:{free_port()}"
    server = serve(daemon.data, tmp_path, listen=[place], publicURL=f"http://{place}")
    told = autodiscover(f"http://{place}", address, password)
    (url,) = re.findall("<Url>(.*)</Url>", told)
    assert "<DisplayName>Theobald Tiger</DisplayName>" in told and url.endswith(PATH)
    assert Device(url.removesuffix(PATH), address, password, device_id="FOUND").folders()
    assert server.stop() == 0


@pytest.mark.manual("4.2 Domain", "4.3 Manuell", "4.3 Beispiel", "4.3 Weiter", "5.2 Manuell", "5.2 Beispiel", "5.2 Weiter")
def test_the_address_for_the_manual_way_is_not_found_but_signs_in(office):
    """A device that is set up by hand asks Autodiscover all the same, and goes on with what was typed."""
    _, password = office.user()
    address = "theobald.tiger_MeinMandant@onoffice.de"
    told = autodiscover(office.url, address, password)
    assert "<Url>" not in told and "<Status>2</Status>" in told
    assert Device(office.url, address, password, device_id="BYHAND").folders()


@pytest.mark.parametrize(
    "header", [None, "", "Basic", "Basic !!!", "Basic dGhlb2JhbGQ=", "Bearer x", "Basic " + "A" * 4000]
)
def test_credentials_that_are_none_are_refused(office, header):
    headers = {} if header is None else {"Authorization": header}
    assert_refused(requests.options(office.url + PATH, headers=headers, timeout=60))


@pytest.mark.manual("4.3 Sperre", "5.2 Sperre", "11.1 Sperrung", "11.1 Freigegeben")
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
