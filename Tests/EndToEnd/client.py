"""A small ActiveSync client of our own: what pyactivesync cannot do."""

import base64
from urllib.parse import urlencode

import requests

import wbxml

PATH = "/Microsoft-Server-ActiveSync"
VERSIONS = ["12.1", "14.0", "14.1", "16.0", "16.1"]


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
        self.keys = {"0"}

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

    def sync(
        self, collection, key, window=None, options=None, commands=None, get_changes=None, supported=None
    ):
        """One Sync of one collection. A key that comes back is a new one: none ever names two contents."""
        content = [("AirSync:SyncKey", key), ("AirSync:CollectionId", collection)]
        if supported is not None:
            content.append(("AirSync:Supported", [(name, "") for name in supported]))
        if get_changes is not None:
            content.append(("AirSync:GetChanges", get_changes))
        if window is not None:
            content.append(("AirSync:WindowSize", str(window)))
        if options is not None:
            content.append(("AirSync:Options", options))
        if commands is not None:
            content.append(("AirSync:Commands", commands))
        root = self.call("Sync", ("AirSync:Sync", [("AirSync:Collections", [("AirSync:Collection", content)])]))
        answer = SyncAnswer(key, root)
        if answer.status == "1" and answer.key != key:
            assert answer.key not in self.keys, f"{answer.key} is given twice"
            self.keys.add(answer.key)
        return answer

    def start(self, collection, **how):
        """Opens a state: key 0."""
        answer = self.sync(collection, "0", **how)
        assert answer.status == "1" and not answer.adds
        return answer.key


class Mirror:
    """What a device holds of one collection when it does what it is told."""

    def __init__(self, device, collection, window=None, options=None, supported=None):
        self.device, self.collection = device, collection
        self.window, self.options = window, options
        self.items = {}
        # Of items that the device made, the elements it spoke of: it knows no others.
        self.told = {}
        # What left the period: some devices keep it, so that it is deleted before it returns.
        self.ghosts = set()
        self.key = device.start(collection, supported=supported)

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

    def send(self, *commands, **how):
        """Sends the device's changes; the answer is lost unless it is taken."""
        how = {"window": self.window, "options": self.options} | how
        answer = self.device.sync(self.collection, self.key, commands=list(commands), **how)
        assert answer.status == "1", answer.status
        return answer

    def push(self, *commands, **how):
        """Sends the device's changes, which are then its items, and takes the answer."""
        answer = self.send(*commands, **how)
        self.own(commands, answer)
        self.take(answer)
        return answer

    def own(self, commands, answer):
        """Holds what the device sent and the server took."""
        for name, content in commands:
            server_id = wbxml.child((name, content), "AirSync:ServerId")
            data = wbxml.child((name, content), "AirSync:ApplicationData")
            if name == "AirSync:Add":
                status, server_id = answer.added[wbxml.child((name, content), "AirSync:ClientId")]
                if status == "1":
                    self.items[server_id] = ("AirSync:ApplicationData", data)
                    self.told[server_id] = {tag for tag, _ in data}
            elif instance := wbxml.child((name, content), "AirSyncBase:InstanceId"):
                if name == "AirSync:Delete":
                    self.items[server_id] = without(self.items[server_id], instance)
            elif name == "AirSync:Delete":
                self.items.pop(server_id, None)
            else:
                self.items[server_id] = self.changed(self.items[server_id], data)

    def changed(self, item, data):
        """The item after a Change. From 16.0 a contact is replaced, but for its picture."""
        kept = item[1]
        if self.collection == "contacts" and self.device.version >= "16.0":
            kept = [field for field in kept if field[0] in ("Contacts:Picture", "Contacts:FileAs")]
        names = {tag for tag, _ in data}
        merged = [field for field in kept if field[0] not in names]
        return (item[0], merged + [field for field in data if field[1] not in ("", [])])

    def take(self, answer):
        for server_id, data in answer.adds.items():
            assert server_id not in self.items, f"{server_id} is doubled"
            self.items[server_id] = data
        for server_id, data in answer.changes.items():
            assert server_id in self.items, f"{server_id} is changed and not there"
            self.items[server_id] = data
            self.told.pop(server_id, None)
        for server_id in answer.deletes:
            if server_id in self.ghosts:
                self.ghosts.remove(server_id)
            else:
                self.items.pop(server_id)
        for server_id in answer.soft_deletes:
            self.items.pop(server_id)
            self.ghosts.add(server_id)
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
        # What came of the device's own commands: ClientId -> (status, ServerId), and ServerId -> status.
        self.added, self.statuses = {}, {}
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
        self._read_commands((wbxml.path(collection, "AirSync:Commands") or ("", []))[1])
        self._read_responses()

    def _read_commands(self, commands):
        for name, content in commands:
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

    def _read_responses(self):
        for response in self.responses:
            status, server_id = (wbxml.child(response, "AirSync:" + name) for name in ("Status", "ServerId"))
            if response[0] == "AirSync:Add":
                self.added[wbxml.child(response, "AirSync:ClientId")] = (status, server_id)
            else:
                self.statuses[server_id] = status

    @property
    def failed(self):
        """ClientId or ServerId -> status of each command that was not done."""
        found = {client_id: status for client_id, (status, _) in self.added.items()} | self.statuses
        return {name: status for name, status in found.items() if status != "1"}

    @property
    def ids(self):
        """The ServerIds of the items that the device added, in the order of the answer."""
        assert not self.failed, self.failed
        return [server_id for _, server_id in self.added.values()]


def filtered(kind):
    """Options with a period."""
    return [("AirSync:FilterType", kind)]


def estimate(mirror, kind=None):
    """What GetItemEstimate tells; up to 12.1 the period stands beside the collection's id."""
    content = [("AirSync:SyncKey", mirror.key), ("GetItemEstimate:CollectionId", mirror.collection)]
    if kind and mirror.device.version == "12.1":
        content.append(("AirSync:FilterType", kind))
    elif kind:
        content.append(("AirSync:Options", filtered(kind)))
    collections = [("GetItemEstimate:Collections", [("GetItemEstimate:Collection", content)])]
    answer = mirror.device.call("GetItemEstimate", ("GetItemEstimate:GetItemEstimate", collections))
    response = wbxml.path(answer, "GetItemEstimate:Response")
    assert wbxml.child(response, "GetItemEstimate:Status") == "1"
    return int(wbxml.path(response, "GetItemEstimate:Collection", "GetItemEstimate:Estimate")[1])


def add(client_id, data):
    """A new item of the device."""
    return ("AirSync:Add", [("AirSync:ClientId", client_id), ("AirSync:ApplicationData", data)])


def change(server_id, data, instance=None):
    """A changed item, or from 16.0 one occurrence of it."""
    return ("AirSync:Change", _named(server_id, instance) + [("AirSync:ApplicationData", data)])


def delete(server_id, instance=None):
    """A deleted item, or from 16.0 one occurrence of it."""
    return ("AirSync:Delete", _named(server_id, instance))


def without(item, instance):
    """A series without one occurrence, as devices hold it from 16.0."""
    gone = ("Calendar:Exception", [("Calendar:Deleted", "1"), ("AirSyncBase:InstanceId", instance)])
    exceptions = wbxml.child(item, "Calendar:Exceptions") or []
    kept = [field for field in item[1] if field[0] != "Calendar:Exceptions"]
    return (item[0], kept + [("Calendar:Exceptions", exceptions + [gone])])


def _named(server_id, instance):
    occurrence = [("AirSyncBase:InstanceId", instance)] if instance else []
    return [("AirSync:ServerId", server_id)] + occurrence


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
