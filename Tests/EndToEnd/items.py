"""How tests read the items of a device."""

import expected_items


def by_number(mirror):
    """Record number -> element -> content."""
    prefix = mirror.collection + ":"
    assert all(server_id.startswith(prefix) for server_id in mirror.items)
    return {int(server_id.removeprefix(prefix)): fields(item) for server_id, item in mirror.items.items()}


def fields(item):
    found = dict(item[1])
    assert len(found) == len(item[1]), "an element is there twice"
    return found


def assert_holds(item, expected):
    assert {name: item.get(name) for name in expected} == expected


def body(item):
    """The plain text with the line ends that onOffice has."""
    content = dict(item["AirSyncBase:Body"])
    assert content["AirSyncBase:Type"] == "1"
    return content.get("AirSyncBase:Data", "").replace("\r\n", "\n")


def readable(item):
    """The item with its zone, attendees, pattern and exceptions as `expected_items` has them."""
    item = dict(item)
    names = ["Calendar:" + name for name in ("Email", "Name", "AttendeeStatus", "AttendeeType")]
    reading = {
        "Calendar:Timezone": expected_items.zone,
        "Calendar:Attendees": lambda found: {tuple(dict(attendee)[name] for name in names) for _, attendee in found},
        "Calendar:Recurrence": lambda pattern: {name: text for name, text in pattern if name in PATTERN},
        "Calendar:Exceptions": lambda found: [dict(exception) for _, exception in found],
    }
    for name, read in reading.items():
        if name in item:
            item[name] = read(item[name])
    return item


PATTERN = {"Calendar:" + name for name in ("Type", "Interval", "DayOfWeek", "DayOfMonth", "MonthOfYear", "Until")}

# What the server computes, and what is said of items that are new.
VOLATILE = {"Calendar:DtStamp", "AirSyncBase:NativeBodyType", "Calendar:ClientUid", "Notes:LastModifiedDate"}


def plain(item):
    """The item as a person sees it."""
    found = {name: content for name, content in readable(fields(item)).items() if name not in VOLATILE}
    if "AirSyncBase:Body" in found:
        found["AirSyncBase:Body"] = body(found)
        if not found["AirSyncBase:Body"]:
            found.pop("AirSyncBase:Body")
    return found


def assert_same(mirror, other):
    """Both devices hold the same; of its own new items a device knows only what it said."""
    assert mirror.items.keys() == other.items.keys()
    for server_id, item in mirror.items.items():
        ours, theirs = plain(item), plain(other.items[server_id])
        for told in (known.told[server_id] for known in (mirror, other) if server_id in known.told):
            ours, theirs = ({name: held[name] for name in held if name in told} for held in (ours, theirs))
        assert ours == theirs
