"""An answer that gets lost loses nothing and doubles nothing, whatever the device sends next."""

import pytest

from client import Mirror, add, change, delete
from drafts import appointment, contact, task
from items import assert_same, fields
from writing import difference


@pytest.fixture
def phone(desk):
    return desk.mirror("contacts")


class Ledger:
    """Counts the addresses with a mark of the test's own."""

    def __init__(self, desk, mark):
        self.desk, self.mark = desk, mark

    @property
    def rows(self):
        sql = "SELECT id, Name, Vorname FROM address WHERE Zusatz2 IS NULL AND Zusatz1 = ? ORDER BY id"
        return [tuple(row) for row in self.desk.records.rows(sql, self.mark)]

    @property
    def ids(self):
        return [f"contacts:{number}" for number, _, _ in self.rows]

    def contact(self, name, first="Otto"):
        return contact(name, first, CompanyName=self.mark)


@pytest.fixture
def ledger(desk, request):
    return Ledger(desk, request.node.name)


def finished(desk, phone):
    """The phone and a new one hold the same, and nothing more is told."""
    phone.sync()
    assert_same(phone, desk.mirror(phone.collection))


# What a lost request held: ClientId -> name.
SENT = {"a": "Adler", "b": "Bussard", "c": "Condor"}


@pytest.mark.parametrize(
    "names",
    [["a", "b", "c"], ["x", "y", "z"], ["c", "b", "a"], ["b", "c", "a"]],
    ids=["same", "new", "swapped", "shifted"],
)
@pytest.mark.parametrize("times", [1, 3])
def test_adds_are_repeated(desk, phone, ledger, names, times):
    """Under the same ClientIds or new ones; or each of another item's, which makes each a newer edit."""
    for _ in range(times):
        phone.send(*(add(name, ledger.contact(bird)) for name, bird in SENT.items()))
    answer = phone.push(*(add(name, ledger.contact(bird)) for name, bird in zip(names, SENT.values())))
    assert sorted(answer.ids) == ledger.ids and len(ledger.ids) == 3
    assert sorted(name for _, name, _ in ledger.rows) == sorted(SENT.values())
    finished(desk, phone)


def test_adds_are_repeated_in_another_order(desk, phone, ledger):
    commands = [add(name, ledger.contact(bird)) for name, bird in SENT.items()]
    lost = phone.send(*commands)
    answer = phone.push(*reversed(commands))
    assert answer.added == lost.added
    assert [name for _, name, _ in ledger.rows] == list(SENT.values())
    finished(desk, phone)


@pytest.mark.parametrize("split", [1, 2])
def test_adds_are_repeated_in_two_requests(desk, phone, ledger, split):
    commands = [add(name, ledger.contact(bird)) for name, bird in SENT.items()]
    phone.send(*commands)
    phone.push(*commands[:split], get_changes="0")
    phone.push(*commands[split:], get_changes="0")
    assert len(ledger.ids) == 3
    finished(desk, phone)


def test_an_edited_add_is_an_edit(desk, phone, ledger):
    lost = phone.send(add("a", ledger.contact("Adler")))
    answer = phone.push(add("a", ledger.contact("Seeadler")))
    assert answer.ids == lost.ids == ledger.ids
    assert [name for _, name, _ in ledger.rows] == ["Seeadler"]
    finished(desk, phone)


def test_an_add_that_is_dropped_comes_down(desk, phone, ledger):
    lost = phone.send(*(add(name, ledger.contact(bird)) for name, bird in SENT.items()))
    phone.push(add("a", ledger.contact("Adler")), add("c", ledger.contact("Condor")))
    phone.sync()
    assert len(ledger.ids) == 3
    dropped = lost.added["b"][1]
    assert fields(phone.items[dropped])["Contacts:LastName"] == "Bussard" and dropped not in phone.told
    finished(desk, phone)


def test_all_adds_dropped_come_down(desk, phone, ledger):
    phone.send(*(add(name, ledger.contact(bird)) for name, bird in SENT.items()))
    phone.sync()
    assert set(ledger.ids) <= set(phone.items) and len(ledger.ids) == 3
    finished(desk, phone)


def test_an_add_joins_a_retry(desk, phone, ledger):
    phone.send(add("a", ledger.contact("Adler")))
    phone.push(add("a", ledger.contact("Adler")), add("b", ledger.contact("Bussard")))
    assert [name for _, name, _ in ledger.rows] == ["Adler", "Bussard"]
    finished(desk, phone)


