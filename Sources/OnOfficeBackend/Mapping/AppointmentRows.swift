import SyncModel

/// Appointments, in the order of the manual's table. Manual 12.2.
func mapAppointment<Mapper: FieldMapper<Appointment>>(
  _ m: inout Mapper, _ item: inout CalendarItem, viewer: Viewer, zone: String
) {
  m.text("description", &item.subject)
  m.value("art", by: AppointmentKind(), &item.categories)
  m.unsent("status", writtenBy: "(Delete)", "cancelled ones are not synced; deleted on the phone: cancelled")
  m.value("note, relatedEstateId", by: AppointmentNotes(), &item.body)
  m.value("users, relatedAddressIds, ressources", by: Participants(viewer: viewer), &item.attendees)
  m.value("start_dt, end_dt, ganztags", by: AppointmentSchedule(zone: zone), &item.schedule)
  m.value("rp_flag, rp_type, rp_tage, rp_ende_status, rp_ende_datum", by: SeriesPattern(), &item.recurrence)
  m.value("rp_exception", by: SeriesGaps(), &item.exceptions)
  m.value("erinnerung", by: ReminderMinutes(), &item.reminder)
  m.text("ort", &item.location)
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
  m.value("status", by: BusyStatus(), .toPhone, &item.busyStatus)
  m.value("(syncing user)", by: OrganizerName(viewer: viewer), .toPhone, &item.organizerName)
  m.value("(syncing user)", by: OrganizerEmail(viewer: viewer), .toPhone, &item.organizerEmail)
  m.value("(participants)", by: MeetingStatus(viewer: viewer), .toPhone, &item.meetingStatus)
  m.value("(participants)", by: ResponseType(viewer: viewer), .toPhone, &item.responseType)
  m.value("zpushuuid", by: AppointmentUID(tenant: viewer.tenant), &item.uid)
  m.value("modified", by: AppointmentStamp(viewer: viewer), .toPhone, &item.dtStamp)
}
