extension RecordTable {
  /// `estate`: what an appointment's note says of an Immobilie.
  package static let estate = RecordTable(
    "estate",
    [
      FieldDefinition("objektnr_extern", .text(max: 40)),
      FieldDefinition("objekttitel", .text(max: 255)),
      FieldDefinition("strasse", .text(max: 80)),
      FieldDefinition("hausnummer", .text(max: 20)),
      FieldDefinition("plz", .text(max: 20)),
      FieldDefinition("ort", .text(max: 80)),
    ])
}
