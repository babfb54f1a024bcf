"""What must be true when all is quiet after a death."""

from datetime import date

import expected_items
from client import Device, Mirror
from crash_typed import KINDS, MARK
from items import assert_holds, assert_same, body, by_number, readable
from office_rules import Office

TODAY = date(2026, 3, 23)
# Where the text of a record is.
TEXTS = {"tasks": "Aufgabe", "notes": "Notiz"}


class Inspection:
    """Compares devices with new ones, these with what the rules say, and onoffice.db with what was typed."""

    def __init__(self, daemon, data, round_number):
        self.daemon, self.records, self.number = daemon, Office(data), round_number
        # New devices by user, version and class.
        self.fresh = {}

    def close(self):
        # It would keep the log's index alive, which a daemon that starts must make anew.
        self.records.database.close()

    def check(self, actors, book):
        book.assert_stored(self.records)
        for actor in actors:
            for collection, mirror in actor.mirrors.items():
                assert_same(mirror, self.fresh_mirror(actor, collection))
                assert mirror.sync() == []
                names = [dict(item[1]).get(KINDS[collection].element, "") for item in mirror.items.values()]
                assert {name for name in names if name.startswith(MARK)} == {
                    mark
                    for mark, item in book.items.items()
                    if (item.login, item.collection, item.is_gone) == (actor.login, collection, False)
                }

    def fresh_mirror(self, actor, collection):
        """A new device of the same user and version, which holds what the rules say."""
        key = (actor.login, actor.device.version, collection)
        if key not in self.fresh:
            name = f"NEW{self.number}V{key[1].replace('.', '')}"
            device = Device(self.daemon.url, *self.daemon.user(actor.login), key[1], name)
            self.fresh[key] = Mirror(device, collection)
            self.fresh[key].sync()
            self.assert_expected(self.fresh[key], actor.login)
        return self.fresh[key]

    def assert_expected(self, mirror, login):
        records, user, version = self.records, self.records.user(login), mirror.device.version
        find, expected = {
            "contacts": (records.addresses, lambda row: expected_items.contact(records, row)),
            "calendar": (
                lambda user: records.appointments(user, TODAY),
                lambda row: expected_items.appointment(records, row, user, version),
            ),
            "tasks": (records.tasks, lambda row: expected_items.task(records, row)),
            "notes": (records.notes, expected_items.sticky),
        }[mirror.collection]
        items, rows = by_number(mirror), find(user)
        assert items.keys() == rows.keys()
        for number, row in rows.items():
            assert_holds(readable(items[number]), expected(row))
            if mirror.collection in TEXTS:
                assert body(items[number]) == (row[TEXTS[mirror.collection]] or "")
