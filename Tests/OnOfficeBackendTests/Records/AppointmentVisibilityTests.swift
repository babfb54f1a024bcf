import Database
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite struct AppointmentVisibilityTests {
  private static let times: Record = [
    "description": .text("Besichtigung"), "start_dt": .text("2024-03-11 10:00:00"),
    "end_dt": .text("2024-03-11 11:00:00"),
  ]

  /// An office with an appointment of Theobald's.
  private func office() async throws -> (TestOffice, Int64) {
    let office = try await TestOffice()
    let theobald = office.theobald
    return (office, try await office.write { try $0.createAppointment(.init(Self.times, users: [theobald])) })
  }

  @Test func anAppointmentBelongsToItsParticipantsAndNotToItsCreator() async throws {
    let office = try await TestOffice()
    let (theobald, petra) = (office.theobald, office.petra)
    let id = try await office.write { office in
      var record = Self.times
      record["von"] = .text("petra")
      return try office.createAppointment(.init(record, users: [theobald]))
    }
    #expect(try await office.told(theobald, .calendar, since: .zero) == [id: true])
    #expect(try await office.told(petra, .calendar, since: .zero) == [:])
  }

  @Test func participantsComeAndGo() async throws {
    let (office, id) = try await office()
    let (theobald, petra) = (office.theobald, office.petra)
    let joined = try await office.changes(of: .calendar) {
      try $0.modifyAppointment(id) { $0.users = [theobald, petra] }
    }
    #expect(joined.theobald == [id: true] && joined.petra == [id: true])
    let left = try await office.changes(of: .calendar) { try $0.modifyAppointment(id) { $0.users = [petra] } }
    #expect(left.theobald == [id: false] && left.petra == [id: true])
  }

  @Test(.manual("12.2 Zugeordnete Benutzer →")) func theMembersOfAGroupTakePart() async throws {
    let (office, id) = try await office()
    let (theobald, petra) = (office.theobald, office.petra)
    let group = try await office.write { try $0.createGroup("Vertrieb", members: [petra]) }
    let joined = try await office.changes(of: .calendar) {
      try $0.modifyAppointment(id) { $0.groups = [group] }
    }
    #expect(joined.petra == [id: true])
    #expect(try await office.read { try $0.appointment(id) }?.users.map(\.id) == [theobald, petra])
    let left = try await office.changes(of: .calendar) { try $0.setMembers([], ofGroup: group) }
    #expect(left == Told(theobald: [id: true], petra: [id: false], stamps: 2))
    let back = try await office.changes(of: .calendar) {
      try $0.setMembers([theobald, petra], ofGroup: group)
    }
    #expect(back == Told(theobald: [id: true], petra: [id: true], stamps: 2))
  }

  @Test(.manual("12.2 Terminstatus →"))
  func aCancelledAppointmentLeavesTheDevicesAndMayComeBack() async throws {
    let (office, id) = try await office()
    let gone = try await office.changes(of: .calendar) { try $0.cancelAppointment(id) }
    #expect(gone == Told(theobald: [id: false], stamps: 1))
    #expect(try await office.read { try $0.appointment(id) }?.record["status"] == .text("canceled"))
    let back = try await office.changes(of: .calendar) {
      try $0.modifyAppointment(id) { $0.record["status"] = .text("active") }
    }
    #expect(back == Told(theobald: [id: true], stamps: 1))
  }

  @Test func aDeletedAppointmentLeavesTheDevices() async throws {
    let (office, id) = try await office()
    let gone = try await office.changes(of: .calendar) { try $0.deleteAppointment(id) }
    #expect(gone == Told(theobald: [id: false], stamps: 1))
    #expect(try await office.read { try $0.appointment(id) } == nil)
  }

  @Test(
    arguments: [
      ("ProjektNr", SQLValue.integer(7)), ("transitTime", .text("00:30")), ("status", .text("completed")),
      ("von", .text("petra")), ("reminderTypes", .text("popup")), ("erledigt", .integer(1)),
    ])
  func aFieldThatNoDeviceSeesStampsNothing(field: String, value: SQLValue) async throws {
    let (office, id) = try await office()
    office.clock.set(try berlin("2024-03-12 08:00:00"))
    let told = try await office.changes(of: .calendar) {
      try $0.modifyAppointment(id) { $0.record[field] = value }
    }
    #expect(told == .nothing)
  }

  @Test(
    arguments: [
      ("description", SQLValue.text("Beratung")), ("note", .text("x")), ("ort", .text("Büro")),
      ("end_dt", .text("2024-03-11 12:00:00")), ("start_dt", .text("2024-03-11 09:00:00")),
      ("private", .integer(1)), ("erinnerung", .text("15 minutes")), ("ganztags", .integer(1)),
      ("status", .text("participantsAvailable")),
    ])
  func aFieldThatDevicesSeeIsStamped(field: String, value: SQLValue) async throws {
    let (office, id) = try await office()
    let told = try await office.changes(of: .calendar) {
      try $0.modifyAppointment(id) { $0.record[field] = value }
    }
    #expect(told == Told(theobald: [id: true], stamps: 1))
  }

  @Test(
    arguments: [
      ("start_dt", OfficeError.missingField("start_dt")), ("end_dt", .missingField("end_dt")),
    ])
  func withoutTimesThereIsNoAppointment(field: String, error: OfficeError) async throws {
    let office = try await TestOffice()
    await #expect(throws: error) {
      try await office.write { office in
        var record = Self.times
        record[field] = nil
        try office.createAppointment(.init(record))
      }
    }
  }

  @Test func linksToWhatIsNotThereAreRefused() async throws {
    let (office, id) = try await office()
    await #expect(throws: OfficeError.noSuchRecord(kind: "address", id: 5)) {
      try await office.write { try $0.modifyAppointment(id) { $0.addresses = [5: "sent"] } }
    }
    await #expect(throws: OfficeError.noSuchRecord(kind: "office_user", id: 77)) {
      try await office.write { try $0.modifyAppointment(id) { $0.users.insert(77) } }
    }
    await #expect(throws: OfficeError.noSuchResource(key: "Beamer")) {
      try await office.write { try $0.modifyAppointment(id) { $0.resources = ["Beamer"] } }
    }
    await #expect(throws: OfficeError.unknownChoice(field: "art", value: "Notartermin")) {
      try await office.write { try $0.modifyAppointment(id) { $0.record["art"] = .text("Notartermin") } }
    }
  }

  @Test func wholeDaysEndOnTheirLastSecond() async throws {
    let office = try await TestOffice()
    let ends = ["2024-03-11 00:00:00", "2024-03-11 15:00:00", "2024-03-12 00:00:00", "2024-03-12 23:59:59"]
    let stored = try await office.write { office in
      try ends.map { end in
        let record: Record = [
          "start_dt": .text("2024-03-11 08:00:00").midnight(if: end == ends[0]), "end_dt": .text(end),
          "ganztags": .integer(1),
        ]
        let id = try office.createAppointment(.init(record))
        return try office.appointment(id)?.record.text("end_dt")
      }
    }
    #expect(
      stored == ["2024-03-11 23:59:59", "2024-03-11 23:59:59", "2024-03-11 23:59:59", "2024-03-12 23:59:59"])
  }
}

extension SQLValue {
  fileprivate func midnight(if isMidnight: Bool) -> SQLValue {
    isMidnight ? .text("2024-03-11 00:00:00") : self
  }
}
