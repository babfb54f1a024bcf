import Database
import SyncModel
import Testing

@testable import OnOfficeBackend

@Suite("Appointments that one item of a device leads to, in the office")
struct FurtherAppointmentWritingTests {
  @Test func splitSeriesIsStoredAsOneForEachWeekday() async throws {
    let office = try await TestOffice()
    let id = try await office.add(round)
    #expect(try await office.subjects() == ["Runde", "Runde", "Runde"])
    let items = try await office.appointments()
    #expect(Set(items.values.map { $0.recurrence?.dayOfWeek }) == [2, 8, 32])
    #expect(items[id]?.recurrence?.dayOfWeek == 8)
  }

  @Test func editedRetryUpdatesAllOfThem() async throws {
    let office = try await TestOffice()
    let id = try await office.add(round)
    var edited = round
    edited.subject = "Große Runde"
    try await office.change(id, to: edited)
    #expect(try await office.subjects() == ["Große Runde", "Große Runde", "Große Runde"])
  }

  @Test func changedOccurrenceBecomesAnAppointmentOnce() async throws {
    let office = try await TestOffice()
    let id = try await office.add(daily)
    var edited = try #require(try await office.appointments()[id])
    edited.exceptions = [changed("anders")]
    try await office.change(id, to: edited)
    edited.exceptions = [changed("ganz anders")]
    try await office.change(id, to: edited)
    #expect(try await office.subjects() == ["Tag", "ganz anders"])
    #expect(try await office.appointments()[id]?.exceptions?.map(\.deleted) == [true])
  }

  @Test func deletedOneDoesNotComeBackWithTheSameExceptions() async throws {
    let office = try await TestOffice()
    let id = try await office.add(daily)
    var edited = try #require(try await office.appointments()[id])
    edited.exceptions = [changed("anders")]
    try await office.change(id, to: edited)
    let further = try #require(try await office.appointments().first { $0.value.subject == "anders" }?.key)
    try await office.store { try $0.delete(further, of: .calendar) }
    try await office.change(id, to: edited)
    #expect(try await office.subjects() == ["Tag"])
    // The office puts the day back into the series, and the phone takes it out again.
    try await office.write { office in
      try office.modifyAppointment(id) { $0.record["rp_exception"] = nil }
    }
    let number = try #require(try await office.row(id, of: .calendar)).number
    try await office.change(id, to: edited, knowing: number)
    #expect(try await office.subjects() == ["Tag", "anders"])
  }

  @Test func seriesWithoutOccurrenceIsCancelled() async throws {
    let office = try await TestOffice()
    var item = daily
    item.recurrence?.lastDay = CivilDate(text: "2024-03-13")
    let id = try await office.add(item)
    let days = ["2024-03-11", "2024-03-12", "2024-03-13"].compactMap(CivilDate.init(text:))
    for count in 1...3 {
      #expect(try await office.subjects() == ["Tag"])
      var edited = try #require(try await office.appointments()[id])
      edited.exceptions = days.prefix(count).map(CalendarException.init(leftOut:))
      try await office.change(id, to: edited)
    }
    #expect(try await office.subjects().isEmpty)
    let stored = try await office.read { try $0.appointment(id) }
    #expect(stored?.record.text("status") == "canceled")
  }

  @Test func secondEditOfAnOccurrenceKeepsWhatItDoesNotName() async throws {
    let office = try await TestOffice()
    let id = try await office.add(daily)
    var edited = try #require(try await office.appointments()[id])
    var first = changed("anders")
    first.schedule = .timed("2024-03-20 14:00:00", "2024-03-20 15:00:00")
    edited.exceptions = [first]
    try await office.change(id, to: edited)
    // The device has both as one item.
    var second = try await office.held(id)
    #expect(second.exceptions?.map(\.schedule) == [first.schedule])
    second.exceptions?[0].subject = "ganz anders"
    try await office.change(id, to: second)
    let further = try #require(try await office.appointments().values.first { $0.subject == "ganz anders" })
    #expect(further.schedule == first.schedule)
  }

  @Test func deletedOccurrenceTakesItsAppointmentAlong() async throws {
    let office = try await TestOffice()
    let id = try await office.add(daily)
    var edited = try #require(try await office.appointments()[id])
    edited.exceptions = [changed("anders")]
    try await office.change(id, to: edited)
    // To a device that knows of it the day is out, and nothing else.
    let deleted = try #require(try await office.appointments()[id])
    let number = try #require(try await office.row(id, of: .calendar)).number
    try await office.change(id, to: deleted, knowing: number)
    #expect(try await office.subjects() == ["Tag", "anders"])
    try await office.change(id, to: deleted)
    #expect(try await office.subjects() == ["Tag"])
  }

  @Test func whatSomebodyElseChangedIsAConflict() async throws {
    let office = try await TestOffice()
    let id = try await office.add(daily)
    var edited = try #require(try await office.appointments()[id])
    edited.exceptions = [changed("anders")]
    try await office.change(id, to: edited)
    let further = try #require(try await office.appointments().first { $0.value.subject == "anders" }?.key)
    try await office.write { try $0.modifyAppointment(further) { $0.record["description"] = "Petras" } }
    var again = edited
    again.subject = "Neu"
    try await office.change(id, to: again)
    #expect(try await office.subjects() == ["Neu", "Petras"])
    again.exceptions = [changed("ganz anders")]
    let item = again
    await #expect(throws: (any Error).self) { try await office.change(id, to: item) }
    #expect(try await office.subjects() == ["Neu", "Petras"])
    try await office.change(id, to: item, wins: true)
    #expect(try await office.subjects() == ["Neu", "ganz anders"])
  }

