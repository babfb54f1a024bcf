import SyncModel

// The way from the phone to onOffice. Pure: what is equal in record and item stays as it is.
extension OnOfficeMapping {
  /// What a device makes of an address.
  static func address(_ stored: Address, changedTo contact: ContactItem) throws(ItemRefusal) -> Address {
    // What the fallback sends is assigned first, so that a change of a part of it leaves the rest on the phone.
    let explicit = EntryRules.withExplicitAssignments(stored)
    var writer = FieldWriter(explicit)
    var contact = contact
    mapContact(&writer, &contact)
    var address = try writer.written()
    address.entries = EntryRules.withoutNeedlessAssignments(
      address.entries, over: explicit.entries, stored: stored.entries)
    return address
  }

  /// What a device makes of a task.
  static func task(
    _ stored: OfficeTask, changedTo item: TaskItem, in surroundings: TaskSurroundings
  ) throws(ItemRefusal) -> OfficeTask {
    var writer = FieldWriter(stored)
    var item = item
    if item.reminderSet == false { item.reminder = nil }
    item.reminderSet = item.reminder != nil
    mapTask(&writer, &item, in: surroundings)
    return try writer.written()
  }

  /// What a device makes of a note.
  static func note(_ stored: OfficeNote, changedTo item: NoteItem) throws(ItemRefusal) -> OfficeNote {
    var writer = FieldWriter(stored)
    var item = item
    mapNote(&writer, &item)
    return try writer.written()
  }

  /// What a device makes of an appointment. Attendees that were kept beside it so far stay there: `before` has
  /// them, and the record does not give them.
  static func appointment(
    _ stored: Appointment, from before: CalendarItem, changedTo item: CalendarItem, for viewer: Viewer,
    zone: String, kinds: [ActionType] = [], directory: Directory = Directory()
  ) throws(ItemRefusal) -> Appointment {
    let kept = before.attendees(besidesThoseOf: calendar(stored, for: viewer, zone: zone))
    var writer = FieldWriter(stored)
    var item = item
    item.attendees = item.attendees?.filter { !kept.contains($0) }
    if item.attendees?.isEmpty == true { item.attendees = nil }
    mapAppointment(&writer, &item, viewer: viewer, zone: zone, kinds: kinds, directory: directory)
    return try writer.written()
  }
}

extension FieldWriter {
  /// The record as the walk has made it; throws what a rule refused.
  fileprivate func written() throws(ItemRefusal) -> Source {
    if let refusal { throw refusal }
    return source
  }
}
