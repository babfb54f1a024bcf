"""A small ActiveSync client of our own: what pyactivesync cannot do."""

import base64
from urllib.parse import urlencode

import requests

import wbxml

PATH = "/Microsoft-Server-ActiveSync"


class Device:
    """One device of one user; remembers every response body for independent checks."""

    def __init__(self, url, login, password, version="14.1", device_id="TESTDEVICE01"):
        self.url = url
        self.version = version
        self.device_id = device_id
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.auth = (login.encode(), password.encode())
        self.bodies = []

    def post(self, command, element=None, body=None, **headers):
        """Posts a command; the body is `element` encoded, or `body` as it is."""
        query = urlencode({"Cmd": command, "User": "x", "DeviceId": self.device_id, "DeviceType": "Test"})
        data = body if body is not None else wbxml.encode(element) if element else b""
        headers = {"MS-ASProtocolVersion": self.version, "Content-Type": "application/vnd.ms-sync.wbxml"} | headers
        answer = self.session.post(f"{self.url}{PATH}?{query}", data=data, headers=headers, timeout=60)
        if answer.content:
            self.bodies.append((command, answer.content))
        return answer

    def call(self, command, element=None):
        """Posts a command and reads its answer; None for an empty one."""
        answer = self.post(command, element)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        if not answer.content:
            return None
        assert answer.headers["Content-Type"] == "application/vnd.ms-sync.wbxml"
        return wbxml.decode(answer.content)

    def options(self):
        """OPTIONS, as clients send it first: it names no device."""
        return self.session.options(self.url + PATH, timeout=60)

    def knock(self):
        """A FolderSync, for its HTTP status."""
        return self.post("FolderSync", ("FolderHierarchy:FolderSync", [("FolderHierarchy:SyncKey", "0")]))

    def provision(self):
        """Takes the policy in its two steps; returns the final key."""
        asked = self.call("Provision", _policy())
        temporary = wbxml.child(_policy_of(asked), "Provision:PolicyKey")
        acknowledged = self.call("Provision", _policy(temporary))
        return wbxml.child(_policy_of(acknowledged), "Provision:PolicyKey")

    def folders(self):
        """A first FolderSync: type -> (id, name)."""
        root = self.call("FolderSync", ("FolderHierarchy:FolderSync", [("FolderHierarchy:SyncKey", "0")]))
        assert wbxml.child(root, "FolderHierarchy:Status") == "1"
        adds = wbxml.children(wbxml.path(root, "FolderHierarchy:Changes"), "FolderHierarchy:Add")
        get = lambda add, name: wbxml.child(add, "FolderHierarchy:" + name)
        return {int(get(add, "Type")): (get(add, "ServerId"), get(add, "DisplayName")) for add in adds}

    def sync(self, collection, key, window=None, options=None, commands=None, get_changes=None):
        """One Sync of one collection."""
        content = [("AirSync:SyncKey", key), ("AirSync:CollectionId", collection)]
        if get_changes is not None:
            content.append(("AirSync:GetChanges", get_changes))
        if window is not None:
            content.append(("AirSync:WindowSize", str(window)))
        if options is not None:
            content.append(("AirSync:Options", options))
        if commands is not None:
            content.append(("AirSync:Commands", commands))
        root = self.call("Sync", ("AirSync:Sync", [("AirSync:Collections", [("AirSync:Collection", content)])]))
        return SyncAnswer(key, root)

    def start(self, collection):
        """Opens a state: key 0."""
        answer = self.sync(collection, "0")
        assert answer.status == "1" and not answer.adds
        return answer.key


class Mirror:
    """What a device holds of one collection when it does what it is told."""

    def __init__(self, device, collection, window=None, options=None):
        self.device, self.collection = device, collection
        self.window, self.options = window, options
        self.items = {}
        self.key = device.start(collection)

    def sync(self):
        """Syncs until nothing is left; returns the answers that said something."""
        answers = []
        while True:
            answer = self.device.sync(self.collection, self.key, self.window, self.options)
            if answer.is_empty:
                return answers
            assert answer.status == "1", answer.status
            answers.append(answer)
            self.take(answer)

    def take(self, answer):
        for server_id, data in answer.adds.items():
            assert server_id not in self.items, f"{server_id} is doubled"
            self.items[server_id] = data
        for server_id, data in answer.changes.items():
            assert server_id in self.items, f"{server_id} is changed and not there"
            self.items[server_id] = data
        for server_id in answer.deletes + answer.soft_deletes:
            self.items.pop(server_id)
        assert answer.key != self.key
        self.key = answer.key


class SyncAnswer:
    """A Sync answer for one collection, taken apart."""

    def __init__(self, key, root):
        self.is_empty = root is None
        self.root = root
        self.key = key
        self.status = "1"
        self.adds, self.changes, self.deletes, self.soft_deletes, self.responses = {}, {}, [], [], []
        self.more = False
        if root is None:
            return
        collection = wbxml.path(root, "AirSync:Collections", "AirSync:Collection")
        if collection is None:
            self.status = wbxml.child(root, "AirSync:Status")
            return
        self.status = wbxml.child(collection, "AirSync:Status")
        self.key = wbxml.child(collection, "AirSync:SyncKey")
        self.more = bool(wbxml.children(collection, "AirSync:MoreAvailable"))
        self.responses = (wbxml.path(collection, "AirSync:Responses") or ("", []))[1]
        for name, content in (wbxml.path(collection, "AirSync:Commands") or ("", []))[1]:
            server_id = wbxml.child((name, content), "AirSync:ServerId")
            data = wbxml.path((name, content), "AirSync:ApplicationData")
            if name == "AirSync:Add":
                assert server_id not in self.adds
                self.adds[server_id] = data
            elif name == "AirSync:Change":
                self.changes[server_id] = data
            elif name == "AirSync:Delete":
                self.deletes.append(server_id)
            elif name == "AirSync:SoftDelete":
                self.soft_deletes.append(server_id)


def basic(login, password, encoding="utf-8"):
    """An Authorization header in that encoding."""
    return "Basic " + base64.b64encode(f"{login}:{password}".encode(encoding)).decode()


def _policy(key=None):
    policy = [("Provision:PolicyType", "MS-EAS-Provisioning-WBXML")]
    if key:
        policy += [("Provision:PolicyKey", key), ("Provision:Status", "1")]
    return ("Provision:Provision", [("Provision:Policies", [("Provision:Policy", policy)])])


def _policy_of(root):
    return wbxml.path(root, "Provision:Policies", "Provision:Policy")
