"""Items as devices send them."""

import base64
import struct

# Everything that onOffice has a field for, with the field.
CONTACT = {
    "Contacts:Title": ("Titel", "Dr."),
    "Contacts:FirstName": ("Vorname", "Änne"),
    "Contacts:LastName": ("Name", "Meßner"),
    "Contacts:CompanyName": ("Zusatz1", "Meßner & Töchter GmbH"),
    "Contacts:BusinessAddressStreet": ("Strasse", "Straße des 17. Juni 135"),
    "Contacts:BusinessAddressPostalCode": ("Plz", "10623"),
    "Contacts:BusinessAddressCity": ("Ort", "Berlin"),
    "Contacts:WebPage": ("Homepage", "https://messner.example"),
}
# Element -> assignment in the column "Sync", value, type of entry.
ENTRIES = {
    "Contacts:HomePhoneNumber": ("Telefon (privat)", "030 23125-500", "phone_private"),
    "Contacts:Home2PhoneNumber": ("Telefon 2 (privat)", "030 23125-501", "phone_private"),
    "Contacts:BusinessPhoneNumber": ("Telefon (geschäftlich)", "030 23125-502", "phone_business"),
    "Contacts:Business2PhoneNumber": ("Telefon 2 (geschäftlich)", "030 23125-503", "phone_business"),
    "Contacts:MobilePhoneNumber": ("Mobil", "0171 3920099", "mobile"),
    "Contacts:CarPhoneNumber": ("Autotelefon", "030 23125-504", "phone"),
    "Contacts:PagerNumber": ("Pager", "030 23125-505", "phone"),
    "Contacts:RadioPhoneNumber": ("Funk", "030 23125-506", "phone"),
    "Contacts:AssistantPhoneNumber": ("Assistent", "030 23125-507", "phone"),
    "Contacts2:CompanyMainPhone": ("Firma (Zentrale)", "030 23125-508", "phone"),
    "Contacts:HomeFaxNumber": ("Fax (privat)", "030 23125-509", "fax_private"),
    "Contacts:BusinessFaxNumber": ("Fax (geschäftlich)", "030 23125-510", "fax_business"),
    "Contacts:Email1Address": ("E-Mail 1", "aenne@messner.example", "email"),
    "Contacts:Email2Address": ("E-Mail 2", "buero@messner.example", "email"),
    "Contacts:Email3Address": ("E-Mail 3", "privat@messner.example", "email"),
}
# What onOffice has no field for.
BESIDE = [
    ("Contacts:HomeAddressStreet", "Am Wannsee 3"),
    ("Contacts:HomeAddressCity", "Potsdam"),
    ("Contacts:Spouse", "Jörg"),
    ("Contacts:Children", [("Contacts:Child", "Ida"), ("Contacts:Child", "Emil")]),
    ("Contacts:Categories", [("Contacts:Category", "Familie")]),
    ("Contacts:Picture", base64.b64encode(bytes(range(256)) * 40).decode()),
    ("Contacts2:IMAddress", "aenne@chat.example"),
]


def whole_contact():
    """A contact with everything that onOffice knows."""
    filled = [(name, value) for name, (_, value) in CONTACT.items()]
    numbers = [(name, value) for name, (_, value, _) in ENTRIES.items()]
    others = [
        ("Contacts:FileAs", "Meßner, Änne"),
        ("Contacts:BusinessAddressCountry", "Österreich"),
        ("Contacts:Birthday", "1980-02-29T00:00:00.000Z"),
    ]
    return filled + numbers + others


def contact(last, first="Otto", **more):
    """A short contact; `more` are elements of the page Contacts."""
    names = {"FirstName": first, "LastName": last, "FileAs": f"{last}, {first}"} | more
    return [(f"Contacts:{name}", value) for name, value in names.items()]


def note(text):
    return ("AirSyncBase:Body", [("AirSyncBase:Type", "1"), ("AirSyncBase:Data", text.replace("\n", "\r\n"))])


def place(version, name):
    """The place of an appointment; an empty name clears it."""
    if version < "16.0":
        return ("Calendar:Location", name)
    return ("AirSyncBase:Location", [("AirSyncBase:DisplayName", name)] if name else "")


def appointment(version, subject, start="20260409T080000Z", end="20260409T090000Z", uid=None, more=()):
    """An appointment on Thursday, 9 April 2026, 10:00 in Berlin, of the kind that onOffice gives new ones."""
    kind = [] if any(name == "Calendar:Categories" for name, _ in more) else [categories("Besichtigung")]
    named = [("Calendar:UID" if version < "16.0" else "Calendar:ClientUid", uid)] if uid else []
    return [
        ("Calendar:Timezone", berlin()),
        ("Calendar:AllDayEvent", "0"),
        ("Calendar:StartTime", start),
        ("Calendar:EndTime", end),
        ("Calendar:Subject", subject),
        ("Calendar:Sensitivity", "0"),
        ("Calendar:BusyStatus", "2"),
        *kind,
        *named,
        *more,
    ]


def categories(*names):
    """The categories of an appointment."""
    return ("Calendar:Categories", [("Calendar:Category", name) for name in names])


def all_day(version, subject, first, after):
    """Whole days: from 16.0 dates, before that midnights in Berlin, given as UTC."""
    item = dict(appointment(version, subject, first, after)) | {"Calendar:AllDayEvent": "1"}
    if version >= "16.0":
        item.pop("Calendar:Timezone")
    return list(item.items())


def berlin():
    """[MS-ASDTYPE] 2.7.6: summer time from the last Sunday in March to that in October."""
    standard, daylight = (0, 10, 0, 5, 3, 0, 0, 0), (0, 3, 0, 5, 2, 0, 0, 0)
    return base64.b64encode(struct.pack("<i64x8Hi64x8Hi", -60, *standard, 0, *daylight, -60)).decode()


def task(subject, importance="1", more=()):
    """An open task."""
    return [
        ("Tasks:Subject", subject),
        ("Tasks:Importance", importance),
        ("Tasks:Sensitivity", "1"),
        ("Tasks:Complete", "0"),
        *more,
    ]


def sticky(subject, text=None, more=()):
    """A note of its own, as clients send it."""
    body = [note(text)] if text is not None else []
    return [("Notes:Subject", subject), ("Notes:MessageClass", "IPM.StickyNote"), *body, *more]


def days(name, day, utc):
    """A day of a task in its two forms: `day` in Berlin, `utc` the same moment."""
    return [(f"Tasks:Utc{name}Date", utc), (f"Tasks:{name}Date", day)]
