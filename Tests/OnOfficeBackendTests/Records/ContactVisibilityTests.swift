import Database
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite struct ContactVisibilityTests {
  /// An office with an address that both users have ticked.
  private func shared() async throws -> (TestOffice, Int64) {
    let office = try await TestOffice()
    let id = try await office.write { [theobald = office.theobald, petra = office.petra] office in
      let id = try office.createAddress(["Name": .text("Eins")])
      try office.setOutlookSync(address: id, user: theobald, true)
      try office.setOutlookSync(address: id, user: petra, true)
      return id
    }
    return (office, id)
  }

  @Test(.manual("12.3 Zuordnung", "12.3 Haken")) func anAddressComesWithTheTickAndGoesWithIt() async throws {
    let office = try await TestOffice()
    let id = try await office.write { try $0.createAddress(["Name": .text("Eins")]) }
    let theobald = office.theobald
    let ticked = try await office.changes(of: .contacts) {
      try $0.setOutlookSync(address: id, user: theobald, true)
    }
    #expect(ticked == Told(theobald: [id: true], stamps: 1))
    let unticked = try await office.changes(of: .contacts) {
      try $0.setOutlookSync(address: id, user: theobald, false)
    }
    #expect(unticked == Told(theobald: [id: false], stamps: 1))
  }

  @Test func tickingTwiceIsOneTick() async throws {
    let (office, id) = try await shared()
    let theobald = office.theobald
    let again = try await office.changes(of: .contacts) {
      try $0.setOutlookSync(address: id, user: theobald, true)
    }
    #expect(again == .nothing)
  }

  @Test func anAddressWithoutTickIsOnNoDevice() async throws {
    let office = try await TestOffice()
    let told = try await office.changes(of: .contacts) { try $0.createAddress(["Name": .text("Eins")]) }
    #expect(told.theobald.isEmpty && told.petra.isEmpty)
  }

  @Test func theArchiveTakesAnAddressFromEveryDeviceAndGivesItBack() async throws {
    let (office, id) = try await shared()
    let archived = try await office.changes(of: .contacts) {
      try $0.modifyAddress(id) { $0.record["Status"] = .integer(0) }
    }
    #expect(archived == Told(theobald: [id: false], petra: [id: false], stamps: 1))
    let back = try await office.changes(of: .contacts) {
      try $0.modifyAddress(id) { $0.record["Status"] = .integer(1) }
    }
    #expect(back == Told(theobald: [id: true], petra: [id: true], stamps: 1))
  }

  @Test func anEditOfASharedAddressIsOneStampForAll() async throws {
    let (office, id) = try await shared()
    let told = try await office.changes(of: .contacts) {
      try $0.modifyAddress(id) { $0.record["Name"] = .text("Zwei") }
    }
    #expect(told == Told(theobald: [id: true], petra: [id: true], stamps: 1))
  }

  @Test(
    arguments: [
      ("Zusatz2", SQLValue.text("x")), ("Briefanrede", .text("x")), ("Postfach", .text("1")),
      ("Benutzer", .text("petra")), ("Anrede", .text("Frau")),
      ("letzter_Kontakt", .text("2024-01-01 10:00:00")),
      ("KontaktformBevorzugt", .text("Email")), ("Privat", .integer(1)), ("jobTitle", .text("x")),
    ])
  func aFieldThatNoDeviceSeesStampsNothing(field: String, value: SQLValue) async throws {
    let (office, id) = try await shared()
    let told = try await office.changes(of: .contacts) {
      try $0.modifyAddress(id) { $0.record[field] = value }
    }
    #expect(told == .nothing)
    #expect(try await office.read { try $0.address(id) }?.record[field] == value)
  }

  @Test(
    arguments: [
      ("Titel", SQLValue.text("Dr.")), ("Vorname", .text("x")), ("Zusatz1", .text("x")),
      ("Strasse", .text("x")),
      ("Plz", .text("1")), ("Ort", .text("x")), ("Land", .text("Österreich")), ("Homepage", .text("x")),
      ("Geburtsdatum", .text("1980-02-29")),
    ])
  func aFieldThatDevicesSeeIsStamped(field: String, value: SQLValue) async throws {
    let (office, id) = try await shared()
    let told = try await office.changes(of: .contacts) {
      try $0.modifyAddress(id) { $0.record[field] = value }
    }
    #expect(told.stamps == 1)
    let back = try await office.changes(of: .contacts) { try $0.modifyAddress(id) { $0.record[field] = nil } }
    #expect(back.stamps == 1)
  }

  @Test func anEntryIsStampedIfItIsSent() async throws {
    let (office, id) = try await shared()
    let added = try await office.changes(of: .contacts) {
      try $0.modifyAddress(id) {
        $0.entries.append(
          AddressEntry(group: .phone, type: "phone", value: "0221 1", assignment: .phoneBusiness))
      }
    }
    #expect(added.stamps == 1)
    let commented = try await office.changes(of: .contacts) {
      try $0.modifyAddress(id) { $0.entries[0].comment = "nur vormittags" }
    }
    #expect(commented == .nothing)
    let unassigned = try await office.changes(of: .contacts) {
      try $0.modifyAddress(id) {
        $0.entries.append(AddressEntry(group: .phone, type: "phone", value: "0221 2"))
      }
    }
    #expect(unassigned == .nothing)
  }

  @Test func aTransactionThatFailsStampsNothing() async throws {
    let (office, id) = try await shared()
    let before = try await office.number(of: .contacts)
    await #expect(throws: OfficeError.self) {
      try await office.write { office in
        try office.modifyAddress(id) { $0.record["Name"] = .text("Zwei") }
        try office.modifyAddress(99) { $0.record["Name"] = .text("Zwei") }
      }
    }
    #expect(try await office.number(of: .contacts) == before)
  }
}
