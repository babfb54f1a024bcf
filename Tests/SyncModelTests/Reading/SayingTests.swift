import Foundation
import Testing
import WBXML

@testable import SyncModel

@Suite("What reading makes otherwise of an item than its device has it")
struct SayingTests {
  private static func time(_ text: String) -> LocalDateTime {
    LocalDateTime(text: text) ?? LocalDateTime(date: CivilDate(dayNumber: 0))
  }

  /// Every Wednesday at nine, but for one.
  private static var series: CalendarItem {
    var item = CalendarItem()
    let start = time("2026-10-07 09:00:00")
    item.schedule = .timed(start: start, end: start.adding(seconds: 3600), zone: "Europe/Berlin")
    var recurrence = Recurrence()
    (recurrence.type, recurrence.interval, recurrence.dayOfWeek) = (1, 1, 8)
    item.recurrence = recurrence
    item.exceptions = [CalendarException(leftOut: time("2026-10-14 00:00:00").date)]
    return item
  }

  private func isWhole(
    _ version: ProtocolVersion, of before: CalendarItem = series, by sent: CalendarItem
  ) throws -> Bool {
    try Reading(version).change(of: .calendar(before), by: Fragment(encoding: sent)).isWhole
  }

  private func moved(_ start: String, _ end: String, leftOut: String? = nil) -> CalendarItem {
    var sent = CalendarItem()
    (sent.startTime, sent.endTime) = (Sent.moment(start), Sent.moment(end))
    if let leftOut {
      var exception = CalendarException()
      (exception.deleted, exception.exceptionStartTime) = (true, Sent.moment(leftOut))
      sent.exceptions = [exception]
    }
    return sent
  }

  @Test(arguments: ProtocolVersion.old) func exceptionsAreNamedByTheNewStart(version: ProtocolVersion) throws
  {
    let (start, end) = ("2026-10-07 08:00:00", "2026-10-07 09:00:00")
    #expect(try !isWhole(version, by: moved(start, end)))
    #expect(try !isWhole(version, by: moved(start, end, leftOut: "2026-10-14 07:00:00")))
    #expect(try isWhole(version, by: moved(start, end, leftOut: "2026-10-14 08:00:00")))
    let nextDay = ("2026-10-08 07:00:00", "2026-10-08 08:00:00")
    #expect(try !isWhole(version, by: moved(nextDay.0, nextDay.1)))
    // The start is as before.
    #expect(try isWhole(version, by: moved("2026-10-07 07:00:00", "2026-10-07 09:00:00")))
    var single = Self.series
    single.exceptions = nil
    #expect(try isWhole(version, of: single, by: moved(start, end)))
  }

  @Test(arguments: ProtocolVersion.new) func theEndTakesTheExceptionsAlong(version: ProtocolVersion) throws {
    var longer = CalendarItem()
    longer.endTime = Sent.moment("2026-10-07 09:00:00")
    #expect(try isWhole(version, by: longer))
    var renamed = CalendarItem()
    renamed.subject = "Renamed"
    #expect(try isWhole(version, by: renamed))
    var single = Self.series
    single.exceptions = nil
    #expect(try isWhole(version, of: single, by: longer))
  }

  @Test(arguments: ProtocolVersion.new) func theStartTakesTheExceptionsAlong(version: ProtocolVersion) throws
  {
    #expect(try isWhole(version, by: moved("2026-10-07 08:00:00", "2026-10-07 09:00:00")))
  }

  @Test(arguments: [
    ("2026-10-25 01:00:00", "2026-10-25 02:00:00", false),
    ("2026-10-25 00:30:00", "2026-10-25 01:15:00", false),
    ("2026-10-25 00:00:00", "2026-10-25 00:30:00", true),
    ("2026-10-25 02:00:00", "2026-10-25 03:00:00", true),
    ("2026-03-29 00:30:00", "2026-03-29 01:30:00", true),
  ])
  func theHourThatComesTwiceIsKeptOnce(start: String, end: String, expected: Bool) throws {
    let sent = moved(start, end)
    for version in ProtocolVersion.allCases {
      let added = try Reading(version).addition(Fragment(encoding: sent), of: .calendar)
      #expect(added.isWhole == expected)
    }
    let times = try Sent.elements([
      (Calendar.startTime.tag, "20261025T010000Z"), (Calendar.endTime.tag, "20261025T020000Z"),
    ])
    let edit = try Reading(.v16_1).change(of: .calendar(Self.series), at: "20261021T070000Z", by: times)
    #expect(!edit.isWhole)
  }

  @Test(arguments: [
    // Both set their clocks on the same night; New York does a week later, and Kolkata never.
    ("Europe/Berlin", "2027-01-27", true), ("Europe/Paris", "2027-01-27", true),
    ("America/New_York", "2026-10-21", true), ("America/New_York", "2026-10-28", false),
    ("Asia/Kolkata", "2026-10-21", true), ("Asia/Kolkata", "2026-12-30", false),
    ("Asia/Kolkata", nil, false),
  ])
  func theHoursOfASeriesAreThoseOfTheOffice(zone: String, last: String?, expected: Bool) throws {
    var sent = CalendarItem()
    (sent.startTime, sent.endTime) = (Sent.moment("2026-10-07 07:00:00"), Sent.moment("2026-10-07 08:00:00"))
    sent.recurrence = Self.series.recurrence
    sent.recurrence?.until = last.map { Sent.moment($0 + " 12:00:00") }
    let zone = try #require(TimeZone(identifier: zone))
    sent.timezone = TimeZoneInformation.base64(zone, year: 2026, at: Sent.moment("2026-10-07 07:00:00"))
    for version in ProtocolVersion.allCases {
      let added = try Reading(version).addition(Fragment(encoding: sent), of: .calendar)
      #expect(added.isWhole == expected)
    }
    sent.recurrence = nil
    #expect(try Reading(.v16_1).addition(Fragment(encoding: sent), of: .calendar).isWhole)
  }

  @Test func whatHasNoMeaningIsNotKept() throws {
    var sent = CalendarItem()
    sent.reminder = -5
    #expect(try !isWhole(.v14_1, by: sent))
    sent.reminder = 0
    #expect(try isWhole(.v14_1, by: sent))
  }

  @Test func aReminderNeedsTimeAndSwitch() throws {
    func isWhole(_ isSet: Bool?, _ time: String?) throws -> Bool {
      var sent = TaskItem()
      (sent.reminderSet, sent.reminderTime) = (isSet, time.map(Sent.moment))
      return try Reading(.v14_1).addition(Fragment(encoding: sent), of: .tasks).isWhole
    }
    let time = "2026-10-25 08:00:00"
    #expect(try !isWhole(true, nil))
    #expect(try !isWhole(nil, time))
    #expect(try isWhole(true, time))
    #expect(try isWhole(false, time))
    #expect(try isWhole(false, nil))
    #expect(try isWhole(nil, nil))
  }
}
