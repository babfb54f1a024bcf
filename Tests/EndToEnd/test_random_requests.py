"""100,000 random and mutated requests over sockets: an answer each time, no crash, memory flat."""

import base64
import os
import random
import socket
from collections import Counter
from urllib.parse import urlparse

import wbxml
from client import PATH

COUNT = int(os.environ.get("REQUESTS", "100000"))


def test_each_is_answered_and_memory_stays_flat(daemon):
    source = random.Random(20260323)
    login, password = daemon.user()
    address = urlparse(daemon.url)
    authorization = "Basic " + base64.b64encode(f"{login}:{password}".encode()).decode()
    wire = Wire(address.hostname, address.port)
    templates = [(command, wbxml.encode(element)) for command, element in TEMPLATES]
    resident, statuses = [], Counter()
    for number in range(COUNT):
        request = mutated(source, templates, authorization)
        status = wire.exchange(request)
        assert status is None or 200 <= status < 600 and status not in (500, 503), (status, number, request)
        statuses[status] += 1
        if number % (COUNT // 10) == 0:
            resident.append(daemon.resident_kilobytes())
    assert daemon.process.poll() is None, daemon.logged()[-2000:]
    # Many requests come as far as a command, many are refused before.
    assert statuses[200] > COUNT * 0.3 and statuses[400] > COUNT * 0.1, statuses
    # After the first tenth everything that is ever cached is cached.
    assert resident[-1] < resident[1] * 1.25 + 8192, resident
    wire.connect()
    assert wire.exchange(whole(b"OPTIONS", PATH.encode(), authorization, b"")) == 200


class Wire:
    """A raw connection that is opened again whenever the server ends it."""

    def __init__(self, host, port):
        self.address = (host, port)
        self.socket = None

    def connect(self):
        if self.socket:
            self.socket.close()
        self.socket = socket.create_connection(self.address, timeout=30)
        self.reader = self.socket.makefile("rb")

    def exchange(self, request):
        """Sends one request; returns the status of its answer. A request may be cut short: then the sending
        side is closed, and an answer or a close follows."""
        data, is_whole = request
        if self.socket is None:
            self.connect()
        self.socket.sendall(data)
        if not is_whole:
            self.socket.shutdown(socket.SHUT_WR)
        try:
            status, keeps = self.read(data.startswith(b"HEAD "))
        except ConnectionResetError:
            status, keeps = None, False
        assert status is not None or not is_whole, data
        if not keeps or not is_whole:
            self.socket.close()
            self.socket = None
        return status

    def read(self, is_head):
        while True:
            line = self.reader.readline()
            if not line:
                return None, False
            status = int(line.split()[1])
            length, keeps = 0, True
            while (field := self.reader.readline()) not in (b"\r\n", b""):
                name, value = field.split(b":", 1)
                if name.lower() == b"content-length":
                    length = int(value)
                if name.lower() == b"connection" and b"close" in value.lower():
                    keeps = False
            if status == 100:
                continue
            if not is_head and len(self.reader.read(length)) < length:
                return None, False
            return status, keeps


def mutated(source, templates, authorization):
    """A request and whether it is whole: mostly right ones with something wrong in body, query or head."""
    command, body = source.choice(templates)
    kind = source.randrange(10)
    if kind < 5:
        body = damaged(source, body)
    elif kind == 5:
        body = source.randbytes(source.randrange(200))
    command = command if source.randrange(20) else source.choice(["", "Nonsense", "sync", "Sync%00", "Ping"])
    version = source.choice(["12.1", "14.0", "14.1", "16.0", "16.1", "16.1", "2.5", "x"])
    query = f"?Cmd={command}&User=u&DeviceId=RANDOM{source.randrange(5)}&DeviceType=Test".encode()
    if kind == 6:
        query = b"?" + base64.b64encode(source.randbytes(source.randrange(40)))
    if kind == 7:
        query = damaged(source, query).replace(b" ", b"+").replace(b"\r", b"").replace(b"\n", b"")
    method = source.choice([b"POST"] * 20 + [b"OPTIONS", b"GET", b"HEAD", b"PUT", b"BREW"])
    data, _ = whole(method, PATH.encode() + query, authorization, body, version)
    if kind == 8 and source.randrange(3) == 0:
        return data[: source.randrange(1, len(data))], False
    if kind == 9 and source.randrange(3) == 0:
        return damaged_around(source, data, f"Authorization: {authorization}\r\n".encode()), False
    return data, True


def damaged_around(source, data, kept):
    """Credentials stay as they are: guesses would lock the user, and every request be refused at the door."""
    before, _, after = data.partition(kept)
    if source.randrange(2) == 0:
        return damaged(source, before) + kept + after
    return before + kept + damaged(source, after)


def damaged(source, data):
    data = bytearray(data)
    for _ in range(source.randrange(1, 4)):
        if not data:
            break
        place = source.randrange(len(data))
        match source.randrange(4):
            case 0:
                data[place] = source.randrange(256)
            case 1:
                del data[place : place + source.randrange(1, 8)]
            case 2:
                data[place:place] = source.randbytes(source.randrange(1, 8))
            case 3:
                data[place:place] = data[place : place + source.randrange(1, 30)]
    return bytes(data)


def whole(method, target, authorization, body, version="14.1"):
    head = b"%s %s HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nMS-ASProtocolVersion: %s\r\n" % (
        method,
        target,
        authorization.encode(),
        version.encode(),
    )
    return head + b"Content-Type: application/vnd.ms-sync.wbxml\r\nContent-Length: %d\r\n\r\n" % len(body) + body, True


def sync(*content):
    return ("AirSync:Sync", [("AirSync:Collections", [("AirSync:Collection", list(content))])])


STORE = [
    ("Search:Name", "GAL"),
    ("Search:Query", "mandant"),
    ("Search:Options", [("Search:Range", "0-9"), ("Search:Picture", [("Search:MaxPictures", "3")])]),
]
TEMPLATES = [
    ("FolderSync", ("FolderHierarchy:FolderSync", [("FolderHierarchy:SyncKey", "0")])),
    ("Sync", sync(("AirSync:SyncKey", "0"), ("AirSync:CollectionId", "contacts"))),
    ("Sync", sync(("AirSync:SyncKey", "1"), ("AirSync:CollectionId", "calendar"), ("AirSync:WindowSize", "10"))),
    (
        "GetItemEstimate",
        (
            "GetItemEstimate:GetItemEstimate",
            [
                (
                    "GetItemEstimate:Collections",
                    [
                        (
                            "GetItemEstimate:Collection",
                            [("AirSync:SyncKey", "1"), ("GetItemEstimate:CollectionId", "tasks")],
                        )
                    ],
                )
            ],
        ),
    ),
    (
        "Provision",
        (
            "Provision:Provision",
            [
                (
                    "Provision:Policies",
                    [("Provision:Policy", [("Provision:PolicyType", "MS-EAS-Provisioning-WBXML")])],
                )
            ],
        ),
    ),
    ("Settings", ("Settings:Settings", [("Settings:UserInformation", [("Settings:Get", "")])])),
    ("Search", ("Search:Search", [("Search:Store", STORE)])),
    ("Ping", ("Ping:Ping", [("Ping:HeartbeatInterval", "60")])),
    ("SendMail", ("ComposeMail:SendMail", [("ComposeMail:ClientId", "1"), ("ComposeMail:Mime", b"x" * 50)])),
]
