"""onOffice's JSON API over a real socket, in the shape of the public documentation's examples."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from client import Device, Mirror
from onoffice_api import ACTION, RELATION, Api, ApiError
from waits import HOUR, ping


@pytest.fixture(scope="module")
def api(office):
    key = office.demo["api"]
    return Api(office.url, key["token"], key["secret"])


@pytest.fixture(scope="module")
def people(api):
    """Two addresses with names that nobody else has."""
    api.create("address", Name="Zeta", email="zeta@haupt.example", email_private="zeta@neben.example",
               default_email="zeta@haupt.example", phone="0170 9999999")
    api.create("address", Name="Zeter", Ort="Aachen")


def refused(api, *words, **options):
    """The number with which an action is refused."""
    with pytest.raises(ApiError) as error:
        api.call(*words, **options)
    return error.value.code


def test_the_documentations_first_example(api):
    """Read Addresses, first example: filter, sort, and what each record tells."""
    ids = [api.create("address", Vorname=name, Name="Mustermann", Strasse=street, Ort="Musterstadt", Land="DEU")
           for name, street in (("Max", "Musterstra\u00dfe"), ("Moritz", "Mustergasse"))]
    data = api.call("read", "address", {
        "data": ["Briefanrede", "Vorname", "Name", "Land", "Ort", "Plz", "Strasse"],
        "filter": {"Vorname": [{"op": "IN", "val": ["Max", "Moritz"]}], "Name": [{"op": "=", "val": "Mustermann"}]},
        "sortby": "Strasse", "sortorder": "DESC"})
    assert data["meta"] == {"cntabsolute": 2}
    assert data["records"][0] == {"id": ids[0], "type": "address", "elements": {
        "id": ids[0], "Briefanrede": "", "Vorname": "Max", "Name": "Mustermann", "Land": "Deutschland",
        "Ort": "Musterstadt", "Plz": "", "Strasse": "Musterstra\u00dfe"}}
    assert [record["id"] for record in data["records"]] == ids


def test_several_actions_are_answered_in_order_each_by_its_identifier(api):
    answer = api.post(api.action("read", "address", {"data": ["Name"]}, identifier="one"),
                      api.action("read", "address", {"data": ["Nix"]}, identifier="two"),
                      api.action("get", "nothing", identifier="three"))
    assert answer["status"] == {"code": 500, "errorcode": 97, "message": "Error in action"}
    results = answer["response"]["results"]
    assert [(result["identifier"], result["status"]["errorcode"]) for result in results] == [
        ("one", 0), ("two", 141), ("three", 25)]
    assert [result["cacheable"] for result in results] == [True, True, True]
    assert results[0]["actionid"] == ACTION + "read" and results[0]["resourcetype"] == "address"


@pytest.mark.parametrize("filter_, found", [
    ({"Name": [{"op": "like", "val": "Zet%"}]}, ["Zeta", "Zeter"]),
    ({"Name": [{"op": "like", "val": "Zet%"}, {"op": "not like", "val": "%r"}]}, ["Zeta"]),
    ({"Name": [{"op": "in", "val": ["Zeta", "Zeter"]}], "Ort": [{"op": "!=", "val": ""}]}, ["Zeter"]),
    ({"Name": [{"op": "between", "val": ["Zet", "Zetd"]}]}, ["Zeta"]),
    ({"ID": [{"op": ">", "val": 0}], "Name": [{"op": ">=", "val": "Zet"}, {"op": "<", "val": "Zf"}]}, ["Zeta", "Zeter"]),
    ({"Name": [{"op": "is", "val": "Zeta"}], "Privat": [{"op": "=", "val": False}]}, ["Zeta"]),
    ({"Email": [{"op": "=", "val": "zeta@haupt.example"}]}, ["Zeta"]),
    ({"Email": [{"op": "=", "val": "zeta@neben.example"}]}, []),
    ({"email": [{"op": "=", "val": "zeta@neben.example"}]}, ["Zeta"]),
    ({"mobile": [{"op": "like", "val": "0170%"}], "Name": [{"op": "<>", "val": ""}]}, ["Zeta"]),
])
def test_filters(api, people, filter_, found):
    assert [each["Name"] for each in api.read("address", data=["Name"], filter=filter_, sortby="Name")] == found


def test_pages(api):
    total = api.call("read", "address", {"listlimit": 1})["meta"]["cntabsolute"]
    assert total > 25
    assert len(api.read("address")) == 20
    pages = [api.read("address", listlimit=10, listoffset=offset) for offset in range(0, total, 10)]
    everybody = api.read("address", listlimit=9999)
    assert sum(pages, []) == everybody and len(everybody) == total
    assert api.read("address", listoffset=total) == []


def test_entries_are_read_changed_and_identified_by_their_values(api):
    """Modify Addresses: the examples for phone numbers, mail addresses and fax numbers."""
    number = api.create("address", Name="Lustig", phone="0049 641 43681-272", fax="02419461785",
                        phone_business="0241 56789", default_phone="0241 56789")

    def entries(*names):
        elements = api.read("address", recordids=[number], data=list(names))[0]
        return sorted((name.split("__")[0], value) for name, value in elements.items() if "__" in name)

    assert entries("phone", "fax", "defaultphone") == [
        ("defaultphone", "0241 56789"), ("fax", "02419461785"), ("phone", "0049 641 43681-272"),
        ("phone", "0241 56789")]
    api.modify("address", number, phone={"action": "modify", "oldvalue": "0049 641 43681-272",
                                         "newvalue": "0049 244 48453-311", "default": True})
    api.modify("address", number, email={"action": "add", "newvalue": "max.mustermann982@beispiel.de"})
    api.modify("address", number, fax={"action": "delete", "oldvalue": "02419461785"})
    assert entries("phone", "fax", "email", "defaultphone") == [
        ("defaultphone", "0049 244 48453-311"), ("email", "max.mustermann982@beispiel.de"),
        ("phone", "0049 244 48453-311"), ("phone", "0241 56789")]
    wrong = [({"action": "modify", "oldvalue": "1", "newvalue": "2"}, 83), ({"oldvalue": "1"}, 81),
             ({"action": "burn", "oldvalue": "1"}, 82), ({"action": "delete"}, 86), ({"action": "add"}, 85)]
    for edit, code in wrong:
        assert refused(api, "modify", "address", {"phone": edit}, resourceid=number) == code
    api.modify("address", number, phone={"action": "add", "newvalue": "0241 56789"})
    assert refused(api, "modify", "address", {"phone": {"action": "delete", "oldvalue": "0241 56789"}},
                   resourceid=number) == 87


def test_the_sync_column(api):
    number = api.create("address", Name="Zugeordnet", phone=["0241 1", "0241 2"])
    api.modify("address", number, zpmapping={"Telefon (geschäftlich)": "0241 2"})
    for mapping, others, code in [({}, {}, 207), ({"Rohrpost": "0241 1"}, {}, 206), ([{"key": "Mobil"}], {}, 209),
                                  ({"Mobil": "0241 9"}, {}, 83),
                                  ({"Mobil": "0241 1"}, {"fax": {"action": "add", "newvalue": "1"}}, 208)]:
        assert refused(api, "modify", "address", {"zpmapping": mapping} | others, resourceid=number) == code


@pytest.mark.parametrize("parameters, code", [
    ({"Nix": 1}, 75), ({"KdNr": 5}, 75), ({"Anrede": "Majestät"}, 252), ({"Geburtsdatum": "31.02.2020"}, 255),
    ({"Name": {"a": 1}}, 255), ({"phone": "1", "default_phone": "2"}, 260),
    ({"email": "a@b.example", "default_email": "c@b.example"}, 258), ({"outlookSync": "vielleicht"}, 255),
])
def test_what_an_address_cannot_be_is_refused_and_nothing_is_made(api, parameters, code):
    before = api.call("read", "address")["meta"]["cntabsolute"]
    assert refused(api, "create", "address", {"Name": "Nie"} | parameters) == code
    assert api.call("read", "address")["meta"]["cntabsolute"] == before


@pytest.mark.parametrize("parameters, code", [
    ({"data": "Name"}, 74), ({"data": ["Nix"]}, 141), ({"recordids": 5}, 74), ({"recordids": ["x"]}, 185),
    ({"recordids": list(range(501))}, 302), ({"filter": {"Nix": [{"op": "=", "val": 1}]}}, 75),
    ({"filter": {"Name": [{"op": "~", "val": 1}]}}, 142), ({"filter": {"Name": [{"op": "="}]}}, 257),
    ({"listlimit": -1}, 255), ({"sortby": "Nix"}, 75), ({"sortby": "Name", "sortorder": "QUER"}, 255),
])
def test_what_cannot_be_asked_is_refused(api, parameters, code):
    assert refused(api, "read", "address", parameters) == code


def test_a_record_that_is_not_there_is_refused(api):
    assert refused(api, "modify", "address", {"Name": "x"}, resourceid=999999) == 80
    assert refused(api, "modify", "address", {"Name": "x"}) == 79
    assert refused(api, "create", "relation", {"relationtype": RELATION + "address:user:sync", "parentid": [999999],
                                               "childid": [1]}) == 80


def test_doubles_are_found_by_mail(api):
    first = api.create("address", Name="Erst", email="doppelt@kunde.example")
    assert api.create("address", Name="Zweit", email="doppelt@kunde.example") != first
    assert api.create("address", Name="Neu", email="doppelt@kunde.example", checkDuplicate=True) == first
    assert api.read("address", recordids=[first], data=["Name"])[0]["Name"] == "Neu"
    assert api.create("address", Name="Nein", email="doppelt@kunde.example", checkDuplicate=True,
                      noOverrideByDuplicate=True) == first
    assert api.read("address", recordids=[first], data=["Name"])[0]["Name"] == "Neu"


def test_a_waiting_phone_hears_of_what_the_api_writes(office, api):
    phone = Device(office.url, *office.user(), device_id="APIPHONE")
    folder = phone.folders()[9][0]
    contacts = Mirror(phone, folder)
    contacts.sync()
    number = api.create("address", Vorname="Neu", Name="Kontakt")
    sync = {"relationtype": RELATION + "address:user:sync", "parentid": [number], "childid": [1]}
    for action in ("create", "delete"):
        with ThreadPoolExecutor() as pool:
            answer = office.parked(pool, ping, phone, HOUR, folder)
            api.call(action, "relation", sync)
            assert answer.result() == "2"
        contacts.sync()
        users = api.call("get", "idsfromrelation", {"relationtype": sync["relationtype"], "parentids": [number]})
        assert users["records"][0]["elements"] == ({str(number): ["1"]} if action == "create" else [])


@pytest.mark.parametrize("seconds, code", [(0, 0), (-110, 0), (110, 0), (-130, 136), (130, 136), (-10**18, 136)])
def test_the_clock(api, seconds, code):
    answer = api.post(api.action("read", "address", when=int(time.time()) + seconds))
    assert answer["status"]["errorcode"] == code and (answer["status"]["code"] == 400) == bool(code)


def test_strangers_are_refused(api):
    key = api.secret
    for token, secret, code in [(api.token, key[:-1], 137), ("x" * 32, key, 22), (api.token, "", 137)]:
        with pytest.raises(ApiError) as error:
            Api(api.url.removesuffix("/api/stable/api.php"), token, secret).read("address")
        assert error.value.code == code
    # One wrong signature among right ones: nothing is done.
    before = api.call("read", "address")["meta"]["cntabsolute"]
    wrong = api.action("create", "address", {"Name": "Nie"}) | {"hmac": "AAAA"}
    answer = api.post(api.action("create", "address", {"Name": "Nie"}), wrong)
    assert answer["status"] == {"code": 400, "errorcode": 137, "message": "The HMAC is invalid"}
    assert answer["response"]["results"] == []
    assert api.call("read", "address")["meta"]["cntabsolute"] == before


def test_a_write_that_is_sent_once_more_is_refused(api):
    action = api.action("create", "address", {"Name": "Einmal"}, identifier="a")
    assert api.post(action)["status"]["errorcode"] == 0
    assert api.post(action)["status"]["errorcode"] == 137
    found = api.read("address", filter={"Name": [{"op": "=", "val": "Einmal"}]})
    assert len(found) == 1
    # Two like ones in one request are meant.
    twice = [api.action("create", "address", {"Name": "Zweimal"}, when=int(time.time()))] * 2
    assert api.post(*twice)["status"]["errorcode"] == 0
    assert len(api.read("address", filter={"Name": [{"op": "=", "val": "Zweimal"}]})) == 2


@pytest.mark.parametrize("body, code", [
    (b"", 9), (b"{", 4), (b"[]", 13), (b'{"token":""}', 13), (b'{"token":"x"}', 14),
    (b'{"token":"x","request":{}}', 15), (b'{"token":"x","request":{"actions":[]}}', 15),
    (b'{"token":"x","request":{"actions":[5]}}', 15), (b'{"token":"x","request":{"actions":[{}]}}', 16),
    (b'{"token":"x","request":{"actions":[{"actionid":""}]}}', 17),
    (b'{"token":"x","request":{"actions":[{"actionid":"a"}]}}', 19), (b'\xff', 4),
    (b'{"token":"x","request":{"actions":[{"actionid":"a","resourcetype":"r","parameters":5}]}}', 20),
])
def test_what_is_no_request_is_refused(api, body, code):
    answer = requests.post(api.url, data=body, timeout=60)
    assert answer.status_code == 200
    assert answer.json()["status"]["errorcode"] == code and answer.json()["response"] == {"results": []}


def test_the_paths(office, api):
    assert requests.get(api.url, timeout=60).status_code == 405
    latest = Api(office.url, api.token, api.secret)
    latest.url = office.url + "/api/latest/api.php"
    assert latest.read("address", listlimit=1)
    assert requests.post(office.url + "/api/other/api.php", timeout=60).status_code == 404
