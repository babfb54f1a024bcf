"""What a phone's user does between two Syncs, and how it is sent again when no answer comes."""

from crash_typed import MARK, Edit

# More than these of a user and class, and he deletes more than he makes.
MANY = 12


class Request:
    """Commands for one class. A retry is the same, or has new ClientIds, or newer texts.

    Which of them is chosen once: an Add with both is another item."""

    def __init__(self, phone, collection, edits=None, length=0):
        self.phone, self.collection, self.tries = phone, collection, 0
        self.change_of_mind = "texts" if length else phone.source.choice(["none", "names", "texts"])
        if length:
            self.edits = [self.new_item(length) for _ in range(12)]
        else:
            count = 20 if phone.source.random() < 0.1 else phone.source.randint(1, 4)
            self.edits = edits or self.new_edits(count)

    def new_edits(self, count):
        """At most one edit for each item."""
        source = self.phone.source
        known = self.phone.book.editable(self.phone, self.collection)
        holds = self.phone.mirrors[self.collection].items
        known = [(mark, item) for mark, item in known if item.server_id in holds]
        is_full = len(known) > MANY
        source.shuffle(known)
        edits = []
        for _ in range(count):
            if not known or source.random() < (0.2 if is_full else 0.5):
                edits.append(self.new_item())
                continue
            mark, item = known.pop()
            if item.editor and source.random() < (0.6 if is_full else 0.2):
                edits.append(Edit("delete", mark, item.server_id))
            else:
                edits.append(Edit("change", mark, item.server_id, self.phone.text()))
        return edits

    def new_item(self, length=0):
        phone = self.phone
        name = phone.new_name()
        uid = f"UID-{name.replace(' ', '-')}" if phone.source.randrange(2) else None
        return Edit("add", MARK + name, name, phone.text(length), uid)

    def commands(self):
        """What is sent now."""
        self.tries += 1
        if self.tries > 1:
            for edit in self.edits:
                if edit.kind == "add" and self.change_of_mind == "names":
                    edit.name += "'"
                elif edit.kind != "delete" and self.change_of_mind == "texts":
                    edit.text = self.phone.text()
        return [edit.command(self.phone.device.version, self.collection) for edit in self.edits]
