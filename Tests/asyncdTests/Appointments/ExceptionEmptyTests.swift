import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// What one date of a series leaves out it has of the series; what it tells without content it has not.
/// [MS-ASCAL] 2.2.2.21, 2.2.2.38.
@Suite("Emptied on one date of a series", .manual("12.2 Wiederholung ←")) struct ExceptionEmptyTests {
  static let versions: [ProtocolVersion] = [.v12_1, .v14_1, .v16_0, .v16_1]

  /// What a device tells of one date, and what becomes other than the series.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let sent: @Sendable (ProtocolVersion) -> [Wire]
    /// The fields of the date's appointment, as text.
    var stored: [String: String?] = [:]
    /// The elements that devices do not get with it.
    var gone: [any CodePage] = []

    var testDescription: String { name }

    static let all = [
      Row(
        name: "Reminder", sent: { _ in [Wire(Calendar.reminder)] }, stored: ["erinnerung": nil],
        gone: [Calendar.reminder]),
      Row(
        name: "Location", sent: { [.place("", $0)] }, stored: ["ort": nil, "location": "keine Angaben"],
        gone: [Calendar.location, AirSyncBase.location]),
      Row(
        name: "Subject", sent: { _ in [Wire(Calendar.subject)] }, stored: ["description": nil],
        gone: [Calendar.subject]),
      Row(name: "Body", sent: { _ in [Wire(AirSyncBase.body)] }, stored: ["note": nil]),
      Row(name: "Body/Data", sent: { _ in [.body("")] }, stored: ["note": nil]),
      Row(name: "Sensitivity", sent: { _ in [Wire(Calendar.sensitivity)] }, stored: ["private": "0"]),
      Row(name: "Categories", sent: { _ in [Wire(Calendar.categories)] }, gone: [Calendar.categories]),
      Row(name: "Attendees", sent: { _ in [Wire(Calendar.attendees)] }, gone: [Calendar.attendees]),
      Row(
        name: "several", sent: { [Wire(Calendar.reminder), .place("", $0)] },
        stored: ["erinnerung": nil, "ort": nil, "location": "keine Angaben"],
        gone: [Calendar.reminder, Calendar.location, AirSyncBase.location]),
      Row(name: "nothing", sent: { [.place("Garten", $0)] }, stored: ["ort": "Garten"]),
      Row(
        name: "another one", sent: { _ in [Wire(Calendar.reminder, "60")] }, stored: ["erinnerung": "1 hours"]
      ),
    ]
  }

  /// Every Wednesday from 20 May on, with everything that a date may not have.
  static func series(_ version: ProtocolVersion) throws -> [Wire] {
    try ExceptionOldTests.weekly() + [
      .place("Büro", version), .body("Kaffee"), Wire(Calendar.reminder, "15"),
      Wire(Calendar.sensitivity, "2"),
      Wire(Calendar.busyStatus, "2"), .calendarCategories("Sommer"), .attendees("gast@fremd.example|Gast|1"),
    ]
  }

  /// Tells something of 3 June as the version does.
  private func tell(
    _ own: [Wire], of id: Int64, _ version: ProtocolVersion, by device: Handset, _ desk: SeriesDesk
  ) async throws {
    if version >= .v16_0 {
      #expect(try await desk.change(id, at: "20260603T080000Z", own, by: device) == nil)
    } else {
      let exception = try ExceptionOldTests.exception("2026-06-03 10:00", own)
      let whole = try Self.series(version) + [Wire(Calendar.exceptions, [exception])]
      #expect(try await desk.change(id, whole, by: device) == nil)
    }
  }

  @Test(arguments: versions, Row.all)
  func aDateHasNotWhatItTellsEmpty(version: ProtocolVersion, row: Row) async throws {
    guard version > .v12_1 || row.name != "Attendees" else { return }
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let other = try await desk.device("OTHER", .v16_1)
      let id = try await desk.add(Self.series(version), by: device)
      let series = try await desk.stored(id)
      try await tell(row.sent(version), of: id, version, by: device, desk)
      #expect(try await desk.stored(id)["rp_exception"] == "#2026-06-03")
      let single = try #require(await desk.numbers().last { $0 != id })
      let record = try await desk.stored(single)
      var expected = series.filter { !$0.key.hasPrefix("rp_") }
      expected["start_dt"] = "2026-06-03 10:00:00"
      expected["end_dt"] = "2026-06-03 11:00:00"
      for (field, value) in row.stored { expected[field] = value }
      for field in expected.keys where !["zpushuuid", "modified"].contains(field) {
        #expect(record[field] == expected[field], "\(field)")
      }
      for (field, value) in row.stored { #expect(record[field] == value, "\(field)") }
      // All devices are told so.
      for device in [device, other] {
        _ = try await desk.told(to: device)
        let shown = try #require(device.items[single])
        for token in row.gone { #expect(try shown.text(token) ?? "" == "", "\(token)") }
        #expect(try device.items[id]?.decode(CalendarItem.self).exceptions?.map(\.deleted) == [true])
        #expect(try await desk.told(to: device) == [])
      }
    }
  }

  /// Nothing of it is other: the date stays in the series.
  @Test(arguments: versions) func aDateThatIsAsTheSeriesStaysInIt(version: ProtocolVersion) async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let bare = try await desk.add(ExceptionOldTests.weekly(), by: device)
      let full = try await desk.add(Self.series(version), by: device)
      let berlin = ZoneRow.berlin
      let times = try [
        Wire(Calendar.startTime, berlin.moment("2026-06-03 10:00").compact),
        Wire(Calendar.endTime, berlin.moment("2026-06-03 11:00").compact), Wire(Calendar.allDayEvent, "0"),
      ]
      let same =
        try times
        + Self.series(version).filter {
          !["Timezone", "AllDayEvent", "StartTime", "EndTime", "Recurrence"].contains($0.tag.name)
        }
      try await tell(same, of: full, version, by: device, desk)
      let empty = times + [Wire(Calendar.reminder), .place("", version), Wire(Calendar.sensitivity)]
      if version >= .v16_0 {
        #expect(try await desk.change(bare, at: "20260603T080000Z", empty, by: device) == nil)
      } else {
        let exception = try ExceptionOldTests.exception("2026-06-03 10:00", empty)
        #expect(try await desk.change(bare, ExceptionOldTests.weekly([exception]), by: device) == nil)
      }
      for id in [bare, full] { #expect(try await desk.stored(id)["rp_exception"] == nil) }
      #expect(try await desk.numbers() == [bare, full])
    }
  }

  /// A date that has left the series is told again before the device knows that it has.
  @Test(arguments: [ProtocolVersion.v16_0, .v16_1])
  func aDateIsEmptiedAfterItHasLeft(version: ProtocolVersion) async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let id = try await desk.add(Self.series(version), by: device)
      try await tell([.place("Garten", version)], of: id, version, by: device, desk)
      try await tell([Wire(Calendar.reminder)], of: id, version, by: device, desk)
      let single = try await desk.stored(#require(await desk.numbers().last))
      #expect((single["ort"], single["erinnerung"], single["note"]) == ("Garten", nil, "Kaffee"))
      #expect(try await desk.numbers().count == 2)
    }
  }
}
