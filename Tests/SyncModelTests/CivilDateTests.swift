import Foundation
import SyncModel
import TestSupport
import Testing

@Suite struct CivilDateTests {
  @Test func everyDayOfTheYears1To9999FollowsTheOneBefore() throws {
    var expected = (year: 1, month: 1, day: 1)
    let first = try #require(CivilDate(year: 1, month: 1, day: 1))
    let last = try #require(CivilDate(year: 9999, month: 12, day: 31))
    var mistakes = 0
    for number in first.dayNumber...last.dayNumber {
      let date = CivilDate(dayNumber: number)
      let again = CivilDate(year: expected.year, month: expected.month, day: expected.day)
      if date.components != expected || again != date { mistakes += 1 }
      expected.day += 1
      let isLeap = expected.year % 4 == 0 && (expected.year % 100 != 0 || expected.year % 400 == 0)
      let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][expected.month - 1]
      if expected.day > days { (expected.month, expected.day) = (expected.month + 1, 1) }
      if expected.month > 12 { (expected.year, expected.month) = (expected.year + 1, 1) }
    }
    #expect(mistakes == 0)
    #expect(expected.year == 10_000)
  }

  @Test func foundationsCalendarAgrees() throws {
    var calendar = Foundation.Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    var random = SeededGenerator(seed: 3)
    for _ in 0..<3000 {
      // Foundation counts by the Julian calendar before October 1582.
      let date = CivilDate(dayNumber: random.number(-140_000...2_900_000))
      let instant = Date(timeIntervalSince1970: Double(date.dayNumber) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: instant)
      #expect(parts.year == date.year && parts.month == date.month && parts.day == date.day)
      #expect(parts.weekday == date.weekday + 1)
    }
  }

  @Test(arguments: [
    (2026, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (0, 1, 1),
    (10_000, 1, 1), (-1, 1, 1),
  ])
  func datesThatDoNotExistAreRefused(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-12-15", 1, "2027-01-15"),
    ("2026-01-15", -1, "2025-12-15"), ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"),
    ("2026-03-31", -1, "2026-02-28"), ("2026-05-31", 0, "2026-05-31"), ("2026-03-31", -25, "2024-02-29"),
  ])
  func addingMonthsKeepsToTheMonthsEnd(from: String, months: Int, to: String) throws {
    let date = try #require(CivilDate(text: from))
    #expect(date.adding(months: months).text == to)
  }

  @Test func addingYearsAndDaysCrossesLeapDays() throws {
    let leapDay = try #require(CivilDate(text: "2024-02-29"))
    #expect(leapDay.adding(years: 1).text == "2025-02-28")
    #expect(leapDay.adding(years: 4).text == "2028-02-29")
    #expect(leapDay.adding(days: 1).text == "2024-03-01")
    #expect(leapDay.adding(days: 366).text == "2025-03-01")
    #expect(leapDay.adding(days: -60).text == "2023-12-31")
  }

  @Test func textReadsAsItWasWritten() throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<1000 {
      let date = CivilDate(dayNumber: random.number(-719_162...2_932_896))
      #expect(CivilDate(text: date.text) == date)
      #expect(date.text.utf8.count == 10)
    }
  }

  @Test(arguments: [
    "", "2026", "2026-2-3", "2026-02-30", "2026-02-03 ", "+026-02-03", "26-02-03", "2026/02/03",
  ])
  func otherTextIsNoDate(text: String) {
    #expect(CivilDate(text: text) == nil)
  }
}
