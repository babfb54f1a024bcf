import Database
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite struct EntryRulesTests {
  private func entry(
    id: Int64 = 0, _ type: String, _ value: String, isDefault: Bool = false,
    _ assignment: SyncAssignment? = nil
  ) -> AddressEntry {
    let group: AddressEntry.Group = type.hasPrefix("fax") ? .fax : type.hasPrefix("email") ? .email : .phone
    return AddressEntry(
      id: id, group: group, type: type, value: value, isDefault: isDefault, assignment: assignment)
  }

  @Test(
    .manual(
      "12.3 Manuelles Anlegen", "12.3 Zuordnen/Anlegen", "12.3 Vorbelegung Telefon1",
      "12.3 Vorbelegung Telefonnummern", "12.3 Vorbelegung Telefon2", "12.3 Vorbelegung Mobil",
      "12.3 Vorbelegung Telefaxnummern", "12.3 Vorbelegung Telefax2", "12.3 Vorbelegung Telefax 2",
      "12.3 Vorbelegung E-Mail", "12.3 Vorbelegung Email1", "12.3 Vorbelegung Email2"))
  func theManualsTableIsAppliedAtCreation() throws {
    let entries = [
      entry("phone", "0221 1"), entry("phone_business", "0221 2"), entry("mobile", "0171 1"),
      entry("mobile", "0171 2"), entry("fax", "0221 3"), entry("fax", "0221 4"),
      entry("email", "a@x.example"),
      entry("email", "b@x.example"), entry("email", "c@x.example"), entry("phone", "0221 5"),
    ]
    #expect(
      EntryRules.assigned(EntryRules.settled(entries)).map(\.assignment) == [
        .phonePrivate, .phonePrivate2, .mobile, nil, .faxPrivate, nil, .email1, .email2, nil, nil,
      ])
  }

  @Test func theDefaultEntryIsTheFirst() {
    let entries = [entry("phone", "0221 1"), entry("phone", "0221 2", isDefault: true)]
    #expect(EntryRules.assigned(entries).map(\.assignment) == [.phonePrivate2, .phonePrivate])
  }

  @Test func explicitAssignmentsAreKeptAtCreation() {
    let entries = [entry("phone", "0221 1"), entry("phone", "0221 2", .phonePrivate)]
    #expect(EntryRules.assigned(entries).map(\.assignment) == [nil, .phonePrivate])
  }

  @Test(.manual("12.3 Nur einmal", "12.3 Erneut verwendet")) func aNewAssignmentFreesItsFormerHolder() {
    let stored = [entry(id: 1, "phone", "0221 1", .phonePrivate), entry(id: 2, "phone", "0221 2")]
    var entries = stored
    entries[1].assignment = .phonePrivate
    #expect(EntryRules.settled(entries, over: stored).map(\.assignment) == [nil, .phonePrivate])
    entries = stored
    entries.insert(entry("phone", "0221 3", .phonePrivate), at: 0)
    #expect(EntryRules.settled(entries, over: stored).map(\.assignment) == [.phonePrivate, nil, nil])
  }

  @Test func twoEntriesMaySwapTheirAssignments() {
    let stored = [
      entry(id: 1, "phone", "0221 1", .phonePrivate), entry(id: 2, "phone", "0221 2", .phoneBusiness),
    ]
    var entries = stored
    entries[0].assignment = .phoneBusiness
    entries[1].assignment = .phonePrivate
    #expect(EntryRules.settled(entries, over: stored).map(\.assignment) == [.phoneBusiness, .phonePrivate])
  }

  @Test func eachGroupHasOneDefault() {
    let entries = [
      entry("phone", "0221 1"), entry("fax", "0221 2"), entry("phone", "0221 3", isDefault: true),
      entry("email", "a@x.example"),
    ]
    #expect(EntryRules.settled(entries).map(\.isDefault) == [false, true, true, true])
  }

  @Test func aNewlyMarkedDefaultWinsOverTheFormer() {
    let stored = [entry(id: 1, "phone", "0221 1", isDefault: true), entry(id: 2, "phone", "0221 2")]
    var entries = stored
    entries[1].isDefault = true
    #expect(EntryRules.settled(entries, over: stored).map(\.isDefault) == [false, true])
    #expect(EntryRules.settled([entries[1]], over: stored).map(\.isDefault) == [true])
  }

  @Test func emptyEntriesAreNotStored() {
    #expect(EntryRules.settled([entry("phone", ""), entry("phone", "0221 1")]).map(\.value) == ["0221 1"])
  }

  @Test(
    arguments: [
      ("0171 1234567", true), ("+49 171 1234567", true), ("+49 (0)171 1234567", true), ("0049151/123", true),
      ("01609876543", true), ("+43 664 1234567", true), ("+41 79 123 45 67", true), ("0221 171171", false),
      ("+49 221 17171", false), ("0181 123", false), ("+1 171 1234567", false), ("171", false), ("", false),
    ])
  func mobileNumbersAreToldByTheirPrefix(number: String, isMobile: Bool) {
    #expect(MobileNumber.isMobile(number) == isMobile)
  }

  @Test func aMobileNumberBecomesOneEvenIfItIsGivenAsPhone() {
    let entries = [
      entry("phone", "0171 1234567"), entry("phone_private", "0171 1234568"), entry("phone", "0221 1"),
    ]
    #expect(EntryRules.settled(entries).map(\.type) == ["mobile", "phone_private", "phone"])
  }

  @Test func entriesAreStoredChangedAndDeleted() async throws {
    let office = try await TestOffice()
    let entries = [entry("phone", "0221 1"), entry("email", "a@x.example")]
    let id = try await office.write { try $0.createAddress(["Name": .text("Eins")], entries: entries) }
    let stored = try #require(try await office.read { try $0.address(id) }).entries
    #expect(stored.map(\.value) == ["0221 1", "a@x.example"])
    #expect(Set(stored.map(\.id)).count == 2)
    try await office.write { office in
      try office.modifyAddress(id) { address in
        address.entries.removeFirst()
        address.entries[0].comment = "privat"
        address.entries.append(AddressEntry(group: .fax, type: "fax", value: "0221 2"))
      }
    }
    let changed = try #require(try await office.read { try $0.address(id) }).entries
    #expect(changed.map(\.value) == ["a@x.example", "0221 2"])
    #expect(changed[0].id == stored[1].id)
    #expect(changed[0].comment == "privat")
    #expect(changed[0].assignment == .email1)
    #expect(changed[1].assignment == nil)
  }

  @Test(
    arguments: [
      (AddressEntry.Group.phone, "fax", nil as SyncAssignment?),
      (.email, "email_home", nil), (.phone, "phone", .email1), (.email, "email", .mobile),
    ])
  func anEntryOfAnotherGroupsKindIsRefused(
    group: AddressEntry.Group, type: String, assignment: SyncAssignment?
  ) async throws {
    let office = try await TestOffice()
    let entry = AddressEntry(group: group, type: type, value: "1", assignment: assignment)
    await #expect(throws: OfficeError.self) {
      try await office.write { try $0.createAddress(["Name": .text("Eins")], entries: [entry]) }
    }
  }
}
