extension RecordTable {
  /// `address`: the plain fields of onOffice's `adressen`.
  package static let address = RecordTable(
    "address",
    [
      FieldDefinition("KdNr", .integer, isFixed: true),
      FieldDefinition("uuid", .text(), isFixed: true),
      FieldDefinition("Anrede", .choice(salutations)),
      FieldDefinition("Titel", .text(max: 80)),
      FieldDefinition("Vorname", .text(max: 80)),
      FieldDefinition("Name", .text(max: 80)),
      FieldDefinition("Zusatz1", .text(max: 80)),
      FieldDefinition("Zusatz2", .text(max: 80)),
      FieldDefinition("Briefanrede", .text()),
      FieldDefinition("Strasse", .text(max: 80)),
      FieldDefinition("Plz", .text(max: 20)),
      FieldDefinition("Ort", .text(max: 80)),
      FieldDefinition("Land", .text(max: 80)),
      FieldDefinition("Plz_postfach", .text(max: 10)),
      FieldDefinition("Postfach", .text(max: 80)),
      FieldDefinition("Homepage", .text()),
      FieldDefinition("Geburtsdatum", .date),
      FieldDefinition("Anrede2", .choice(salutations)),
      FieldDefinition("Titel2", .text(max: 80)),
      FieldDefinition("Vorname2", .text(max: 80)),
      FieldDefinition("Name2", .text(max: 80)),
      FieldDefinition("Geburtsdatum2", .date),
      FieldDefinition("Telefax2", .text(max: 40)),
      FieldDefinition("letzter_Kontakt", .dateTime),
      FieldDefinition("Eintragsdatum", .date, isFixed: true),
      FieldDefinition("SpracheKontakt", .text(max: 10)),
      FieldDefinition("KontaktformBevorzugt", .choice(["Brief", "Email", "Telefax", "Telefon"])),
      FieldDefinition("Benutzer", .text()),
      FieldDefinition("ArtDaten", .choices([])),
      FieldDefinition("Status", .number([0, 1])),
      FieldDefinition("Privat", .boolean),
      FieldDefinition("jobPosition", .text(max: 80)),
      FieldDefinition("jobTitle", .text(max: 80)),
      FieldDefinition("employer", .text(max: 80)),
      FieldDefinition("Aenderung", .dateTime, isFixed: true),
    ])

  private static let salutations = ["Herr", "Frau", "Firma", "Familie", "Eheleute"]
}
