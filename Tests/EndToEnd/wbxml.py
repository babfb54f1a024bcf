"""A small WBXML codec of our own for tests: it shares nothing with the server but the table of tokens.

An element is a tuple (name, content): name is `Page:Tag`, content a string, bytes (OPAQUE) or a list of elements.
"""

from pathlib import Path

HEADER = bytes([0x03, 0x01, 0x6A, 0x00])
TOKENS = {}
NAMES = {}

for line in (Path(__file__).parent.parent / "Golden" / "tokens.txt").read_text().splitlines():
    if line.startswith("page"):
        continue
    page, namespace, token, name = line.split()
    key = (int(page), int(token, 16))
    TOKENS[f"{namespace}:{name}"] = key
    NAMES[key] = f"{namespace}:{name}"


def encode(element):
    """The body whose root is `element`."""
    out = bytearray(HEADER)
    _write(out, element, 0)
    return bytes(out)


def _write(out, element, page):
    name, content = element
    own, token = TOKENS[name]
    if own != page:
        out += bytes([0x00, own])
        page = own
    if content in ("", [], None):
        out.append(token)
        return page
    out.append(token | 0x40)
    if isinstance(content, bytes):
        out += b"\xc3" + _integer(len(content)) + content
    elif isinstance(content, list):
        for child in content:
            page = _write(out, child, page)
    else:
        out += b"\x03" + str(content).encode() + b"\x00"
    out.append(0x01)
    return page


def _integer(value):
    groups = [value & 0x7F]
    while value := value >> 7:
        groups.insert(0, value & 0x7F | 0x80)
    return bytes(groups)


def decode(body):
    """The root of a body; raises if the body is no WBXML as MS-ASWBXML has it."""
    assert body[:4] == HEADER, body[:8].hex()
    root, offset, _ = _read(body, 4, 0)
    assert offset == len(body), f"{len(body) - offset} bytes behind the root"
    return root


def _read(body, offset, page):
    while body[offset] == 0x00:
        page = body[offset + 1]
        offset += 2
    token = body[offset]
    offset += 1
    assert not token & 0x80, f"attributes at {offset}"
    name = NAMES[page, token & 0x3F]
    if not token & 0x40:
        return (name, ""), offset, page
    texts, children = [], []
    while body[offset] != 0x01:
        if body[offset] == 0x03:
            end = body.index(0, offset)
            texts.append(body[offset + 1 : end].decode())
            offset = end + 1
        elif body[offset] == 0xC3:
            length, offset = _length(body, offset + 1)
            texts.append(body[offset : offset + length])
            offset += length
        elif body[offset] == 0x00:
            page = body[offset + 1]
            offset += 2
        else:
            child, offset, page = _read(body, offset, page)
            children.append(child)
    assert not (texts and children), f"{name} has text and elements"
    content = children if children else texts[0] if len(texts) == 1 else "".join(texts)
    return (name, content), offset + 1, page


def _length(body, offset):
    value = 0
    while True:
        byte = body[offset]
        offset += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, offset


def child(element, name):
    """The content of the first child of that name; None if there is none."""
    return next((content for tag, content in element[1] if tag == name), None) if isinstance(element[1], list) else None


def children(element, name):
    """All children of that name."""
    return [node for node in element[1] if node[0] == name] if isinstance(element[1], list) else []


def path(element, *names):
    """The element reached by the first child of each name; None if one is missing."""
    for name in names:
        found = children(element, name)
        if not found:
            return None
        element = found[0]
    return element
