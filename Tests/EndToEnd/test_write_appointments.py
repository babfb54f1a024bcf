"""What devices do to appointments reaches onOffice by the manual's table 12.2 and the user's other devices."""

import pytest

import expected_items
from client import add, change, delete
from drafts import all_day, appointment, note, place
from items import assert_holds, assert_same, body, fields, readable
from writing import PETRA, THEOBALD, difference, item_with, made, place_of


COLLECTION = "calendar"


def shown(desk, server_id, version, login=THEOBALD):
    """What a device must see of the record as it is now."""
    return expected_items.appointment(desk.records, desk.row(server_id), desk.records.user(login), version)


def picked(row, *names):
    return {name: row[name] for name in names}


@pytest.mark.manual(
    "1 Austausch", "12.2 Terminart ←", "12.2 Betreff ←", "12.2 Notizen ←", "12.2 Beginnt am/um ←",
    "12.2 Endet am/um ←", "12.2 Erinnerung ←", "12.2 Terminort ←", "12.2 Privat ←",
)
def test_an_add_makes_an_appointment(desk, first, second, version):
    more = [
        place(version, "Roonstraße 36, 50674 Köln"),
        ("Calendar:Reminder", "60"),
        ("Calendar:Categories", [("Calendar:Category", "Besuch beim Kunden zu Hause")]),
        note("Schlüssel mitnehmen.\nKlingel: Öztürk"),
    ]
    uid = f"phone-made-{version}"
    private = {"Calendar:Sensitivity": "2"}
    data = list((dict(appointment(version, "Übergabe", uid=uid, more=more)) | private).items())
    server_id = made(first, data)
    row = desk.row(server_id)
    assert picked(row, "description", "start_dt", "end_dt", "art", "status", "erinnerung", "ort", "private", "von") == {
        "description": "Übergabe",
        "start_dt": "2026-04-09 10:00:00",
        "end_dt": "2026-04-09 11:00:00",
        "art": "Besuch",
        "status": "active",
        "erinnerung": "1 hours",
        "ort": "Roonstraße 36, 50674 Köln",
        "private": 1,
        "von": "theobald.tiger",
    }
    assert row["note"] == "Schlüssel mitnehmen.\nKlingel: Öztürk" and not row["ganztags"] and not row["rp_flag"]
    if version < "16.0":
        assert row["zpushuuid"] == uid
    assert desk.participants(server_id) == {desk.number()}
    (told,) = second.sync()
    assert told.adds.keys() == {server_id} and not told.changes and not told.deletes
    assert_holds(readable(fields(second.items[server_id])), shown(desk, server_id, version))
    assert body(fields(second.items[server_id])) == row["note"]
    assert_same(first, second)


def test_a_change_touches_what_it_names(desk, first, second, version):
    server_id = made(first, appointment(version, "Gespräch", more=[place(version, "Büro"), note("Alt")]))
    second.sync()
    before = desk.row(server_id)
    moved = [("Calendar:StartTime", "20260410T080000Z"), ("Calendar:EndTime", "20260410T093000Z")]
    answer = first.push(change(server_id, [("Calendar:Subject", "Verschoben"), place(version, "")] + moved))
    assert not answer.failed and not answer.changes and first.sync() == []
    changed = difference(before, desk.row(server_id))
    changed.pop("last_dt")
    assert changed == {
        "description": "Verschoben",
        "ort": None,
        "location": "keine Angaben",
        "start_dt": "2026-04-10 10:00:00",
        "end_dt": "2026-04-10 11:30:00",
    }
    (told,) = second.sync()
    assert told.changes.keys() == {server_id}
    assert_same(first, second)


def test_a_foreign_appointment_keeps_what_phones_do_not_know(desk, first, second, version):
    """An appointment with addresses, an estate and a reminder, of which the phone changes the subject."""
    server_id = next(
        server_id
        for server_id, item in first.items.items()
        if ("Calendar:Reminder", "1440") in item[1] and "Notartermin" in dict(item[1])["Calendar:Subject"]
    )
    number = place_of(server_id)[1]
    links = {
        table: desk.records.rows(f"SELECT * FROM {table} WHERE appointment = ?", number)
        for table in ("appointment_user", "appointment_address", "appointment_estate", "appointment_resource")
    }
    before = desk.row(server_id)
    whole = dict(first.items[server_id][1]) | {"Calendar:Subject": f"Notartermin {version}"}
    for computed in ("Calendar:DtStamp", "AirSyncBase:NativeBodyType"):
        whole.pop(computed, None)
    if version >= "16.0":
        for computed in ("Calendar:UID", "Calendar:OrganizerName", "Calendar:OrganizerEmail"):
            whole.pop(computed, None)
    assert not first.push(change(server_id, list(whole.items()))).failed
    assert difference(before, desk.row(server_id)) == {"description": f"Notartermin {version}"}
    for table, rows in links.items():
        assert desk.records.rows(f"SELECT * FROM {table} WHERE appointment = ?", number) == rows
    first.sync()
    second.sync()
    assert_same(first, second)


