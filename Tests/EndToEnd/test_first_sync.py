"""A first sync gives exactly what the rules name, no more and no fewer, with the content that the manual's tables
name. What is expected is worked out from onoffice.db, independently of the server."""

from datetime import date, datetime, timedelta

import pytest

import expected_items
import wbxml
from client import VERSIONS, Device, Mirror, estimate, filtered
from conftest import NOW, Daemon, demo_command
from items import assert_holds, body, by_number, readable
from office_rules import BERLIN, Office, months_later

LOGINS = [f"{name}_MeinMandant" for name in ("theobald.tiger", "petra.panter", "ignaz.wrobel")]
TODAY = datetime.fromisoformat(NOW).date()
# The first day of a FilterType: two weeks, six months.
PERIODS = {"4": TODAY - timedelta(days=14), "7": months_later(TODAY, -6)}


@pytest.fixture(scope="module")
def records(office):
    return Office(office.data)


@pytest.fixture(params=LOGINS)
def login(request):
    return request.param


@pytest.fixture
def device(office, version, login):
    return Device(office.url, *office.user(login), version=version, device_id=f"FIRST{VERSIONS.index(version)}")


def read(device, collection, **options):
    """A whole first sync with a small window, which says MoreAvailable until the last page."""
    mirror = Mirror(device, collection, window=7, **options)
    pages = mirror.sync()
    assert [page.more for page in pages] == [True] * (len(pages) - 1) + [False]
    assert all(len(page.adds) <= 7 and not page.changes and not page.deletes for page in pages)
    assert mirror.sync() == []
    return mirror


@pytest.mark.manual(
    "4.3 Erste Synchronisation", "5.3 Erste Synchronisation", "10 Sichtbar", "12.3 Anrede/Titel →",
    "12.3 Vorname →", "12.3 Name →", "12.3 Firma →", "12.3 Strasse →", "12.3 Plz, Ort →", "12.3 Land →",
    "12.3 Geburtsdatum →", "12.3 Homepage →", "12.3 Telefonnummern →", "12.3 Telefaxnummern →",
    "12.3 E-Mail →", "12.3 Fallback",
)
def test_addresses(device, records, login):
    expected = records.addresses(records.user(login))
    items = by_number(read(device, "contacts"))
    assert items.keys() == expected.keys() and items
    for number, row in expected.items():
        assert_holds(items[number], expected_items.contact(records, row))


@pytest.mark.manual(
    "8 App", "8 Eigene", "8 Erste Synchronisation", "9 Bearbeiter oder Verantwortlicher",
    "9 Erste Synchronisation", "12.1 Betreff →", "12.1 Aufgabenbeschreibung →", "12.1 Art →",
    "12.1 Priorität →", "12.1 Zurückgestellt →", "12.1 Verantwortung, Filterung →", "12.1 Deadline ext →",
    "12.1 Fällig am →", "12.1 Privat →", "12.1 Status →", "12.1 Erinnerung →",
)
def test_tasks(device, records, login):
    user = records.user(login)
    expected = records.tasks(user)
    items = by_number(read(device, "tasks"))
    assert items.keys() == expected.keys() and items
    for number, row in expected.items():
        assert_holds(items[number], expected_items.task(records, row))
        assert_holds(items[number], expected_items.task_reminder(records, row, user))
        assert body(items[number]) == (row["Aufgabe"] or "")


@pytest.mark.manual("4.3 Klassen")
def test_notes(device, records, login, version):
    if version < "14.0":
        # [MS-ASNOTE]: there are none before.
        assert device.sync("notes", "0").status == "12"
        assert estimate_status(device, "notes") == "2"
        return
    expected = records.notes(records.user(login))
    mirror = Mirror(device, "notes", window=2)
    assert estimate(mirror) == len(expected)
    mirror.sync()
    items = by_number(mirror)
    assert items.keys() == expected.keys() and items
    for number, row in expected.items():
        assert_holds(items[number], expected_items.sticky(row))
        assert body(items[number]) == row["Notiz"]


def estimate_status(device, collection):
    content = [("AirSync:SyncKey", "1"), ("GetItemEstimate:CollectionId", collection)]
    collections = [("GetItemEstimate:Collections", [("GetItemEstimate:Collection", content)])]
    answer = device.call("GetItemEstimate", ("GetItemEstimate:GetItemEstimate", collections))
    return wbxml.child(wbxml.path(answer, "GetItemEstimate:Response"), "GetItemEstimate:Status")


@pytest.mark.manual(
    "6 Sichtbar", "7 Sichtbar", "12.2 Terminart →", "12.2 Betreff →", "12.2 Zugeordnete Adressen →",
    "12.2 Notizen →", "12.2 Zugeordnete Benutzer →", "12.2 Zugeordnete Immobilien →",
    "12.2 Beginnt am/um →", "12.2 Zugeordnete Ressourcen →", "12.2 Endet am/um →", "12.2 Wiederholung →",
    "12.2 Erinnerung →", "12.2 Terminort →", "12.2 Ganztagstermin →", "12.2 Privat →",
)
def test_appointments(device, records, login, version):
    user = records.user(login)
    expected = records.appointments(user, TODAY)
    items = by_number(read(device, "calendar"))
    assert items.keys() == expected.keys() and items
    for number, row in expected.items():
        assert_holds(readable(items[number]), expected_items.appointment(records, row, user, version))
        notes = body(items[number])
        assert notes.startswith(row["note"] or "")
        for estate in records.estates(number):
            assert estate["objekttitel"] in notes and estate["objektnr_extern"] in notes


