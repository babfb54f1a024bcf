"""What devices do to contacts reaches onOffice by the manual's table 12.3 and the user's other devices, and no echo
comes back."""

import pytest

import expected_items
from client import VERSIONS, Mirror, add, change, delete
from drafts import BESIDE, CONTACT, ENTRIES, contact, note, whole_contact
from items import assert_holds, assert_same, by_number, fields, plain
from writing import PETRA, difference, item_with, place_of

COLLECTION = "contacts"
OLD, NEW = ["12.1", "14.0", "14.1"], ["16.0", "16.1"]


def assert_silent(mirror, answer):
    """What the device did is not told to it, neither at once nor later."""
    assert not answer.failed and not answer.adds and not answer.changes and not answer.deletes
    assert mirror.sync() == []


def only(answers):
    (answer,) = answers
    return answer


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.manual(
    "1 Austausch", "12.3 Anrede/Titel ←", "12.3 Vorname ←", "12.3 Name ←", "12.3 Firma ←", "12.3 Strasse ←",
    "12.3 Plz, Ort ←", "12.3 Land ←", "12.3 Geburtsdatum ←", "12.3 Homepage ←", "12.3 Telefonnummern ←",
    "12.3 Telefaxnummern ←", "12.3 E-Mail ←",
)
def test_an_add_makes_an_address(desk, version):
    first, second = desk.mirror("contacts", version), desk.mirror("contacts", "14.1")
    before = desk.count("contacts")
    answer = first.push(add("new", whole_contact()))
    assert_silent(first, answer)
    (server_id,) = answer.ids
    assert desk.count("contacts") == before + 1
    row = desk.row(server_id)
    assert {field: row[field] for field, _ in CONTACT.values()} == dict(CONTACT.values())
    assert (row["Geburtsdatum"], row["Status"], row["Benutzer"]) == ("1980-02-29", 1, "theobald.tiger")
    assert row["Land"] in ("Österreich", "AUT")
    assert desk.users_of(server_id) == {desk.number()}
    entries = {row["assignment"]: (row["entry_value"], row["entry_type"]) for row in desk.entries(server_id)}
    assert entries == {assignment: (value, kind) for assignment, value, kind in ENTRIES.values()}
    told = only(second.sync())
    assert told.adds.keys() == {server_id} and not told.changes and not told.deletes
    expected = expected_items.contact(desk.records, row) | {"Contacts:BusinessAddressCountry": "Österreich"}
    assert_holds(by_number(second)[place_of(server_id)[1]], expected)
    assert_same(first, second)


@pytest.mark.parametrize("version", OLD)
def test_a_change_touches_what_it_names(desk, version):
    first, second = desk.mirror("contacts", version), desk.mirror("contacts")
    server_id = item_with(first, "Contacts:LastName", "Vogt")
    before, entries = desk.row(server_id), desk.entries(server_id)
    answer = first.push(
        change(server_id, [("Contacts:WebPage", f"https://{version}.example"), ("Contacts:Title", "")])
    )
    assert_silent(first, answer)
    changed = difference(before, desk.row(server_id))
    assert changed.pop("Homepage") == f"https://{version}.example"
    # The first version that runs clears the title, the others find none.
    assert changed in ({}, {"Titel": None}) and not desk.row(server_id)["Titel"]
    assert desk.entries(server_id) == entries
    assert only(second.sync()).changes.keys() == {server_id}
    assert_same(first, second)


@pytest.mark.parametrize("version", OLD)
@pytest.mark.manual("12 Abweichungen")
def test_supported_elements_that_are_omitted_are_cleared(desk, version):
    supported = ["Contacts:LastName", "Contacts:FirstName", "Contacts:FileAs", "Contacts:WebPage"]
    first, second = desk.mirror("contacts", version, supported=supported), desk.mirror("contacts")
    more = {"WebPage": "https://a.example", "CompanyName": "Firma", "HomePhoneNumber": "0221 4710-900"}
    (server_id,) = first.push(add("s", contact("Sperling", **more))).ids
    first.push(change(server_id, contact("Spatz")))
    row = desk.row(server_id)
    assert (row["Name"], row["Homepage"], row["Zusatz1"]) == ("Spatz", None, "Firma")
    assert desk.assigned(server_id) == {"Telefon (privat)": "0221 4710-900"}
    second.sync()
    assert "Contacts:WebPage" not in fields(second.items[server_id])


@pytest.mark.parametrize("version", OLD)
@pytest.mark.manual("12 Abweichungen")
def test_without_supported_nothing_is_cleared_by_silence(desk, version):
    first = desk.mirror("contacts", version)
    (server_id,) = first.push(add("s", contact("Sperling", WebPage="https://a.example", Spouse="Jo"))).ids
    assert_silent(first, first.push(change(server_id, contact("Sperling", CompanyName="Firma"))))
    row = desk.row(server_id)
    assert (row["Homepage"], row["Zusatz1"]) == ("https://a.example", "Firma")
    assert fields(desk.mirror("contacts").items[server_id])["Contacts:Spouse"] == "Jo"


