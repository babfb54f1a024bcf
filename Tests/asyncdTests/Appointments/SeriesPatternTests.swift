import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// Series that devices make: only onOffice's intervals can be stored, no date is lost, and the phone shows the truth.
@Suite("Series in onOffice's intervals", .manual("12.2 Wiederholung →", "12.2 Wiederholung ←"))
struct SeriesPatternTests {
  @Test(arguments: SeriesRow.all) func aSeriesFallsOnItsDays(row: SeriesRow) async throws {
    try await SeriesDesk.run(now: row.start + " 06:00:00") { desk in
      for version in ZoneMatrixTests.versions {
        let device = try await desk.device("WRITER\(version.rawValue)", version)
        let id = try await desk.add(row.elements(version), by: device)
        let told = try await desk.told(to: device)
        let numbers = try await desk.numbers(of: row.name).filter { $0 >= id }
        let series = try await numbers.asyncMap { OfficeSeries(try await desk.stored($0)) }
        let first = series.sorted { $0.first < $1.first }
        #expect(first.map { "\($0.unit) \($0.interval)" } == row.stored, "\(version)")
        let days = try series.flatMap { try $0.days(row.days.count) }.sorted()
        #expect(row.ends ? days == row.days : Array(days.prefix(row.days.count)) == row.days, "\(version)")
        #expect(told == (row.isOther ? ["change \(id)"] : []), "\(version)")
        // The other weekdays came with the answer.
        #expect(numbers.allSatisfy { device.items[$0] != nil }, "\(version)")
        try await checkShown(numbers, row, desk)
      }
    }
  }

  /// Devices of all versions have the days, and bring back what they have without a difference.
  private func checkShown(_ numbers: [Int64], _ row: SeriesRow, _ desk: SeriesDesk) async throws {
    for version in ZoneMatrixTests.versions {
      let reader = try await desk.device("READER\(version.rawValue)", version)
      for id in numbers {
        let series = OfficeSeries(try await desk.stored(id))
        let shown = try #require(reader.items[id])
        let recurrence = try shown.texts(in: Calendar.recurrence)
        #expect(recurrence["Type"] == ["t": "0", "w": "1", "m": "2", "j": "5"][series.unit])
        #expect(recurrence["Interval"] == "\(series.interval)")
        let day = try #require(CivilDate(text: series.first))
        #expect(recurrence["DayOfWeek"] == (series.unit == "w" ? "\(1 << day.weekday)" : nil))
        #expect(recurrence["DayOfMonth"] == (["m", "j"].contains(series.unit) ? "\(day.day)" : nil))
        #expect(recurrence["MonthOfYear"] == (series.unit == "j" ? "\(day.month)" : nil))
        let last = row.ends ? try series.days(99).last : nil
        let until = try last.map { try ZoneRow.berlin.moment($0 + " 10:00").compact }
        #expect(recurrence["Until"] == until)
        #expect(recurrence["Occurrences"] == nil)
        let before = try await desk.stored(id)
        let sent = try Fragment(shown.children().filter { $0.tag != Calendar.subject.tag })
        let command = SyncRequest.Command.change(ItemClass.calendar.serverId(id), sent)
        #expect(try await desk.push([command], by: reader).isEmpty)
        #expect(try await desk.stored(id) == before)
      }
      #expect(try await desk.told(to: reader) == [])
    }
  }

