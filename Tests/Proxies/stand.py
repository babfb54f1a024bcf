"""A daemon behind proxies, and the long waits through them."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

from requests.adapters import HTTPAdapter

END_TO_END = Path(__file__).parent.parent / "EndToEnd"
sys.path.insert(0, str(END_TO_END))
specification = importlib.util.spec_from_file_location("end_to_end", END_TO_END / "conftest.py")
end_to_end = importlib.util.module_from_spec(specification)
specification.loader.exec_module(end_to_end)

from certificates import Authority  # noqa: E402
from client import Device, Mirror  # noqa: E402
from proxies import HOST, HAProxy, Nginx  # noqa: E402
from waits import ping  # noqa: E402

# nginx gives up after 60 s, Debian's HAProxy after 50 s.
LONGER = 80
# Loopback, and no trusted proxy: what the daemon must take for the client's address.
CLIENT = "127.0.0.2"
KINDS = [Nginx, HAProxy]


class ClientAddress(HTTPAdapter):
    """Connects from an address that is not the proxy's."""

    def init_poolmanager(self, *arguments, **options):
        super().init_poolmanager(*arguments, source_address=(CLIENT, 0), **options)


class Stand:
    """A daemon behind each proxy, with its own time-outs and with ours."""

    def __init__(self, directory, pool):
        self.pool = pool
        self.authority = Authority(directory / "authority")
        self.pair = self.authority.issue(HOST)
        self.daemon = end_to_end.Daemon(directory / "demo")
        backend = int(self.daemon.url.rsplit(":", 1)[1])
        self.running = []
        self.proxies, self.controls = {}, {}
        try:
            self.begin(directory, backend)
        except BaseException:
            self.stop()
            raise

    def begin(self, directory, backend):
        for kind in KINDS:
            self.proxies[kind] = self.start(kind, directory / kind.name, backend)
            self.controls[kind] = self.start(kind, directory / f"{kind.name}-control", backend, True)
        self.waits = {kind: self.wait(self.proxies[kind], f"WAITS{kind.name}") for kind in KINDS}
        self.control_waits = {kind: self.wait(self.controls[kind], f"CONTROL{kind.name}") for kind in KINDS}
        # One kind will do: what is tried is the doctor's verdict.
        self.doctors = {
            proxy: self.pool.submit(self.doctor, proxy, directory / f"{proxy.directory.name}.json5")
            for proxy in (self.proxies[Nginx], self.controls[Nginx])
        }

    def start(self, kind, directory, *arguments):
        proxy = kind(directory, self.pair, *arguments)
        self.running.append(proxy)
        return proxy

    def phone(self, proxy, name):
        phone = Device(proxy.url, *self.daemon.user(), device_id=name)
        phone.session.verify = str(self.authority.root)
        phone.session.mount("https://", ClientAddress())
        return phone

    def synced(self, proxy, name, collection):
        """A phone that has everything of a collection, so that nothing but a change ends its Ping."""
        mirror = Mirror(self.phone(proxy, name), collection)
        mirror.sync()
        return mirror

    def wait(self, proxy, name):
        """The answer to come to a wait that nothing ends but its time; the client itself would wait longer."""
        phone = self.synced(proxy, name, "tasks").device
        post = phone.session.post
        phone.session.post = lambda *arguments, **options: post(*arguments, **options | {"timeout": LONGER + 30})
        return self.daemon.parked(self.pool, ping, phone, LONGER, "tasks")

    def doctor(self, proxy, file):
        """What `asyncd doctor` finds at the proxy: verdict and text of each line, by subject."""
        options = {
            "listen": [self.daemon.url.removeprefix("http://")],
            "data": str(self.daemon.data),
            "publicURL": proxy.url,
            "autodiscover": {"domains": []},
        }
        file.write_text(json.dumps(options))
        command = [end_to_end.BINARY, "doctor", "--config", file, "--wait", str(LONGER), "--ca", self.authority.root]
        lines = subprocess.run(command, capture_output=True, text=True, timeout=LONGER + 60).stdout.splitlines()
        findings = [line.split(None, 2) for line in lines if line.startswith(("ok", "warning", "wrong"))]
        return {subject: (verdict, text) for verdict, subject, text in findings}

    def stop(self):
        for proxy in self.running:
            proxy.stop()
        self.daemon.stop()
