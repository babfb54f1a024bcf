"""People of the office are found from a phone, as soon as its account is made."""

import pytest
from pyactivesync import Client

import wbxml
from client import PATH, VERSIONS, Device
from conftest import serve

COLLEAGUES = ["Petra Panter", "Theobald Tiger", "Ignaz Wrobel"]


def search(device, query, *options, name="GAL"):
    """The store of the answer."""
    store = [("Search:Name", name), ("Search:Query", query)]
    if options:
        store.append(("Search:Options", list(options)))
    answer = device.call("Search", ("Search:Search", [("Search:Store", store)]))
    assert wbxml.child(answer, "Search:Status") == "1"
    return wbxml.path(answer, "Search:Response", "Search:Store")


def people(store):
    """The entries, as name -> value."""
    assert wbxml.child(store, "Search:Status") == "1"
    entries = [wbxml.path(result, "Search:Properties") for result in wbxml.children(store, "Search:Result")]
    return [dict(content) for _, content in filter(None, entries)]


def names(store):
    return [entry["GAL:DisplayName"] for entry in people(store)]


@pytest.fixture
def phone(office):
    return Device(office.url, *office.user())


@pytest.mark.parametrize("version", VERSIONS)
def test_colleagues_are_found_before_anything_else_was_asked(office, version):
    device = Device(office.url, *office.user(), version=version, device_id=f"FRESH{version.replace('.', '')}")
    assert "Search" in device.options().headers["MS-ASProtocolCommands"].split(",")
    store = search(device, "mandant", ("Search:Range", "0-1"))
    assert names(store) == COLLEAGUES[:2]
    assert wbxml.child(store, "Search:Range") == "0-1" and wbxml.child(store, "Search:Total") == "3"
    assert names(search(device, "mandant", ("Search:Range", "2-3"))) == COLLEAGUES[2:]
    assert people(search(device, "tiger")) == [
        {
            "GAL:DisplayName": "Theobald Tiger",
            "GAL:FirstName": "Theobald",
            "GAL:LastName": "Tiger",
            "GAL:Alias": "theobald.tiger",
            "GAL:Company": "MeinMandant",
            "GAL:EmailAddress": "theobald.tiger@mandant.example",
        }
    ]


def test_addresses_are_not_found_unless_they_are_to_be(phone):
    store = search(phone, "müller")
    assert people(store) == [] and wbxml.child(store, "Search:Total") == "0"
    assert wbxml.children(store, "Search:Result") == [("Search:Result", "")]


@pytest.mark.parametrize("query", ["müller", "MUELLER", "muller", "mül hei", "0171 3920040", "+49 171 39200"])
def test_addresses_are_found_by_what_one_types(with_addresses, query):
    found = people(search(with_addresses, query))
    mueller = next(entry for entry in found if entry["GAL:DisplayName"] == "Heinz Müller")
    assert mueller == {
        "GAL:DisplayName": "Heinz Müller",
        "GAL:FirstName": "Heinz",
        "GAL:LastName": "Müller",
        "GAL:Phone": "0221 4710-156",
        "GAL:MobilePhone": "0171 3920040",
    }


def test_all_addresses_are_found_page_by_page(with_addresses):
    total = int(wbxml.child(search(with_addresses, "0221", ("Search:Range", "0-0")), "Search:Total"))
    assert total > 20
    paged = []
    for first in range(0, total + 10, 10):
        store = search(with_addresses, "0221", ("Search:Range", f"{first}-{first + 9}"))
        assert wbxml.child(store, "Search:Total") == str(total)
        paged += people(store)
    assert paged == people(search(with_addresses, "0221")) and len(paged) == total


@pytest.fixture
def with_addresses(daemon, tmp_path):
    login = daemon.user()
    assert daemon.stop() == 0
    served = serve(daemon.data, tmp_path, listen=["127.0.0.1:0"], search={"addresses": True})
    yield Device("http://" + served.address("http"), *login)
    served.stop()


def test_a_contact_from_a_phone_is_found_at_once(with_addresses):
    key = with_addresses.start("contacts")
    data = [("Contacts:LastName", "Neuß"), ("Contacts:FirstName", "Zoé"), ("Contacts:Email1Address", "z@neu.example")]
    command = ("AirSync:Add", [("AirSync:ClientId", "1"), ("AirSync:ApplicationData", data)])
    assert with_addresses.sync("contacts", key, commands=[command]).ids
    assert names(search(with_addresses, "zoe neuss")) == ["Zoé Neuß"]


@pytest.mark.parametrize(
    "query, options, name, status",
    [
        ("tiger", [("Search:Range", "9-0")], "GAL", "2"),
        ("tiger", [("Search:Range", "0-100")], "GAL", "12"),
        ("", [], "GAL", "2"),
        ("tiger", [], "Telefonbuch", "2"),
        ("tiger", [], "DocumentLibrary", "13"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(phone, query, options, name, status):
    store = search(phone, query, *options, name=name)
    assert store == ("Search:Store", [("Search:Status", status)])


def test_mail_is_not_there_to_be_found(phone):
    store = search(phone, [("Search:And", [("Search:FreeText", "tiger")])], name="Mailbox")
    assert people(store) == []


def test_nothing_of_a_query_is_logged(office, phone):
    search(phone, "Suchgeheimnis")
    assert "command=Search" in office.logged() and "uchgeheimnis" not in office.logged()


def test_pyactivesync_finds_colleagues(office):
    login, password = office.user()
    with Client("unused", login, password, device_id="PYSEARCH1") as client:
        client._transport.base_url = office.url + PATH
        found = client.search_gal("mandant")
        assert [entry.display_name for entry in found] == COLLEAGUES
        assert found[0].email_address == "petra.panter@mandant.example" and found[0].first_name == "Petra"
