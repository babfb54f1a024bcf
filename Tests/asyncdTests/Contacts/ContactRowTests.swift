import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing

/// The rows of the manual's table 12.3, which is the same for both directions, over the whole server.
@Suite("Manual 12.3, the rows", .serialized, .timeLimit(.minutes(10))) struct ContactRowTests {
  /// One row: a field of onOffice and what a device has of it.
  struct Row: Sendable {
    let manual: String
    let field: String
    let stored: String
    let element: String
    let shown: String
    /// What a user types over it, and what onOffice has then.
    let typed: String
    let becomes: String
  }

  static let rows = [
    Row(
      manual: "Anrede/Titel: „Übertragen wird nur der Titel“", field: "Titel", stored: "Dr.",
      element: "Title", shown: "Dr.", typed: "Prof. Dr.", becomes: "Prof. Dr."),
    Row(
      manual: "Vorname", field: "Vorname", stored: "Änne", element: "FirstName", shown: "Änne",
      typed: "Käthe-Süß", becomes: "Käthe-Süß"),
    Row(
      manual: "Name", field: "Name", stored: "Meßner", element: "LastName", shown: "Meßner",
      typed: "O'Neill & Söhne <x>", becomes: "O'Neill & Söhne <x>"),
    Row(
      manual: "Firma", field: "Zusatz1", stored: "Meßner GmbH", element: "CompanyName",
      shown: "Meßner GmbH", typed: "Meßner & Co. KG", becomes: "Meßner & Co. KG"),
    Row(
      manual: "Strasse: „Als Business-Adresse“", field: "Strasse", stored: "Domstr. 1",
      element: "BusinessAddressStreet", shown: "Domstr. 1", typed: "Straße des 17. Juni 135",
      becomes: "Straße des 17. Juni 135"),
    Row(
      manual: "Plz, Ort: „Als Business-Adresse“", field: "Plz", stored: "01067",
      element: "BusinessAddressPostalCode", shown: "01067", typed: "10623", becomes: "10623"),
    Row(
      manual: "Plz, Ort: „Als Business-Adresse“", field: "Ort", stored: "Köln",
      element: "BusinessAddressCity", shown: "Köln", typed: "Berlin", becomes: "Berlin"),
    Row(
      manual: "Land: „Als Business-Adresse“", field: "Land", stored: "DEU",
      element: "BusinessAddressCountry", shown: "Deutschland", typed: "Österreich", becomes: "AUT"),
    Row(
      manual: "Geburtsdatum", field: "Geburtsdatum", stored: "1964-02-29", element: "Birthday",
      shown: "1964-02-29T00:00:00.000Z", typed: "1970-12-31T00:00:00.000Z", becomes: "1970-12-31"),
    Row(
      manual: "Homepage", field: "Homepage", stored: "messner.example", element: "WebPage",
      shown: "messner.example", typed: "https://messner.example/?a=1&b=ü",
      becomes: "https://messner.example/?a=1&b=ü"),
  ]

  /// Rows without an element: „Firma Zusatz“, „Plz-Postf., Postfach“, „Letzter Kontakt“, „Briefanrede“,
  /// „Bevorzugte Kontaktart“, „Sprache“, „Telefax2“ and the salutation of „Anrede/Titel“. „Kundenlogo“ is no field of
  /// this office, „Eintragsdatum“ has a value of its own.
  static let unsynced = [
    "Anrede": "Frau", "Zusatz2": "Abteilung WEG", "Plz_postfach": "50455", "Postfach": "10 01 01",
    "letzter_Kontakt": "2026-03-01 10:00:00", "Briefanrede": "Liebe Änne", "KontaktformBevorzugt": "Brief",
    "SpracheKontakt": "DEU", "Telefax2": "0221 99",
  ]

  /// Runs a test's body with an address for each row that has this field only, and their numbers.
  private static func run(
    _ version: ProtocolVersion, _ body: (ContactOffice, ContactPhone, [(Row, Int64)]) async throws -> Void
  ) async throws {
    try await ContactOffice.run { office in
      var addresses: [(Row, Int64)] = []
      for row in rows { addresses.append((row, try await office.address([row.field: row.stored]))) }
      let phone = try await office.phone(version)
      try await body(office, phone, addresses)
    }
  }

  @Test(
    .manual(
      "12.3 Anrede/Titel →", "12.3 Vorname →", "12.3 Name →", "12.3 Firma →", "12.3 Strasse →",
      "12.3 Plz, Ort →", "12.3 Land →", "12.3 Geburtsdatum →", "12.3 Homepage →"),
    arguments: ProtocolVersion.tried)
  func fromOnOfficeToTheDevice(_ version: ProtocolVersion) async throws {
    try await Self.run(version) { office, phone, addresses in
      for (row, id) in addresses {
        let item = try phone.item(id).filter { $0 != "FileAs" }
        #expect(item == [row.element: row.shown], "\(row.manual)")
      }
    }
  }

  @Test(
    .manual(
      "12.3 Anrede/Titel ←", "12.3 Vorname ←", "12.3 Name ←", "12.3 Firma ←", "12.3 Strasse ←",
      "12.3 Plz, Ort ←", "12.3 Land ←", "12.3 Geburtsdatum ←", "12.3 Homepage ←"),
    arguments: ProtocolVersion.tried)
  func fromTheDeviceToOnOffice(_ version: ProtocolVersion) async throws {
    try await Self.run(version) { office, phone, addresses in
      let other = try await office.phone(.v14_1)
      var before: [Int64: Address] = [:]
      for (_, id) in addresses { before[id] = try await office.stored(id) }
      let answered = try await phone.edit(
        addresses.map { row, id in
          (
            id,
            { item in
              item[row.element] = row.typed
              // The device computes it as onOffice does, so that nothing has to come back.
              item["FileAs"] =
                ["LastName", "FirstName", "CompanyName"].contains(row.element) ? row.typed : item["FileAs"]
            }
          )
        })
      #expect(answered == [])
      #expect(try await phone.settle() == [])
      #expect(Set(try await other.settle()) == Set(addresses.map { "change \($0.1)" }))
      for (row, id) in addresses {
        var expected = try #require(before[id])
        expected.record[row.field] = .text(row.becomes)
        var stored = try await office.stored(id)
        stored.record["Aenderung"] = expected.record["Aenderung"]
        #expect(stored == expected, "\(row.manual)")
        #expect(try other.item(id)[row.element] == row.typed, "\(row.manual)")
      }
    }
  }

  @Test(arguments: ProtocolVersion.tried) func clearedOnTheDevice(_ version: ProtocolVersion) async throws {
    try await Self.run(version) { office, phone, addresses in
      try await phone.edit(addresses.map { row, id in (id, { $0[row.element] = nil }) })
      for (row, id) in addresses { #expect(try await office.stored(id, row.field) == nil, "\(row.manual)") }
    }
  }

  @Test(
    .manual(
      "12.3 Anrede/Titel ←", "12.3 Vorname ←", "12.3 Name ←", "12.3 Firma ←", "12.3 Strasse ←",
      "12.3 Plz, Ort ←", "12.3 Land ←", "12.3 Geburtsdatum ←", "12.3 Homepage ←"),
    arguments: ProtocolVersion.tried)
  func inANewContact(_ version: ProtocolVersion) async throws {
    try await ContactOffice.run { office in
      let phone = try await office.phone(version)
      for row in Self.rows {
        let id = try #require(try await phone.add([row.element: row.typed]))
        #expect(try await office.stored(id, row.field) == row.becomes, "\(row.manual)")
        #expect(try await office.stored(id).entries == [])
      }
    }
  }

  @Test(
    .manual(
      "12.3 Anrede/Titel →", "12.3 Anrede/Titel ←", "12.3 Firma Zusatz →", "12.3 Firma Zusatz ←",
      "12.3 Plz-Postf., Postfach →", "12.3 Plz-Postf., Postfach ←", "12.3 Postfach →", "12.3 Postfach ←",
      "12.3 Letzter Kontakt →", "12.3 Letzter Kontakt ←", "12.3 Briefanrede →", "12.3 Briefanrede ←",
      "12.3 Telefax2 →", "12.3 Telefax2 ←", "12.3 Eintragsdatum →", "12.3 Eintragsdatum ←",
      "12.3 Bevorzugte Kontaktart →", "12.3 Bevorzugte Kontaktart ←", "12.3 Sprache →", "12.3 Sprache ←"),
    arguments: ProtocolVersion.tried)
  func whatIsNotSyncedStays(_ version: ProtocolVersion) async throws {
    try await ContactOffice.run { office in
      let fields = Dictionary(uniqueKeysWithValues: Self.rows.map { ($0.field, $0.stored) })
      let id = try await office.address(fields.merging(Self.unsynced) { $1 })
      let entered = try await office.stored(id, "Eintragsdatum")
      let phone = try await office.phone(version)
      #expect(Set(try phone.item(id).names) == Set(Self.rows.map(\.element) + ["FileAs"]))
      try await phone.edit(id) { item in for row in Self.rows { item[row.element] = row.typed } }
      for row in Self.rows { #expect(try await office.stored(id, row.field) == row.becomes, "\(row.field)") }
      for (field, value) in Self.unsynced { #expect(try await office.stored(id, field) == value, "\(field)") }
      #expect(try await office.stored(id, "Eintragsdatum") == entered)
      try await phone.settle()
      try await phone.edit(id) { item in item = ["LastName": "Nur"] }
      for (field, value) in Self.unsynced { #expect(try await office.stored(id, field) == value, "\(field)") }
    }
  }

  // MARK: - FileAs

  static let filed: [([String: String], [String], String)] = [
    (["Name": "Meßner", "Vorname": "Änne", "Zusatz1": "Firma"], [], "Meßner, Änne"),
    (["Name": "Meßner"], [], "Meßner"), (["Vorname": "Änne", "Titel": "Dr."], [], "Änne"),
    (["Zusatz1": "Meßner GmbH"], [], "Meßner GmbH"),
    (["Name": "  ", "Zusatz1": " Meßner GmbH "], [], "Meßner GmbH"),
    ([:], ["phone | 0221 1 | Mobil", "email | a@b.example | E-Mail 2"], "a@b.example"),
    ([:], ["fax | 0221 2 | -"], "0221 2"),
  ]

  @Test(arguments: ProtocolVersion.tried) func theNameToFileUnderIsComputed(_ version: ProtocolVersion)
    async throws
  {
    try await ContactOffice.run { office in
      var ids: [Int64] = []
      for (fields, entries, _) in Self.filed {
        ids.append(try await office.address(fields, try entries.map(AddressEntry.init(table:))))
      }
      let empty = try await office.address(["Ort": "Köln"])
      let phone = try await office.phone(version)
      for (id, (_, _, name)) in zip(ids, Self.filed) { #expect(try phone.item(id)["FileAs"] == name) }
      #expect(try phone.item(empty)["FileAs"] == "Adresse \(empty)")
      // What a device makes of it is not heard: the computed one comes back.
      let before = try await office.stored(ids[0])
      try await phone.edit(ids[0]) { $0["FileAs"] = "Änne Meßner" }
      #expect(try await office.stored(ids[0]) == before)
      #expect(try await phone.settle() == ["change \(ids[0])"])
      #expect(try phone.item(ids[0])["FileAs"] == "Meßner, Änne")
    }
  }

  // MARK: - Land

  /// Stored, typed, stored afterwards, shown afterwards.
  static let countries: [(String?, String?, String?, String?)] = [
    ("DEU", "Germany", "DEU", "Deutschland"), ("DEU", "germany ", "DEU", "Deutschland"),
    ("DEU", "DE", "DEU", "Deutschland"), ("DEU", "deu", "DEU", "Deutschland"),
    ("DEU", "Frankreich", "FRA", "Frankreich"), ("DEU", "FR", "FRA", "Frankreich"),
    ("DEU", "FRA", "FRA", "Frankreich"), ("DEU", "france", "FRA", "Frankreich"),
    // Unknown text leaves a country that is known as it is, however it is stored.
    ("DEU", "Narnia", "DEU", "Deutschland"), ("Deutschland", "Narnia", "Deutschland", "Deutschland"),
    ("Deutschland", "Germany", "Deutschland", "Deutschland"), ("Deutschland", "Austria", "AUT", "Österreich"),
    ("Narnia", "Archenland", "Archenland", "Archenland"), ("Narnia", "Schweiz", "CHE", "Schweiz"),
    (nil, "Narnia", "Narnia", "Narnia"), (nil, "us", "USA", "Vereinigte Staaten"), ("DEU", nil, nil, nil),
  ]

  @Test(.manual("12.3 Land ←"), arguments: ProtocolVersion.tried) func countriesInAllForms(
    _ version: ProtocolVersion
  ) async throws {
    try await ContactOffice.run { office in
      var ids: [Int64] = []
      for (land, _, _, _) in Self.countries {
        ids.append(try await office.address(["Name": "Land", "Land": land].compactMapValues { $0 }))
      }
      let phone = try await office.phone(version)
      let edits = zip(ids, Self.countries).map { id, row in
        (id: id, make: { (item: inout ContactElements) in item["BusinessAddressCountry"] = row.1 })
      }
      #expect(try await phone.edit(edits) == [])
      try await phone.settle()
      for (id, row) in zip(ids, Self.countries) {
        #expect(try await office.stored(id, "Land") == row.2, "\(row)")
        let shown = try phone.item(id)["BusinessAddressCountry"]
        #expect(shown == row.3, "\(row)")
      }
      #expect(try await phone.settle() == [])
    }
  }

  // MARK: - Lengths

  static let lengths = [
    ("Title", "Titel", 80), ("FirstName", "Vorname", 80), ("LastName", "Name", 80),
    ("CompanyName", "Zusatz1", 80),
    ("BusinessAddressStreet", "Strasse", 80), ("BusinessAddressPostalCode", "Plz", 20),
    ("BusinessAddressCity", "Ort", 80), ("BusinessAddressCountry", "Land", 80),
  ]

  @Test(arguments: ProtocolVersion.tried) func whatIsTooLongIsCutAndTheShorterSentBack(
    _ version: ProtocolVersion
  ) async throws {
    try await ContactOffice.run { office in
      let phone = try await office.phone(version)
      for (element, field, limit) in Self.lengths {
        for text in [String(repeating: "ä", count: limit), String(repeating: "ö", count: limit + 7)] {
          var contact: ContactElements = ["MiddleName": "M"]
          contact[element] = text
          let id = try #require(try await phone.add(contact))
          let cut = String(text.prefix(limit))
          #expect(try await office.stored(id, field) == cut, "\(element)")
          #expect(try await phone.settle() == (text == cut ? [] : ["change \(id)"]), "\(element)")
          #expect(try phone.item(id)[element] == cut)
          #expect(try phone.item(id)["MiddleName"] == "M")
        }
      }
      let id = try #require(
        try await phone.add([
          "LastName": "L", "FileAs": "L", "CarPhoneNumber": String(repeating: "1", count: 45),
          "Email1Address": String(repeating: "e", count: 90) + "@example.example",
        ]))
      #expect(try await phone.settle() == ["change \(id)"])
      #expect(try phone.item(id)["CarPhoneNumber"] == String(repeating: "1", count: 40))
      #expect(try phone.item(id)["Email1Address"]?.count == 100)
    }
  }
}
