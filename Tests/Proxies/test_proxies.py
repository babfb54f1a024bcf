"""Phones behind nginx and HAProxy with the files of Config/: what they need, and waits longer than the time-outs that
the proxies have by themselves.

All long waits begin together, before the first test, so that the run takes little more than one of them."""

import http.client
import re
import shutil
import socket
import ssl
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from proxies import CONFIG, HOST, Nginx, free_port
from stand import CLIENT, KINDS, LONGER, Stand

# Of Tests/EndToEnd, which `stand` has made known.
from client import PATH, Mirror, add
from drafts import contact
from waits import HOUR, ping

AUTODISCOVER = """<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/mobilesync/requestschema/2006"><Request>
<EMailAddress>theobald.tiger_MeinMandant@activesync.onoffice.de</EMailAddress>
<AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006</AcceptableResponseSchema>
</Request></Autodiscover>"""


@pytest.fixture(scope="module")
def stand(tmp_path_factory):
    with ThreadPoolExecutor() as pool:
        stand = Stand(tmp_path_factory.mktemp("proxies"), pool)
        yield stand
        stand.stop()


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def proxy(stand, request):
    return stand.proxies[request.param]


@pytest.fixture
def phone(stand, proxy):
    return stand.phone(proxy, f"PHONE{proxy.name}")


@pytest.mark.parametrize("path", ["/Autodiscover/Autodiscover.xml", "/autodiscover/autodiscover.xml"])
def test_autodiscover(stand, phone, path):
    answer = phone.session.post(phone.url + path, AUTODISCOVER, headers={"Content-Type": "text/xml"}, timeout=60)
    assert answer.status_code == 200
    assert "<Name>http" in answer.text and "Microsoft-Server-ActiveSync" in answer.text


@pytest.mark.parametrize("path", [PATH, PATH.lower(), PATH.upper(), PATH + "/"])
def test_options_in_any_letter_case(phone, path):
    answer = phone.session.options(phone.url + path, timeout=60)
    assert answer.status_code == 200 and "16.1" in answer.headers["MS-ASProtocolVersions"]


def test_other_paths_are_not_there(phone):
    for path in ("/", "/metrics", "/health", PATH + "x", "/x" + PATH):
        assert phone.session.options(phone.url + path, timeout=60).status_code == 404


def test_plain_http_leads_to_https(proxy):
    url = f"http://{HOST}:{proxy.plain_port}"
    path = "/Autodiscover/Autodiscover.xml?x=1"
    answer = requests.get(url + path, allow_redirects=False, timeout=60)
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://activesync.onoffice.de" + path)
    assert requests.post(url + PATH, allow_redirects=False, timeout=60).status_code == 403


def test_credentials_in_clear_are_not_led_on(proxy):
    url = f"http://{HOST}:{proxy.plain_port}/Autodiscover/Autodiscover.xml"
    assert requests.get(url, auth=("a", "b"), allow_redirects=False, timeout=60).status_code == 403


