import Database
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Appointments from devices, beside their rules")
struct AppointmentKeptTests {
  private static let times: SampleFields = [
    "description": "Besichtigung", "start_dt": "2024-03-11 10:00:00", "end_dt": "2024-03-11 11:00:00",
  ]
  private static let stranger = Attendee(
    email: "Stranger@else.example", name: "Stranger", attendeeStatus: 0, attendeeType: 2)

  /// An appointment of Theobald and Petra with these fields.
  private func appointment(in office: TestOffice, _ fields: SampleFields = [:]) async throws -> Int64 {
    let users: Set = [office.theobald, office.petra]
    return try await office.write {
      try $0.createAppointment(.init(Self.times.adding(fields).record, users: users))
    }
  }

  private func edit(
    _ id: Int64, in office: TestOffice, _ change: @escaping @Sendable (inout CalendarItem) -> Void
  ) async throws {
    try await office.store(as: office.theobald) { writer in
      guard case .calendar(var item) = try writer.item(id, of: .calendar) else { throw NoSuchItem() }
      let before = item
      change(&item)
      try writer.change(id, from: .calendar(before), to: .calendar(item))
    }
  }

  private func item(_ id: Int64, in office: TestOffice, of user: Int64? = nil) async throws -> CalendarItem {
    let items = try await office.look(as: user ?? office.theobald) {
      try $0.items(of: .calendar, records: [id])
    }
    guard case .success(.calendar(let item)) = items[id] else { throw NoSuchItem() }
    return item
  }

  @Test(.manual("12.2 Terminstatus ←")) func aDeletedAppointmentIsCancelled() async throws {
    let office = try await TestOffice()
    let id = try await appointment(in: office)
    try await office.store(as: office.theobald) { try $0.delete(id, of: .calendar) }
    #expect(try await office.read { try $0.appointment(id)?.record.text("status") } == "canceled")
    #expect(try await office.row(id, of: .calendar)?.isThere == false)
    #expect(try await office.row(id, of: .calendar, as: office.petra)?.isThere == false)
  }

  @Test func attendeesThatAreNobodyInOnOfficeAreTheUsersOwn() async throws {
    let office = try await TestOffice()
    let id = try await appointment(in: office)
    let stored = try await office.read { try $0.appointment(id) }
    try await edit(id, in: office) { $0.attendees = ($0.attendees ?? []) + [Self.stranger] }
    let item = try await item(id, in: office)
    #expect(item.attendees?.map(\.email) == ["petra@mandant.example", "Stranger@else.example"])
    #expect(item.attendees?.last == Self.stranger)
    #expect(try await self.item(id, in: office, of: office.petra).attendees?.count == 1)
    #expect(try await office.read { try $0.appointment(id) } == stored)
    try await edit(id, in: office) { $0.subject = "anders" }
    #expect(try await self.item(id, in: office).attendees == item.attendees)
    try await edit(id, in: office) { $0.attendees?.removeLast() }
    #expect(try await self.item(id, in: office).attendees?.count == 1)
  }

  @Test func aKeptAttendeeMakesAMeeting() async throws {
    let office = try await TestOffice()
    let theobald = office.theobald
    let id = try await office.write {
      try $0.createAppointment(.init(Self.times.record, users: [theobald]))
    }
    #expect(try await item(id, in: office).meetingStatus == 0)
    try await edit(id, in: office) { $0.attendees = [Self.stranger] }
    #expect(try await item(id, in: office).meetingStatus == 1)
    #expect(try await item(id, in: office).responseType == 1)
  }

  @Test func anAttendeeWhoIsLinkedLaterStandsOnce() async throws {
    let office = try await TestOffice()
    let id = try await appointment(in: office)
    try await edit(id, in: office) { $0.attendees = ($0.attendees ?? []) + [Self.stranger] }
    try await office.write { office in
      let mail = AddressEntry(group: .email, type: "email", value: "stranger@else.example")
      let address = try office.createAddress(["Name": .text("Fremd")], entries: [mail])
      try office.modifyAppointment(id) { $0.addresses[address] = "confirmed" }
    }
    let attendees = try await item(id, in: office).attendees
    #expect(attendees?.map(\.name) == ["petra Tester", "Fremd"])
  }

  @Test(arguments: [(0, 0), (1, 1), (2, 2), (3, 3), (nil, 2)])
  func howBusyTheUserIsStaysWithHim(sent: Int?, given: Int) async throws {
    let office = try await TestOffice()
    let id = try await appointment(in: office)
    try await edit(id, in: office) { $0.busyStatus = sent }
    #expect(try await item(id, in: office).busyStatus == given)
    #expect(try await item(id, in: office, of: office.petra).busyStatus == 2)
    try await office.write {
      try $0.modifyAppointment(id) { $0.record["status"] = .text("participantsAvailable") }
    }
    #expect(try await item(id, in: office).busyStatus == 0)
  }

