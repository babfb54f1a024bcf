import Foundation
import SyncModel
import TestSupport
import Testing

@Suite struct LocalDateTimeTests {
  private static let zones = [
    "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "Australia/Lord_Howe", "UTC",
    "Pacific/Apia",
  ]

  @Test(arguments: zones) func instantsAreThoseOfFoundationsCalendar(zone name: String) throws {
    let zone = try #require(TimeZone(identifier: name))
    var calendar = Foundation.Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    var random = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      let local = LocalDateTime(
        date: CivilDate(dayNumber: random.number(3_000...40_000)), second: random.number(0...86_399))
      let instant = local.instant(in: zone)
      #expect(instant == calendar.date(from: local.components), "\(local) in \(name)")
    }
  }

  @Test(arguments: [
    // The hour that is left out counts by the clock before.
    ("Europe/Berlin", "2026-03-29 02:00:00", "2026-03-29 01:00:00", "2026-03-29 03:00:00"),
    ("Europe/Berlin", "2026-03-29 02:30:00", "2026-03-29 01:30:00", "2026-03-29 03:30:00"),
    ("America/New_York", "2026-03-08 02:30:00", "2026-03-08 07:30:00", "2026-03-08 03:30:00"),
    ("Australia/Lord_Howe", "2026-10-04 02:15:00", "2026-10-03 15:45:00", "2026-10-04 02:45:00"),
    // Of the hour that comes twice the first is meant.
    ("Europe/Berlin", "2026-10-25 02:30:00", "2026-10-25 00:30:00", "2026-10-25 02:30:00"),
    ("America/New_York", "2026-11-01 01:30:00", "2026-11-01 05:30:00", "2026-11-01 01:30:00"),
    // Beside them.
    ("Europe/Berlin", "2026-03-29 01:59:59", "2026-03-29 00:59:59", "2026-03-29 01:59:59"),
    ("Europe/Berlin", "2026-10-25 03:00:00", "2026-10-25 02:00:00", "2026-10-25 03:00:00"),
    ("Asia/Kolkata", "2026-12-31 23:59:59", "2026-12-31 18:29:59", "2026-12-31 23:59:59"),
  ])
  func summerTimeIsResolved(zone name: String, local: String, utc: String, shown: String) throws {
    let zone = try #require(TimeZone(identifier: name))
    let instant = try #require(LocalDateTime(text: local)).instant(in: zone)
    #expect(LocalDateTime(instant, in: .gmt).text == utc)
    #expect(LocalDateTime(instant, in: zone).text == shown)
  }

  @Test(arguments: zones) func instantsReadBackInTheirZone(zone name: String) throws {
    let zone = try #require(TimeZone(identifier: name))
    var random = SeededGenerator(seed: 13)
    for _ in 0..<500 {
      let instant = Date(timeIntervalSince1970: Double(random.number(-1_000_000_000...4_000_000_000)))
      let again = LocalDateTime(instant, in: zone).instant(in: zone)
      // An hour that comes twice reads as the first.
      #expect(again == instant || LocalDateTime(again, in: zone) == LocalDateTime(instant, in: zone))
    }
  }

  @Test func timesBefore1970AndAcrossMidnightAdd() throws {
    let time = try #require(LocalDateTime(text: "1969-12-31 23:59:30"))
    #expect(time.adding(seconds: 60).text == "1970-01-01 00:00:30")
    #expect(time.adding(seconds: -86_400).text == "1969-12-30 23:59:30")
    #expect(time.adding(days: 1).text == "1970-01-01 23:59:30")
    #expect(time.adding(months: 2).text == "1970-02-28 23:59:30")
  }

  @Test(arguments: ["2026-11-22", "2026-11-22 24:00:00", "2026-11-22 10:60:00", "2026-11-22T10:00:00", ""])
  func otherTextIsNoTime(text: String) {
    #expect(LocalDateTime(text: text) == nil)
  }
}

extension LocalDateTime {
  /// The same time as Foundation writes it.
  fileprivate var components: DateComponents {
    DateComponents(year: year, month: month, day: day, hour: hour, minute: minute, second: second % 60)
  }
}