@pytest.mark.parametrize("names", ["ab", "ba", "xy", "ax"])
def test_two_equal_adds_stay_two(desk, phone, ledger, names):
    phone.send(add("a", ledger.contact("Zwilling")), add("b", ledger.contact("Zwilling")))
    assert len(ledger.ids) == 2
    answer = phone.push(*(add(name, ledger.contact("Zwilling")) for name in names))
    assert sorted(answer.ids) == ledger.ids and len(ledger.ids) == 2
    finished(desk, phone)


def test_equal_adds_of_two_acknowledged_requests_are_two(desk, phone, ledger):
    """The answer to the first arrived, so the second is a new item, even under the same ClientId."""
    phone.push(add("a", ledger.contact("Zwilling")))
    phone.push(add("a", ledger.contact("Zwilling")))
    assert len(ledger.ids) == 2
    finished(desk, phone)


@pytest.mark.parametrize("client_id", ["a", "new"])
@pytest.mark.parametrize("reads", [False, True], ids=["at-once", "after-reading"])
def test_adds_after_starting_again_are_the_same(desk, phone, ledger, client_id, reads):
    """Status 3 makes a device start at 0 with what it still has to send."""
    lost = phone.send(add("a", ledger.contact("Adler")))
    assert phone.device.sync("contacts", "nonsense").status == "3"
    again = Mirror(phone.device, "contacts")
    if reads:
        again.sync()
    answer = again.send(add(client_id, ledger.contact("Adler")))
    assert answer.ids == lost.ids == ledger.ids
    if not reads:
        again.own([add(client_id, ledger.contact("Adler"))], answer)
    again.take(answer)
    finished(desk, again)


def test_changes_are_repeated(desk, phone, ledger):
    (server_id,) = phone.push(add("a", ledger.contact("Adler"))).ids
    edit = change(server_id, ledger.contact("Seeadler"))
    for _ in range(3):
        assert not phone.send(edit).failed
    answer = phone.push(edit)
    assert not answer.failed and not answer.changes
    assert [name for _, name, _ in ledger.rows] == ["Seeadler"]
    assert phone.sync() == []
    finished(desk, phone)


def test_an_edited_change_counts(desk, phone, ledger):
    (server_id,) = phone.push(add("a", ledger.contact("Adler"))).ids
    phone.send(change(server_id, ledger.contact("Seeadler")))
    assert not phone.push(change(server_id, ledger.contact("Fischadler"))).failed
    assert [name for _, name, _ in ledger.rows] == ["Fischadler"]
    finished(desk, phone)


def test_a_change_that_is_dropped_comes_down(desk, phone, ledger):
    (server_id,) = phone.push(add("a", ledger.contact("Adler"))).ids
    phone.send(change(server_id, ledger.contact("Seeadler")))
    phone.sync()
    assert fields(phone.items[server_id])["Contacts:LastName"] == "Seeadler"
    finished(desk, phone)


def test_a_change_turns_into_a_delete(desk, phone, ledger):
    (server_id,) = phone.push(add("a", ledger.contact("Adler"))).ids
    phone.send(change(server_id, ledger.contact("Seeadler")))
    assert not phone.push(delete(server_id)).failed
    assert desk.users_of(server_id) == set()
    finished(desk, phone)


def test_deletes_are_repeated(desk, phone, ledger):
    (server_id,) = phone.push(add("a", ledger.contact("Adler"))).ids
    for _ in range(2):
        assert not phone.send(delete(server_id)).failed
    assert not phone.push(delete(server_id)).failed
    assert phone.sync() == []
    finished(desk, phone)


def test_a_delete_that_is_dropped_is_done(desk, phone, ledger):
    (server_id,) = phone.push(add("a", ledger.contact("Adler"))).ids
    phone.send(delete(server_id))
    phone.sync()
    assert server_id not in phone.items
    finished(desk, phone)


def test_an_item_is_made_edited_and_deleted_while_answers_are_lost(desk, phone, ledger):
    made = phone.send(add("a", ledger.contact("Adler")))
    phone.take(made)
    phone.own([add("a", ledger.contact("Adler"))], made)
    (server_id,) = made.ids
    phone.send(change(server_id, ledger.contact("Seeadler")), add("b", ledger.contact("Bussard")))
    phone.send(change(server_id, ledger.contact("Seeadler")), add("x", ledger.contact("Bussard")))
    phone.push(change(server_id, ledger.contact("Fischadler")), add("y", ledger.contact("Bussard")))
    phone.send(delete(server_id))
    phone.push(delete(server_id))
    assert [name for _, name, _ in ledger.rows] == ["Fischadler", "Bussard"]
    finished(desk, phone)


