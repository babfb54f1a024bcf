"""pyactivesync, an ActiveSync client written by others, provisions, lists folders, reads everything and writes
contacts."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from pyactivesync import Client
from pyactivesync.models import Contact, ContactChange, FolderType

from client import PATH

# The client has no names for the elements of calendars, only page and token.
START_TIME = "page4.0x27"


@pytest.fixture
def phone(office):
    with client(office, "PYACTIVESYNC1") as phone:
        yield phone


@pytest.fixture
def other(office):
    with client(office, "PYACTIVESYNC2") as phone:
        yield phone


def client(office, device_id):
    login, password = office.user()
    client = Client("unused", login, password, device_id=device_id)
    client._transport.base_url = office.url + PATH
    return client


class AddressBook:
    """The contacts of a phone, in step with the server."""

    def __init__(self, phone):
        self.phone = phone
        self.id = next(folder for folder in phone.list_folders() if folder.type == FolderType.CONTACTS).id
        self.key = phone.sync_folder(self.id).sync_key
        self.read()

    def read(self):
        """Everything new."""
        added, changed, deleted, more = {}, {}, [], True
        while more:
            result = self.phone.sync_folder(self.id, self.key, window_size=512)
            self.key, more = result.sync_key, result.more_available
            added |= {item.server_id: item.fields for item in result.added}
            changed |= {item.server_id: item.fields for item in result.changed}
            deleted += result.deleted
        return added, changed, deleted

    def create(self, contact):
        result = self.phone.create_contact(self.id, self.key, contact)
        self.key = result.sync_key
        assert result.status == "1"
        return result.server_id

    def change(self, *changes):
        result = self.phone.apply_contact_changes(self.id, self.key, changes)
        self.key = result.sync_key
        assert set(result.statuses.values()) == {"1"}

    def ping(self):
        return self.phone.ping(self.id, folder_class="Contacts", heartbeat=3000)


def read_all(phone, folder):
    """A first sync; returns ServerId -> fields."""
    items, result = {}, phone.sync_folder(folder.id)
    assert not result.added
    while True:
        result = phone.sync_folder(folder.id, result.sync_key, window_size=7)
        for item in result.added:
            assert item.server_id not in items
            items[item.server_id] = item.fields
        if not result.more_available:
            assert phone.sync_folder(folder.id, result.sync_key).added == []
            return items


@pytest.mark.manual("1 Austausch", "2.2 ActiveSync", "4 Direkt", "5 Direkt")
def test_reads_all_three_collections(phone):
    assert phone.provision()
    folders = {folder.type: folder for folder in phone.list_folders()}
    contacts = read_all(phone, folders[FolderType.CONTACTS])
    appointments = read_all(phone, folders[FolderType.CALENDAR])
    tasks = read_all(phone, folders[FolderType.TASKS])
    assert len(contacts) > 20 and len(appointments) > 10 and len(tasks) > 5
    assert any("Contacts.LastName" in fields for fields in contacts.values())
    assert all(START_TIME in fields for fields in appointments.values())
    assert all("Tasks.Subject" in fields for fields in tasks.values())


def test_estimates_what_comes(phone):
    folder = next(folder for folder in phone.list_folders() if folder.type == FolderType.TASKS)
    key = phone.sync_folder(folder.id).sync_key
    estimate = phone.get_item_estimate(folder.id, key)
    assert estimate == len(phone.sync_folder(folder.id, key, window_size=512).added) > 0


def test_a_ping_tells_what_is_waiting(phone):
    folder = next(folder for folder in phone.list_folders() if folder.type == FolderType.CONTACTS)
    phone.sync_folder(folder.id)
    result = phone.ping(folder.id, folder_class="Contacts", heartbeat=3000)
    assert result.status == "2" and result.changed_folder_ids == [folder.id]


@pytest.mark.manual("1 E-Mails")
def test_mail_folders_are_empty(phone):
    folder = next(folder for folder in phone.list_folders() if folder.type == FolderType.INBOX)
    assert read_all(phone, folder) == {}


@pytest.mark.manual("1 Austausch")
def test_writes_contacts_that_another_phone_has_then(phone, other):
    first, second = AddressBook(phone), AddressBook(other)
    anna = Contact(first_name="Anna", last_name="Ammer", file_as="Ammer, Anna", mobile_phone_number="0171 3920091")
    made = first.create(anna)
    doomed = first.create(Contact(last_name="Meise", file_as="Meise", company_name="Vogelhaus"))
    added, changed, deleted = second.read()
    assert added.keys() == {made, doomed} and not changed and not deleted
    assert (added[made]["Contacts.LastName"], added[made]["Contacts.MobilePhoneNumber"]) == ("Ammer", "0171 3920091")
    anna = replace(anna, last_name="Goldammer", file_as="Goldammer, Anna", web_page="https://ammer.example")
    first.change(ContactChange(made, anna), ContactChange(doomed, delete=True))
    added, changed, deleted = second.read()
    assert not added and changed.keys() == {made} and deleted == [doomed]
    assert (changed[made]["Contacts.LastName"], changed[made]["Contacts.WebPage"]) == (
        "Goldammer",
        "https://ammer.example",
    )
    assert first.read() == ({}, {}, [])


@pytest.mark.manual("1 Änderungen")
def test_a_contact_of_one_phone_ends_the_wait_of_the_other(office, phone, other):
    first, second = AddressBook(phone), AddressBook(other)
    with ThreadPoolExecutor() as pool:
        wait = office.parked(pool, second.ping)
        assert not wait.done()
        made = first.create(Contact(last_name="Wecker", file_as="Wecker"))
        result = wait.result()
    assert (result.status, result.changed_folder_ids) == ("2", [second.id])
    assert second.read()[0].keys() == {made}


def test_a_phone_is_not_woken_by_what_it_wrote(office, phone, other):
    """Status 1 of the first wait says that nothing ended it but the newer one."""
    first, second = AddressBook(phone), AddressBook(other)
    first.create(Contact(last_name="Stille", file_as="Stille"))
    second.read()
    with client(office, "PYACTIVESYNC1") as again, ThreadPoolExecutor() as pool:
        older = office.parked(pool, first.ping)
        newer = pool.submit(again.ping, first.id, folder_class="Contacts", heartbeat=3000)
        assert older.result().status == "1"
        made = second.create(Contact(last_name="Laut", file_as="Laut"))
        assert newer.result().status == "2"
    assert first.read()[0].keys() == {made}