@pytest.mark.parametrize("kind, first", [*PERIODS.items(), ("0", None)])
@pytest.mark.manual("2.3 Client")
def test_periods(device, records, login, kind, first):
    expected = records.appointments(records.user(login), TODAY, first)
    mirror = read(device, "calendar", options=filtered(kind))
    assert by_number(mirror).keys() == expected.keys() and expected
    # Another period on the same state: what is older goes, what is not there yet comes.
    mirror.options = filtered("5")
    mirror.sync()
    assert by_number(mirror).keys() == records.appointments(records.user(login), TODAY).keys()


def test_periods_differ(records):
    user = records.user(LOGINS[0])
    counts = [len(records.appointments(user, TODAY, first)) for first in (PERIODS["4"], None, PERIODS["7"])]
    assert counts == sorted(set(counts))


# Ends of months, leap days, changes of the clocks, and the days around those on which something leaves or comes in.
@pytest.mark.parametrize(
    "now",
    [
        "2025-09-30T00:10:00+02:00",
        "2025-10-15T12:00:00+02:00",
        "2025-10-16T12:00:00+02:00",
        "2025-10-26T02:30:00+01:00",
        "2026-01-16T12:00:00+01:00",
        "2026-01-17T12:00:00+01:00",
        "2026-01-20T12:00:00+01:00",
        "2026-01-31T23:40:00+01:00",
        "2026-03-29T03:30:00+02:00",
        "2026-04-02T12:00:00+02:00",
        "2026-04-03T12:00:00+02:00",
        "2026-04-27T23:50:00+02:00",
        "2026-04-28T00:00:00+02:00",
        "2026-08-31T12:00:00+02:00",
        "2027-02-28T22:50:00+00:00",
        "2028-02-29T12:00:00+01:00",
    ],
)
@pytest.mark.manual("2.3 Vergangenheit", "2.3 Zukunft")
def test_appointments_of_other_days(filled, now):
    records = Office(filled)
    today = datetime.fromisoformat(now).astimezone(BERLIN).date()
    running = Daemon(filled, *demo_command(filled, now)[1:])
    running.read_greeting()
    try:
        for login in LOGINS:
            device = Device(running.url, *running.user(login), device_id=f"ON{today:%Y%m%d}")
            expected = records.appointments(records.user(login), today)
            assert by_number(read(device, "calendar")).keys() == expected.keys()
    finally:
        assert running.stop() == 0


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The directory of a demo office that nobody serves."""
    data = tmp_path_factory.mktemp("filled") / "demo"
    assert Daemon(data).stop() == 0
    return data


@pytest.mark.parametrize("collection", ["contacts", "calendar", "tasks", "inbox"])
def test_estimate_is_the_count(device, collection):
    mirror = Mirror(device, collection, window=7)
    left = estimate(mirror)
    while not (page := device.sync(collection, mirror.key, 7)).is_empty:
        mirror.take(page)
        assert estimate(mirror) == left - len(mirror.items)
    assert len(mirror.items) == left and (left > 0) == (collection != "inbox")


def test_estimate_of_periods(device, records, login):
    user = records.user(login)
    mirror = Mirror(device, "calendar")
    for kind, first in PERIODS.items():
        assert estimate(mirror, kind) == len(records.appointments(user, TODAY, first))


@pytest.mark.parametrize("collection", ["contacts", "calendar", "tasks"])
def test_fetch_gives_an_item_again(device, records, login, collection):
    mirror = read(device, collection)
    own = next(iter(mirror.items))
    foreign = f"{collection}:{strange(records, records.user(login), collection)}"
    asked = [own, foreign, f"{collection}:999999", "nonsense"]
    commands = [("AirSync:Fetch", [("AirSync:ServerId", server_id)]) for server_id in asked]
    answer = device.sync(collection, mirror.key, commands=commands)
    assert answer.status == "1" and not answer.adds
    assert [wbxml.child(response, "AirSync:ServerId") for response in answer.responses] == asked
    assert [wbxml.child(response, "AirSync:Status") for response in answer.responses] == ["1", "8", "8", "8"]
    assert wbxml.path(answer.responses[0], "AirSync:ApplicationData") == mirror.items[own]


def strange(records, user, collection):
    """The number of a record that is there but not for the user's devices."""
    table = {"contacts": "address", "calendar": "appointment", "tasks": "task"}[collection]
    mine = {"contacts": records.addresses, "tasks": records.tasks}.get(collection)
    seen = mine(user) if mine else records.appointments(user, TODAY, date(2000, 1, 1))
    return next(row["id"] for row in records.rows(f"SELECT id FROM {table}") if row["id"] not in seen)


@pytest.mark.manual("4.3 Klassen", "5.3 Klassen")
def test_folders(device, version):
    folders = {8: "Kalender", 9: "Kontakte", 7: "Aufgaben"}
    folders |= {2: "Posteingang", 4: "Gelöschte Elemente", 5: "Gesendete Elemente"}
    if version >= "14.0":
        folders[10] = "Notizen"
    if version >= "16.0":
        folders[3] = "Entwürfe"
    found = device.folders()
    assert {kind: name for kind, (_, name) in found.items()} == folders
    assert len({server_id for server_id, _ in found.values()}) == len(folders)
