"""HTTPS of the daemon itself, seen by clients of others: pyactivesync, curl and openssl."""

import re
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from pyactivesync import Client

import certificates
from certificates import Authority, Pair
from client import PATH, Device
from conftest import Daemon, serve
from waits import HOUR, ping

# What the certificates are for: the first is an ECDSA one, the second RSA.
NAME, OTHER = "localhost", "other.example"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """The data of a demo office, which one daemon after the other serves."""
    made = Daemon(tmp_path_factory.mktemp("data") / "demo")
    assert made.stop() == 0
    return made.data


class Secure:
    """A daemon that serves HTTPS with two certificates."""

    def __init__(self, data, directory, authority):
        self.authority, self.data, self.directory = authority, data, directory
        self.pairs = [self.copy("first", authority.issue(NAME)), self.copy("second", authority.issue(OTHER, kind="rsa"))]
        self.daemon = serve(data, directory, https=self.https)
        self.address = self.daemon.address("https")
        self.port = int(self.address.rsplit(":", 1)[1])
        self.url = f"https://{NAME}:{self.port}"

    @property
    def https(self):
        return {"listen": ["127.0.0.1:0"], "certificates": [pair.option for pair in self.pairs]}

    def copy(self, name, pair):
        """Files of this daemon's own, which may be replaced."""
        own = Pair(self.directory / f"{name}.pem", self.directory / f"{name}.key")
        own.replace(pair)
        return own

    def device(self, name):
        device = Device(self.url, *self.daemon.user(), device_id=name)
        device.session.verify = str(self.authority.root)
        return device

    def ask(self, *arguments, given="Q\n"):
        """openssl s_client, which trusts the test's root only."""
        target = ["-connect", self.address, "-CAfile", self.authority.root, "-verify_return_error"]
        return certificates.run("s_client", *target, *arguments, given=given)

    def serial(self, name=NAME):
        """Of the certificate that a new connection gets."""
        return certificates.serial(self.ask("-servername", name).stdout)

    def reload(self):
        self.daemon.process.send_signal(signal.SIGHUP)


@pytest.fixture
def secure(data, tmp_path, authority):
    running = Secure(data, tmp_path, authority)
    yield running
    assert running.daemon.stop() == 0


def test_pyactivesync_over_https(secure, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(secure.authority.root))
    with Client(f"{NAME}:{secure.port}", *secure.daemon.user(), device_id="SECURE1") as phone:
        assert phone.provision()
        contacts = next(folder for folder in phone.list_folders() if folder.id == "contacts")
        key = phone.sync_folder(contacts.id).sync_key
        assert len(phone.sync_folder(contacts.id, key, window_size=512).added) > 20


