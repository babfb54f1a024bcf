"""Which records a user's phone must have, worked out from onoffice.db by the rules of the manual alone."""

import calendar
import sqlite3
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
UTC = ZoneInfo("UTC")
# Where open series are given up: later than any period that a test asks for.
NEVER = date(2040, 1, 1)


class Office:
    """The records of a demo office, as rows by their numbers."""

    def __init__(self, directory):
        self.database = sqlite3.connect(f"file:{directory}/onoffice.db?mode=ro", uri=True)
        self.database.row_factory = sqlite3.Row

    def rows(self, sql, *arguments):
        return self.database.execute(sql, arguments).fetchall()

    def user(self, login):
        return self.rows("SELECT * FROM office_user WHERE login = ?", login.removesuffix("_MeinMandant"))[0]

    def addresses(self, user):
        """Active addresses with the user's tick."""
        sql = "SELECT * FROM address WHERE Status = 1 AND id IN (SELECT address FROM address_sync WHERE user_id = ?)"
        return by_id(self.rows(sql, user["id"]))

    def tasks(self, user):
        """Neither done nor cancelled tasks of which the user is in charge or which he works on."""
        sql = "SELECT * FROM task WHERE ? IN (Verantwortung, Bearbeiter) AND Status NOT IN (3, 5)"
        return by_id(self.rows(sql, user["login"]))

    def notes(self, user):
        """The user's own notes."""
        return by_id(self.rows("SELECT * FROM note WHERE userid = ?", user["id"]))

    def appointments(self, user, today, first=None, limit=500):
        """The user's appointments, not cancelled, from `first` (a month ago) to six months ahead."""
        begin = midnight(first or months_later(today, -1))
        end = midnight(months_later(today, 6) + timedelta(days=1))
        found = {}
        for number, row in by_id(self.rows("SELECT * FROM appointment WHERE status <> 'canceled'")).items():
            if user["id"] in self.participants(number) and any(
                start < end and (stop > begin or start >= begin) for start, stop in occurrences(row)
            ):
                found[number] = row
        assert len(found) <= limit, "the choice among more is not worked out here"
        return found

    def participants(self, appointment):
        sql = """
            SELECT user_id FROM appointment_user WHERE appointment = ?1 UNION
            SELECT user_id FROM office_group_member JOIN appointment_group USING (group_id) WHERE appointment = ?1
        """
        return {row["user_id"] for row in self.rows(sql, appointment)}

    def estates(self, appointment):
        sql = "SELECT * FROM estate JOIN appointment_estate ON id = estate WHERE appointment = ?"
        return self.rows(sql, appointment)


def by_id(rows):
    return {row["id"]: row for row in rows}


def occurrences(row):
    """Start and end of each time that an appointment takes place, as instants."""
    start, end = (datetime.fromisoformat(row[field]) for field in ("start_dt", "end_dt"))
    if row["ganztags"]:
        end = datetime.combine(end.date() + timedelta(days=1), time())
    for day in days(row):
        moved = day - start.date()
        yield instant(start + moved), instant(end + moved)


def days(row, with_exceptions=False):
    """The days on which the occurrences begin."""
    first = date.fromisoformat(row["start_dt"][:10])
    if not row["rp_flag"]:
        return [first]
    last = date.fromisoformat(row["rp_ende_datum"]) if row["rp_ende_status"] == 1 else NEVER
    taken_out = [] if with_exceptions else (row["rp_exception"] or "").split("#")
    found, number = [], 0
    while (day := later(first, row["rp_type"], number * row["rp_tage"])) <= last:
        if day.isoformat() not in taken_out:
            found.append(day)
        number += 1
    return found


def later(day, unit, count):
    match unit:
        case "t":
            return day + timedelta(days=count)
        case "w":
            return day + timedelta(weeks=count)
        case "m":
            return months_later(day, count)
        case "j":
            return months_later(day, 12 * count)


def months_later(day, count):
    """The same day of another month, or its last one."""
    year, month = divmod(12 * day.year + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def midnight(day):
    return instant(datetime.combine(day, time()))


def instant(local):
    """The moment at which clocks in Berlin show `local`."""
    return local.replace(tzinfo=BERLIN).astimezone(UTC)
