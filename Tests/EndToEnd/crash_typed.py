"""What people typed on their phones and the server took.

Each item has a mark that nobody edits, and a text that is new with every edit.
"""

from dataclasses import dataclass, field

from client import add, change, delete
from drafts import appointment, contact, note, place, sticky, task

MARK = "Absturz "


@dataclass(frozen=True)
class Kind:
    """How items of a class hold mark and text, on phones and in onoffice.db."""

    make: object
    element: str
    sql: str
    # Whether onoffice.db has no more of what a phone deleted: other classes are taken out of the synchronisation.
    is_erased: bool = False


KINDS = {
    "contacts": Kind(
        lambda version, mark, text, uid: contact(text, CompanyName=mark),
        "Contacts:CompanyName",
        "SELECT id, Zusatz1 AS mark, Name AS text FROM address WHERE Zusatz1 LIKE 'Absturz %'",
    ),
    "calendar": Kind(
        lambda version, mark, text, uid: appointment(version, mark, uid=uid, more=[place(version, text)]),
        "Calendar:Subject",
        "SELECT id, description AS mark, ort AS text FROM appointment WHERE description LIKE 'Absturz %'",
    ),
    "tasks": Kind(
        lambda version, mark, text, uid: task(mark, more=[note(text)]),
        "Tasks:Subject",
        "SELECT id, Betreff AS mark, Aufgabe AS text FROM task WHERE Betreff LIKE 'Absturz %'",
    ),
    "notes": Kind(
        lambda version, mark, text, uid: sticky(mark, text),
        "Notes:Subject",
        "SELECT id, Betreff AS mark, Notiz AS text FROM note WHERE Betreff LIKE 'Absturz %'",
        is_erased=True,
    ),
}


def kinds_of(version):
    """The classes that a version has: there are no notes before 14.0."""
    return [collection for collection in KINDS if collection != "notes" or version >= "14.0"]


@dataclass
class Edit:
    """A command of a phone: `name` is the ClientId of an Add, else the ServerId."""

    kind: str
    mark: str
    name: str
    text: str = ""
    uid: str | None = None

    def command(self, version, collection):
        if self.kind == "delete":
            return delete(self.name)
        data = KINDS[collection].make(version, self.mark, self.text, self.uid)
        return add(self.name, data) if self.kind == "add" else change(self.name, data)


@dataclass
class Typed:
    """An item that a phone made."""

    login: str
    collection: str
    server_id: str
    # What it may hold: more than one text only if two phones edited it at once.
    texts: set = field(default_factory=set)
    is_gone: bool = False
    # The phone that may edit it in this round; None for all of its user.
    editor: str | None = None
    # Whether it was edited in this round.
    is_touched: bool = False


class Book:
    """All that was typed and taken, by marks."""

    def __init__(self):
        self.items, self.operations = {}, 0

    def open_round(self, source, phones):
        """Says who may edit what: mostly one phone of the user."""
        for item in self.items.values():
            names = [phone.name for phone in phones if phone.login == item.login]
            item.editor = None if source.random() < 0.15 else source.choice(names)
            item.is_touched = False

    def editable(self, phone, collection):
        """The items that a phone may edit, with their marks."""
        # A copy: other phones make items meanwhile.
        return [
            (mark, item)
            for mark, item in list(self.items.items())
            if (item.login, item.collection, item.is_gone) == (phone.login, collection, False)
            and item.editor in (None, phone.name)
        ]

    def accept(self, phone, collection, edit, server_id):
        """Notes that the server took an edit."""
        self.operations += 1
        if edit.kind == "add":
            assert edit.mark not in self.items, f"{edit.mark} is made twice"
            item = Typed(phone.login, collection, server_id, {edit.text}, editor=phone.name, is_touched=True)
            self.items[edit.mark] = item
            return
        item = self.items[edit.mark]
        assert item.server_id == server_id
        if edit.kind == "delete":
            item.is_gone = True
        elif item.editor is None and item.is_touched:
            item.texts.add(edit.text)
        else:
            item.texts = {edit.text}
        item.is_touched = True

    def refuse(self, edit, status):
        """Only where two phones edit may one lose."""
        assert edit.kind == "change" and self.items[edit.mark].editor is None and status == "7", (edit, status)

    def assert_stored(self, records):
        """onoffice.db holds each item once, with the text that was taken last, and no other."""
        for collection, kind in KINDS.items():
            typed = {
                mark: item
                for mark, item in self.items.items()
                if item.collection == collection and not (kind.is_erased and item.is_gone)
            }
            rows = [tuple(row) for row in records.rows(kind.sql)]
            assert sorted(mark for _, mark, _ in rows) == sorted(typed)
            for number, mark, text in rows:
                item = typed[mark]
                assert item.server_id == f"{collection}:{number}" and text in item.texts, (mark, text, item)
                item.texts = {text}
