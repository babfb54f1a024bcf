import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// Up to 14.1 a series comes with all of its exceptions, each named by the start that it would have.
@Suite("Exceptions inside the series, up to 14.1", .manual("12.2 Wiederholung ←")) struct ExceptionOldTests {
  static let versions: [ProtocolVersion] = [.v12_1, .v14_0, .v14_1]

  /// Every Wednesday at ten from 20 May on.
  static func weekly(_ exceptions: [Wire]? = nil) throws -> [Wire] {
    try Wire.appointment("Runde", "2026-05-20 10:00", "2026-05-20 11:00")
      + [.recurrence(1, [Wire(Calendar.dayOfWeek, "8")])]
      + (exceptions.map { [Wire(Calendar.exceptions, $0)] } ?? [])
  }

  static func exception(_ start: String, _ more: [Wire] = [Wire(Calendar.deleted, "1")]) throws -> Wire {
    Wire(
      Calendar.exception, [Wire(Calendar.exceptionStartTime, try ZoneRow.berlin.moment(start).compact)] + more
    )
  }

  @Test(arguments: versions) func theSetIsReplacedAsAWhole(version: ProtocolVersion) async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let other = try await desk.device("OTHER", .v16_1)
      let days = ["2026-05-27 10:00", "2026-06-03 10:00"]
      let id = try await desk.add(Self.weekly(days.map { try Self.exception($0) }), by: device)
      #expect(try await desk.stored(id)["rp_exception"] == "#2026-05-27#2026-06-03")
      _ = try await desk.told(to: other)
      // Not told of: they stay.
      try await desk.change(
        id, Wire.appointment("Umbenannt", "2026-05-20 10:00", "2026-05-20 11:00"), by: device)
      #expect(try await desk.stored(id)["rp_exception"] == "#2026-05-27#2026-06-03")
      for (sent, stored) in [
        (["2026-06-03 10:00", "2026-07-01 10:00"], "#2026-06-03#2026-07-01"),
        (["2026-05-27 10:00"], "#2026-05-27"),
        ([], nil),
      ] {
        try await desk.change(id, Self.weekly(sent.map { try Self.exception($0) }), by: device)
        #expect(try await desk.stored(id)["rp_exception"] == stored)
        #expect(try await desk.told(to: device) == [])
        #expect(try await desk.told(to: other) == ["change \(id)"])
      }
      #expect(try other.items[id]?.text(Calendar.exceptions) == nil)
    }
  }

  @Test(
    arguments: versions,
    [
      // An hour off, as by a zone that sets its clocks on another day, over midnight, and a bare date.
      ("2026-06-10 09:00", "2026-06-10"), ("2026-06-10 11:00", "2026-06-10"),
      ("2026-06-10 00:00", "2026-06-10"),
      ("2026-06-10 23:30", "2026-06-10"), ("2026-06-11 02:00", "2026-06-10"),
      ("2026-06-09 20:00", "2026-06-10"),
      ("2026-06-10 02:00", "2026-06-10"),
    ])
  func aStartThatIsALittleOffIsTheNextOne(version: ProtocolVersion, row: (String, String)) async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let id = try await desk.add(Self.weekly([Self.exception(row.0)]), by: device)
      #expect(try await desk.stored(id)["rp_exception"] == "#" + row.1)
      // The device gets the right name.
      #expect(try await desk.told(to: device) == ["change \(id)"])
      let name = try device.items[id]?.decode(CalendarItem.self).exceptions?.first?.exceptionStartTime
      #expect(try name == ZoneRow.berlin.moment(row.1 + " 10:00"))
    }
  }

  /// Half an hour before midnight, an hour too late is the next day.
  @Test(arguments: ["2026-06-10 22:30", "2026-06-10 23:30", "2026-06-11 00:30"])
  func everyNightNearMidnightIsItsOwn(start: String) async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", .v14_1)
      let series =
        try Wire.appointment("Nacht", "2026-05-20 23:30", "2026-05-20 23:45")
        + [.recurrence(0), Wire(Calendar.exceptions, [Self.exception(start)])]
      let id = try await desk.add(series, by: device)
      #expect(try await desk.stored(id)["rp_exception"] == "#2026-06-10")
    }
  }

  @Test(arguments: versions) func whatDiffersBecomesAnAppointment(version: ProtocolVersion) async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let berlin = ZoneRow.berlin
      let own: [Wire] = try [
        Wire(Calendar.subject, "Ausflug"), Wire(Calendar.location, "Hafen"), .body("Schwimmweste"),
        Wire(Calendar.startTime, berlin.moment("2026-06-04 14:00").compact),
        Wire(Calendar.endTime, berlin.moment("2026-06-04 18:00").compact),
        Wire(Calendar.reminder, "45"), Wire(Calendar.sensitivity, "2"), Wire(Calendar.busyStatus, "3"),
      ]
      let room = [Wire(Calendar.location, "Garten")]
      let same = [Wire(Calendar.dtStamp, "20260515T100000Z"), Wire(Calendar.meetingStatus, "0")]
      let sent =
        try Self.weekly([
          Self.exception("2026-06-03 10:00", own), Self.exception("2026-06-10 10:00", room),
          Self.exception("2026-06-17 10:00", same),
        ]) + [Wire(Calendar.location, "Büro"), .body("Kaffee"), Wire(Calendar.reminder, "15")]
      let id = try await desk.add(sent, by: device)
      // What differs in nothing stays in the series.
      #expect(try await desk.stored(id)["rp_exception"] == "#2026-06-03#2026-06-10")
      let trip = try await desk.stored(#require(await desk.numbers(of: "Ausflug").first))
      #expect(
        [trip["start_dt"], trip["end_dt"], trip["ort"], trip["note"], trip["erinnerung"], trip["private"]]
          == ["2026-06-04 14:00:00", "2026-06-04 18:00:00", "Hafen", "Schwimmweste", "1 hours", "1"])
      let rest = try #require(await desk.numbers(of: "Runde").last)
      let garden = try await desk.stored(rest)
      #expect(
        [
          garden["start_dt"], garden["end_dt"], garden["ort"], garden["note"], garden["erinnerung"],
          garden["rp_flag"],
        ]
          == ["2026-06-10 10:00:00", "2026-06-10 11:00:00", "Garten", "Kaffee", "15 minutes", nil])
      _ = try await desk.told(to: device)
      // The phone now has three appointments, and its series has two dates less. Saying it again makes no more.
      #expect(device.items.count == 3)
      let exceptions = try device.items[id]?.decode(CalendarItem.self).exceptions
      #expect(exceptions?.map(\.deleted) == [true, true])
      try await desk.change(id, sent, by: device)
      _ = try await desk.told(to: device)
      #expect(device.items.count == 3)
    }
  }

  /// Each weekday is a series of its own, and has the exceptions of its days.
  @Test func exceptionsGoWithTheirWeekday() async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", .v14_1)
      let series =
        try Wire.appointment("Training", "2026-05-20 10:00", "2026-05-20 11:00") + [
          .recurrence(1, [Wire(Calendar.dayOfWeek, "10")]),
          Wire(
            Calendar.exceptions, [Self.exception("2026-05-27 10:00"), Self.exception("2026-06-01 10:00")]),
        ]
      let id = try await desk.add(series, by: device)
      let monday = try #require(await desk.numbers(of: "Training").last)
      #expect(try await desk.stored(id)["rp_exception"] == "#2026-05-27")
      #expect(try await desk.stored(monday)["rp_exception"] == "#2026-06-01")
    }
  }

  @Test func whatHasNoNameIsRefused() async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", .v14_1)
      for exception in [
        [Wire(Calendar.deleted, "1")],
        [Wire(Calendar.exceptionStartTime, "morgen"), Wire(Calendar.deleted, "1")],
      ] {
        let sent = try Self.weekly([Wire(Calendar.exception, exception)])
        #expect(try await desk.status(ofAdding: sent, by: device) == .conversionError)
        #expect(
          desk.site.lines.last { $0.contains("was not carried out") }?.contains("ExceptionStartTime") == true)
      }
      #expect(try await desk.numbers(of: "Runde").isEmpty)
    }
  }
}
