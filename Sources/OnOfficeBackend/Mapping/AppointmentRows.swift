import SyncModel

/// Appointments, in the order of the manual's table. Manual 12.2.
///
/// The tenant's `kinds` of appointment and the `directory` of those whom the item's attendees may mean are needed
/// on the way back alone. An appointment that is new there has the number 0.
func mapAppointment<Mapper: FieldMapper<Appointment>>(
  _ m: inout Mapper, _ item: inout CalendarItem, viewer: Viewer, zone: String, kinds: [ActionType] = [],
  directory: Directory = Directory()
) {
  let schedule = AppointmentSchedule(zone: zone, recurrence: item.recurrence)
  let participants = Participants(viewer: viewer, directory: directory)
  m.text("description", &item.subject)
  m.value("art", by: AppointmentKind(kinds: kinds), &item.categories)
  m.unsent("status", writtenBy: "(Delete)", "cancelled ones are not synced; deleted on the phone: cancelled")
  m.value("note, relatedEstateId", by: AppointmentNotes(), &item.body)
  m.value("users, relatedAddressIds, ressources", by: participants, &item.attendees)
  m.value("start_dt, end_dt, ganztags", by: schedule, &item.schedule)
  m.value("rp_flag, rp_type, rp_tage, rp_ende_status, rp_ende_datum", by: SeriesPattern(), &item.recurrence)
  m.value("rp_exception", by: SeriesGaps(viewer: viewer), &item.exceptions)
  m.value("erinnerung", by: ReminderMinutes(), &item.reminder)
  m.value("ort, location", by: AppointmentPlace(), &item.location)
  m.value("private", by: AppointmentSensitivity(), &item.sensitivity)
  m.unsent("ProjektNr", "not synced")
  m.unsent("allowTransitTime, transitTime", "not synced")
  m.unsent("Terminnachbereitung", "not synced")
  m.unsent("Dateien", "not synced")
  mapMeeting(&m, &item, viewer: viewer)
}

/// What the protocol wants besides the manual's rows.
private func mapMeeting<Mapper: FieldMapper<Appointment>>(
  _ m: inout Mapper, _ item: inout CalendarItem, viewer: Viewer
) {
  m.sent("status", by: BusyStatus(viewer: viewer), &item.busyStatus)
  m.sent("(syncing user)", by: OrganizerName(viewer: viewer), &item.organizerName)
  m.sent("(syncing user)", by: OrganizerEmail(viewer: viewer), &item.organizerEmail)
  m.sent("(participants)", by: MeetingStatus(viewer: viewer), &item.meetingStatus)
  m.sent("(participants)", by: ResponseType(viewer: viewer), &item.responseType)
  m.value("zpushuuid", by: AppointmentUID(tenant: viewer.tenant), &item.uid)
  m.sent("modified", by: AppointmentStamp(viewer: viewer), &item.dtStamp)
}
