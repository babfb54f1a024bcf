"""libwbxml's wbxml2xml reads every response body of one whole 14.1 session, and reads the same in it."""

import subprocess
from xml.dom import minidom

import wbxml
from client import Device, Mirror


def test_reads_every_body_of_a_session(office):
    device = Device(office.url, *office.user(), version="14.1", device_id="WBXML2XML")
    device.provision()
    folders = device.folders()
    for kind in (8, 9, 7, 10, 2):
        mirror = Mirror(device, folders[kind][0], window=10)
        device.call("GetItemEstimate", estimate(mirror))
        mirror.sync()
    device.call("Settings", ("Settings:Settings", [("Settings:UserInformation", [("Settings:Get", "")])]))
    for query in ("mandant", "nobody"):
        device.call("Search", ("Search:Search", [("Search:Store", [("Search:Name", "GAL"), ("Search:Query", query)])]))
    assert len(device.bodies) > 10
    for command, body in device.bodies:
        assert flat_xml(read(body)) == flat(wbxml.decode(body)), command


def estimate(mirror):
    collection = [("AirSync:SyncKey", mirror.key), ("GetItemEstimate:CollectionId", mirror.collection)]
    return (
        "GetItemEstimate:GetItemEstimate",
        [("GetItemEstimate:Collections", [("GetItemEstimate:Collection", collection)])],
    )


# Elements that libwbxml calls otherwise than [MS-ASWBXML], besides the underscore in Organizer_Name.
THEIR_NAMES = {
    "attendeeemail": "email",
    "attendeename": "name",
    "businesscity": "businessaddresscity",
    "businesscountry": "businessaddresscountry",
    "businesspostalcode": "businessaddresspostalcode",
    "businessstate": "businessaddressstate",
    "businessstreet": "businessaddressstreet",
    "exceptiondeleted": "deleted",
    "recurrencedayofmonth": "dayofmonth",
    "recurrencedayofweek": "dayofweek",
    "recurrenceinterval": "interval",
    "recurrencemonthofyear": "monthofyear",
    "recurrencetype": "type",
    "recurrenceuntil": "until",
    "recurrenceweekofmonth": "weekofmonth",
}


def read(body):
    command = ["wbxml2xml", "-l", "ACTIVESYNC", "-m", "0", "-o", "-", "-"]
    done = subprocess.run(command, input=body, capture_output=True)
    assert done.returncode == 0, done.stderr
    return minidom.parseString(done.stdout[done.stdout.index(b"?>") + 2 :].split(b">", 1)[1]).documentElement


def flat(element):
    """Names and texts in document order."""
    name, content = element
    tag = name.split(":")[1].lower()
    if isinstance(content, list):
        return [(tag, "")] + [row for child in content for row in flat(child)]
    return [(tag, lines(content))]


def flat_xml(node):
    text = "".join(child.data for child in node.childNodes if child.nodeType != child.ELEMENT_NODE)
    elements = [child for child in node.childNodes if child.nodeType == child.ELEMENT_NODE]
    name = node.localName.split(":")[-1].lower().replace("_", "")
    own = (THEIR_NAMES.get(name, name), "" if elements else lines(text))
    return [own] + [row for child in elements for row in flat_xml(child)]


def lines(text):
    # XML has one kind of line end.
    return text.replace("\r\n", "\n")
