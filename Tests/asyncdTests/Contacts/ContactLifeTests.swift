import OnOfficeBackend
import SyncModel
import TestSupport
import Testing

/// Contacts that devices make and remove. Manual 12.3.
@Suite("Manual 12.3, new and deleted contacts", .serialized, .timeLimit(.minutes(10)))
struct ContactLifeTests {
  @Test(arguments: ProtocolVersion.tried) func aNewContactBecomesAnAddressWithTheTick(
    _ version: ProtocolVersion
  ) async throws {
    try await ContactOffice.run { office in
      let phone = try await office.phone(version)
      let other = try await office.phone(.v14_1)
      let petras = try await office.phone(version, login: "petra")
      let contact: ContactElements = [
        "FirstName": "Änne", "LastName": "Meßner", "FileAs": "Meßner, Änne", "BusinessPhoneNumber": "0221 1",
        "Email1Address": "\"Änne Meßner\" <a@x.example>",
      ]
      let id = try #require(try await phone.add(contact))
      let stored = try await office.stored(id)
      let expected = [
        "Vorname": "Änne", "Name": "Meßner", "Benutzer": "theobald", "Status": "1",
        "Eintragsdatum": "2026-03-23",
      ]
      for (field, value) in expected { #expect(try await office.stored(id, field) == value, "\(field)") }
      for field in ["KdNr", "uuid", "Aenderung"] { #expect(stored.record[field] != nil, "\(field)") }
      #expect(
        stored.entries.map(\.tableText) == [
          "phone_business | 0221 1 | Telefon (geschäftlich) | *", "email | a@x.example | E-Mail 1 | *",
        ])
      #expect(try await office.ticks(id) == [office.theobald])
      #expect(try await phone.settle() == [])
      #expect(try await other.settle() == ["add \(id)"])
      #expect(try other.item(id) == contact.merging(["Email1Address": "a@x.example"]))
      #expect(try await petras.settle() == [])
    }
  }

  static let small: [(ContactElements, String)] = [
    (["CompanyName": "Meßner GmbH"], "Meßner GmbH"), (["MobilePhoneNumber": "0171 1"], "0171 1"),
    (["Picture": "AAEC"], "-"),
    (["Email1Address": "", "Categories": "", "LastName": ""], "-"), ([:], "-"),
  ]

  @Test(arguments: ProtocolVersion.tried) func aContactNeedsNoName(_ version: ProtocolVersion) async throws {
    try await ContactOffice.run { office in
      let phone = try await office.phone(version)
      let other = try await office.phone(.v14_1)
      for (contact, name) in Self.small {
        let id = try #require(try await phone.add(contact), "\(contact)")
        #expect(try await office.ticks(id) == [office.theobald])
        #expect(try await phone.settle() == [], "\(contact)")
        #expect(try await other.settle() == ["add \(id)"])
        #expect(try other.item(id)["FileAs"] == (name == "-" ? "Adresse \(id)" : name))
        let said = contact.filter { contact[$0] != "" }
        #expect(try other.item(id).filter { $0 != "FileAs" } == said)
      }
    }
  }

  /// „Löschen Sie eine von onOffice enterprise synchronisierte Adresse auf Ihrem Smartphone, wird diese NICHT in
  /// onOffice enterprise gelöscht, stattdessen wird sie aus der Synchronisation genommen.“ „Der Haken in diesem Feld
  /// wird dann entfernt.“
  @Test(.manual("12.3 Adresse löschen", "12.3 Haken"), arguments: ProtocolVersion.tried)
  func deletingOnlyUnticks(_ version: ProtocolVersion) async throws {
    try await ContactOffice.run { office in
      let entries = try ["phone | 0221 1 | Pager", "email | a@x.example | -"].map(AddressEntry.init(table:))
      let id = try await office.address(["Name": "Meßner"], entries)
      let phone = try await office.phone(version)
      let other = try await office.phone(.v14_1)
      let petras = try await office.phone(version, login: "petra")
      let before = try await office.stored(id)
      try await phone.delete(id)
      #expect(try await office.stored(id) == before)
      #expect(try await office.ticks(id) == [office.petra])
      #expect(try await phone.settle() == [])
      #expect(try await other.settle() == ["delete \(id)"])
      #expect(try await petras.settle() == [])
      #expect(try petras.item(id)["LastName"] == "Meßner")
      // Ticked again, it comes as it is now.
      let theobald = office.theobald
      try await office.write { try $0.setOutlookSync(address: id, user: theobald, true) }
      #expect(try await phone.settle() == ["add \(id)"])
      #expect(try phone.item(id) == petras.item(id))
    }
  }

  @Test(arguments: ProtocolVersion.tried) func aNewContactIsChangedAndDeleted(_ version: ProtocolVersion)
    async throws
  {
    try await ContactOffice.run { office in
      let phone = try await office.phone(version)
      let id = try #require(try await phone.add(["LastName": "Eins", "HomePhoneNumber": "0221 1"]))
      try await phone.edit(id) { $0["HomePhoneNumber"] = "0221 2" }
      #expect(
        try await office.stored(id).entries.map(\.tableText) == [
          "phone_private | 0221 1 | - | *", "phone_private | 0221 2 | Telefon (privat)",
        ])
      try await phone.delete(id)
      #expect(try await office.ticks(id) == [])
      #expect(try await office.stored(id, "Status") == "1")
      #expect(try await phone.settle() == [])
    }
  }
}
