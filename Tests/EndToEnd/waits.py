"""Pings as phones send them."""

import wbxml

HOUR = 3000


def ping(device, seconds, *folders):
    """Waits; returns the status."""
    return request(device, heartbeat(seconds), watched(*folders))[0]


def request(device, *content):
    """Status and root of the answer."""
    root = device.call("Ping", ("Ping:Ping", list(content)))
    return wbxml.child(root, "Ping:Status"), root


def heartbeat(seconds):
    return ("Ping:HeartbeatInterval", str(seconds))


def watched(*folders):
    entry = lambda folder: ("Ping:Folder", [("Ping:Id", folder), ("Ping:Class", "Contacts")])
    return ("Ping:Folders", [entry(folder) for folder in folders])
