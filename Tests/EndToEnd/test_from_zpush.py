"""A phone that is moved over from Z-Push, with its keys and folder ids, is led to start anew, and ends as a new one.

Z-Push's keys are `{uuid}N`; its folder ids are `U` or another letter with five hexadecimal digits, or the ids of its
backend, in hexadecimal digits; an item's id is that of its folder and that of its backend, with a colon between.
"""

import itertools

import pytest
import requests

import wbxml
from client import PATH, Mirror, add, basic, change, delete
from drafts import appointment, contact, task
from items import assert_same, fields
from waits import HOUR, heartbeat, request, watched

UUID = "6f8d2a4c-91b3-4e0f-8a77-3c5d1e2f4a6b"
FOLDERS = ["U1f38d", "U4a0c2", "G00fe1", "0e5f3a9b77c04d12a8f4b6d09c1e2f35"]
COLLECTIONS = ["contacts", "calendar", "tasks"]
# The version of the phone's last request to Z-Push.
NUMBERS = itertools.count(1)


def key(number):
    return f"{{{UUID}}}{number}"


@pytest.fixture
def phone(desk, version):
    return desk.device(version)


def folder_sync(phone, sync_key):
    return phone.call("FolderSync", ("FolderHierarchy:FolderSync", [("FolderHierarchy:SyncKey", sync_key)]))


def estimate(phone, collection, sync_key):
    content = [("AirSync:SyncKey", sync_key), ("GetItemEstimate:CollectionId", collection)]
    collections = [("GetItemEstimate:Collections", [("GetItemEstimate:Collection", content)])]
    answer = phone.call("GetItemEstimate", ("GetItemEstimate:GetItemEstimate", collections))
    return wbxml.child(wbxml.path(answer, "GetItemEstimate:Response"), "GetItemEstimate:Status")


def commands(folder):
    """Edits that Z-Push has not taken yet."""
    item = f"{folder}:7d1e4f"
    return [
        add("1", contact("Umzug")),
        change(item, contact("Geändert")),
        delete(item),
        ("AirSync:Fetch", [("AirSync:ServerId", item)]),
    ]


@pytest.mark.parametrize("number", [1, 12, 99999])
def test_folders_are_asked_for_anew(phone, number):
    answer = folder_sync(phone, key(number))
    assert wbxml.child(answer, "FolderHierarchy:Status") == "9"
    assert wbxml.path(answer, "FolderHierarchy:Changes") is None


@pytest.mark.parametrize("folder", FOLDERS)
def test_unknown_folders_lead_to_the_hierarchy(phone, folder):
    """Whatever the key is, and whatever the phone wants to do there."""
    for sync_key in ("0", key(12)):
        assert phone.sync(folder, sync_key).status == "12"
        assert estimate(phone, folder, sync_key) == "2"
    assert phone.sync(folder, key(12), commands=commands(folder)).status == "12"
    assert request(phone, heartbeat(HOUR), watched(folder))[0] == "7"
    assert request(phone, heartbeat(HOUR), watched("contacts", folder))[0] == "7"


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_old_keys_of_a_folder_are_unknown(phone, desk, collection):
    before = desk.count(collection)
    answer = phone.sync(collection, key(12), commands=commands(FOLDERS[0]))
    assert answer.status == "3" and not answer.responses
    assert estimate(phone, collection, key(12)) == "4"
    assert desk.count(collection) == before


def test_requests_that_mean_the_same_again_cannot_be_known(phone):
    assert wbxml.child(phone.call("Ping"), "Ping:Status") == "3"
    assert wbxml.child(phone.call("Sync"), "AirSync:Status") == "13"
    assert request(phone, heartbeat(HOUR), watched("contacts"))[0] == "7"


@pytest.mark.parametrize("policy_key", ["0", "2938475610", "4294967295"])
def test_the_policy_of_z_push_does_not_matter(phone, policy_key):
    headers = {"X-MS-PolicyKey": policy_key}
    body = ("FolderHierarchy:FolderSync", [("FolderHierarchy:SyncKey", "0")])
    answer = wbxml.decode(phone.post("FolderSync", body, **headers).content)
    assert wbxml.child(answer, "FolderHierarchy:Status") == "1"
    policy = [
        ("Provision:PolicyType", "MS-EAS-Provisioning-WBXML"),
        ("Provision:PolicyKey", policy_key),
        ("Provision:Status", "1"),
    ]
    answer = phone.call("Provision", ("Provision:Provision", [("Provision:Policies", [("Provision:Policy", policy)])]))
    answered = wbxml.path(answer, "Provision:Policies", "Provision:Policy")
    # 0 asks for the policy, as a phone does that has none.
    assert wbxml.child(answered, "Provision:Status") == ("1" if policy_key == "0" else "5")
    assert phone.provision()


