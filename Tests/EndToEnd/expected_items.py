"""What the items of records must hold, by the manual's tables and MS-ASCNTC, MS-ASCAL, MS-ASTASK and MS-ASNOTE.

Each function returns element -> text, None for an element that must be missing.
"""

import base64
import struct
from datetime import date, datetime, time, timedelta

from office_rules import UTC, days, instant

ASSIGNMENTS = {
    "Telefon (privat)": "Contacts:HomePhoneNumber",
    "Telefon 2 (privat)": "Contacts:Home2PhoneNumber",
    "Telefon (geschäftlich)": "Contacts:BusinessPhoneNumber",
    "Telefon 2 (geschäftlich)": "Contacts:Business2PhoneNumber",
    "Mobil": "Contacts:MobilePhoneNumber",
    "Autotelefon": "Contacts:CarPhoneNumber",
    "Pager": "Contacts:PagerNumber",
    "Funk": "Contacts:RadioPhoneNumber",
    "Assistent": "Contacts:AssistantPhoneNumber",
    "Firma (Zentrale)": "Contacts2:CompanyMainPhone",
    "Fax (privat)": "Contacts:HomeFaxNumber",
    "Fax (geschäftlich)": "Contacts:BusinessFaxNumber",
    "E-Mail 1": "Contacts:Email1Address",
    "E-Mail 2": "Contacts:Email2Address",
    "E-Mail 3": "Contacts:Email3Address",
}
FALLBACK = {"phone": "Telefon (privat)", "fax": "Fax (privat)", "email": "E-Mail 1"}
MINUTES = {"minutes": 1, "hours": 60, "days": 1440, "weeks": 10080}
BERLIN_ZONE = (-60, (10, 0, 5, 3), 0, (3, 0, 5, 2), -60)


def contact(office, row):
    """An address. The demo's countries are German names already."""
    names = [row[field] for field in ("Name", "Vorname") if row[field]]
    birthday = row["Geburtsdatum"]
    return {
        "Contacts:Title": row["Titel"],
        "Contacts:FirstName": row["Vorname"],
        "Contacts:LastName": row["Name"],
        "Contacts:FileAs": ", ".join(names) or row["Zusatz1"],
        "Contacts:CompanyName": row["Zusatz1"],
        "Contacts:Department": None,
        "Contacts:BusinessAddressStreet": row["Strasse"],
        "Contacts:BusinessAddressPostalCode": row["Plz"],
        "Contacts:BusinessAddressCity": row["Ort"],
        "Contacts:BusinessAddressCountry": row["Land"],
        "Contacts:HomeAddressCity": None,
        "Contacts:Birthday": birthday and f"{birthday}T00:00:00.000Z",
        "Contacts:WebPage": row["Homepage"],
    } | entries(office.rows("SELECT * FROM address_entry WHERE address = ? ORDER BY id", row["id"]))


def entries(rows):
    """Phones, faxes and mail addresses by the column "Sync", or by the fallback where none of a group has one."""
    found = dict.fromkeys(ASSIGNMENTS.values())
    for group, target in FALLBACK.items():
        members = [row for row in rows if row["entry_group"] == group]
        assigned = {row["assignment"]: row["entry_value"] for row in members if row["assignment"]}
        if members and not assigned:
            main = next((row for row in members if row["is_default"]), members[0])
            mobiles = [row for row in [main] + members if row["entry_type"] == "mobile"]
            if main not in mobiles:
                assigned[target] = main["entry_value"]
            if mobiles:
                assigned["Mobil"] = mobiles[0]["entry_value"]
        for assignment, value in assigned.items():
            found[ASSIGNMENTS[assignment]] = value
    return found


def task(office, row):
    """A task, without what is each user's own."""
    start, due = row["Beginnt_am"], row["Deadline"] if row["Deadline_strikt"] else None
    kind = office.rows("SELECT label FROM action_type WHERE id = ?", row["Art"])[0]["label"]
    return {
        "Tasks:Subject": row["Betreff"],
        "Tasks:Importance": {1: "2", 2: "2", 4: "0", 5: "0"}.get(row["Prio"], "1"),
        "Tasks:Sensitivity": "2" if row["Privat"] else "1",
        "Tasks:Complete": "0",
        "Tasks:DateCompleted": None,
        "Tasks:Categories": [("Tasks:Category", kind)],
        "Tasks:StartDate": start and dashed(datetime.fromisoformat(start)),
        "Tasks:UtcStartDate": start and dashed(instant(datetime.fromisoformat(start))),
        "Tasks:DueDate": due and dashed(datetime.fromisoformat(due)),
        "Tasks:UtcDueDate": due and dashed(instant(datetime.fromisoformat(due))),
    }


def task_reminder(office, row, user):
    """The user's own reminder."""
    found = office.rows("SELECT remind_at FROM task_reminder WHERE task = ? AND user_id = ?", row["id"], user["id"])
    moment = dashed(instant(datetime.fromisoformat(found[0]["remind_at"]))) if found else None
    return {"Tasks:ReminderSet": "1" if found else "0", "Tasks:ReminderTime": moment}


def sticky(row):
    """A note of its own that came as plain text."""
    return {
        "Notes:Subject": row["Betreff"],
        "Notes:MessageClass": "IPM.StickyNote",
        "Notes:LastModifiedDate": compact(datetime.fromisoformat(row["modified"])),
        "AirSyncBase:NativeBodyType": "1",
    }


