extension RecordTable {
  /// `note`: a user's own notes. `modified` is in UTC: devices are told it as a moment.
  static let note = RecordTable(
    "note",
    [
      FieldDefinition("userid", .integer, isFixed: true),
      FieldDefinition("Betreff", .text(max: 255)),
      FieldDefinition("Notiz", .text()),
      FieldDefinition("Eintragsdatum", .date, isFixed: true),
      FieldDefinition("modified", .dateTime, isFixed: true),
    ])
}