@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_curl_over_https(secure, version):
    login, password = secure.daemon.user()
    only = [f"--tlsv{version}", "--tls-max", version]
    command = ["curl", "-sS", "-i", "--cacert", secure.authority.root, *only, "-u", f"{login}:{password}"]
    done = subprocess.run([*command, "-X", "OPTIONS", secure.url + PATH], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("HTTP/1.1 200") and "MS-ASProtocolVersions" in done.stdout


@pytest.mark.parametrize("version, is_spoken", [("tls1_3", True), ("tls1_2", True), ("tls1_1", False), ("tls1", False)])
def test_versions(secure, version, is_spoken):
    # Level 0: the client itself would not offer the old ones.
    answer = secure.ask(f"-{version}", "-cipher", "DEFAULT@SECLEVEL=0")
    assert (answer.returncode == 0) == is_spoken, answer.stdout
    if not is_spoken:
        assert "alert" in answer.stderr


@pytest.mark.parametrize("cipher", ["AES128-SHA", "ECDHE-ECDSA-AES128-SHA", "DHE-RSA-AES128-GCM-SHA256"])
def test_old_ciphers_are_refused(secure, cipher):
    assert secure.ask("-tls1_2", "-cipher", f"{cipher}:@SECLEVEL=0").returncode != 0


def test_alpn(secure):
    assert "ALPN protocol: http/1.1" in secure.ask("-alpn", "h2,http/1.1").stdout


@pytest.mark.parametrize("name, key", [(NAME, "id-ecPublicKey"), (OTHER, "rsaEncryption"), ("unknown.example", "id-ecPublicKey")])
def test_the_name_asked_for_picks_the_certificate(secure, name, key):
    shown = secure.ask("-servername", name).stdout
    assert key in certificates.openssl("x509", "-noout", "-text", given=shown)


@pytest.mark.parametrize("version", ["tls1_2", "tls1_3"])
def test_tickets_resume_also_after_a_reload(secure, version):
    session = secure.directory / "session.pem"
    request = "OPTIONS / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    # The tickets of 1.3 come with the first answer.
    first = secure.ask(f"-{version}", "-ign_eof", "-sess_out", session, given=request)
    assert first.returncode == 0 and not is_resumed(first)
    assert is_resumed(secure.ask(f"-{version}", "-sess_in", session))
    seen = secure.daemon.mark()
    secure.reload()
    secure.daemon.wait_for("msg=reloaded", since=seen)
    assert is_resumed(secure.ask(f"-{version}", "-sess_in", session))


def is_resumed(answer):
    return re.search(r"^Reused, TLS", answer.stdout, re.MULTILINE) is not None


def test_renegotiation_is_refused(secure):
    """R asks openssl for it. Its input stays open, or it would leave before the answer."""
    command = ["openssl", "s_client", "-tls1_2", "-connect", secure.address]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=subprocess.DEVNULL, stderr=pipe, text=True) as client:
        client.stdin.write("R\n")
        client.stdin.flush()
        assert client.wait(timeout=60) != 0
        assert "no renegotiation" in client.stderr.read()


@pytest.mark.parametrize("is_told", [True, False], ids=["SIGHUP", "changed-files"])
def test_a_new_certificate_while_a_phone_waits(secure, is_told):
    device = secure.device("WAITS")
    device.folders()
    with ThreadPoolExecutor() as pool:
        # The inbox stays empty: only the daemon's end answers.
        inbox = device.folders()[2][0]
        answer = secure.daemon.parked(pool, ping, device, HOUR, inbox)
        before, seen = secure.serial(), secure.daemon.mark()
        new = secure.authority.issue(NAME)
        secure.pairs[0].replace(new)
        if is_told:
            secure.reload()
        secure.daemon.wait_for('msg="certificate loaded"', NAME, since=seen)
        wait_for_serial(secure, new.serial())
        assert before != new.serial() and not answer.done()
        assert secure.daemon.stop() == 0
        assert answer.result() == "1"


def wait_for_serial(secure, serial):
    """Both files are replaced one after the other, so that a daemon may have looked in between."""
    seen = secure.daemon.mark()
    if secure.serial() != serial:
        secure.daemon.wait_for('msg="certificate loaded"', since=seen)
    assert secure.serial() == serial


@pytest.mark.parametrize("is_told", [True, False], ids=["SIGHUP", "changed-files"])
def test_a_bad_new_certificate_is_refused(secure, is_told):
    before, seen = secure.serial(), secure.daemon.mark()
    pair = secure.pairs[0]
    pair.replace(Pair(pair.chain, secure.authority.issue(NAME).key))
    if is_told:
        secure.reload()
        secure.daemon.wait_for('msg="reload refused"', "reason=", since=seen)
    else:
        secure.daemon.wait_for('msg="certificate refused"', "reason=", since=seen)
    assert secure.serial() == before
    # The other half of the change mends it.
    seen, new = secure.daemon.mark(), secure.authority.issue(NAME)
    pair.replace(new)
    secure.daemon.wait_for('msg="certificate loaded"', since=seen)
    assert secure.serial() == new.serial()


def test_plain_http_on_the_port_of_https_is_told_so(secure):
    answer = requests.get(f"http://{secure.address}{PATH}", timeout=60)
    assert answer.status_code == 400 and "HTTPS" in answer.text
