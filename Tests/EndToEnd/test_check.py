"""What `asyncd check` says of certificates."""

import os
import re
import subprocess

import pytest

from certificates import Authority, Pair
from conftest import BINARY, write_configuration


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


def check(tmp_path, *pairs, name="localhost", **variables):
    """Exit code and words of `asyncd check` with these certificates."""
    path = tmp_path / "checked.json5"
    https = {"listen": ["127.0.0.1:0"], "certificates": [pair.option for pair in pairs]}
    write_configuration(path, tmp_path, publicURL=f"https://{name}", autodiscover={"domains": [name]}, https=https)
    command = [BINARY, "check", "--config", path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=os.environ | variables)
    return done.returncode, done.stdout + done.stderr


def test_check_is_content_with_a_good_certificate(tmp_path, authority):
    assert check(tmp_path, authority.issue("localhost", "autodiscover.localhost"))[0] == 0


def test_check_names_a_key_that_does_not_fit(tmp_path, authority):
    pair = Pair(authority.issue("localhost").chain, authority.issue("localhost").key)
    assert_names(check(tmp_path, pair), pair.key)


def test_check_names_files_that_cannot_be_read(tmp_path, authority):
    pair = authority.issue("localhost")
    broken = Pair(tmp_path / "nothing.pem", pair.key)
    assert_names(check(tmp_path, broken), broken.chain)
    text = Pair(tmp_path / "text.pem", pair.key)
    text.chain.write_text("no certificate\n")
    assert_names(check(tmp_path, text), text.chain)


def test_check_finds_credentials_where_systemd_says(tmp_path, authority):
    pair = authority.issue("localhost", "autodiscover.localhost")
    for name in ("chain", "key"):
        (tmp_path / name).write_bytes(getattr(pair, name).read_bytes())
        (tmp_path / name).chmod(0o600)
    credentials = Pair("credential:chain", "credential:key")
    assert check(tmp_path, credentials, CREDENTIALS_DIRECTORY=str(tmp_path))[0] == 0


def test_check_names_an_expired_certificate(tmp_path, authority):
    code, words = check(tmp_path, authority.issue("localhost", days=-1))
    assert code != 0 and "expired" in words


@pytest.mark.parametrize(
    "how, word",
    [
        ({"days": 5}, "expire"),
        ({"is_complete": False}, "Test Intermediate"),
        ({"names": ["elsewhere.example"]}, "localhost"),
    ],
)
def test_check_names_what_phones_stumble_over(tmp_path, authority, how, word):
    names = how.pop("names", ["localhost"])
    _, words = check(tmp_path, authority.issue(*names, **how))
    assert re.search(word, words), words


def test_check_names_a_key_that_others_may_read(tmp_path, authority):
    pair = authority.issue("localhost")
    os.chmod(pair.key, 0o644)
    _, words = check(tmp_path, pair)
    assert str(pair.key) in words


def assert_names(outcome, path):
    code, words = outcome
    assert code != 0 and str(path) in words, words
