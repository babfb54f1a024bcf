import OnOfficeBackend
import SyncModel
import TestSupport
import Testing

/// What is chosen in onOffice's column „Sync“, by a person or unasked, as devices see it. Manual 12.3.
@Suite("Manual 12.3, assignments in onOffice", .serialized, .timeLimit(.minutes(10)))
struct ContactAssignmentTests {
  /// „Wenn Sie eine Adresse in onOffice enterprise neu anlegen, werden die angezeigten Felder wie folgt vorbelegt“
  /// and „Wird eine Adresse über „Zuordnen/Anlegen“ z. B. aus einer E-Mail heraus angelegt, lautet die Zuordnung wie
  /// folgt“: the two tables never disagree, and their union holds for both ways.
  static let defaults: [(row: String, entries: [String], element: String, value: String)] = [
    ("Telefon1: Telefon (privat)", ["phone | 0221 1 | -"], "HomePhoneNumber", "0221 1"),
    ("Telefonnummern: Telefon (privat)", ["phone_business | 0221 1 | -"], "HomePhoneNumber", "0221 1"),
    (
      "Telefon2: Telefon 2 (privat)", ["phone | 0221 1 | -", "phone | 0221 2 | -"], "Home2PhoneNumber",
      "0221 2"
    ),
    ("Mobil: Mobil", ["phone | 0221 1 | -", "mobile | 0171 2 | -"], "MobilePhoneNumber", "0171 2"),
    ("Telefaxnummern: Fax (privat)", ["fax | 0221 3 | -"], "HomeFaxNumber", "0221 3"),
    ("E-Mail: E-Mail 1", ["email | a@x.example | -"], "Email1Address", "a@x.example"),
    ("Email1: E-Mail 1", ["email_business | a@x.example | -"], "Email1Address", "a@x.example"),
    (
      "Email2: E-Mail 2", ["email | a@x.example | -", "email | b@x.example | -"], "Email2Address",
      "b@x.example"
    ),
  ]

  @Test(
    .manual(
      "12.3 Manuelles Anlegen", "12.3 Zuordnen/Anlegen", "12.3 Vorbelegung Telefon1",
      "12.3 Vorbelegung Telefonnummern", "12.3 Vorbelegung Telefon2", "12.3 Vorbelegung Mobil",
      "12.3 Vorbelegung Telefaxnummern", "12.3 Vorbelegung Telefax2", "12.3 Vorbelegung Telefax 2",
      "12.3 Vorbelegung E-Mail", "12.3 Vorbelegung Email1", "12.3 Vorbelegung Email2"),
    arguments: ProtocolVersion.tried)
  func newAddressesHaveTheTablesAssignments(_ version: ProtocolVersion) async throws {
    try await ContactOffice.run { office in
      var ids: [Int64] = []
      for row in Self.defaults {
        ids.append(
          try await office.address(
            ["Name": "Neu"], row.entries.map(AddressEntry.init(table:)), assigning: true))
      }
      // „Telefax2: nicht unterstützt“, „Telefax 2: nicht unterstützt“.
      let fax = try await office.address(["Name": "Neu", "Telefax2": "0221 9"], assigning: true)
      let phone = try await office.phone(version)
      for (id, row) in zip(ids, Self.defaults) {
        #expect(try phone.item(id)[row.element] == row.value, "\(row.row)")
        let stored = try await office.stored(id).entries.first { $0.value == row.value }
        #expect(row.row.hasSuffix(": " + (stored?.assignment?.rawValue ?? "-")), "\(row.row)")
      }
      #expect(try phone.item(fax) == ["LastName": "Neu", "FileAs": "Neu"])
    }
  }

  /// „Wird eine Zuordnung erneut verwendet, wird die Nummer, die bisher diese Zuordnung hatte zurückgesetzt auf
  /// „keine Zuordnung“.“
  @Test(
    .manual("12.3 Zuordnung", "12.3 Nur einmal", "12.3 Erneut verwendet"), arguments: ProtocolVersion.tried)
  func eachChoiceIsMadeOnce(_ version: ProtocolVersion) async throws {
    try await ContactOffice.run { office in
      let entries = ["phone | 0221 1 | -", "phone | 0221 2 | -", "phone | 0221 3 | Autotelefon"]
      let id = try await office.address(["Name": "Wahl"], entries.map(AddressEntry.init(table:)))
      let phone = try await office.phone(version)
      for (index, choice) in [
        (0, "Pager"), (1, "Pager"), (2, "Pager"), (0, "Telefon (geschäftlich)"), (1, "Pager"),
      ] {
        try await office.write { office in
          try office.modifyAddress(id) { $0.entries[index].assignment = SyncAssignment(rawValue: choice) }
        }
        let stored = try await office.stored(id).entries
        #expect(stored.filter { $0.assignment?.rawValue == choice }.map(\.value) == [entries[index].value])
        #expect(try await phone.settle() == ["change \(id)"])
      }
      #expect(
        try await office.stored(id).entries.map(\.tableText) == [
          "phone | 0221 1 | Telefon (geschäftlich) | *", "phone | 0221 2 | Pager", "phone | 0221 3 | -",
        ])
      #expect(
        try phone.item(id) == [
          "LastName": "Wahl", "FileAs": "Wahl", "BusinessPhoneNumber": "0221 1", "PagerNumber": "0221 2",
        ])
    }
  }

  /// The fallback follows what onOffice's users do: another default, another first mobile number.
  @Test(.manual("12.3 Fallback"), arguments: ProtocolVersion.tried) func theFallbackFollowsTheDefault(
    _ version: ProtocolVersion
  ) async throws {
    try await ContactOffice.run { office in
      let entries = ["phone | 0221 1 | -", "phone | 0221 2 | -", "mobile | 0171 3 | -"]
      let id = try await office.address(["Name": "Wahl"], entries.map(AddressEntry.init(table:)))
      let phone = try await office.phone(version)
      #expect(try phone.item(id)["HomePhoneNumber"] == "0221 1")
      try await office.write { try $0.modifyAddress(id) { $0.entries[1].isDefault = true } }
      try await phone.settle()
      #expect(try phone.item(id)["HomePhoneNumber"] == "0221 2")
      try await office.write { try $0.modifyAddress(id) { $0.entries[2].isDefault = true } }
      try await phone.settle()
      #expect(try phone.item(id)["HomePhoneNumber"] == nil)
      #expect(try phone.item(id)["MobilePhoneNumber"] == "0171 3")
      try await office.write { try $0.modifyAddress(id) { $0.entries[0].assignment = .car } }
      try await phone.settle()
      #expect(
        try phone.item(id) == ["LastName": "Wahl", "FileAs": "Wahl", "CarPhoneNumber": "0221 1"])
    }
  }
}

extension String {
  /// The value of an entry as tables write it.
  fileprivate var value: String { split(separator: " | ").dropFirst().first.map(String.init) ?? "" }
}