@pytest.mark.parametrize("target", [b"*", b"/\xe4", b"/a?b=\xe4", b"/a#b", b"/a?b#c"])
def test_what_cannot_stand_in_a_location_is_refused(proxy, target):
    with socket.create_connection((HOST, proxy.plain_port), timeout=60) as connection:
        connection.sendall(b"GET " + target + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert re.match(rb"HTTP/1.1 40[03] ", answer) and b"ocation:" not in answer, answer


def test_a_first_sync_of_everything(stand, proxy):
    phone = stand.phone(proxy, f"FIRST{proxy.name}")
    assert phone.provision()
    for kind, (folder, _) in phone.folders().items():
        mirror = Mirror(phone, folder, window=7)
        mirror.sync()
        assert mirror.items or kind in (2, 4, 5), folder


def test_the_log_has_the_clients_address_and_believes_nobody_else(stand, phone):
    seen = stand.daemon.mark()
    forged = {"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9", "X-Forwarded-Proto": "http"}
    assert phone.post("FolderSync", ("FolderHierarchy:FolderSync", [("FolderHierarchy:SyncKey", "0")]), **forged).ok
    stand.daemon.wait_for("command=FolderSync", f"address={CLIENT}", f"device.id={phone.device_id.lower()}", since=seen)
    assert "203.0.113.9" not in stand.daemon.logged()


def test_the_daemon_not_the_proxy_judges_the_length_of_a_body(stand, proxy, phone):
    assert phone.post("Sync", body=bytes(16 << 20)).status_code == 200
    context = ssl.create_default_context(cafile=stand.authority.root)
    connection = http.client.HTTPSConnection(HOST, proxy.port, timeout=60, context=context)
    connection.putrequest("POST", PATH)
    connection.putheader("Content-Length", str((16 << 20) + 1))
    connection.endheaders()
    answer = connection.getresponse()
    # The proxies' own answers are pages.
    assert answer.status == 413 and b"<html" not in answer.read()
    connection.close()


def test_a_change_ends_a_wait(stand, proxy):
    waiting, writing = (stand.synced(proxy, f"{name}{proxy.name}", "contacts") for name in ("READS", "WRITES"))
    answer = stand.daemon.parked(stand.pool, ping, waiting.device, HOUR, "contacts")
    writing.push(add("new", contact(f"Neu {proxy.name}")))
    assert answer.result() == "2"


@pytest.fixture(params=["dies", "is not there"])
def away(request):
    """The port of a server that closes each connection after the request, or of none."""
    if request.param == "is not there":
        yield free_port()
        return
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:

        def serve():
            while True:
                connection, _ = listener.accept()
                with connection:
                    if not connection.recv(1 << 16):
                        return

        serving = pool.submit(serve)
        yield listener.getsockname()[1]
        # An empty connection, also for the tests of whether somebody listens, is the sign to end.
        with socket.create_connection(listener.getsockname()):
            pass
        serving.result()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_phones_are_told_to_come_again_at_different_times(stand, kind, away, tmp_path):
    proxy = stand.start(kind, tmp_path / "away", away)
    answers = []
    for _ in range(12):
        answer = requests.post(proxy.url + PATH, data=b"x", verify=str(stand.authority.root), timeout=60)
        answers.append((answer.status_code, int(answer.headers["Retry-After"])))
    assert {status for status, _ in answers} == {503}
    assert all(30 <= seconds <= 90 for _, seconds in answers) and len(set(answers)) > 1, answers


def test_nginx_beside_other_sites(stand, tmp_path):
    """The command in nginx.conf's comment, on what Debian installs."""
    site = tmp_path / "nginx"
    shutil.copytree("/etc/nginx", site)
    command = re.search(r"^# +(sed .*) >/etc/nginx/(sites-available/asyncd)$", (CONFIG / "nginx.conf").read_text(), re.M)
    made = subprocess.run(command[1], shell=True, cwd=CONFIG, capture_output=True, text=True, check=True).stdout
    (site / command[2]).write_text(made)
    (site / "sites-enabled/asyncd").symlink_to("../" + command[2])
    ports = {"80": free_port(), "443": free_port()}
    for path in (site / "nginx.conf", site / "sites-available/default", site / "sites-available/asyncd"):
        text = path.read_text().replace("/etc/nginx", str(site)).replace("/run/nginx.pid", str(tmp_path / "pid"))
        text = re.sub(r"(listen (?:\[::\]:)?)(80|443)\b", lambda found: found[1] + str(ports[found[2]]), text)
        text = re.sub(r"/etc/letsencrypt/\S*/fullchain.pem", str(stand.pair.chain), text)
        path.write_text(re.sub(r"/etc/letsencrypt/\S*/privkey.pem", str(stand.pair.key), text))
    done = subprocess.run(["/usr/sbin/nginx", "-t", "-c", site / "nginx.conf"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (site / "sites-enabled/default").exists() and made.count("  server {") == 2


# What follows waits for what was begun first.


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_wait_longer_than_the_proxys_own_time_outs(stand, kind):
    assert stand.waits[kind].result() == "1"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_same_wait_fails_with_those(stand, kind):
    """The control: the wait is long enough to show what the time-outs of Config/ are good for."""
    with pytest.raises(AssertionError, match="50[34]"):
        stand.control_waits[kind].result()


def test_the_doctor_finds_the_proxy_in_order(stand):
    findings = stand.doctors[stand.proxies[Nginx]].result()
    assert findings["time-outs"][0] == "ok" and f"waits {LONGER} seconds is answered" in findings["time-outs"][1]
    # A later line of the same subject would say that HTTPS is not known.
    assert findings["address"][0] == "ok" and findings["paths"][0] == "ok", findings
    assert findings["served"][0] == "ok", findings


def test_the_doctor_finds_time_outs_that_are_too_short(stand):
    findings = stand.doctors[stand.controls[Nginx]].result()
    assert findings["time-outs"][0] == "wrong" and "set the time-outs" in findings["time-outs"][1], findings
    assert findings["address"][0] == "ok", findings
