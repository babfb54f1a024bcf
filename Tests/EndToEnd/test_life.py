"""A service's life: handed-over sockets, restarts, reloads, its end, and what it tells who watches it."""

import hmac
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

import prometheus
from client import Device
from service import Manager, Office, Service, listening
from waits import HOUR, ping


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """An office on disk, which the services of this module serve one after the other."""
    return Office(tmp_path_factory.mktemp("office") / "demo")


@pytest.fixture
def serve(filled, tmp_path):
    """Starts services, and ends them behind the test."""
    started = []

    def start(configuration={}, **arguments):
        started.append(Service(filled, tmp_path, configuration, **arguments))
        return started[-1]

    yield start
    for service in started:
        if service.process.poll() is None:
            service.process.kill()
        service.reader.join()
        service.process.wait()


def device(filled, url, name="LIFE1"):
    return Device(url, filled.login, filled.password, device_id=name)


def park(pool, service, filled, url, name):
    """A phone's Ping that waits; its result to come."""
    phone = device(filled, url, name)
    return service.parked(pool, ping, phone, HOUR, phone.folders()[2][0])


def get(url, **arguments):
    with requests.Session() as session:
        session.trust_env = False
        return session.get(url, timeout=60, allow_redirects=False, **arguments)


# Restarts


def test_a_client_that_connects_in_a_loop_is_never_refused_through_restarts(filled, serve):
    with listening() as handed:
        port = handed.getsockname()[1]
        sockets = {"http": handed}
        stop, statuses, failures = threading.Event(), [], []

        def knock():
            while not stop.is_set():
                try:
                    with requests.Session() as session:
                        session.trust_env = False
                        answer = session.options(f"http://127.0.0.1:{port}/Microsoft-Server-ActiveSync", timeout=60)
                    statuses.append(answer.status_code)
                except requests.RequestException as error:
                    failures.append(error)

        clients = [threading.Thread(target=knock) for _ in range(4)]
        service = serve(sockets=sockets)
        service.wait_for("msg=listening", f"address=127.0.0.1:{port}", "protocol=http")
        for client in clients:
            client.start()
        answered = []
        for _ in range(4):
            seen = len(statuses)
            service.wait_for("msg=request")
            assert service.stop() == 0
            service = serve(sockets=sockets)
            service.wait_for("msg=request")
            answered.append(len(statuses) - seen)
        stop.set()
        for client in clients:
            client.join()
        assert service.stop() == 0
    assert failures == []
    assert 401 in statuses and set(statuses) <= {401, 503}
    assert all(count > 0 for count in answered), answered


def test_who_connects_while_nobody_serves_is_answered_by_the_next(filled, serve):
    with listening() as handed:
        first = serve(sockets={"http": handed})
        first.wait_for("msg=listening")
        assert first.stop() == 0
        with ThreadPoolExecutor() as pool:
            url = f"http://127.0.0.1:{handed.getsockname()[1]}"
            answer = pool.submit(device(filled, url).options)
            second = serve(sockets={"http": handed})
            assert answer.result(timeout=60).status_code == 200
        assert second.stop() == 0


# A start that fails


def says_why(service, *words):
    """Whether its log is one line, as journald and who watches it want it."""
    line, end = service.log
    return line.startswith('<3>level=error msg="cannot start" reason=') and all(word in line for word in words)


def test_a_socket_that_is_of_no_use_is_named(serve):
    with listening() as handed:
        service = serve(sockets={"nonsense": handed})
        assert service.end() == 78
        assert says_why(service, "nonsense"), service.log


def test_a_wrong_configuration_is_told_apart_from_what_may_go_away(serve):
    service = serve({"lisen": []})
    assert service.end() == 78
    assert says_why(service, str(service.file), "lisen: is no option"), service.log
    with listening() as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        service = serve({"listen": [address]})
        assert service.end() == 69
        assert says_why(service, address), service.log


# Reload