# Command -> a request about what Z-Push had.
NOT_OFFERED = {
    "MoveItems": (
        "Move:MoveItems",
        [
            (
                "Move:Move",
                [
                    ("Move:SrcMsgId", "U1f38d:7d1e4f"),
                    ("Move:SrcFldId", "U1f38d"),
                    ("Move:DstFldId", "U4a0c2"),
                ],
            )
        ],
    ),
    "ItemOperations": (
        "ItemOperations:ItemOperations",
        [("ItemOperations:Fetch", [("ItemOperations:Store", "Mailbox"), ("AirSync:ServerId", "U1f38d:7d1e4f")])],
    ),
    "FolderDelete": (
        "FolderHierarchy:FolderDelete",
        [("FolderHierarchy:SyncKey", key(2)), ("FolderHierarchy:ServerId", "U1f38d")],
    ),
}


@pytest.mark.parametrize("command", NOT_OFFERED)
def test_what_is_not_offered_says_so(phone, command):
    answer = phone.post(command, NOT_OFFERED[command])
    if phone.version == "12.1":
        assert (answer.status_code, answer.content) == (501, b"")
    else:
        root = wbxml.decode(answer.content)
        assert (answer.status_code, root[0]) == (200, NOT_OFFERED[command][0])
        assert [content for name, content in root[1]] == ["137"]


def started(phone):
    """What a phone does that is answered so: it asks for the folders, drops all that it has, and starts each."""
    assert wbxml.child(folder_sync(phone, key(12)), "FolderHierarchy:Status") == "9"
    told = phone.folders()
    # None of the ids that it had is there again.
    assert not {folder for folder, _ in told.values()} & set(FOLDERS)
    return {kind: told[kind][0] for kind in (8, 9, 7)}


def unsent(version):
    """Kind of folder -> an edit that the phone still has to send."""
    mark = f"Umzug {next(NUMBERS)}"
    return {
        9: contact(mark),
        8: appointment(version, mark),
        7: task(mark),
    }, mark


@pytest.mark.parametrize("window", [None, 3])
def test_a_phone_moved_over_ends_as_a_new_one(desk, version, window):
    phone = desk.device(version)
    items, mark = unsent(version)
    # It goes on as with Z-Push, until it is told otherwise.
    for folder in FOLDERS:
        assert phone.sync(folder, key(12), commands=commands(folder)).status == "12"
    assert request(phone, heartbeat(HOUR), watched(*FOLDERS))[0] == "7"
    for kind, folder in started(phone).items():
        mirror = Mirror(phone, folder, window)
        # The answer gets lost, and the phone makes a new ClientId.
        mirror.send(add("a", items[kind]))
        answer = mirror.push(add("b", items[kind]))
        assert not answer.failed
        mirror.sync()
        new = desk.mirror(folder, version)
        assert_same(mirror, new)
        name = "Contacts:LastName" if kind == 9 else "Calendar:Subject" if kind == 8 else "Tasks:Subject"
        assert [fields(item).get(name) for item in new.items.values()].count(mark) == 1
        assert mirror.sync() == []


def test_the_site_of_z_push_is_the_same(desk, version):
    """Its path, its query and a policy's key in the header: what a phone has kept of the account stays right."""
    phone = desk.device(version)
    login, password = desk.daemon.user()
    headers = {
        "Authorization": basic(login, password),
        "MS-ASProtocolVersion": version,
        "X-MS-PolicyKey": "2938475610",
        "Content-Type": "application/vnd.ms-sync.wbxml",
    }
    query = f"?User={login}&DeviceId={phone.device_id}&DeviceType=iPhone&Cmd=FolderSync"
    body = wbxml.encode(("FolderHierarchy:FolderSync", [("FolderHierarchy:SyncKey", key(3))]))
    answer = requests.post(desk.daemon.url + PATH + query, data=body, headers=headers, timeout=60)
    assert answer.status_code == 200
    assert wbxml.child(wbxml.decode(answer.content), "FolderHierarchy:Status") == "9"