@pytest.mark.manual("12.2 Erinnerung ←")
def test_a_reminder_is_rounded_up_and_comes_back(desk, first, second, version):
    answer = first.push(add("r", appointment(version, "Erinnern", more=[("Calendar:Reminder", "53")])))
    (server_id,) = answer.ids
    assert desk.row(server_id)["erinnerung"] == "1 hours"
    first.sync()
    assert fields(first.items[server_id])["Calendar:Reminder"] == "60"
    assert first.sync() == []
    second.sync()
    assert_same(first, second)


@pytest.mark.manual("12.2 Ganztagstermin ←")
def test_whole_days_stay_whole_days(desk, first, second, version):
    days = ("20260410T000000Z", "20260412T000000Z") if version >= "16.0" else ("20260409T220000Z", "20260411T220000Z")
    server_id = made(first, all_day(version, "Messe", *days))
    assert picked(desk.row(server_id), "ganztags", "start_dt", "end_dt") == {
        "ganztags": 1,
        "start_dt": "2026-04-10 00:00:00",
        "end_dt": "2026-04-11 23:59:59",
    }
    second.sync()
    assert_holds(readable(fields(second.items[server_id])), shown(desk, server_id, version))
    assert_same(first, second)


@pytest.mark.manual("12.2 Terminstatus ←")
def test_a_delete_cancels(desk, first, second, version):
    server_id = made(first, appointment(version, "Entfällt"))
    second.sync()
    before = desk.row(server_id)
    assert not first.push(delete(server_id)).failed
    assert first.sync() == []
    assert difference(before, desk.row(server_id)) == {"status": "canceled"}
    (told,) = second.sync()
    assert told.deletes == [server_id] and not told.adds and not told.changes
    assert_same(first, second)


def test_what_a_phone_made_outside_its_period_stays_on_it(desk, version):
    """Two weeks back are asked for; the phone writes down what was three months ago."""
    first = desk.mirror("calendar", version, options=[("AirSync:FilterType", "4")])
    past = appointment(version, "Nachgetragen", "20260109T090000Z", "20260109T100000Z")
    server_id = made(first, past)
    assert server_id in first.items and desk.row(server_id)["start_dt"] == "2026-01-09 10:00:00"


def test_colleagues_see_it(desk, first, version):
    """An appointment of two users that one moves on his phone."""
    other = desk.mirror("calendar", version, PETRA)
    server_id = item_with(first, "Calendar:Subject", "Jahresgespräch Sparkasse")
    times = {"12.1": "11", "14.0": "12", "14.1": "13", "16.0": "14", "16.1": "15"}
    hour = int(times[version])
    moved = [
        ("Calendar:StartTime", f"20260505T{hour}0000Z"),
        ("Calendar:EndTime", f"20260505T{hour + 1}0000Z"),
    ]
    assert not first.push(change(server_id, moved)).failed
    assert first.sync() == []
    (told,) = other.sync()
    assert told.changes.keys() == {server_id}
    assert fields(other.items[server_id])["Calendar:StartTime"] == f"20260505T{hour}0000Z"


STRANGER = "fremd@anderswo.example"


def attendee(mail, name, kind="1"):
    names = ("Email", "Name", "AttendeeType")
    return ("Calendar:Attendee", [(f"Calendar:{tag}", text) for tag, text in zip(names, (mail, name, kind))])


def invited(version, subject):
    """An appointment with a user, an address, a resource and somebody whom onOffice does not know."""
    people = [
        attendee("petra.panter@mandant.example", "Petra Panter"),
        attendee("anna.berger@example.org", "Anna Berger"),
        attendee("Beamer@resource.invalid", "Beamer", "3"),
        attendee(STRANGER, "Fremder Gast"),
    ]
    return appointment(version, subject, more=[("Calendar:Attendees", people), ("Calendar:MeetingStatus", "1")])


