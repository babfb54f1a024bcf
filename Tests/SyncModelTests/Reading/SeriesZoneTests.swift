import Foundation
import Testing
import WBXML

@testable import SyncModel

/// Series of devices that are in other zones than the office in Berlin.
@Suite struct SeriesZoneTests {
  /// A series as a device tells it on its own clock, and as the office has it.
  struct Row: Sendable, CustomTestStringConvertible {
    let zone: String
    /// On the device's clock: the start, and the days of the last occurrence and of one that is left out.
    let start: String
    let last: String
    let leftOut: String
    let pattern: Pattern
    /// The same in Berlin.
    let berlin: (start: String, last: String, leftOut: String, pattern: Pattern)

    var testDescription: String { "\(zone) \(start) \(pattern)" }

    init(
      _ zone: String, _ start: String, _ pattern: Pattern, last: String, leftOut: String,
      berlin: (String, Pattern, last: String, leftOut: String)
    ) {
      (self.zone, self.start, self.last, self.leftOut, self.pattern) = (zone, start, last, leftOut, pattern)
      self.berlin = (berlin.0, berlin.last, berlin.leftOut, berlin.1)
    }
  }

  enum Pattern: Sendable {
    case daily
    case workdays(Int)
    case weekly(Int, every: Int = 1, week: Int? = nil)
    case monthly(Int)
    case yearly(Int, Int)
    case monthlyOn(Int, Int)
    case yearlyOn(Int, Int, Int)

    var recurrence: Recurrence {
      var recurrence = Recurrence()
      recurrence.interval = 1
      switch self {
      case .daily: recurrence.type = 0
      case .workdays(let days): (recurrence.type, recurrence.dayOfWeek) = (0, days)
      case .weekly(let days, let interval, let week):
        (recurrence.type, recurrence.dayOfWeek, recurrence.interval) = (1, days, interval)
        recurrence.firstDayOfWeek = week
      case .monthly(let day): (recurrence.type, recurrence.dayOfMonth) = (2, day)
      case .yearly(let month, let day):
        (recurrence.type, recurrence.monthOfYear, recurrence.dayOfMonth) = (5, month, day)
      case .monthlyOn(let week, let days):
        (recurrence.type, recurrence.weekOfMonth, recurrence.dayOfWeek) = (3, week, days)
      case .yearlyOn(let month, let week, let days):
        (recurrence.type, recurrence.weekOfMonth, recurrence.dayOfWeek) = (6, week, days)
        recurrence.monthOfYear = month
      }
      return recurrence
    }
  }

  private static let tokyo = "Asia/Tokyo"
  private static let newYork = "America/New_York"
  private static let auckland = "Pacific/Auckland"

