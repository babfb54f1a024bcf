"""pyactivesync, an ActiveSync client written by others, provisions, lists folders and reads everything."""

import pytest
from pyactivesync import Client
from pyactivesync.models import FolderType

from client import PATH

# The client has no names for the elements of calendars, only page and token.
START_TIME = "page4.0x27"


@pytest.fixture
def phone(office):
    login, password = office.user()
    client = Client("unused", login, password, device_id="PYACTIVESYNC1")
    client._transport.base_url = office.url + PATH
    with client:
        yield client


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


def test_mail_folders_are_empty(phone):
    folder = next(folder for folder in phone.list_folders() if folder.type == FolderType.INBOX)
    assert read_all(phone, folder) == {}
