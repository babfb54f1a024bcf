extension RecordTable {
  /// `task`: the plain fields of a task. Reminders are each user's own and stand elsewhere.
  package static let task = RecordTable(
    "task",
    [
      FieldDefinition("Betreff", .text(max: 255)),
      FieldDefinition("Aufgabe", .text()),
      FieldDefinition("Verantwortung", .text()),
      FieldDefinition("responsibilityByGroup", .boolean),
      FieldDefinition("Bearbeiter", .text()),
      FieldDefinition("Art", .integer),
      FieldDefinition("Prio", .number(Array(0...5))),
      FieldDefinition("Status", .number(Array(1...8))),
      FieldDefinition("erledigt", .boolean),
      FieldDefinition("Stand", .number([0, 25, 50, 75, 100])),
      FieldDefinition("Austragsdatum", .date),
      FieldDefinition("Beginnt_am", .dateTime),
      FieldDefinition("Beginnt_um", .time),
      FieldDefinition("Deadline_strikt", .boolean),
      FieldDefinition("Deadline", .dateTime),
      FieldDefinition("Deadline_Zeit", .time),
      FieldDefinition("Privat", .boolean),
      FieldDefinition("Aufwand_Soll_NUM", .decimal),
      FieldDefinition("Einheit_Aufwand_Soll", .choice(efforts)),
      FieldDefinition("Aufwand_Zusatz_NUM", .decimal),
      FieldDefinition("Einheit_Aufwand_Zusatz", .choice(efforts)),
      FieldDefinition("Kommentar", .text()),
      FieldDefinition("tags", .choices([])),
      FieldDefinition("relatedAddressId", .integer),
      FieldDefinition("relatedEstateId", .integer),
      FieldDefinition("relatedProjectIds", .text()),
      FieldDefinition("von", .text()),
      FieldDefinition("Eintragsdatum", .date, isFixed: true),
      FieldDefinition("modified", .dateTime, isFixed: true),
    ])

  private static let efforts = ["Minuten", "Stunden", "Tage"]
}