  static let rows = [
    // Half past seven in Tokyo is half past eleven in Berlin, the evening before, or in summer half past twelve.
    Row(
      tokyo, "2026-11-03 07:30:00", .weekly(4), last: "2026-12-29", leftOut: "2026-11-10",
      berlin: ("2026-11-02 23:30:00", .weekly(2), last: "2026-12-28", leftOut: "2026-11-09")),
    Row(
      tokyo, "2026-11-03 07:30:00", .weekly(4), last: "2027-06-29", leftOut: "2027-04-06",
      berlin: ("2026-11-02 23:30:00", .weekly(2), last: "2027-06-28", leftOut: "2027-04-05")),
    Row(
      tokyo, "2026-11-03 07:30:00", .daily, last: "2027-06-29", leftOut: "2027-04-06",
      berlin: ("2026-11-02 23:30:00", .daily, last: "2027-06-28", leftOut: "2027-04-05")),
    Row(
      tokyo, "2026-11-02 07:30:00", .workdays(62), last: "2026-12-29", leftOut: "2026-11-10",
      berlin: ("2026-11-01 23:30:00", .workdays(31), last: "2026-12-28", leftOut: "2026-11-09")),
    Row(
      tokyo, "2026-11-02 07:30:00", .weekly(2 | 8 | 64, every: 2), last: "2026-12-30", leftOut: "2026-11-04",
      berlin: (
        "2026-11-01 23:30:00", .weekly(1 | 4 | 32, every: 2, week: 0), last: "2026-12-29",
        leftOut: "2026-11-03"
      )),
    Row(
      tokyo, "2026-12-01 07:30:00", .monthly(1), last: "2027-06-01", leftOut: "2027-03-01",
      berlin: ("2026-11-30 23:30:00", .monthly(31), last: "2027-05-31", leftOut: "2027-02-28")),
    Row(
      tokyo, "2026-12-31 07:30:00", .monthly(31), last: "2027-05-31", leftOut: "2027-01-31",
      berlin: ("2026-12-30 23:30:00", .monthly(30), last: "2027-05-30", leftOut: "2027-01-30")),
    Row(
      tokyo, "2027-01-01 07:30:00", .yearly(1, 1), last: "2030-01-01", leftOut: "2028-01-01",
      berlin: ("2026-12-31 23:30:00", .yearly(12, 31), last: "2029-12-31", leftOut: "2027-12-31")),
    Row(
      tokyo, "2026-12-31 07:30:00", .yearly(12, 31), last: "2029-12-31", leftOut: "2027-12-31",
      berlin: ("2026-12-30 23:30:00", .yearly(12, 30), last: "2029-12-30", leftOut: "2027-12-30")),
    Row(
      tokyo, "2026-11-03 07:30:00", .monthlyOn(1, 4), last: "2027-02-02", leftOut: "2026-12-01",
      berlin: ("2026-11-02 23:30:00", .monthlyOn(1, 2), last: "2027-02-01", leftOut: "2026-11-30")),
    Row(
      tokyo, "2026-11-01 07:30:00", .yearlyOn(11, 1, 1), last: "2028-11-05", leftOut: "2027-11-07",
      berlin: ("2026-10-31 23:30:00", .yearlyOn(11, 1, 64), last: "2028-11-04", leftOut: "2027-11-06")),
    Row(
      tokyo, "2026-11-03 18:00:00", .weekly(4), last: "2026-12-29", leftOut: "2026-11-10",
      berlin: ("2026-11-03 10:00:00", .weekly(4), last: "2026-12-29", leftOut: "2026-11-10")),
    // Eight in the evening in New York is two in the night in Berlin.
    Row(
      newYork, "2026-11-02 20:00:00", .weekly(2), last: "2026-12-28", leftOut: "2026-11-09",
      berlin: ("2026-11-03 02:00:00", .weekly(4), last: "2026-12-29", leftOut: "2026-11-10")),
    Row(
      newYork, "2026-11-07 20:00:00", .weekly(32 | 64), last: "2026-12-26", leftOut: "2026-11-13",
      berlin: ("2026-11-08 02:00:00", .weekly(64 | 1), last: "2026-12-27", leftOut: "2026-11-14")),
    Row(
      newYork, "2026-12-31 20:00:00", .monthly(31), last: "2027-05-31", leftOut: "2027-02-28",
      berlin: ("2027-01-01 02:00:00", .monthly(1), last: "2027-06-01", leftOut: "2027-03-01")),
    Row(
      newYork, "2026-12-01 20:00:00", .monthly(1), last: "2027-05-01", leftOut: "2027-03-01",
      berlin: ("2026-12-02 02:00:00", .monthly(2), last: "2027-05-02", leftOut: "2027-03-02")),
    Row(
      newYork, "2026-12-31 20:00:00", .yearly(12, 31), last: "2029-12-31", leftOut: "2027-12-31",
      berlin: ("2027-01-01 02:00:00", .yearly(1, 1), last: "2030-01-01", leftOut: "2028-01-01")),
    Row(
      newYork, "2027-01-01 20:00:00", .yearly(1, 1), last: "2030-01-01", leftOut: "2028-01-01",
      berlin: ("2027-01-02 02:00:00", .yearly(1, 2), last: "2030-01-02", leftOut: "2028-01-02")),
    // Auckland is twelve hours ahead in its summer and ten in ours.
    Row(
      auckland, "2026-11-02 11:30:00", .weekly(2), last: "2027-07-26", leftOut: "2027-06-07",
      berlin: ("2026-11-01 23:30:00", .weekly(1), last: "2027-07-25", leftOut: "2027-06-06")),
    Row(
      auckland, "2026-11-02 09:00:00", .weekly(2 | 64), last: "2027-07-26", leftOut: "2026-11-07",
      berlin: ("2026-11-01 21:00:00", .weekly(1 | 32), last: "2027-07-25", leftOut: "2026-11-06")),
    Row(
      auckland, "2026-12-01 09:00:00", .monthly(1), last: "2027-07-01", leftOut: "2027-06-01",
      berlin: ("2026-11-30 21:00:00", .monthly(31), last: "2027-06-30", leftOut: "2027-05-31")),
    Row(
      auckland, "2027-01-31 09:00:00", .monthly(31), last: "2027-07-31", leftOut: "2027-05-31",
      berlin: ("2027-01-30 21:00:00", .monthly(30), last: "2027-07-30", leftOut: "2027-05-30")),
    Row(
      auckland, "2027-01-01 09:00:00", .yearly(1, 1), last: "2030-01-01", leftOut: "2028-01-01",
      berlin: ("2026-12-31 21:00:00", .yearly(12, 31), last: "2029-12-31", leftOut: "2027-12-31")),
    Row(
      auckland, "2026-12-31 09:00:00", .yearly(12, 31), last: "2029-12-31", leftOut: "2027-12-31",
      berlin: ("2026-12-30 21:00:00", .yearly(12, 30), last: "2029-12-30", leftOut: "2027-12-30")),
  ]