def test_a_reload_changes_what_it_can_and_names_what_it_cannot(filled, serve):
    manager = Manager(filled.data.parent, abstract=True)
    service = serve(environment=manager.environment)
    assert manager.next()["READY"] == "1"
    url = service.address("http")
    changed = service.configuration | {"push": {"shortest": 100}, "data": "/elsewhere"}
    service.write(changed)
    with ThreadPoolExecutor() as pool:
        waiting = park(pool, service, filled, url, "LIFE1")
        seen = service.mark()
        assert "msg=reloaded" in service.reload()
        service.wait_for("restart needed", "options=data", since=seen)
        assert "MONOTONIC_USEC" in manager.next_with("RELOADING")
        assert manager.next()["READY"] == "1"
        # Ping's status 5: the heartbeat is out of the range, which is another one now.
        other = device(filled, url, "LIFE2")
        assert ping(other, 80, other.folders()[2][0]) == "5"
        assert not waiting.done()
        assert service.stop() == 0
        waiting.result()


def test_the_log_level_is_live(filled, serve):
    service = serve({"log": {"level": "info"}})
    url = service.address("http")
    device(filled, url).options()
    service.wait_for("msg=request")
    service.write(service.configuration | {"log": {"level": "error"}})
    assert "msg=reloaded" in service.reload()
    seen = service.mark()
    device(filled, url).options()
    service.write(service.configuration | {"log": {"level": "info"}})
    assert "msg=reloaded" in service.reload()
    # Lines keep their order: the request's would have come before.
    assert len(service.log[seen:]) == 1, service.log[seen:]
    device(filled, url).options()
    service.wait_for("msg=request", since=seen)


@pytest.mark.parametrize(
    "text", ["{ lisen: [] }", "{", '{ https: { listen: ["127.0.0.1:0"] } }', "{ push: null }"]
)
def test_a_bad_configuration_is_refused_and_the_old_one_stays(filled, serve, text):
    service = serve()
    url = service.address("http")
    service.write(text)
    line = service.reload()
    assert 'msg="reload refused"' in line and "level=error" in line and str(service.file) in line
    assert device(filled, url).options().status_code == 200
    assert service.stop() == 0


# The end


@pytest.mark.manual("11.2 Wartung", "11.2 Geduld")
def test_waits_end_and_new_requests_come_again_later(filled, serve):
    service = serve({"http": {"drainSeconds": 60}})
    url = service.address("http")
    late = device(filled, url, "LATE")
    assert late.options().status_code == 200
    with ThreadPoolExecutor(8) as pool:
        waits = [park(pool, service, filled, url, f"DRAIN{number}") for number in range(5)]
        service.process.send_signal(signal.SIGTERM)
        service.wait_for("msg=stopping", "signal=SIGTERM")
        # The first of them ends, the others do not yet.
        service.wait_for('msg="wait ended"')
        # On the connection that it has: nobody new is taken.
        answer = late.options()
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        service.process.kill()
        service.end()
        for wait in waits:
            wait.exception()


def test_waits_that_the_end_ends_are_answered(filled, serve):
    service = serve({"http": {"drainSeconds": 5}})
    url = service.address("http")
    with ThreadPoolExecutor() as pool:
        waits = [park(pool, service, filled, url, f"ENDED{number}") for number in range(3)]
        service.process.send_signal(signal.SIGTERM)
        # Status 1: nothing has changed, come again.
        assert {wait.result() for wait in waits} == {"1"}
    assert service.end() == 0
    assert "msg=stopped" in service.log[-2]


def probe(filled, url, seconds):
    """The doctor's question to its server, which waits so long for its answer."""
    text = f"Probe=test&Seconds={seconds}&Until={int(time.time()) + 30}"
    mac = hmac.new((filled.data / "probe.key").read_bytes(), text.encode(), "sha256").hexdigest()
    return get(f"{url}/Microsoft-Server-ActiveSync?{text}&Mac={mac}")


