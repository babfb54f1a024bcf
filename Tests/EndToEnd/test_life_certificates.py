"""Certificates that change while a service serves."""

import os
import socket
import ssl
import subprocess

import pytest
import requests

from service import Office, Service, listening


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("office") / "demo")


def certificate(directory, name):
    """A key and a certificate that it signs for itself, in a directory of their own."""
    directory.mkdir()
    subject = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", directory / "key.pem"]
    command = ["openssl", "req", "-x509", "-days", "30", *key, *subject, "-out", directory / "chain.pem"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    (directory / "key.pem").chmod(0o600)
    return directory


@pytest.fixture
def served(filled, tmp_path):
    """A service whose certificate is what the link `live` leads to, and what it serves now."""
    certificate(tmp_path / "first", "first.example")
    (tmp_path / "live").symlink_to("first")
    paths = {"chain": str(tmp_path / "live/chain.pem"), "key": str(tmp_path / "live/key.pem")}
    https = {"listen": ["127.0.0.1:0"], "certificates": [paths]}
    service = Service(filled, tmp_path, {"listen": [], "https": https, "operations": {"listen": ["127.0.0.1:0"]}})
    service.wait_for('msg="certificate loaded"', "names=first.example", "expires=")
    yield service, tmp_path
    assert service.stop() == 0


@pytest.fixture
def uncertified(filled, tmp_path):
    """A service that got a socket for HTTPS, but has no certificate yet."""
    with listening() as https, listening() as http:
        service = Service(filled, tmp_path, {}, sockets={"https": https, "http": http})
        yield service, tmp_path
    assert service.stop() == 0


def connect(service):
    """A connection and the certificate that the server shows."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    host, port = service.address("https").removeprefix("http://").rsplit(":", 1)
    encrypted = context.wrap_socket(socket.create_connection((host, int(port)), timeout=60))
    return encrypted, encrypted.getpeercert(binary_form=True)


def shown(service):
    encrypted, binary = connect(service)
    encrypted.close()
    return binary


def pem(directory):
    return ssl.PEM_cert_to_DER_cert((directory / "chain.pem").read_text())


def test_the_first_certificate_needs_no_restart(uncertified):
    service, directory = uncertified
    service.wait_for("level=warning", "https.certificates names none")
    assert requests.get(service.address("http"), timeout=60).status_code == 404
    # Who comes for HTTPS does not hang.
    with pytest.raises(OSError):
        shown(service)
    paths = {"chain": str(directory / "first/chain.pem"), "key": str(directory / "first/key.pem")}
    https = {"listen": ["0.0.0.0:443"], "certificates": [paths]}
    service.write(service.configuration | {"https": https})
    line = service.reload()
    assert 'msg="reload refused"' in line and "chain.pem" in line
    certificate(directory / "first", "first.example")
    assert "msg=reloaded" in service.reload()
    assert shown(service) == pem(directory / "first")
    assert "restart needed" not in service.logged()


def test_files_whose_owner_or_mode_changes_are_read_again(served):
    service, directory = served
    seen = service.mark()
    (directory / "first/key.pem").chmod(0o640)
    service.wait_for('msg="certificate loaded"', "names=first.example", since=seen)


def test_a_link_to_another_pair_is_followed_by_itself(served):
    service, directory = served
    before, first = connect(service)
    assert first == pem(directory / "first")
    certificate(directory / "second", "second.example")
    # As ACME clients do it.
    (directory / "new").symlink_to("second")
    os.replace(directory / "new", directory / "live")
    service.wait_for('msg="certificate loaded"', "names=second.example")
    assert shown(service) == pem(directory / "second")
    # Who is connected goes on.
    before.sendall(b"OPTIONS /Microsoft-Server-ActiveSync HTTP/1.1\r\nHost: x\r\n\r\n")
    assert before.recv(4096).startswith(b"HTTP/1.1 401 ")
    before.close()


def test_half_of_a_pair_is_refused_until_the_other_half_comes(served):
    service, directory = served
    second = certificate(directory / "second", "second.example")
    old = shown(service)
    os.replace(second / "key.pem", directory / "first" / "key.pem")
    service.wait_for('msg="certificate refused"', "key.pem")
    assert shown(service) == old
    os.replace(second / "chain.pem", directory / "first" / "chain.pem")
    service.wait_for('msg="certificate loaded"', "names=second.example")
    assert shown(service) == pem(directory / "first") != old


def test_a_reload_with_a_bad_certificate_changes_nothing(served):
    service, directory = served
    old = shown(service)
    changed = service.configuration | {"publicURL": "https://other.example"}
    changed["https"] = changed["https"] | {"certificates": [{"chain": "/nonexistent/chain.pem", "key": "/nonexistent/key.pem"}]}
    service.write(changed)
    line = service.reload()
    assert 'msg="reload refused"' in line and "/nonexistent/" in line
    assert shown(service) == old
