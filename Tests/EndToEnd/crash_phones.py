"""Phones that go on with the keys they have, whatever becomes of the server."""

import random

import requests

import wbxml
from client import Device, Mirror, SyncAnswer
from crash_requests import Request
from crash_typed import Edit, kinds_of

# Characters of a text that makes the log long.
LONG = 150_000


class StrictDevice(Device):
    """A device that sends changes of several classes in one Sync, and notices when an answer ends within its headers,
    which Python's client does not."""

    def post(self, *arguments, **how):
        answer = super().post(*arguments, **how)
        if "Content-Length" not in answer.headers:
            raise requests.exceptions.ConnectionError("the answer was cut off")
        return answer

    # The latest request with commands that was answered.
    answered = None

    def repeat(self):
        """The latest request that was answered arrives once more, as from a slow proxy; nobody sees what it says. It
        comes twice at most: the server keeps the keys of two answers."""
        if self.answered:
            self.post("Sync", self.answered)
        self.answered = None

    def sync_all(self, contents):
        """One Sync with commands: collection -> its content in, its answer out."""
        collections = [("AirSync:Collection", content) for content in contents.values()]
        element = ("AirSync:Sync", [("AirSync:Collections", collections)])
        root = self.call("Sync", element)
        self.answered = element
        answers = {}
        for found in wbxml.children(wbxml.path(root, "AirSync:Collections"), "AirSync:Collection"):
            answer = SyncAnswer(None, ("AirSync:Sync", [("AirSync:Collections", [found])]))
            assert answer.status == "1", answer.status
            assert answer.key not in self.keys, f"{answer.key} is given twice"
            self.keys.add(answer.key)
            answers[wbxml.child(found, "AirSync:CollectionId")] = answer
        assert answers.keys() == contents.keys()
        return answers


class Phone:
    """A phone with all classes of its version, whose user edits; it repeats what it got no answer to."""

    def __init__(self, name, login, device, book, window=None):
        self.name, self.login, self.device, self.book = name, login, device, book
        self.mirrors = {collection: Mirror(device, collection, window) for collection in kinds_of(device.version)}
        self.source, self.made, self.requests = random.Random(name), 0, 0
        # The requests, one for each class, of the Sync that is not answered yet; and edits that end long items.
        self.pending, self.long = [], []
        for mirror in self.mirrors.values():
            mirror.sync()

    def open_round(self, seed):
        self.source = random.Random(f"{seed} {self.name}")

    def act(self):
        """One request."""
        if not self.pending and self.source.random() < 0.75:
            classes = self.source.sample(list(self.mirrors), self.source.choice([1, 1, 1, 2, 3]))
            self.pending = [Request(self, collection) for collection in classes]
        if self.pending:
            self.deliver()
        else:
            read(self.source.choice(list(self.mirrors.values())))
            self.requests += 1

    def swell(self):
        """Types so much that the log of onoffice.db becomes long; an unanswered one is shortened."""
        if not self.pending:
            self.pending = [Request(self, "tasks", length=LONG)]
        self.deliver()

    def deliver(self):
        """Sends what is to be sent, and hears of it."""
        self.requests += 1
        sent = {request.collection: request.commands() for request in self.pending}
        answers = self.device.sync_all({name: self.content(name, commands) for name, commands in sent.items()})
        for request in self.pending:
            mirror, answer = self.mirrors[request.collection], answers[request.collection]
            mirror.own(sent[request.collection], answer)
            mirror.take(answer)
            self.hear(request, answer)
        self.pending = []

    def content(self, collection, commands):
        """What a Sync says of one class."""
        mirror = self.mirrors[collection]
        content = [("AirSync:SyncKey", mirror.key), ("AirSync:CollectionId", collection)]
        if (wish := self.source.choice(["0", "1", None])) is not None:
            content.append(("AirSync:GetChanges", wish))
        if mirror.window:
            content.append(("AirSync:WindowSize", str(mirror.window)))
        return content + [("AirSync:Commands", commands)]

    def hear(self, request, answer):
        for edit in request.edits:
            status, server_id = answer.added.get(edit.name, (answer.statuses.get(edit.name, "1"), edit.name))
            if status != "1":
                self.book.refuse(edit, status)
                continue
            self.book.accept(self, request.collection, edit, server_id)
            if len(edit.text) >= LONG:
                self.long.append(Edit("delete", edit.mark, server_id))

    def settle(self):
        """Nothing is left unanswered, and what was long is gone."""
        if self.source.random() < 0.5:
            self.device.repeat()
        if self.pending:
            self.deliver()
        if self.long:
            self.pending, self.long = [Request(self, "tasks", edits=self.long)], []
            self.deliver()

    def sync(self):
        for mirror in self.mirrors.values():
            mirror.sync()

    def text(self, length=0):
        """One that no other edit has."""
        return f"Text {self.name} {self.source.getrandbits(60)}" + " lang" * (length // 5)

    def new_name(self):
        self.made += 1
        return f"{self.name} {self.made}"


class Reader:
    """A new phone that reads a class in small pages while the server dies."""

    def __init__(self, name, login, device, collection):
        self.name, self.login, self.device = name, login, device
        self.mirrors, self.requests = {collection: Mirror(device, collection, window=3)}, 0

    def act(self):
        (mirror,) = self.mirrors.values()
        read(mirror)
        self.requests += 1

    def settle(self):
        pass

    def sync(self):
        for mirror in self.mirrors.values():
            mirror.sync()


def read(mirror):
    """One page."""
    answer = mirror.device.sync(mirror.collection, mirror.key, mirror.window)
    assert answer.status == "1", answer.status
    if not answer.is_empty:
        mirror.take(answer)
