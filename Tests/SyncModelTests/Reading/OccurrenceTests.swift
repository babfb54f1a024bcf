import Testing

@testable import SyncModel

@Suite struct OccurrenceTests {
  private func recurrence(_ type: Int, _ edit: (inout Recurrence) -> Void = { _ in }) -> Recurrence {
    var recurrence = Recurrence()
    recurrence.type = type
    edit(&recurrence)
    return recurrence
  }

  /// The days of January to May 2028 that a series from Monday, 31 January on has.
  private func days(_ recurrence: Recurrence) throws -> [String] {
    let first = try #require(CivilDate(text: "2028-01-31"))
    return (-30...121).map { first.adding(days: $0) }
      .filter { recurrence.occurs(on: $0, from: first) }.map(\.text)
  }

  @Test func aDailySeries() throws {
    let fifth = recurrence(0) { $0.interval = 50 }
    #expect(try days(fifth) == ["2028-01-31", "2028-03-21", "2028-05-10"])
    let working = recurrence(0) { recurrence in
      recurrence.dayOfWeek = 62
      recurrence.lastDay = CivilDate(text: "2028-02-07")
    }
    #expect(
      try days(working) == [
        "2028-01-31", "2028-02-01", "2028-02-02", "2028-02-03", "2028-02-04", "2028-02-07",
      ])
  }

  @Test func aWeeklySeries() throws {
    let every = recurrence(1) { $0.lastDay = CivilDate(text: "2028-02-20") }
    #expect(try days(every) == ["2028-01-31", "2028-02-07", "2028-02-14"])
    let fourth = recurrence(1) { recurrence in
      recurrence.interval = 4
      recurrence.dayOfWeek = 2 | 64
      recurrence.firstDayOfWeek = 1
      recurrence.lastDay = CivilDate(text: "2028-03-31")
    }
    #expect(try days(fourth) == ["2028-01-31", "2028-02-05", "2028-02-28", "2028-03-04", "2028-03-27"])
  }

  @Test func aMonthlySeriesTakesTheLastDayOfShortMonths() throws {
    let monthly = recurrence(2) { $0.dayOfMonth = 31 }
    #expect(try days(monthly) == ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31"])
    let third = recurrence(2) { $0.interval = 3 }
    #expect(try days(third) == ["2028-01-31", "2028-04-30"])
  }

  @Test func aYearlySeries() throws {
    let first = try #require(CivilDate(text: "2028-02-29"))
    let yearly = recurrence(5) { $0.interval = 2 }
    let years = (0...6).compactMap { CivilDate(year: 2028 + $0, month: 2, day: 28 + ($0 % 4 == 0 ? 1 : 0)) }
    #expect(
      years.map { yearly.occurs(on: $0, from: first) } == [true, false, true, false, true, false, true])
    #expect(!yearly.occurs(on: first.adding(months: 24 + 1), from: first))
  }

  @Test(arguments: [3, 6]) func patternsByWeekdayOfAMonthAreNotCounted(type: Int) throws {
    #expect(try days(recurrence(type)).count == 122)
  }
}
