import SyncModel

/// Turns onOffice's records into the items that phones see. Pure: same record, same item. Manual 12.
enum OnOfficeMapping {
  /// An address as a contact, over what is kept beside it.
  static func contact(_ address: Address, over kept: ContactItem = ContactItem()) -> ContactItem {
    var reader = FieldReader(source: address)
    var contact = kept
    mapContact(&reader, &contact)
    return contact
  }

  /// An appointment as `viewer` sees it, over what is kept beside it; `zone` is the tenant's, as `Europe/Berlin`.
  static func calendar(
    _ appointment: Appointment, for viewer: Viewer, zone: String, over kept: CalendarItem = CalendarItem()
  ) -> CalendarItem {
    var reader = FieldReader(source: appointment)
    var item = kept
    mapAppointment(&reader, &item, viewer: viewer, zone: zone)
    return item
  }

  /// A task over what is kept beside it; `zone` is the tenant's, `reminders` whether the user's reminder is sent
  /// along.
  static func task(
    _ task: OfficeTask, zone: String, reminders: Bool = true, over kept: TaskItem = TaskItem()
  ) -> TaskItem {
    var reader = FieldReader(source: task)
    var item = kept
    mapTask(&reader, &item, in: TaskSurroundings(zone: zone, reminders: reminders))
    item.addCategories(of: kept)
    return item
  }

  /// A note over what is kept beside it.
  static func note(_ note: OfficeNote, over kept: NoteItem = NoteItem()) -> NoteItem {
    var reader = FieldReader(source: note)
    var item = kept
    mapNote(&reader, &item)
    item.body = item.body?.keeping(html: kept.body?.data)
    return item
  }
}