  @Test func editOfAnOccurrenceWhoseAppointmentIsBrokenIsRefused() async throws {
    let office = try await TestOffice()
    let id = try await office.add(daily)
    var item = try #require(try await office.appointments()[id])
    item.exceptions = [changed("anders")]
    try await office.change(id, to: item)
    let further = try #require(try await office.appointments().first { $0.value.subject == "anders" }?.key)
    try await office.write { office in
      try office.connection.execute(
        "UPDATE appointment SET end_dt = 'bald' WHERE id = ?", [.integer(further)])
    }
    item.exceptions = [changed("ganz anders")]
    let edited = item
    try await office.store { writer in
      let before = try #require(try writer.item(id, of: .calendar))
      #expect(throws: ItemRefusal.self) {
        try writer.attempt { try writer.change(id, from: before, to: .calendar(edited)) }
      }
    }
  }

  @Test func furtherOneHasTheLinksOfTheSeries() async throws {
    let office = try await TestOffice()
    let (theobald, petra) = (office.theobald, office.petra)
    let (id, estate) = try await office.write { office in
      let estate = try office.createEstate(["objekttitel": "Haus am See"])
      let record: SampleFields = [
        "start_dt": "2024-03-11 10:00:00", "end_dt": "2024-03-11 11:00:00", "rp_flag": 1, "rp_type": "t",
        "description": "Tag", "ProjektNr": 3,
      ]
      let draft = AppointmentDraft(record.record, users: [theobald, petra], estates: [estate])
      return (try office.createAppointment(draft), estate)
    }
    var edited = try #require(try await office.appointments()[id])
    edited.exceptions = [changed("anders")]
    try await office.change(id, to: edited)
    let further = try #require(try await office.appointments().first { $0.value.subject == "anders" }?.key)
    let stored = try #require(try await office.read { try $0.appointment(further) })
    #expect(stored.users.map(\.id) == [theobald, petra])
    #expect(stored.estates.map(\.id) == [estate])
    #expect(stored.record.integer("ProjektNr") == 3)
    #expect(stored.record.text("von") == "theobald.tiger")
  }

  @Test func colleagueWithTheSameUIDKeepsHisOwn() async throws {
    let office = try await TestOffice()
    for user in [office.theobald, office.petra] {
      var item = daily
      item.exceptions = [changed("anders \(user)")]
      _ = try await office.add(item, of: user)
    }
    #expect(try await office.subjects() == ["Tag", "anders \(office.theobald)"])
    #expect(try await office.subjects(of: office.petra) == ["Tag", "anders \(office.petra)"])
  }

  // MARK: - Items
  /// On Mondays, Wednesdays and Fridays, from a Wednesday on.
  private var round: CalendarItem {
    var item = CalendarItem()
    item.uid = "U"
    item.subject = "Runde"
    item.schedule = .timed("2024-03-13 10:00:00", "2024-03-13 11:00:00")
    item.recurrence = Recurrence(1, dayOfWeek: 2 + 8 + 32)
    return item
  }

  private var daily: CalendarItem {
    var item = CalendarItem()
    item.uid = "U"
    item.subject = "Tag"
    item.schedule = .timed("2024-03-11 10:00:00", "2024-03-11 11:00:00")
    item.recurrence = Recurrence(0)
    return item
  }

  private func changed(_ subject: String) -> CalendarException {
    var exception = CalendarException()
    exception.occurrence = CivilDate(text: "2024-03-20")
    exception.subject = subject
    return exception
  }
}

extension TestOffice {
  fileprivate func store<Value: Sendable>(
    of user: Int64? = nil, _ body: @escaping @Sendable (any RecordWriter) throws -> Value
  ) async throws -> Value {
    try await office.write(for: UserId(tenant: tenant, user: user ?? theobald), body)
  }

  fileprivate func add(_ item: CalendarItem, of user: Int64? = nil) async throws -> Int64 {
    try await store(of: user) { try $0.add(.calendar(item)) }
  }

  /// What a device of Theobald's makes of an appointment; it has it as it was under that number, if any.
  fileprivate func change(
    _ id: Int64, to item: CalendarItem, knowing number: ChangeNumber? = nil, wins: Bool = false
  ) async throws {
    let standing = DeviceStanding(knows: number, winsConflicts: wins)
    try await store { writer in
      let before = try #require(try writer.item(id, of: .calendar, as: standing))
      try writer.change(id, from: before, to: .calendar(item), as: standing)
    }
  }

  /// An appointment as a device has it that knows of nothing that it became besides.
  fileprivate func held(_ id: Int64) async throws -> CalendarItem {
    let item = try await store { try $0.item(id, of: .calendar, as: DeviceStanding(knows: nil)) }
    guard case .calendar(let appointment)? = item else { throw NoSuchItem() }
    return appointment
  }

  fileprivate func appointments(of user: Int64? = nil) async throws -> [Int64: CalendarItem] {
    try await look(as: user ?? theobald) { snapshot in
      let ids = try snapshot.rows(of: .calendar, above: ChangeNumber(0), limit: 100).map(\.record)
      return try snapshot.items(of: .calendar, records: ids).compactMapValues { item in
        guard case .success(.calendar(let item)) = item else { return nil }
        return item
      }
    }
  }

  fileprivate func subjects(of user: Int64? = nil) async throws -> [String] {
    try await appointments(of: user).values.compactMap(\.subject).sorted()
  }
}
