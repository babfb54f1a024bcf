"""`asyncd doctor` beside a running server, and with one thing broken at a time."""

import json
import subprocess

import pytest

from conftest import BINARY, Daemon, serve
from service import free_port
from test_demo_lan import LAN


class Site:
    """A running demo with HTTPS, and a configuration that describes it."""

    def __init__(self, lan, directory):
        self.lan, self.file = lan, directory / "asyncd.json5"
        self.options = {
            "listen": [],
            "https": {
                "listen": [f"127.0.0.1:{lan.port}"],
                "certificates": [
                    {"chain": str(lan.data / "tls/server.pem"), "key": str(lan.data / "tls/server.key")}
                ],
            },
            "data": str(lan.data),
            "publicURL": f"https://127.0.0.1:{lan.port}",
            "autodiscover": {"domains": []},
            "http": {"connections": 100},
        }

    def doctor(self, *arguments, **changes):
        self.file.write_text(json.dumps(self.options | changes))
        command = [BINARY, "doctor", "--config", self.file, "--wait", "1", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        lines = [line.split(None, 2) for line in done.stdout.splitlines() if line[:2] in ("ok", "wa", "wr")]
        return done.returncode, [subject for verdict, subject, _ in lines if verdict == "wrong"], done.stdout


@pytest.fixture(scope="module")
def lan(tmp_path_factory):
    running = LAN(tmp_path_factory.mktemp("doctor") / "demo")
    yield running
    assert running.stop() == 0


@pytest.fixture
def site(lan, tmp_path):
    return Site(lan, tmp_path)


def test_a_site_in_order(site):
    code, wrong, text = site.doctor("--ca", site.lan.data / "tls/ca.pem")
    assert (code, wrong) == (0, []), text
    assert f"process {site.lan.process.pid}" in text and "waits 1 seconds is answered" in text


def test_the_redirect_that_the_server_answers_itself(site, tmp_path):
    plain = free_port()
    https = site.options["https"] | {"listen": [f"127.0.0.1:{free_port()}"], "redirect": [f"127.0.0.1:{plain}"]}
    site.options["https"]["redirect"] = https["redirect"]
    server = serve(tmp_path / "data", tmp_path, https=https, publicURL=site.options["publicURL"])
    server.address("redirect")
    _, wrong, text = site.doctor("--ca", site.lan.data / "tls/ca.pem")
    assert server.stop() == 0
    assert wrong == [] and f"http://127.0.0.1:{plain}/" in text, text


def test_an_authority_that_phones_do_not_know(site):
    code, wrong, text = site.doctor()
    assert code != 0 and wrong == ["served"], text


def test_a_name_that_is_not_there(site):
    code, wrong, text = site.doctor(publicURL="https://nowhere.invalid")
    assert code != 0 and "names" in wrong and "paths" in wrong, text


def test_nobody_at_the_public_url(site):
    code, wrong, text = site.doctor(publicURL=f"https://127.0.0.1:{free_port()}")
    assert code != 0 and wrong == ["paths", "address"], text


def test_another_server_at_the_public_url(site, tmp_path):
    other = Daemon(tmp_path / "other")
    code, wrong, text = site.doctor(publicURL=other.url)
    assert code != 0 and "address" in wrong, text
    assert other.stop() == 0


def test_open_data(site):
    site.lan.data.chmod(0o755)
    code, wrong, text = site.doctor("--ca", site.lan.data / "tls/ca.pem")
    site.lan.data.chmod(0o700)
    assert code != 0 and wrong == ["permissions"], text


def test_too_many_connections_for_the_descriptors(site):
    code, wrong, text = site.doctor("--ca", site.lan.data / "tls/ca.pem", http={"connections": 1_000_000})
    assert code != 0 and wrong == ["descriptors"], text


def test_a_configuration_that_is_wrong(site):
    code, wrong, text = site.doctor(listen=["nowhere"])
    assert code != 0 and wrong == ["configuration"], text


def test_a_probe_of_a_stranger_is_a_get_like_any_other(site):
    url = f"https://127.0.0.1:{site.lan.port}/Microsoft-Server-ActiveSync"
    answers = [
        subprocess.run(
            ["curl", "-sk", "-o", "/dev/null", "-w", "%{http_code} %header{allow}", url + query],
            capture_output=True,
            timeout=30,
        ).stdout
        for query in ("", "?Probe=a&Seconds=1&Until=9999999999&Mac=00")
    ]
    assert answers == [b"405 OPTIONS,POST"] * 2


def test_check_names_a_certificate_that_is_missing(site):
    site.options["https"]["certificates"][0]["chain"] = "/nowhere/chain.pem"
    site.file.write_text(json.dumps(site.options))
    done = subprocess.run([BINARY, "check", "--config", site.file], capture_output=True, text=True, timeout=30)
    assert done.returncode != 0 and "/nowhere/chain.pem" in done.stderr and done.stderr.count("\n") == 1