  /// Each element of [MS-ASCAL] 2.2.2.37 with what it may not be: the element at fault, and the pattern from 20 May
  /// 2026 on.
  private static let impossible: [(String, [(WBXML.Calendar, String)])] = [
    // 2.2.2.45 Type
    ("Type", [(.type, "4")]), ("Type", [(.type, "7")]), ("Type", [(.type, "-1")]), ("Type", [(.type, "oft")]),
    ("Recurrence", [(.interval, "1")]),
    // 2.2.2.25 Interval
    ("Interval", [(.type, "0"), (.interval, "1000")]), ("Interval", [(.type, "0"), (.interval, "-1")]),
    // 2.2.2.32 Occurrences
    ("Occurrences", [(.type, "0"), (.occurrences, "0")]),
    ("Occurrences", [(.type, "0"), (.occurrences, "1000")]),
    ("Occurrences", [(.type, "0"), (.occurrences, "-3")]),
    // 2.2.2.47 Until
    ("Until", [(.type, "0"), (.until, "20260519T080000Z")]),
    ("Until", [(.type, "0"), (.until, "20200101T000000Z")]),
    ("Until", [(.type, "0"), (.until, "20260520T075900Z")]),
    ("Until", [(.type, "0"), (.until, "20260519T080000Z"), (.occurrences, "3")]),
    ("Until", [(.type, "0"), (.until, "nie")]),
    // 2.2.2.14 DayOfMonth
    ("DayOfMonth", [(.type, "2")]), ("DayOfMonth", [(.type, "2"), (.dayOfMonth, "32")]),
    ("DayOfMonth", [(.type, "2"), (.dayOfMonth, "0")]), ("DayOfMonth", [(.type, "5"), (.monthOfYear, "5")]),
    ("DayOfMonth", [(.type, "5"), (.dayOfMonth, "30"), (.monthOfYear, "2")]),
    ("DayOfMonth", [(.type, "5"), (.dayOfMonth, "31"), (.monthOfYear, "2")]),
    ("DayOfMonth", [(.type, "5"), (.dayOfMonth, "31"), (.monthOfYear, "4")]),
    // 2.2.2.31 MonthOfYear
    ("MonthOfYear", [(.type, "5"), (.dayOfMonth, "1")]),
    ("MonthOfYear", [(.type, "5"), (.dayOfMonth, "1"), (.monthOfYear, "13")]),
    ("MonthOfYear", [(.type, "5"), (.dayOfMonth, "1"), (.monthOfYear, "0")]),
    ("MonthOfYear", [(.type, "6"), (.dayOfWeek, "2"), (.weekOfMonth, "1")]),
    // 2.2.2.15 DayOfWeek
    ("DayOfWeek", [(.type, "1"), (.dayOfWeek, "128")]), ("DayOfWeek", [(.type, "1"), (.dayOfWeek, "0")]),
    // 2.2.2.48 WeekOfMonth
    ("WeekOfMonth", [(.type, "3"), (.dayOfWeek, "2")]),
    ("WeekOfMonth", [(.type, "3"), (.dayOfWeek, "2"), (.weekOfMonth, "6")]),
    ("WeekOfMonth", [(.type, "3"), (.dayOfWeek, "2"), (.weekOfMonth, "0")]),
    ("WeekOfMonth", [(.type, "6"), (.dayOfWeek, "2"), (.monthOfYear, "5")]),
    // 2.2.2.24 FirstDayOfWeek
    ("FirstDayOfWeek", [(.type, "1"), (.dayOfWeek, "8"), (.firstDayOfWeek, "7")]),
  ]

  /// Patterns at the edge of what can be, from 20 May 2026 on.
  private static let possible: [[(WBXML.Calendar, String)]] = [
    [(.type, "0"), (.interval, "0")], [(.type, "0"), (.interval, "999")],
    [(.type, "0"), (.occurrences, "1")],
    [(.type, "0"), (.occurrences, "999")], [(.type, "0"), (.until, "20260520T080000Z")],
    [(.type, "0"), (.until, "20260520T000000Z")],
    [(.type, "0"), (.until, "20260527T080000Z"), (.occurrences, "2")],
    [(.type, "1"), (.dayOfWeek, "127")], [(.type, "1"), (.dayOfWeek, "8"), (.firstDayOfWeek, "6")],
    [(.type, "2"), (.dayOfMonth, "29")], [(.type, "2"), (.dayOfMonth, "30")],
    [(.type, "2"), (.dayOfMonth, "31")],
    [(.type, "5"), (.dayOfMonth, "29"), (.monthOfYear, "2")],
    [(.type, "3"), (.dayOfWeek, "127"), (.weekOfMonth, "5")],
    [(.type, "6"), (.dayOfWeek, "127"), (.weekOfMonth, "5"), (.monthOfYear, "4")],
  ]

