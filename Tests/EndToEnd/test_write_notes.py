"""What devices do to a user's notes reaches onOffice and the user's other devices: [MS-ASNOTE], from 14.0."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from client import VERSIONS, Mirror, add, change, delete
from drafts import sticky
from items import assert_same, body, fields
from waits import HOUR, ping
from writing import PETRA, difference, item_with, made

COLLECTION = "notes"
HTML = "<html><body><div><b>Küche</b></div><div>Fenster &amp; Türen</div></body></html>"
TEXT = "Küche\nFenster & Türen"
AS_HTML = [("AirSyncBase:BodyPreference", [("AirSyncBase:Type", "2")])]


@pytest.fixture(params=[version for version in VERSIONS if version >= "14.0"])
def version(request):
    return request.param


def html(text):
    return ("AirSyncBase:Body", [("AirSyncBase:Type", "2"), ("AirSyncBase:Data", text)])


def labels(*names):
    return ("Notes:Categories", [("Notes:Category", name) for name in names])


def told_body(mirror, server_id):
    """Type and data of a note's body, and its native type."""
    item = fields(mirror.items[server_id])
    content = dict(item["AirSyncBase:Body"])
    return content["AirSyncBase:Type"], content.get("AirSyncBase:Data"), item["AirSyncBase:NativeBodyType"]


@pytest.mark.manual("4.3 Klassen")
def test_an_add_makes_a_note(desk, first, second, version):
    server_id = made(first, sticky("Maße", TEXT, [labels("Gelb", "Büro")]))
    row = desk.row(server_id)
    assert (row["Betreff"], row["Notiz"], row["userid"]) == ("Maße", TEXT, desk.number())
    (told,) = second.sync()
    assert told.adds.keys() == {server_id} and not told.changes and not told.deletes
    item = fields(second.items[server_id])
    assert body(item) == TEXT and item["Notes:Categories"] == labels("Gelb", "Büro")[1]
    assert item["Notes:LastModifiedDate"] == row["modified"].replace("-", "").replace(":", "").replace(" ", "T") + "Z"
    assert_same(first, second)


def test_a_change_touches_what_it_names(desk, first, second, version):
    server_id = made(first, sticky("Alt", TEXT))
    second.sync()
    before = desk.row(server_id)
    answer = first.push(change(server_id, [("Notes:Subject", "Neu"), ("Notes:LastModifiedDate", "19990101T000000Z")]))
    assert not answer.failed and not answer.changes and first.sync() == []
    assert difference(before, desk.row(server_id)) == {"Betreff": "Neu"}
    assert desk.row(server_id)["modified"] > "2000"
    (told,) = second.sync()
    assert told.changes.keys() == {server_id}
    assert_same(first, second)


@pytest.mark.manual("4.3 Klassen")
def test_html_is_kept_and_plain_text_stored(desk, version):
    phone, plain = desk.mirror("notes", version, options=AS_HTML), desk.mirror("notes", version)
    server_id = made(phone, [("Notes:Subject", "Küche"), ("Notes:MessageClass", "IPM.StickyNote"), html(HTML)])
    assert desk.row(server_id)["Notiz"] == TEXT
    other = desk.mirror("notes", version, options=AS_HTML)
    plain.sync()
    assert told_body(other, server_id) == ("2", HTML, "2")
    assert told_body(plain, server_id) == ("1", TEXT.replace("\n", "\r\n"), "2")
    # Another subject from a device of plain text is no other text; another text is.
    plain.push(change(server_id, sticky("Küche oben", TEXT)))
    other.sync()
    assert told_body(other, server_id) == ("2", HTML, "2")
    plain.push(change(server_id, sticky("Küche oben", "Küche\nFenster")))
    other.sync()
    assert told_body(other, server_id)[1:] == ("<html><body>Küche<br>\r\nFenster</body></html>", "1")


def test_a_note_without_subject_has_its_first_line(desk, first, second, version):
    server_id = made(first, sticky("", "\nDachboden\nausräumen"))
    assert desk.row(server_id)["Betreff"] == "Dachboden"
    second.sync()
    assert fields(second.items[server_id])["Notes:Subject"] == "Dachboden"


def test_a_delete_deletes(desk, first, second, version):
    server_id = item_with(first, "Notes:Subject", "Parken") if version == VERSIONS[-1] else made(first, sticky("Weg"))
    second.sync()
    count = desk.count("notes")
    deletion = delete(server_id)
    # The first answer is lost.
    assert not first.send(deletion).failed
    assert not first.push(deletion).failed
    assert desk.count("notes") == count - 1 and first.sync() == []
    (told,) = second.sync()
    assert told.deletes == [server_id]
    assert_same(first, second)


def test_nobody_else_has_it(desk, first, version):
    server_id = made(first, sticky("Nur für mich", TEXT))
    petra = desk.mirror("notes", version, login=PETRA)
    assert server_id not in petra.items and petra.items
    before = desk.row(server_id)
    answer = petra.send(
        change(server_id, sticky("Fremd")), delete(server_id), ("AirSync:Fetch", [("AirSync:ServerId", server_id)])
    )
    assert answer.statuses == {server_id: "8"} and "Nur für mich" not in str(answer.root)
    assert tuple(desk.row(server_id)) == tuple(before)


def test_a_new_note_wakes_the_other_device(desk, version):
    first, second = desk.mirror("notes", version), desk.mirror("notes", version)
    with ThreadPoolExecutor() as pool:
        waiting = desk.daemon.parked(pool, ping, second.device, HOUR, "notes")
        made(first, sticky("Wach auf"))
        assert waiting.result() == "2"


@pytest.mark.parametrize("ids", [["a", "a", "a"], ["a", "b", "c"]], ids=["one id", "new ids"])
@pytest.mark.parametrize("body_of", [lambda text: sticky("My", text)[2], lambda text: html(paragraphs(text))])
@pytest.mark.manual("1 Endgeräte")
def test_a_note_that_grows_while_answers_are_lost_is_one(desk, version, ids, body_of):
    """An iPhone sends a note of several lines again and again."""
    phone = desk.mirror("notes", version)
    count = desk.count("notes")
    texts = ["My", "My new note", f"My new note\nfor {version} {ids} {body_of('x')[1][0]}"]
    make = lambda text: [("Notes:Subject", text.split("\n")[0]), ("Notes:MessageClass", "IPM.StickyNote"), body_of(text)]
    for name, text in zip(ids, texts):
        phone.send(add(name, make(text)))
    # It starts anew, and has the note under an id of yet another kind.
    again = Mirror(phone.device, "notes")
    answer = again.push(add("z", make(texts[-1])))
    (server_id,) = answer.ids
    again.sync()
    assert desk.count("notes") == count + 1
    assert desk.row(server_id)["Notiz"] == texts[-1]
    other = desk.mirror("notes", version)
    assert again.items.keys() == other.items.keys()


def paragraphs(text):
    return "<html><body>" + "".join(f"<div>{line}</div>" for line in text.split("\n")) + "</body></html>"