  @Test func whatIsKnownOfAPlaceBelongsToThatPlace() async throws {
    let office = try await TestOffice()
    let id = try await appointment(in: office, ["ort": "Büro"])
    try await edit(id, in: office) { item in
      item.structuredLocation = Location(displayName: "Büro")
      item.structuredLocation?.city = "Köln"
    }
    #expect(try await item(id, in: office).structuredLocation?.city == "Köln")
    try await office.write { try $0.modifyAppointment(id) { $0.record["ort"] = .text("Café") } }
    let item = try await item(id, in: office)
    #expect(item.location == "Café")
    #expect(item.structuredLocation == nil)
  }

  @Test(
    arguments: [
      [:], ["note": "eins\r\nzwei", "erinnerung": "2 weeks", "private": 1],
      ["ganztags": 1, "end_dt": "2024-03-13 23:59:59"],
      [
        "rp_flag": 1, "rp_type": "w", "rp_tage": 2, "rp_ende_datum": "2024-12-31",
        "rp_exception": "#2024-03-25",
      ],
      ["rp_flag": 1, "rp_type": "m", "start_dt": "2024-01-31 10:00:00"], ["zpushuuid": "abc", "ort": "Büro"],
    ] as [SampleFields])
  func anAppointmentThatComesBackUnchangedChangesNothing(fields: SampleFields) async throws {
    let office = try await TestOffice()
    let id = try await appointment(in: office, fields)
    let stored = try await office.read { try $0.appointment(id) }
    let number = try await office.number(of: .calendar)
    office.clock.set(try berlin("2024-03-11 12:00:00"))
    try await edit(id, in: office) { _ in }
    #expect(try await office.read { try $0.appointment(id) } == stored)
    #expect(try await office.number(of: .calendar) == number)
  }

  @Test func linksOfEveryKindSurviveAnEdit() async throws {
    let office = try await TestOffice()
    let (theobald, petra, ignaz) = (office.theobald, office.petra, office.ignaz)
    let id = try await office.write { office in
      let group = try office.createGroup("Vertrieb", members: [theobald, petra])
      let mail = AddressEntry(group: .email, type: "email", value: "kunde@else.example")
      let addresses = [
        try office.createAddress(["Name": .text("Kunde")], entries: [mail]),
        try office.createAddress(["Name": .text("Frau Kunde")], entries: [mail]),
      ]
      let estate = try office.createEstate(["objekttitel": .text("Haus am See")])
      try office.createResource(key: "Firmenwagen 1", name: "Wagen")
      let fields: SampleFields = [
        "note": "eins", "von": "ignaz", "transitTimePre": "00:30:00", "location": "estate",
      ]
      return try office.createAppointment(
        .init(
          Self.times.adding(fields).record, users: [ignaz], groups: [group],
          addresses: [addresses[0]: "confirmed", addresses[1]: "sent"], estates: [estate],
          resources: ["Firmenwagen 1"]))
    }
    try await edit(id, in: office) { $0.attendees = ($0.attendees ?? []) + [Self.stranger] }
    let before = try await office.read { try $0.reader.draft(id) }
    let number = try await office.number(of: .calendar)
    try await edit(id, in: office) { _ in }
    #expect(try await office.read { try $0.reader.draft(id) } == before)
    #expect(try await office.number(of: .calendar) == number)
    try await edit(id, in: office) { $0.subject = "anders" }
    var expected = before
    expected?.record["description"] = .text("anders")
    #expect(try await office.read { try $0.reader.draft(id) } == expected)
    #expect(try await item(id, in: office).attendees?.count == 6)
  }

  @Test func anAppointmentIsFoundByItsUID() async throws {
    let office = try await TestOffice()
    let own = try await appointment(in: office)
    let named = try await appointment(in: office, ["zpushuuid": "AbC-1"])
    let made = try #require(try await item(own, in: office).uid)
    let formerOfNamed = try #require(
      AppointmentUID(tenant: office.tenant).value(of: .init(id: named, record: [:])))
    let theobald = office.theobald
    let found = try await office.store(as: theobald) { writer in
      try ["AbC-1", "abc-1", made, made.lowercased(), formerOfNamed, "", "00"].map {
        try writer.appointment(uid: $0)
      }
    }
    #expect(found == [named, nil, own, own, nil, nil, nil])
    #expect(try await office.store(as: office.ignaz) { try $0.appointment(uid: "AbC-1") } == nil)
    try await office.write { try $0.cancelAppointment(named) }
    #expect(try await office.store(as: theobald) { try $0.appointment(uid: "AbC-1") } == nil)
  }

  @Test func anAppointmentWithoutTimesIsRefused() async throws {
    let office = try await TestOffice()
    let refused = try await office.store(as: office.theobald) { writer in
      do {
        _ = try writer.attempt { try writer.add(.calendar(CalendarItem())) }
        return false
      } catch is ItemRefusal {
        return true
      }
    }
    #expect(refused)
    #expect(try await office.number(of: .calendar) == .zero)
  }
}
