import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Numbers and mail addresses from devices")
struct EntryWritingTests {
  private static let home = AddressEntry(
    group: .phone, type: "phone", value: "0221 1", isDefault: true, assignment: .phonePrivate)
  private static let work = AddressEntry(
    group: .phone, type: "phone_business", value: "0221 2", comment: "Zentrale", assignment: .phoneBusiness)

  /// The entries afterwards as `value type assignment`, the default with a star.
  private func entries(
    of given: [AddressEntry], after change: @escaping @Sendable (inout ContactItem) -> Void
  ) async throws -> [String] {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster"], given)
    try await office.edit(contact: id, change)
    return try await office.storedAddress(id).entries.map(\.summary)
  }

  @Test(.manual("12.3 Nummer ändern", "12.3 Alte Nummer"))
  func aChangedNumberIsANewOneAndTheOldStays() async throws {
    let entries = try await entries(of: [Self.home, Self.work]) { $0.businessPhoneNumber = "0221 99" }
    #expect(
      entries == [
        "0221 1 phone Telefon (privat)*", "0221 2 phone_business -",
        "0221 99 phone_business Telefon (geschäftlich)",
      ])
  }

  @Test(.manual("12.3 Nummer löschen")) func aDeletedNumberLosesItsAssignmentOnly() async throws {
    let entries = try await entries(of: [Self.home, Self.work]) { $0.homePhoneNumber = nil }
    #expect(entries == ["0221 1 phone -*", "0221 2 phone_business Telefon (geschäftlich)"])
  }

  @Test(.manual("12.3 Alle Nummern löschen", "12.3 Standardnummer wieder"))
  func whenAllAreDeletedTheFallbackSendsTheDefaultAgain() async throws {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster"], [Self.home, Self.work])
    try await office.edit(contact: id) { contact in
      contact.homePhoneNumber = nil
      contact.businessPhoneNumber = nil
    }
    #expect(
      try await office.storedAddress(id).entries.map(\.summary) == [
        "0221 1 phone -*", "0221 2 phone_business -",
      ]
    )
    #expect(try await office.contact(id).homePhoneNumber == "0221 1")
  }

  @Test func aNumberThatIsThereIsAssigned() async throws {
    let free = AddressEntry(group: .phone, type: "phone", value: "+49 (0)171 55-5", comment: "neu")
    let entries = try await entries(of: [Self.home, free]) { $0.mobilePhoneNumber = "0171555" }
    #expect(entries == ["0221 1 phone Telefon (privat)*", "+49 (0)171 55-5 phone Mobil".mobile])
  }

  @Test func numbersThatAreWrittenOtherwiseAreTheSame() async throws {
    let entries = try await entries(of: [Self.home]) { $0.homePhoneNumber = "+49 221-1" }
    #expect(entries == ["0221 1 phone Telefon (privat)*"])
  }

  @Test func numbersChangePlaces() async throws {
    let entries = try await entries(of: [Self.home, Self.work]) { contact in
      (contact.homePhoneNumber, contact.businessPhoneNumber) = ("0221 2", "0221 1")
    }
    #expect(
      entries == ["0221 1 phone Telefon (geschäftlich)*", "0221 2 phone_business Telefon (privat)"])
  }

  @Test func threeNumbersRotate() async throws {
    let third = AddressEntry(group: .phone, type: "mobile", value: "0171 3", assignment: .mobile)
    let entries = try await entries(of: [Self.home, Self.work, third]) { contact in
      contact.homePhoneNumber = "0221 2"
      contact.businessPhoneNumber = "0171 3"
      contact.mobilePhoneNumber = "0221 1"
    }
    #expect(
      entries == [
        "0221 1 phone Mobil*", "0221 2 phone_business Telefon (privat)",
        "0171 3 mobile Telefon (geschäftlich)",
      ])
  }

  @Test func aNumberMovesToAnotherElement() async throws {
    let entries = try await entries(of: [Self.home]) { contact in
      contact.homePhoneNumber = nil
      contact.carPhoneNumber = "0221 1"
    }
    #expect(entries == ["0221 1 phone Autotelefon*"])
  }

  @Test func twoElementsMayHaveTheSameNumber() async throws {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster"], [Self.home])
    try await office.edit(contact: id) { $0.businessPhoneNumber = "0221 1" }
    let contact = try await office.contact(id)
    #expect(contact.homePhoneNumber == "0221 1")
    #expect(contact.businessPhoneNumber == "0221 1")
  }

  @Test func theFallbackIsAssignedBeforeAPartOfItChanges() async throws {
    let given = [
      AddressEntry(group: .phone, type: "phone", value: "0221 1", isDefault: true),
      AddressEntry(group: .phone, type: "mobile", value: "0171 2"),
      AddressEntry(group: .fax, type: "fax", value: "0221 3", isDefault: true),
    ]
    let changed = try await entries(of: given) { $0.homePhoneNumber = "0221 9" }
    #expect(
      changed == [
        "0221 1 phone -*", "0171 2 mobile Mobil", "0221 3 fax -*", "0221 9 phone_private Telefon (privat)",
      ])
    let deleted = try await entries(of: given) { $0.mobilePhoneNumber = nil }
    #expect(deleted == ["0221 1 phone Telefon (privat)*", "0171 2 mobile -", "0221 3 fax -*"])
  }

  @Test(.manual("12.3 Standardnummer wieder"))
  func aDeletedFallbackDoesNotReturnBesideAnotherNumber() async throws {
    let given = [AddressEntry(group: .phone, type: "phone", value: "0221 1", isDefault: true)]
    let entries = try await entries(of: given) { contact in
      contact.homePhoneNumber = nil
      contact.businessPhoneNumber = "0221 9"
    }
    #expect(entries == ["0221 1 phone -*", "0221 9 phone_business Telefon (geschäftlich)"])
  }

  @Test func theFirstEntryOfAGroupIsItsDefault() async throws {
    let entries = try await entries(of: [Self.home]) { contact in
      contact.email1Address = "\"Anna Muster\" <anna@muster.example>"
      contact.homeFaxNumber = "0221 8"
    }
    #expect(
      entries == [
        "0221 1 phone Telefon (privat)*", "0221 8 fax_private Fax (privat)*",
        "anna@muster.example email E-Mail 1*",
      ])
  }

  @Test func mailAddressesAreTheSameInAnyLetterCase() async throws {
    let given = [
      AddressEntry(group: .email, type: "email", value: "Anna@Muster.example", assignment: .email1),
      AddressEntry(group: .email, type: "email_private", value: "a@b.example"),
    ]
    let entries = try await entries(of: given) { contact in
      contact.email1Address = "\"Anna\" <anna@muster.example>"
      contact.email2Address = "A@B.example"
    }
    #expect(entries == ["Anna@Muster.example email E-Mail 1*", "a@b.example email_private E-Mail 2"])
  }

  @Test(.manual("12.3 Telefonnummern ←", "12.3 Telefaxnummern ←", "12.3 E-Mail ←"))
  func aNewContactsElementsAreAssignedAsSent() async throws {
    let office = try await TestOffice()
    let id = try await office.addContact { contact in
      contact.lastName = "Muster"
      contact.businessPhoneNumber = "0221 1"
      contact.companyMainPhone = "0221 1"
      contact.assistantPhoneNumber = "0171 5"
      contact.businessFaxNumber = "0221 3"
      contact.email2Address = "a@b.example"
    }
    #expect(
      try await office.storedAddress(id).entries.map(\.summary) == [
        "0221 1 phone_business Telefon (geschäftlich)*", "0171 5 mobile Assistent",
        "0221 1 phone Firma (Zentrale)", "0221 3 fax_business Fax (geschäftlich)*",
        "a@b.example email E-Mail 2*",
      ])
    let contact = try await office.contact(id)
    #expect(contact.homePhoneNumber == nil)
    #expect(contact.companyMainPhone == "0221 1")
  }
}

extension AddressEntry {
  fileprivate var summary: String {
    "\(value) \(type) \(assignment?.rawValue ?? "-")" + (isDefault ? "*" : "")
  }
}

extension String {
  /// onOffice makes a mobile number of type `phone` one of type `mobile`.
  fileprivate var mobile: String { replacing(" phone ", with: " mobile ") }
}