@pytest.mark.parametrize("version", NEW)
def test_from_16_0_a_contact_is_replaced_but_for_its_picture(desk, first, second, version):
    filled = [field for field in whole_contact() if field[0] not in ENTRIES]
    (server_id,) = first.push(add("whole", filled + BESIDE)).ids
    assert_silent(first, first.push(change(server_id, contact("Meßner", "Änne", Spouse="Jörg"))))
    row = desk.row(server_id)
    assert (row["Name"], row["Vorname"]) == ("Meßner", "Änne")
    cleared = ["Titel", "Zusatz1", "Strasse", "Plz", "Ort", "Geburtsdatum", "Homepage"]
    assert [row[field] for field in cleared] == [None] * len(cleared)
    second.sync()
    item = fields(second.items[server_id])
    assert item["Contacts:Picture"] == dict(BESIDE)["Contacts:Picture"] and item["Contacts:Spouse"] == "Jörg"
    assert "Contacts:HomeAddressCity" not in item and "Contacts:Children" not in item
    # An empty picture takes it away.
    first.push(change(server_id, contact("Meßner", "Änne") + [("Contacts:Picture", "")]))
    second.sync()
    assert "Contacts:Picture" not in fields(second.items[server_id])


@pytest.mark.manual("12.3 Nummer ändern", "12.3 Alte Nummer")
def test_a_changed_number_is_a_new_entry(desk, first, second, version):
    full = contact("Amsel", HomePhoneNumber="0221 4710-901", MobilePhoneNumber="0171 3920090")
    (server_id,) = first.push(add("a", full)).ids
    (home, mobile) = desk.entries(server_id)
    moved = [field for field in full if field[0] != "Contacts:HomePhoneNumber"]
    assert_silent(first, first.push(change(server_id, moved + [("Contacts:HomePhoneNumber", "0221 4710-902")])))
    entries = desk.entries(server_id)
    assert {row["entry_value"]: row["assignment"] for row in entries} == {
        "0221 4710-901": None,
        "0221 4710-902": "Telefon (privat)",
        "0171 3920090": "Mobil",
    }
    assert [row["is_default"] for row in entries if row["id"] in (home["id"], mobile["id"])] == [
        home["is_default"],
        mobile["is_default"],
    ]
    assert only(second.sync()).adds.keys() == {server_id}
    assert_same(first, second)


@pytest.mark.manual("12.3 Alle Nummern löschen", "12.3 Standardnummer wieder")
def test_numbers_that_are_all_deleted_fall_back_to_the_default(desk, first, second, version):
    (server_id,) = first.push(add("d", contact("Drossel", BusinessPhoneNumber="0221 4710-903"))).ids
    gone = [] if version >= "16.0" else [("Contacts:BusinessPhoneNumber", "")]
    first.push(change(server_id, contact("Drossel") + gone))
    assert desk.assigned(server_id) == {}
    assert [row["entry_value"] for row in desk.entries(server_id)] == ["0221 4710-903"]
    # The number that is sent then is the server's: the device that deleted it gets it as well.
    first.sync()
    second.sync()
    for mirror in (first, second):
        assert fields(mirror.items[server_id])["Contacts:HomePhoneNumber"] == "0221 4710-903"


@pytest.mark.manual("12 Umgekehrt", "12 Möglichst viele")
def test_what_onoffice_has_no_field_for_stays_with_the_user(desk, first, second, version):
    other = desk.mirror("contacts", version, PETRA)
    server_id = sorted(set(first.items) & set(other.items))[VERSIONS.index(version)]
    before = desk.row(server_id)
    new = BESIDE + [note("Mag Katzen\nund Hunde")]
    kept = [field for field in first.items[server_id][1] if field[0] not in dict(new)]
    answer = first.push(change(server_id, kept + new))
    assert_silent(first, answer)
    assert difference(before, desk.row(server_id)) == {}
    assert only(second.sync()).changes.keys() == {server_id}
    assert_same(first, second)
    assert fields(second.items[server_id]).items() >= dict(BESIDE).items()
    assert other.sync() == []
    own = plain(desk.mirror("contacts", version, PETRA).items[server_id])
    assert not own.keys() & dict(new).keys()


@pytest.mark.manual("12.3 Adresse löschen", "12.3 Haken")
def test_a_delete_only_unticks(desk, first, second, version):
    other = desk.mirror("contacts", version, PETRA)
    shared = sorted(set(first.items) & set(other.items))[-1]
    before, entries = desk.row(shared), desk.entries(shared)
    (own,) = first.push(add("own", contact("Fink"))).ids
    second.sync()
    answer = first.push(delete(shared), delete(own))
    assert_silent(first, answer)
    assert desk.users_of(shared) >= {desk.number(PETRA)} and desk.number() not in desk.users_of(shared)
    assert desk.users_of(own) == set() and desk.row(own)["Status"] == 1
    assert difference(before, desk.row(shared)) == {} and desk.entries(shared) == entries
    assert sorted(only(second.sync()).deletes) == sorted([shared, own])
    assert_same(first, second)
    assert other.sync() == [] and shared in other.items


def test_several_commands_are_answered_one_by_one(desk):
    first, second = desk.mirror("contacts"), desk.mirror("contacts")
    made = first.push(*(add(f"c{number}", contact(f"Spatz{number}")) for number in range(20))).ids
    assert len(set(made)) == 20
    answer = first.push(
        delete(made[0]), change(made[1], contact("Star")), add("c20", contact("Zeisig")), delete("contacts:999999")
    )
    assert answer.failed == {"contacts:999999": "8"}
    assert first.sync() == []
    second.sync()
    assert_same(first, second)


def test_a_device_reads_nothing_of_its_own_first_sync_twice(desk):
    """A device that adds before it has read everything gets the rest and not its own."""
    device = desk.mirror("contacts")
    late = Mirror(desk.device(), "contacts", window=7)
    (server_id,) = late.push(add("early", contact("Frühling")), get_changes="0").ids
    told = [name for answer in late.sync() for name in answer.adds]
    assert server_id not in told
    device.sync()
    assert_same(late, device)
