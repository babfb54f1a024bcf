"""Two devices of one user, and what their edits leave in onoffice.db."""

import itertools

from client import Device, Mirror, add
from office_rules import Office

THEOBALD = "theobald.tiger_MeinMandant"
PETRA = "petra.panter_MeinMandant"
NUMBERS = itertools.count(1)
# What onOffice stamps at every write.
STAMPS = {"Aenderung", "modified"}


class Desk:
    """A demo office with its records and devices."""

    def __init__(self, daemon):
        self.daemon = daemon
        self.records = Office(daemon.data)

    def device(self, version="14.1", login=THEOBALD):
        """A device that nobody has seen before."""
        user = self.daemon.user(login)
        return Device(self.daemon.url, *user, version=version, device_id=f"WRITES{next(NUMBERS)}")

    def mirror(self, collection, version="14.1", login=THEOBALD, **how):
        """A new device that has everything."""
        mirror = Mirror(self.device(version, login), collection, **how)
        mirror.sync()
        return mirror

    def row(self, server_id):
        """The record of an item."""
        table, number = place_of(server_id)
        (row,) = self.records.rows(f"SELECT * FROM {table} WHERE id = ?", number)
        return row

    def count(self, collection):
        table, _ = place_of(collection + ":0")
        return self.records.rows(f"SELECT count(*) AS found FROM {table}")[0]["found"]

    def entries(self, server_id):
        sql = "SELECT * FROM address_entry WHERE address = ? ORDER BY id"
        return self.records.rows(sql, place_of(server_id)[1])

    def assigned(self, server_id):
        """Assignment -> value of the entries that devices get."""
        return {row["assignment"]: row["entry_value"] for row in self.entries(server_id) if row["assignment"]}

    def number(self, login=THEOBALD):
        return self.records.user(login)["id"]

    def users_of(self, server_id):
        """Who ticked "onOffice Sync" of an address."""
        sql = "SELECT user_id FROM address_sync WHERE address = ?"
        return {row["user_id"] for row in self.records.rows(sql, place_of(server_id)[1])}

    def participants(self, server_id):
        """Users of an appointment, members of groups included."""
        return self.records.participants(place_of(server_id)[1])


def made(mirror, data):
    """Adds an item, which comes back to nobody who made it."""
    answer = mirror.push(add("new", data))
    assert not answer.failed and not answer.adds and not answer.changes
    assert mirror.sync() == []
    (server_id,) = answer.ids
    return server_id


def place_of(server_id):
    collection, number = server_id.split(":")
    tables = {"contacts": "address", "calendar": "appointment", "tasks": "task", "notes": "note"}
    return tables[collection], int(number)


def difference(before, after):
    """Column -> new value of all that a write changed in a row."""
    return {name: after[name] for name in after.keys() if after[name] != before[name] and name not in STAMPS}


def item_with(mirror, name, value):
    """The ServerId of the only item with that content."""
    (found,) = [server_id for server_id, item in mirror.items.items() if (name, value) in item[1]]
    return found
