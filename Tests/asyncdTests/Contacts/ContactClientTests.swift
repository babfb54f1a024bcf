import OnOfficeBackend
import SyncModel
import TestSupport
import Testing

/// Contacts in the shapes in which clients are known to send them.
@Suite("Contacts of known clients", .serialized, .timeLimit(.minutes(10))) struct ContactClientTests {
  private static let contact: ContactElements = [
    "FileAs": "Meßner, Änne", "FirstName": "Änne", "LastName": "Meßner", "Title": "Dr.",
    "CompanyName": "M & T GmbH",
    "JobTitle": "Maklerin", "Department": "WEG", "Birthday": "1980-02-29T00:00:00.000Z",
    "Anniversary": "2004-07-01T00:00:00.000Z", "MobilePhoneNumber": "0171 14", "HomePhoneNumber": "0221 10",
    "BusinessPhoneNumber": "0221 12", "BusinessFaxNumber": "0221 21", "Email1Address": "a@x.example",
    "Email2Address": "b@x.example", "BusinessAddressStreet": "Domstr. 1", "BusinessAddressCity": "Köln",
    "BusinessAddressPostalCode": "50667", "BusinessAddressCountry": "Deutschland", "HomeAddressCity": "Bonn",
    "WebPage": "https://x.example", "Categories": "Kunden", "NickName": "Änni", "Body": "Notiz\nzwei",
  ]

  @Test(.manual("1 Endgeräte", "12 Abweichungen"), arguments: ContactClient.versions) func aNewContact(
    _ one: ContactClient.Version
  ) async throws {
    try await ContactOffice.run { office in
      let phone = try await one.client.phone(one.version, in: office)
      let other = try await office.phone(.v14_1)
      let id = try #require(try await phone.add(one.client.whole(Self.contact)))
      let fields = [
        "Vorname": "Änne", "Name": "Meßner", "Titel": "Dr.", "Zusatz1": "M & T GmbH", "Strasse": "Domstr. 1",
        "Plz": "50667", "Ort": "Köln", "Land": "DEU", "Geburtsdatum": "1980-02-29",
        "Homepage": "https://x.example", "Benutzer": "theobald",
      ]
      for (field, value) in fields { #expect(try await office.stored(id, field) == value, "\(field)") }
      #expect(
        try await office.stored(id).entries.map(\.tableText) == [
          "phone_private | 0221 10 | Telefon (privat) | *",
          "phone_business | 0221 12 | Telefon (geschäftlich)",
          "mobile | 0171 14 | Mobil", "fax_business | 0221 21 | Fax (geschäftlich) | *",
          "email | a@x.example | E-Mail 1 | *", "email | b@x.example | E-Mail 2",
        ])
      #expect(try await phone.settle() == [])
      #expect(try await other.settle() == ["add \(id)"])
      #expect(try other.item(id) == Self.contact)
    }
  }

  /// One number changed and one deleted, in the client's own way: Supported, empty, or left out from 16.0.
  @Test(
    .manual("1 Endgeräte", "12 Abweichungen", "12.3 Nummer ändern", "12.3 Nummer löschen"),
    arguments: ContactClient.versions)
  func aChangedAndADeletedNumber(_ one: ContactClient.Version) async throws {
    try await ContactOffice.run { office in
      let other = try await office.phone(.v14_1)
      let id = try #require(try await other.add(Self.contact))
      let phone = try await one.client.phone(one.version, in: office)
      var edited = try phone.item(id)
      edited["MobilePhoneNumber"] = "0171 15"
      // Up to 14.1 what is left out of a contact stays, unless Supported names it.
      let leavesOut = one.version >= .v16_0 || one.client.supported != nil
      edited["BusinessFaxNumber"] = leavesOut ? nil : ""
      #expect(try await phone.change(id, one.client.whole(edited)) == [])
      #expect(
        try await office.stored(id).entries.map(\.tableText) == [
          "phone_private | 0221 10 | Telefon (privat) | *",
          "phone_business | 0221 12 | Telefon (geschäftlich)",
          "mobile | 0171 14 | -", "fax_business | 0221 21 | - | *", "email | a@x.example | E-Mail 1 | *",
          "email | b@x.example | E-Mail 2", "mobile | 0171 15 | Mobil",
        ])
      // The only fax is unassigned, so that the fallback sends it. Manual 12.3.
      #expect(try await phone.settle() == ["change \(id)"])
      var expected = Self.contact.merging(["MobilePhoneNumber": "0171 15", "HomeFaxNumber": "0221 21"])
      expected["BusinessFaxNumber"] = nil
      #expect(try phone.item(id) == expected)
      try await other.settle()
      #expect(try other.item(id) == expected)
    }
  }
}
