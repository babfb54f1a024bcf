extension RecordTable {
  /// `calendar`: the plain fields of an appointment.
  package static let appointment = RecordTable(
    "appointment",
    [
      FieldDefinition("description", .text()),
      FieldDefinition("note", .text()),
      FieldDefinition("start_dt", .dateTime),
      FieldDefinition("end_dt", .dateTime),
      FieldDefinition("ganztags", .boolean),
      FieldDefinition("art", .text()),
      FieldDefinition("status", .choice(["active", "completed", "canceled", "participantsAvailable"])),
      FieldDefinition("erledigt", .boolean),
      FieldDefinition("private", .boolean),
      FieldDefinition("erinnerung", .choice(reminders)),
      FieldDefinition("reminderTypes", .choices(["email", "popup", "sms"])),
      FieldDefinition("ort", .text()),
      FieldDefinition("location", .choice(locations)),
      FieldDefinition("allowTransitTime", .boolean),
      FieldDefinition("transitTime", .time),
      FieldDefinition("transitTimePre", .time),
      FieldDefinition("transitTimePost", .time),
      FieldDefinition("ProjektNr", .integer),
      FieldDefinition("von", .text()),
      FieldDefinition("origin", .boolean),
      FieldDefinition("rp_flag", .boolean),
      FieldDefinition("rp_type", .choice(["t", "w", "m", "j"])),
      FieldDefinition("rp_tage", .number(Array(1...999))),
      FieldDefinition("rp_beginn_datum", .date),
      FieldDefinition("rp_ende_datum", .date),
      FieldDefinition("rp_ende_status", .number([0, 1, 2])),
      FieldDefinition("rp_exception", .text()),
      FieldDefinition("zpushuuid", .text(max: 300)),
      FieldDefinition("modified", .dateTime, isFixed: true),
    ])

  /// The lead times that onOffice offers, in ascending order.
  private static let reminders = [
    "0 minutes", "5 minutes", "15 minutes", "30 minutes", "1 hours", "2 hours", "3 hours", "12 hours",
    "15 hours",
    "1 days", "2 days", "3 days", "1 weeks", "2 weeks", "3 weeks",
  ]

  private static let locations = [
    "address", "estate", "user", "group", "mandant", "sonstiges", "customVideoUrl", "userMeetingUrl",
    "keine Angaben",
  ]
}