def appointment(office, row, user, version):
    """An appointment as the user's device sees it."""
    is_new = version >= "16.0"
    kind = office.rows("SELECT label FROM action_type WHERE type_key = ?", row["art"])[0]["label"]
    others = attendees(office, row["id"], user, version)
    place = row["ort"]
    return {
        "Calendar:Subject": row["description"],
        "Calendar:Sensitivity": "2" if row["private"] else "0",
        "Calendar:BusyStatus": "0" if row["status"] == "participantsAvailable" else "2",
        "Calendar:Reminder": minutes(row["erinnerung"]),
        "Calendar:Categories": [("Calendar:Category", kind)],
        "Calendar:Location": None if is_new else place,
        "AirSyncBase:Location": [("AirSyncBase:DisplayName", place)] if is_new and place else None,
        "Calendar:OrganizerName": f"{user['vorname']} {user['nachname']}",
        "Calendar:OrganizerEmail": f"{user['login']}_MeinMandant@onoffice.de",
        "Calendar:Attendees": others or None,
        "Calendar:MeetingStatus": "1" if others else "0",
        "Calendar:ResponseType": None if version == "12.1" else "1" if others else "0",
        "Calendar:Recurrence": recurrence(row, version),
        "Calendar:Exceptions": exceptions(row, version),
    } | times(row, version)


def times(row, version):
    start, end = (datetime.fromisoformat(row[field]) for field in ("start_dt", "end_dt"))
    is_date = row["ganztags"] and version >= "16.0"
    if row["ganztags"]:
        end = datetime.combine(end.date() + timedelta(days=1), time())
    return {
        "Calendar:AllDayEvent": "1" if row["ganztags"] else "0",
        "Calendar:StartTime": compact(start if is_date else instant(start)),
        "Calendar:EndTime": compact(end if is_date else instant(end)),
        "Calendar:Timezone": None if is_date else BERLIN_ZONE,
    }


def occurrence_start(row, day, version):
    start = datetime.combine(day, datetime.fromisoformat(row["start_dt"]).time())
    return compact(start if row["ganztags"] and version >= "16.0" else instant(start))


def recurrence(row, version):
    if not row["rp_flag"]:
        return None
    first = date.fromisoformat(row["start_dt"][:10])
    monthly = {"Calendar:DayOfMonth": str(first.day)}
    kind, more = {
        "t": ("0", {}),
        "w": ("1", {"Calendar:DayOfWeek": str(1 << first.isoweekday() % 7)}),
        "m": ("2", monthly),
        "j": ("5", monthly | {"Calendar:MonthOfYear": str(first.month)}),
    }[row["rp_type"]]
    found = {"Calendar:Type": kind, "Calendar:Interval": str(row["rp_tage"])} | more
    if row["rp_ende_status"] == 1:
        found["Calendar:Until"] = occurrence_start(row, days(row, with_exceptions=True)[-1], version)
    return found


def exceptions(row, version):
    if not row["rp_exception"]:
        return None
    name = "AirSyncBase:InstanceId" if version >= "16.0" else "Calendar:ExceptionStartTime"
    taken_out = sorted(date.fromisoformat(text) for text in row["rp_exception"].split("#") if text)
    return [{"Calendar:Deleted": "1", name: occurrence_start(row, day, version)} for day in taken_out]


def attendees(office, number, user, version):
    """(mail address, name, status, type) of everybody and everything but the user."""
    found = set()
    for other in office.participants(number) - {user["id"]}:
        row = office.rows("SELECT * FROM office_user WHERE id = ?", other)[0]
        found.add((row["email"], f"{row['vorname']} {row['nachname']}", "0", "1"))
    sql = "SELECT * FROM appointment_address JOIN address ON id = address WHERE appointment = ?"
    for row in office.rows(sql, number):
        mail = "SELECT entry_value FROM address_entry WHERE address = ? AND entry_group = 'email' AND is_default"
        mails = office.rows(mail, row["address"])
        name = " ".join(row[field] for field in ("Vorname", "Name") if row[field]) or row["Zusatz1"]
        status = {"confirmed": "3", "canceled": "4", "sent": "5"}.get(row["confirmation"], "0")
        found.add((mails[0]["entry_value"] if mails else f"{row['address']}@adresse.invalid", name, status, "1"))
    sql = "SELECT * FROM appointment_resource JOIN resource USING (resource_key) WHERE appointment = ?"
    for row in office.rows(sql, number):
        found.add((f"{row['resource_key']}@resource.invalid", row["name"], "0", "3"))
    return found


def minutes(reminder):
    if not reminder:
        return None
    count, unit = reminder.split()
    return str(int(count) * MINUTES[unit])


def zone(text):
    """Bias, then month, weekday, week and hour of both changes with their biases."""
    bias, *rest = struct.unpack("<i64x8Hi64x8Hi", base64.b64decode(text))
    standard, daylight = rest[:8], rest[9:17]
    change = lambda moment: (moment[1], moment[2], moment[3], moment[4])
    return bias, change(standard), rest[8], change(daylight), rest[17]


def compact(moment):
    return moment.strftime("%Y%m%dT%H%M%SZ")


def dashed(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
