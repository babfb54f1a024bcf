"""A daemon as systemd runs it: a configuration file, handed-over sockets, a notify socket."""

import json
import os
import signal
import socket
import uuid

from conftest import BINARY, Daemon


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listening():
    """A listening socket, as a socket unit has it."""
    opened = socket.socket()
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.bind(("127.0.0.1", 0))
    opened.listen(1024)
    return opened


class Office:
    """A filled demo office, which services then serve: its directory and a user's name and password."""

    def __init__(self, directory):
        demo = Daemon(directory)
        self.data = directory
        self.login, self.password = demo.user()
        assert demo.stop() == 0


class Service(Daemon):
    """`asyncd serve` with a configuration of its own."""

    def __init__(self, office, tmp_path, configuration, sockets=None, environment=None):
        self.data = office.data
        self.file = tmp_path / "asyncd.json5"
        self.configuration = {"data": str(office.data), "listen": ["127.0.0.1:0"]} | configuration
        self.write(self.configuration)
        command, handed = start_command(sockets or {})
        command += [BINARY, "serve", "--config", self.file]
        self.spawn(command, env=os.environ | (environment or {}), preexec_fn=handed, close_fds=False)

    def write(self, configuration):
        text = configuration if isinstance(configuration, str) else json.dumps(configuration)
        self.file.write_text(text)

    def address(self, protocol):
        """Where it listens for `protocol`, once it does."""
        return "http://" + super().address(protocol)

    def reload(self):
        """SIGHUP; the line that says what came of it."""
        seen = self.mark()
        self.process.send_signal(signal.SIGHUP)
        return self.wait_for("reload", since=seen)


def start_command(sockets):
    """What runs a program with `sockets` ({name: socket}) from descriptor 3 on, as sd_listen_fds(3) says."""
    if not sockets:
        return [], None
    # The shell's process becomes the program's, so that LISTEN_PID is right.
    names = ":".join(sockets)
    shell = f'LISTEN_PID=$$ LISTEN_FDS={len(sockets)} LISTEN_FDNAMES={names} exec "$@"'
    descriptors = [handed.fileno() for handed in sockets.values()]

    def hand_over():
        # Above all of them first, so that none is overwritten before it is copied.
        copies = [os.dup2(descriptor, 100 + index) for index, descriptor in enumerate(descriptors)]
        for index, copy in enumerate(copies):
            os.dup2(copy, 3 + index)
            os.close(copy)

    return ["sh", "-c", shell, "sh"], hand_over


class Manager:
    """systemd's end of the notify socket."""

    def __init__(self, path, abstract=False):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        name = f"asyncd-{uuid.uuid4()}" if abstract else str(path / "notify")
        self.socket.bind("\0" + name if abstract else name)
        self.socket.settimeout(60)
        self.environment = {"NOTIFY_SOCKET": "@" + name if abstract else name}

    def next(self):
        """The next message, as assignments."""
        message = self.socket.recv(4096).decode()
        return dict(line.split("=", 1) for line in message.split("\n"))

    def next_with(self, name):
        while True:
            message = self.next()
            if name in message:
                return message