@pytest.mark.parametrize("version", ["14.1", "16.0", "16.1"])
@pytest.mark.parametrize("client_id", ["a", "new"])
def test_an_appointment_is_known_by_its_uid(desk, version, client_id):
    """UID up to 14.1, ClientUid from 16.0: the same one is the same appointment, answer lost or not."""
    phone = desk.mirror("calendar", version)
    uid = f"0123456789ABCDEF-{version}-{client_id}"
    before = desk.count("calendar")
    lost = phone.send(add("a", appointment(version, "Einmal", uid=uid)))
    again = phone.push(add(client_id, appointment(version, "Einmal, geändert", uid=uid)))
    assert again.ids == lost.ids and desk.count("calendar") == before + 1
    assert desk.row(lost.ids[0])["description"] == "Einmal, geändert"
    later = phone.send(add("later", appointment(version, "Einmal, spät", uid=uid)))
    assert later.ids == lost.ids and desk.count("calendar") == before + 1


def test_a_client_uid_may_end_with_a_nul(desk):
    """As iPhones write it; WBXML ends a text there, so that it comes as OPAQUE data."""
    phone = desk.mirror("calendar", "16.1")
    before = desk.count("calendar")
    uid = b"0C5C6D9E0B7A4C6FA1B2C3D4E5F60718"
    lost = phone.send(add("a", appointment("16.1", "iPhone", uid=uid + b"\0")))
    again = phone.push(add("b", appointment("16.1", "iPhone", uid=uid.decode())))
    assert again.ids == lost.ids and desk.count("calendar") == before + 1


def test_the_older_of_the_last_two_answers_works(desk, phone, ledger):
    """A proxy may deliver the first of two answers."""
    older = phone.send(add("a", ledger.contact("Adler")))
    newer = phone.send(add("a", ledger.contact("Adler")))
    assert older.key != newer.key
    phone.own([add("a", ledger.contact("Adler"))], older)
    phone.take(older)
    phone.push(add("b", ledger.contact("Bussard")))
    # Using one dropped the other.
    assert phone.device.sync("contacts", newer.key).status == "3"
    assert len(ledger.ids) == 2
    finished(desk, phone)


def test_an_unknown_key_harms_nothing(desk, phone, ledger):
    device = phone.device
    for key in ("1", "nonsense", "9" * 60, phone.key + "0"):
        answer = device.sync("contacts", key, commands=[add("a", ledger.contact("Adler"))])
        assert answer.status == "3" and not answer.responses
    assert ledger.ids == []
    phone.push(add("b", ledger.contact("Bussard")))
    assert device.sync("contacts", "nonsense").status == "3"
    assert phone.sync() == []
    finished(desk, phone)


def test_key_0_takes_no_changes(desk, ledger):
    device = desk.device()
    assert device.sync("contacts", "0", commands=[add("a", ledger.contact("Adler"))]).status == "4"
    assert ledger.ids == []


def test_the_old_state_stays_until_the_new_one_is_used(desk, phone, ledger):
    """A device that asked for key 0 and did not get the answer goes on with what it had."""
    phone.device.sync("contacts", "0")
    phone.push(add("a", ledger.contact("Adler")))
    again = Mirror(phone.device, "contacts")
    again.sync()
    assert phone.device.sync("contacts", phone.key).status == "3"
    finished(desk, again)


def test_pages_and_edits_that_are_lost(desk, ledger):
    """While a first sync goes on in small windows, the device adds, and every second answer is lost."""
    phone = Mirror(desk.device(), "contacts", window=5)
    for number in range(8):
        command = add(f"c{number}", ledger.contact(f"Taube{number}"))
        phone.send(command)
        phone.push(command)
    phone.sync()
    assert len(ledger.ids) == 8
    finished(desk, phone)


@pytest.mark.parametrize("collection", ["tasks", "calendar"])
def test_other_classes_too(desk, collection):
    phone = desk.mirror(collection)
    before = desk.count(collection)
    make = (lambda name: task(name)) if collection == "tasks" else (lambda name: appointment("14.1", name))
    phone.send(add("a", make("Eins")), add("b", make("Zwei")))
    lost = phone.send(add("x", make("Eins")), add("y", make("Zwei")))
    answer = phone.push(add("x", make("Zwei")), add("y", make("Eins")))
    assert sorted(answer.ids) == sorted(lost.ids) and desk.count(collection) == before + 2
    finished(desk, phone)
    row = desk.row(answer.ids[0])
    deletion = delete(answer.ids[0])
    phone.send(deletion)
    assert not phone.push(deletion).failed and len(difference(row, desk.row(answer.ids[0]))) == 1
    finished(desk, phone)
