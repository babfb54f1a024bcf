import Database
import SyncModel
import Testing

@testable import OnOfficeBackend

@Suite struct DerivedStampTests {
  /// Theobald's appointment with everything linked, and one of his without.
  private struct Linked: Sendable {
    let office: TestOffice
    let id: Int64
    let address: Int64
    let estate: Int64
    let kind: Int64
  }

  private func linked() async throws -> Linked {
    let office = try await TestOffice()
    let (theobald, petra) = (office.theobald, office.petra)
    return try await office.write { transaction in
      let kind = try transaction.createActionType(.appointment, key: "ind1", label: "Besichtigung")
      let entries = [
        AddressEntry(group: .email, type: "email", value: "a@x.example"),
        AddressEntry(group: .email, type: "email", value: "b@x.example"),
      ]
      let address = try transaction.createAddress(["Name": .text("Kunde")], entries: entries)
      let estate = try transaction.createEstate(["objekttitel": .text("Haus am See")])
      try transaction.createResource(key: "Beamer", name: "Beamer")
      var record: Record = [
        "start_dt": .text("2024-03-11 10:00:00"), "end_dt": .text("2024-03-11 11:00:00"),
      ]
      try transaction.createAppointment(.init(record, users: [theobald]))
      record["art"] = .text("ind1")
      let id = try transaction.createAppointment(
        .init(
          record, users: [theobald, petra], addresses: [address: "sent"], estates: [estate],
          resources: ["Beamer"]))
      return Linked(office: office, id: id, address: address, estate: estate, kind: kind)
    }
  }

  private func expect(
    _ linked: Linked, _ isSeen: Bool, _ change: @escaping @Sendable (OfficeTransaction) throws -> Void
  ) async throws {
    let told = try await linked.office.changes(of: .calendar, by: change)
    let all = Told(theobald: [linked.id: true], petra: [linked.id: true], stamps: 1)
    #expect(told == (isSeen ? all : .nothing))
  }

  @Test func aUsersNameAndMailAddressAreSeen() async throws {
    let linked = try await linked()
    let petra = linked.office.petra
    try await expect(linked, true) { try $0.modifyUser(petra) { $0.lastName = "Panter" } }
    try await expect(linked, true) { try $0.modifyUser(petra) { $0.email = "p@x.example" } }
    try await expect(linked, false) { try $0.modifyUser(petra) { $0.ticks = [.calendar] } }
  }

  @Test func anAddressesNameAndDefaultMailAddressAreSeen() async throws {
    let linked = try await linked()
    let address = linked.address
    try await expect(linked, true) { try $0.modifyAddress(address) { $0.record["Vorname"] = .text("Kurt") } }
    try await expect(linked, true) { try $0.modifyAddress(address) { $0.entries[1].isDefault = true } }
    try await expect(linked, false) { try $0.modifyAddress(address) { $0.record["Ort"] = .text("Köln") } }
    try await expect(linked, false) { try $0.modifyAddress(address) { $0.entries[0].value = "c@x.example" } }
  }

  @Test func aConfirmationIsSeen() async throws {
    let linked = try await linked()
    let (id, address) = (linked.id, linked.address)
    try await expect(linked, true) { try $0.modifyAppointment(id) { $0.addresses[address] = "confirmed" } }
    try await expect(linked, true) { try $0.modifyAppointment(id) { $0.addresses[address] = nil } }
  }

  @Test func anEstateIsSeenWithItsAddress() async throws {
    let linked = try await linked()
    let estate = linked.estate
    try await expect(linked, true) { try $0.modifyEstate(estate) { $0["objekttitel"] = .text("Villa") } }
    try await expect(linked, true) { try $0.modifyEstate(estate) { $0["hausnummer"] = .text("7") } }
    try await expect(linked, false) { try $0.modifyEstate(estate) { $0["hausnummer"] = .text("7") } }
  }

  @Test func theNameOfAResourceIsSeen() async throws {
    let linked = try await linked()
    try await expect(linked, true) { try $0.renameResource(key: "Beamer", name: "Projektor") }
    try await expect(linked, false) { try $0.renameResource(key: "Beamer", name: "Projektor") }
  }

  @Test func theLabelOfAKindIsSeen() async throws {
    let linked = try await linked()
    let kind = linked.kind
    try await expect(linked, true) { try $0.renameActionType(kind, label: "Begehung") }
  }

  @Test func theTenantsZoneIsSeenByAllAppointmentsAndDatedTasks() async throws {
    let linked = try await linked()
    let task = try await linked.office.write {
      try $0.createTask([
        "Betreff": .text("Anrufen"), "Verantwortung": .text("petra"), "Deadline_strikt": .integer(1),
        "Deadline": .text("2024-03-12"),
      ])
    }
    let before = try await linked.office.number(of: .tasks)
    let told = try await linked.office.changes(of: .calendar) {
      try $0.modifyTenant { $0.zone = "Europe/Lisbon" }
    }
    #expect(told.stamps == 2)
    #expect(try await linked.office.told(linked.office.petra, .tasks, since: before) == [task: true])
  }

  @Test func aCancelledAppointmentStaysAwayWhateverItShows() async throws {
    let linked = try await linked()
    let (id, petra) = (linked.id, linked.office.petra)
    try await linked.office.write { try $0.cancelAppointment(id) }
    try await expect(linked, false) { try $0.modifyUser(petra) { $0.lastName = "Panter" } }
  }

  @Test func whatIsTouchedTwiceIsStampedOnce() async throws {
    let linked = try await linked()
    let (petra, theobald) = (linked.office.petra, linked.office.theobald)
    try await expect(linked, true) { office in
      try office.modifyUser(petra) { $0.lastName = "Panter" }
      try office.renameResource(key: "Beamer", name: "Projektor")
      try office.modifyUser(theobald) { $0.ticks = [.calendar] }
    }
  }
}