  @Test(arguments: ZoneMatrixTests.versions) func aPatternAtTheEdgeIsTaken(version: ProtocolVersion)
    async throws
  {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      for pattern in Self.possible {
        let recurrence = Wire(Calendar.recurrence, pattern.map { Wire($0.0, $0.1) })
        let whole = try Wire.appointment("Rand", "2026-05-20 10:00", "2026-05-20 11:00") + [recurrence]
        #expect(try await desk.status(ofAdding: whole, by: device) == .success, "\(pattern)")
      }
    }
  }

  @Test(arguments: ZoneMatrixTests.versions) func aPatternThatCannotBeIsRefused(version: ProtocolVersion)
    async throws
  {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let single = try await desk.add(
        Wire.appointment("Einzeln", "2026-05-20 10:00", "2026-05-20 11:00"), by: device)
      let before = try await desk.stored(single)
      for (element, pattern) in Self.impossible {
        let recurrence = Wire(Calendar.recurrence, pattern.map { Wire($0.0, $0.1) })
        let whole = try Wire.appointment("Unmöglich", "2026-05-20 10:00", "2026-05-20 11:00") + [recurrence]
        #expect(try await desk.status(ofAdding: whole, by: device) == .conversionError, "\(pattern)")
        #expect(try await desk.change(single, [recurrence], by: device) == .conversionError, "\(pattern)")
        let line = try #require(desk.site.lines.last { $0.contains("was not carried out") })
        #expect(line.contains("element=\(element)") && !line.contains("Unmöglich"), "\(line)")
      }
      #expect(try await desk.numbers(of: "Unmöglich").isEmpty)
      #expect(try await desk.stored(single) == before)
      try await device.settle()
    }
  }

  @Test(arguments: ZoneMatrixTests.versions)
  func aSeriesChangesItsPatternAndEndsAndBecomesOneAppointment(version: ProtocolVersion) async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let other = try await desk.device("OTHER", .v14_1)
      let id = try await desk.add(
        Wire.appointment("Runde", "2026-05-20 10:00", "2026-05-20 11:00")
          + [.recurrence(1, [Wire(Calendar.dayOfWeek, "8")])], by: device)
      let daily = Wire.recurrence(0, every: 2, [Wire(Calendar.until, "20260528T080000Z")])
      try await desk.change(id, [daily], by: device)
      #expect(
        try OfficeSeries(await desk.stored(id)).days(99).map { $0.suffix(2) } == [
          "20", "22", "24", "26", "28",
        ])
      _ = try await desk.told(to: other)
      let until = try other.items[id]?.text(Calendar.recurrence, Calendar.until)
      #expect(until == "20260528T080000Z")
      try await desk.change(id, [Wire(Calendar.recurrence)], by: device)
      let record = try await desk.stored(id)
      #expect(record["rp_flag"] == nil && record["start_dt"] == "2026-05-20 10:00:00")
      #expect(try await desk.told(to: other) == ["change \(id)"])
      #expect(try other.items[id]?.text(Calendar.recurrence) == nil)
      #expect(try await desk.told(to: device) == [])
    }
  }
}

/// A series as its fields in onOffice say it, counted by Foundation's calendar.
struct OfficeSeries: Sendable {
  let first: String
  let unit: String
  let interval: Int
  private let end: String?
  private let exceptions: String

  init(_ record: [String: String]) {
    first = String((record["start_dt"] ?? "").prefix(10))
    unit = record["rp_type"] ?? ""
    interval = record["rp_tage"].flatMap { Int($0) } ?? 0
    end = record["rp_ende_status"] == "1" ? record["rp_ende_datum"] : nil
    exceptions = record["rp_exception"] ?? ""
  }

  /// Its first days, those left out that are exceptions.
  func days(_ count: Int) throws -> [String] {
    let start = try ZoneRow.utc.moment(first)
    let component: Foundation.Calendar.Component =
      ["t": .day, "w": .day, "m": .month, "j": .year][unit] ?? .day
    var calendar = Foundation.Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let days = try (0..<count).map { number in
      let units = number * interval * (unit == "w" ? 7 : 1)
      let moment = try #require(calendar.date(byAdding: component, value: units, to: start))
      return try String(ZoneRow.utc.text(moment).prefix(10))
    }
    return days.filter { $0 <= end ?? $0 && !exceptions.contains($0) }
  }
}

extension Sequence {
  /// The results of an asynchronous transformation, in order.
  func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
