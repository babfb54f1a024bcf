"""`asyncd demo --lan`: from the page that a phone opens to a synced phone, over HTTPS with the demo's authority."""

import plistlib
import re
import ssl
import subprocess
import urllib.request

import pytest
from pyactivesync import Client
from pyactivesync.models import FolderType

from conftest import BINARY, Daemon
from service import free_port


class LAN(Daemon):
    def __init__(self, data):
        self.port = free_port()
        words = ["--host", "127.0.0.1", "--listen", f"127.0.0.1:{self.port}", "--page", "127.0.0.1:0"]
        super().__init__(data, "demo", "--lan", *words, "--data", str(data))
        self.read_greeting()
        self.page = re.search(r"http://\S+", self.greeting)[0]

    def get(self, path="", **headers):
        return urllib.request.urlopen(urllib.request.Request(self.page + path, headers=headers), timeout=10)


@pytest.fixture(scope="module")
def lan(tmp_path_factory):
    running = LAN(tmp_path_factory.mktemp("lan") / "demo")
    yield running
    assert running.stop() == 0


@pytest.fixture
def authority(lan, tmp_path):
    """The CA as the page hands it out, in PEM."""
    file = tmp_path / "ca.pem"
    file.write_text(ssl.DER_cert_to_PEM_cert(lan.get("/ca.crt").read()))
    return file


@pytest.mark.manual("1 Endgeräte", "4.3 Manuell")
def test_one_command_leads_to_a_synced_phone(lan, authority, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority))
    profile = plistlib.loads(lan.get("/asyncd.mobileconfig").read())
    account = next(part for part in profile["PayloadContent"] if part["PayloadType"] == "com.apple.eas.account")
    assert "Password" not in account and account["SSL"] is True
    password = lan.user(account["UserName"])[1]
    assert password in lan.greeting
    with Client(account["Host"], account["UserName"], password, device_id="LAN1") as phone:
        assert phone.provision()
        folder = next(folder for folder in phone.list_folders() if folder.type == FolderType.CONTACTS)
        key = phone.sync_folder(folder.id).sync_key
        assert len(phone.sync_folder(folder.id, key, window_size=512).added) > 20


def test_profile_and_page_hand_out_the_same_authority(lan):
    profile = plistlib.loads(lan.get("/asyncd.mobileconfig").read())
    root = next(part for part in profile["PayloadContent"] if part["PayloadType"] == "com.apple.security.root")
    assert root["PayloadContent"] == lan.get("/ca.crt").read()


def test_page_speaks_the_phones_language_and_tells_no_password(lan):
    english, german = (lan.get(**{"Accept-Language": language}).read().decode() for language in ("en", "de-DE"))
    assert 'lang="en"' in english and 'lang="de"' in german
    for user in lan.demo["users"]:
        assert user["password"] not in english + german


def test_without_the_authority_nobody_is_trusted(lan):
    done = subprocess.run(["curl", "-s", f"https://127.0.0.1:{lan.port}/"], capture_output=True, timeout=30)
    assert done.returncode == 60


@pytest.mark.parametrize("path", ["/Microsoft-Server-ActiveSync", "/Autodiscover/Autodiscover.xml"])
def test_plain_http_takes_no_password(lan, path):
    with pytest.raises(urllib.error.HTTPError) as refusal:
        lan.get(path)
    assert refusal.value.code == 404 and "WWW-Authenticate" not in refusal.value.headers


def test_the_authority_survives_a_restart(tmp_path):
    first = LAN(tmp_path / "demo")
    before = first.get("/ca.crt").read()
    assert first.stop() == 0
    second = LAN(tmp_path / "demo")
    assert second.get("/ca.crt").read() == before
    assert second.stop() == 0
    assert (tmp_path / "demo" / "tls" / "ca.key").stat().st_mode & 0o777 == 0o600
