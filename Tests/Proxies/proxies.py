"""Runs the proxies with the files of Config/: only addresses, paths and what needs root's limits are replaced."""

import re
import socket
import subprocess
import time
from pathlib import Path

CONFIG = Path(__file__).parent.parent.parent / "Config"
# What the client calls the proxy, and what its certificate is for.
HOST = "localhost"


class Text:
    """A configuration whose replacements must all find something."""

    def __init__(self, name):
        self.name, self.text = name, (CONFIG / name).read_text()

    def replace(self, pattern, new, count):
        """Replaces a pattern, which stands exactly `count` times, on lines that are no comments."""
        found = 0
        lines = []
        for line in self.text.splitlines():
            if not line.lstrip().startswith("#"):
                line, hits = re.subn(pattern, new, line)
                found += hits
            lines.append(line)
        self.text = "\n".join(lines) + "\n"
        assert found == count, f"Config/{self.name}: {pattern} stands {found} times, not {count}"


class Proxy:
    """A running proxy: https on `port`, plain HTTP on `plain_port`."""

    def __init__(self, directory, pair, backend, default_timeouts=False):
        directory.mkdir()
        self.directory, self.pair, self.backend = directory, pair, backend
        self.port, self.plain_port = free_port(), free_port()
        self.url = f"https://{HOST}:{self.port}"
        command = self.prepare(default_timeouts)
        self.log = directory / "output.log"
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        self.wait_until_ready()

    def wait_until_ready(self):
        deadline = time.monotonic() + 20
        for port in (self.port, self.plain_port):
            while not takes_connections(port):
                assert self.process.poll() is None and time.monotonic() < deadline, self.log.read_text()
                time.sleep(0.05)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)


class Nginx(Proxy):
    name = "nginx"

    def prepare(self, default_timeouts):
        text = Text("nginx.conf")
        text.replace(r"^user www-data;", "", 1)
        text.replace(r"^include /etc/nginx/modules-enabled/.*", "daemon off;", 1)
        text.replace("/run/nginx.pid", str(self.directory / "nginx.pid"), 1)
        text.replace("/var/log/nginx/", f"{self.directory}/", 2)
        # More descriptors than a machine for tests may allow.
        text.replace(r"^worker_rlimit_nofile 51000;", "", 1)
        text.replace("worker_connections 50000;", "worker_connections 400;", 1)
        text.replace(r"listen \[::\]:.*", "", 2)
        text.replace("listen 80 ", f"listen 127.0.0.1:{self.plain_port} ", 1)
        text.replace("listen 443 ", f"listen 127.0.0.1:{self.port} ", 1)
        text.replace("server 127.0.0.1:8080;", f"server 127.0.0.1:{self.backend};", 1)
        live = "/etc/letsencrypt/live/activesync.onoffice.de"
        text.replace(f"{live}/fullchain.pem", str(self.pair.chain), 1)
        text.replace(f"{live}/privkey.pem", str(self.pair.key), 1)
        if default_timeouts:
            text.replace(r"^ *\w+_timeout \d+s;", "", 8)
        path = self.directory / "nginx.conf"
        path.write_text(text.text)
        return ["/usr/sbin/nginx", "-p", str(self.directory), "-e", str(self.directory / "error.log"), "-c", str(path)]


class HAProxy(Proxy):
    name = "haproxy"
    packaged = Path("/etc/haproxy/haproxy.cfg")

    def prepare(self, default_timeouts):
        text = Text("haproxy.cfg")
        for line in ("log /dev/log local0", "chroot /var/lib/haproxy", "user haproxy", "group haproxy"):
            text.replace(f"^  {line}$", "", 1)
        # More descriptors than a machine for tests may allow.
        text.replace("maxconn 24000", "maxconn 400", 1)
        text.replace(r"^  bind :::.*", "", 2)
        text.replace(r"bind \*:80$", f"bind 127.0.0.1:{self.plain_port}", 1)
        text.replace(r"bind \*:443 ", f"bind 127.0.0.1:{self.port} ", 1)
        text.replace("/etc/haproxy/certs/", str(self.pair.both), 1)
        text.replace("127.0.0.1:8080", f"127.0.0.1:{self.backend}", 1)
        if default_timeouts:
            # Without any, HAProxy waits for ever: those of Debian's own file are what an administrator begins with.
            usual = re.findall(r"^\s*(timeout (?:client|server)\s+\d+)$", self.packaged.read_text(), re.MULTILINE)
            assert len(usual) == 2, f"{self.packaged} has other time-outs than this test knows"
            text.replace(r"^  timeout .*", "", 6)
            text.replace("^defaults$", "\n  ".join(["defaults", "timeout connect 5s", *usual]), 1)
        path = self.directory / "haproxy.cfg"
        path.write_text(text.text)
        return ["/usr/sbin/haproxy", "-db", "-f", str(path)]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def takes_connections(port):
    with socket.socket() as connection:
        return connection.connect_ex(("127.0.0.1", port)) == 0
