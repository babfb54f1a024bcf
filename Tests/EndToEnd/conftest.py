"""Starts the built daemon for tests: real processes, real sockets, real files."""

import json
import re
import signal
import subprocess
import threading
from pathlib import Path

import pytest

for module in ("client", "items", "writing"):
    pytest.register_assert_rewrite(module)

from client import VERSIONS  # noqa: E402
from writing import Desk  # noqa: E402

BINARY = Path(__file__).parent.parent.parent / ".build" / "debug" / "asyncd"
# A Monday noon in Berlin, six days before summer time begins.
NOW = "2026-03-23T12:00:00+01:00"


class Daemon:
    """A running asyncd with its data directory."""

    def __init__(self, data, *arguments):
        self.data = data
        self.greeting = ""
        self.spawn([BINARY, *arguments] if arguments else demo_command(data), stdout=subprocess.PIPE)
        self.wait_for("msg=listening")
        if not arguments:
            self.read_greeting()

    def spawn(self, command, **options):
        """Starts the process, and reads its log from then on."""
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **options)
        self.log, self.logs = [], threading.Condition()
        self.reader = threading.Thread(target=self.read_log)
        self.reader.start()

    def read_log(self):
        for line in self.process.stderr:
            with self.logs:
                self.log.append(line)
                self.logs.notify_all()
        with self.logs:
            self.log.append("the log ends")
            self.logs.notify_all()

    def address(self, protocol):
        """HOST:PORT where it listens for that."""
        line = self.wait_for("msg=listening", f"protocol={protocol}")
        return re.search(r"address=(\S+)", line)[1]

    def mark(self):
        """Names what is logged so far."""
        return len(self.log)

    def wait_for(self, *words, since=0):
        """The first line with all these words after the mark `since`, once it is logged."""
        found = lambda: next((line for line in self.log[since:] if all(word in line for word in words)), None)
        with self.logs:
            self.logs.wait_for(lambda: found() or self.log[-1:] == ["the log ends"], timeout=60)
            assert found(), self.logged()
            return found()

    def parked(self, pool, ping, *arguments):
        """Sends a Ping on a thread of its own; returns its result to come when the server lets it wait."""
        seen = self.mark()
        answer = pool.submit(ping, *arguments)
        # The request is in the waiting room: it is logged, without an answer.
        self.wait_for("msg=request", "command=Ping", "http.status=-", since=seen)
        return answer

    def read_greeting(self):
        for line in self.process.stdout:
            self.greeting += line
            if line.startswith("Press Ctrl-C"):
                return

    @property
    def demo(self):
        return json.loads((self.data / "demo.json").read_text())

    @property
    def url(self):
        return self.demo["url"]

    def user(self, login="theobald.tiger_MeinMandant"):
        found = next(user for user in self.demo["users"] if user["login"] == login)
        return found["login"], found["password"]

    def logged(self):
        return "".join(self.log)

    def resident_kilobytes(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])

    def stop(self):
        """SIGTERM; returns the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.end()

    def end(self):
        """The exit code, once it has ended."""
        code = self.process.wait(timeout=60)
        self.reader.join()
        for stream in (self.process.stdout, self.process.stderr):
            if stream:
                stream.close()
        return code


def serve(data, directory, **options):
    """The daemon on existing data, with a configuration of its own; plain HTTP only if `listen` is given."""
    path = directory / "asyncd.json5"
    write_configuration(path, data, **options)
    daemon = Daemon(data, "serve", "--config", str(path))
    daemon.configuration = path
    return daemon


def write_configuration(path, data, **options):
    path.write_text(json.dumps({"listen": [], "data": str(data)} | options))


def demo_command(data, now=NOW):
    return [BINARY, "demo", "--listen", "127.0.0.1:0", "--data", str(data), "--now", now]


@pytest.fixture
def daemon(tmp_path):
    """A demo office of its own."""
    running = Daemon(tmp_path / "demo")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A demo office that the tests of a module share, as they only read."""
    running = Daemon(tmp_path_factory.mktemp("office") / "demo")
    yield running
    assert running.stop() == 0


@pytest.fixture(scope="module")
def desk(office):
    """The module's office with what tests of edits need."""
    return Desk(office)


@pytest.fixture(params=VERSIONS)
def version(request):
    return request.param


@pytest.fixture
def first(desk, request, version):
    """A device that has everything of the module's COLLECTION."""
    return desk.mirror(request.module.COLLECTION, version)


@pytest.fixture
def second(desk, request, version):
    """Another device of the same user."""
    return desk.mirror(request.module.COLLECTION, version)