  @Test(arguments: rows) func aSeriesIsKeptByTheTenantsDays(row: Row) throws {
    let sent = try row.sent()
    let expected = try row.kept()
    for version in ProtocolVersion.allCases {
      let reading = Reading(version)
      let item = try #require(
        reading.addition(Fragment(encoding: sent), of: .calendar).appointment)
      #expect(item.schedule == expected.schedule)
      #expect(item.recurrence == expected.recurrence)
      #expect(item.exceptions == expected.exceptions)
      // What the device has it may tell again, and what it is shown as well.
      for told in [sent, item.presented(for: reading.presentation)] {
        let again = try reading.change(of: .calendar(item), by: Fragment(encoding: told))
        #expect(again.appointment == item)
      }
    }
  }

  @Test(arguments: rows) func theFirstDayIsOneOfTheSeries(row: Row) throws {
    let item = try row.kept()
    let (recurrence, first) = try (#require(item.recurrence), #require(item.schedule?.firstDay))
    #expect(recurrence.fits(first))
    let leftOut = try #require(item.exceptions?.first?.occurrence)
    #expect(recurrence.occurs(on: leftOut, from: first))
  }
}

// MARK: - Zones that say little
extension SeriesZoneTests {
  /// Half an hour after midnight on Monday, 2 November, in Berlin; weekly on `days`.
  private func monday(_ days: Int, timezone: String?) throws -> Recurrence? {
    var item = CalendarItem()
    item.timezone = timezone
    item.startTime = Sent.moment("2026-11-01 23:30:00")
    item.endTime = Sent.moment("2026-11-01 23:45:00")
    item.recurrence = Pattern.weekly(days).recurrence
    return try Reading(.v16_1).addition(Fragment(encoding: item), of: .calendar).appointment?.recurrence
  }

  @Test(arguments: [(1, 2), (2, 2), (1 | 2, 1 | 2), (64, 64)])
  func withoutAZoneOnlyASundayIsOneOfUTC(told: Int, kept: Int) throws {
    #expect(try monday(told, timezone: nil)?.dayOfWeek == kept)
  }

  @Test(arguments: [(1, 2), (2, 2), (1 | 2, 2 | 4), (127, 127)])
  func aZoneIsNotBelievedIfThePatternSaysOtherwise(told: Int, kept: Int) throws {
    let zero = Data(repeating: 0, count: 172).base64EncodedString()
    #expect(try monday(told, timezone: zero)?.dayOfWeek == kept)
  }

  @Test func aPatternThatReadsAsBeforeMeansOtherDaysInAnotherZone() throws {
    let berlin = Row(
      "Europe/Berlin", "2026-11-03 09:00:00", .weekly(4), last: "2026-12-29", leftOut: "2026-11-10",
      berlin: ("2026-11-03 09:00:00", .weekly(4), last: "2026-12-29", leftOut: "2026-11-10"))
    for version in ProtocolVersion.allCases {
      let before = try berlin.kept()
      var told = before.presented(for: Presentation(version: version))
      let start = try #require(LocalDateTime(text: "2026-11-03 07:30:00"))
      let zone = try #require(TimeZone(identifier: "Asia/Tokyo"))
      told.startTime = start.instant(in: zone)
      told.endTime = start.adding(seconds: 900).instant(in: zone)
      told.timezone = TimeZoneInformation.base64(zone, year: 2026, at: start.instant(in: zone))
      let item = try Reading(version).change(of: .calendar(before), by: Fragment(encoding: told)).appointment
      #expect(item?.schedule?.firstDay.text == "2026-11-02")
      #expect(item?.recurrence?.dayOfWeek == 2)
    }
  }
}

extension SeriesZoneTests.Row {
  /// The device's item.
  func sent() throws -> CalendarItem {
    let zone = try #require(TimeZone(identifier: zone))
    let start = try #require(LocalDateTime(text: start))
    let begin = start.instant(in: zone)
    func moment(_ day: String) throws -> Date {
      LocalDateTime(date: try #require(CivilDate(text: day)), second: start.second).instant(in: zone)
    }
    var item = CalendarItem()
    item.timezone = TimeZoneInformation.base64(zone, year: start.year, at: begin)
    item.startTime = begin
    item.endTime = begin.addingTimeInterval(900)
    item.recurrence = pattern.recurrence
    item.recurrence?.until = try moment(last)
    var exception = CalendarException()
    exception.deleted = true
    exception.exceptionStartTime = try moment(leftOut)
    item.exceptions = [exception]
    return item
  }

  /// The office's item.
  func kept() throws -> CalendarItem {
    let start = try #require(LocalDateTime(text: berlin.start))
    var item = CalendarItem()
    item.schedule = .timed(start: start, end: start.adding(seconds: 900), zone: "Europe/Berlin")
    item.recurrence = berlin.pattern.recurrence
    let (last, leftOut) = try (
      #require(CivilDate(text: berlin.last)), #require(CivilDate(text: berlin.leftOut))
    )
    item.recurrence?.lastDay = last
    item.exceptions = [CalendarException(leftOut: leftOut)]
    return item
  }
}