def test_the_doctor_may_ask_as_long_as_phones_wait_now(filled, serve):
    operations = {"listen": ["127.0.0.1:0"]}
    service = serve({"push": {"longest": 60}, "http": {"drainSeconds": 3600}, "operations": operations})
    url, metrics = service.address("http"), service.address("operations") + "/metrics"
    asked = lambda: prometheus.read(get(metrics).text)["asyncd_http_requests_total"][frozenset()]
    assert probe(filled, url, 0).status_code == 200
    assert probe(filled, url, 3000).status_code == 405
    service.write(service.configuration | {"push": {"longest": 3000}})
    assert "msg=reloaded" in service.reload()
    with ThreadPoolExecutor() as pool:
        before = asked()
        waiting = pool.submit(probe, filled, url, 3000)
        while asked() == before:
            pass
        # Nor does its question hold up the end.
        service.process.send_signal(signal.SIGTERM)
        assert waiting.result().status_code == 503
    assert service.end() == 0


def test_a_second_signal_ends_at_once(filled, serve):
    service = serve({"http": {"drainSeconds": 3600}})
    url = service.address("http")
    with ThreadPoolExecutor() as pool:
        waits = [park(pool, service, filled, url, f"SECOND{number}") for number in range(3)]
        service.process.send_signal(signal.SIGTERM)
        service.wait_for("msg=stopping")
        service.process.send_signal(signal.SIGTERM)
        assert service.end() == -signal.SIGTERM
        assert any(wait.exception() for wait in waits)


# What systemd learns


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_is_told_of_each_step(serve, tmp_path, abstract):
    manager = Manager(tmp_path, abstract)
    service = serve(environment=manager.environment | {"WATCHDOG_USEC": "200000"})
    assert manager.next_with("READY")["READY"] == "1"
    # Ready means that it listens.
    assert get(service.address("http")).status_code == 404
    for _ in range(3):
        assert manager.next_with("WATCHDOG") == {"WATCHDOG": "1"}
    service.process.send_signal(signal.SIGTERM)
    stopping = manager.next_with("STOPPING")
    assert int(stopping["EXTEND_TIMEOUT_USEC"]) > 10_000_000
    assert service.end() == 0


def test_a_watchdog_of_another_process_is_not_fed(serve, tmp_path):
    manager = Manager(tmp_path)
    service = serve(environment=manager.environment | {"WATCHDOG_USEC": "1000", "WATCHDOG_PID": "1"})
    assert "READY" in manager.next()
    service.reload()
    assert "RELOADING" in manager.next()
    assert service.stop() == 0


# Plain HTTP that leads to HTTPS


@pytest.fixture
def redirecting(serve, tmp_path):
    challenges = tmp_path / "challenges"
    challenges.mkdir()
    https = {"redirect": ["127.0.0.1:0"], "challenges": str(challenges)}
    service = serve({"publicURL": "https://sync.example", "https": https})
    yield service.address("redirect"), challenges