def mails(mirror, server_id):
    attendees = fields(mirror.items[server_id]).get("Calendar:Attendees", [])
    return {dict(content)["Calendar:Email"] for _, content in attendees}


def test_known_attendees_are_linked_and_others_kept(desk, first, second, version):
    other = desk.mirror("calendar", version, PETRA)
    (server_id,) = first.push(add("m", invited(version, "Besprechung"))).ids
    number = place_of(server_id)[1]
    assert desk.participants(server_id) == {desk.number(), desk.number(PETRA)}
    sql = "SELECT Name FROM address JOIN appointment_address ON id = address WHERE appointment = ?"
    assert [row["Name"] for row in desk.records.rows(sql, number)] == ["Berger"]
    sql = "SELECT resource_key FROM appointment_resource WHERE appointment = ?"
    assert [row["resource_key"] for row in desk.records.rows(sql, number)] == ["Beamer"]
    first.sync()
    second.sync()
    other.sync()
    known = {row[0] for row in expected_items.attendees(desk.records, number, desk.records.user(THEOBALD), version)}
    assert mails(first, server_id) == mails(second, server_id) == known | {STRANGER}
    theirs = expected_items.attendees(desk.records, number, desk.records.user(PETRA), version)
    assert mails(other, server_id) == {row[0] for row in theirs}


@pytest.mark.manual("12.2 Zugeordnete Adressen ←", "12.2 Zugeordnete Benutzer ←")
def test_attendees_that_a_phone_takes_out_stay_linked(desk, first, second, version):
    (server_id,) = first.push(add("m", invited(version, "Besprechung"))).ids
    first.sync()
    before, links = desk.row(server_id), desk.participants(server_id)
    people = [attendee("anna.berger@example.org", "Anna Berger")]
    first.push(change(server_id, [("Calendar:Attendees", people), ("Calendar:Subject", "Weniger")]))
    assert difference(before, desk.row(server_id)) == {"description": "Weniger"}
    assert desk.participants(server_id) == links
    # The phone gets the truth; whom onOffice does not know is gone, as the user wanted.
    first.sync()
    second.sync()
    for mirror in (first, second):
        assert "petra.panter@mandant.example" in mails(mirror, server_id) and STRANGER not in mails(mirror, server_id)
    assert first.sync() == [] and second.sync() == []


@pytest.mark.manual("12.2 Notizen ←", "12.2 Zugeordnete Immobilien ←")
def test_an_estate_is_not_written_into_the_notes(desk, first, second, version):
    """The block with the estate comes back with every edit of the notes; onOffice keeps them apart."""
    server_id = item_with(first, "Calendar:Subject", "Besichtigung Falderstraße")
    (estate,) = desk.records.estates(place_of(server_id)[1])
    whole = body(fields(first.items[server_id]))
    assert estate["objektnr_extern"] in whole
    note_before = desk.row(server_id)["note"] or ""
    new = f"Zuerst der Garten ({version})\n\n" + whole.removeprefix(note_before).lstrip("\n")
    assert not first.push(change(server_id, [note(new)])).failed
    assert (desk.row(server_id)["note"] or "").strip() == f"Zuerst der Garten ({version})"
    assert [row["id"] for row in desk.records.estates(place_of(server_id)[1])] == [estate["id"]]
    first.sync()
    second.sync()
    for mirror in (first, second):
        text = body(fields(mirror.items[server_id]))
        assert text.startswith(f"Zuerst der Garten ({version})") and text.count(estate["objekttitel"]) == 1


def test_a_rounded_reminder_comes_back_whatever_is_edited_before(desk, first, version):
    """The second edit says nothing of the reminder: the device still has the one that onOffice did not take."""
    (server_id,) = first.push(
        add("r", appointment(version, "Erinnern", more=[("Calendar:Reminder", "53")])), get_changes="0"
    ).ids
    first.push(change(server_id, [("Calendar:Subject", "Trotzdem erinnern")]), get_changes="0")
    first.sync()
    item = fields(first.items[server_id])
    assert (item["Calendar:Reminder"], item["Calendar:Subject"]) == ("60", "Trotzdem erinnern")