def test_plain_http_leads_to_the_public_url_alone(redirecting):
    url, _ = redirecting
    answer = get(url + "/autodiscover/autodiscover.xml?a=1&b", headers={"Host": "evil.example"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "https://sync.example/autodiscover/autodiscover.xml?a=1&b"
    assert get(url + "//evil.example/").headers["Location"] == "https://sync.example//evil.example/"


def test_what_cannot_stand_in_a_location_is_refused(redirecting):
    url, _ = redirecting
    host, port = url.removeprefix("http://").split(":")
    # Query or path; the bytes as they are, which no library sends.
    for target in (b"*", b"/\xe4", b"/\xc3\xa4", b"/a?b=\xe4", b"/a#b", b"/a?b#c"):
        with socket.create_connection((host, int(port)), timeout=60) as connection:
            connection.sendall(b"GET " + target + b" HTTP/1.1\r\nHost: sync.example\r\nConnection: close\r\n\r\n")
            answer = b"".join(iter(lambda: connection.recv(4096), b""))
        assert answer.startswith(b"HTTP/1.1 400") and b"ocation:" not in answer, (target, answer)


def test_credentials_in_clear_are_not_led_on(redirecting):
    url, _ = redirecting
    for method in ("POST", "OPTIONS", "PUT"):
        assert requests.request(method, url, timeout=60, allow_redirects=False).status_code == 403
    assert get(url, auth=("a", "b")).status_code == 403


def test_challenges_of_an_acme_client_are_answered(redirecting, tmp_path):
    url, challenges = redirecting
    (challenges / "to-ken_1").write_text("to-ken_1.thumbprint")
    (tmp_path / "secret").write_text("secret")
    (challenges / "link").symlink_to(tmp_path / "secret")
    (challenges / "large").write_bytes(bytes(1 << 16))
    (challenges / "directory").mkdir()
    below = url + "/.well-known/acme-challenge/"
    answer = get(below + "to-ken_1")
    assert answer.status_code == 200 and answer.content == b"to-ken_1.thumbprint"
    for name in ("", "other", "link", "large", "directory", "%2e%2e/secret", "to-ken_1/", "a.b", "x" * 300):
        assert get(below + name).status_code == 404, name
    # As it is, without tidying up the path.
    raw = requests.Request("GET", below).prepare()
    raw.url = below + "../secret"
    with requests.Session() as session:
        session.trust_env = False
        assert session.send(raw, timeout=60).status_code == 404


def test_what_a_proxy_got_in_clear_is_not_served(filled, serve):
    service = serve({"publicURL": "https://sync.example"})
    url = service.address("http")
    phone = device(filled, url)
    phone.session.headers["X-Forwarded-Proto"] = "http"
    assert phone.options().status_code == 403
    phone.session.headers["X-Forwarded-Proto"] = "https"
    assert phone.options().status_code == 200


# Operations


def test_health_and_metrics(filled, serve):
    service = serve({"operations": {"listen": ["127.0.0.1:0"]}, "http": {"drainSeconds": 5}})
    url, operations = service.address("http"), service.address("operations")
    health = get(operations + "/health")
    assert (health.status_code, health.text) == (200, "ok\n")
    assert get(operations + "/").status_code == 404
    assert Device(url, filled.login, "wrong").options().status_code == 401
    phone = device(filled, url)
    assert phone.knock().status_code == 200
    with ThreadPoolExecutor() as pool:
        waiting = park(pool, service, filled, url, "METRICS")
        answer = get(operations + "/metrics")
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        metrics = prometheus.read(answer.text)
        value = lambda name, **labels: metrics[name][frozenset(labels.items())]
        assert value("asyncd_waiting_phones", command="Ping") == 1
        assert value("asyncd_waiting_phones", command="Sync") == 0
        assert value("asyncd_wrong_sign_ins_total") == 1
        assert value("asyncd_connections") >= 1
        assert value("asyncd_http_requests_total") >= 3
        counted = {dict(labels)["command"] for labels in metrics["asyncd_requests_total"]}
        assert "FolderSync" in counted
        assert value("asyncd_request_seconds_count", command="FolderSync") == 2
        assert value("asyncd_database_bytes", file="sync.db") > 0
        assert value("process_open_fds") < value("process_max_fds")
        assert value("process_resident_memory_bytes") > 1e6
        assert value("asyncd_log_lines_lost_total") == 0
        service.process.send_signal(signal.SIGTERM)
        service.wait_for("msg=stopping")
        waiting.result()
    assert service.end() == 0


def test_health_tells_that_the_server_stops(filled, serve):
    service = serve({"operations": {"listen": ["127.0.0.1:0"]}, "http": {"drainSeconds": 3600}})
    url, operations = service.address("http"), service.address("operations")
    with ThreadPoolExecutor() as pool:
        waits = [park(pool, service, filled, url, f"STOP{n}") for n in range(3)]
        service.process.send_signal(signal.SIGTERM)
        service.wait_for("msg=stopping")
        health = get(operations + "/health")
        assert (health.status_code, health.text) == (503, "stopping\n")
        service.process.kill()
        service.end()
        for wait in waits:
            wait.exception()
