import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Series of appointments to the phone, manual 12.2")
struct MappingSeriesTests {
  @Test(.manual("12.2 Wiederholung →")) func dailySeriesHasItsInterval() throws {
    let recurrence = try pattern("2024-05-26", "t", 3)
    #expect(recurrence.type == 0)
    #expect(recurrence.interval == 3)
    #expect(recurrence.dayOfWeek == nil)
    #expect(recurrence.lastDay == nil)
  }

  @Test(.manual("12.2 Wiederholung →"), arguments: zip(19...25, [1, 2, 4, 8, 16, 32, 64]))
  func weeklySeriesFallsOnTheWeekdayOfItsStart(day: Int, dayOfWeek: Int) throws {
    let recurrence = try pattern("2024-05-\(day)", "w", 2)
    #expect(recurrence.type == 1)
    #expect(recurrence.interval == 2)
    #expect(recurrence.dayOfWeek == dayOfWeek)
  }

  @Test(.manual("12.2 Wiederholung →")) func monthlySeriesFallsOnTheDayOfItsStart() throws {
    let recurrence = try pattern("2024-01-31", "m", 1)
    #expect(recurrence.type == 2)
    #expect(recurrence.dayOfMonth == 31)
    #expect(recurrence.monthOfYear == nil)
    #expect(recurrence.calendarType == 0)
  }

  @Test(.manual("12.2 Wiederholung →")) func yearlySeriesFallsOnTheDateOfItsStart() throws {
    let recurrence = try pattern("2024-02-29", "j", 1)
    #expect(recurrence.type == 5)
    #expect(recurrence.dayOfMonth == 29)
    #expect(recurrence.monthOfYear == 2)
    #expect(recurrence.calendarType == 0)
  }

  @Test(arguments: [(nil, 1), (0, 1), (-4, 1), (1, 1), (999, 999), (5000, 999)] as [(Int64?, Int)])
  func intervalIsFrom1To999(stored: Int64?, sent: Int) throws {
    #expect(try pattern("2024-05-26", "t", stored).interval == sent)
  }

  @Test(arguments: [
    ("2024-05-26", "t", 3, "2024-06-02", "2024-06-01"),
    ("2024-05-26", "t", 3, "2024-06-01", "2024-06-01"),
    ("2024-05-26", "w", 2, "2024-07-31", "2024-07-21"),
    ("2024-01-31", "m", 1, "2024-02-29", "2024-02-29"),
    ("2024-01-31", "m", 1, "2024-02-28", "2024-01-31"),
    ("2024-10-31", "m", 1, "2025-01-15", "2024-12-31"),
    ("2024-11-30", "m", 3, "2025-02-28", "2025-02-28"),
    ("2024-02-29", "j", 1, "2025-02-28", "2025-02-28"),
    ("2024-02-29", "j", 4, "2029-01-01", "2028-02-29"),
    ("2024-12-31", "j", 1, "2025-12-30", "2024-12-31"),
    ("2024-05-26", "t", 1, "2024-01-01", "2024-05-26"),
  ])
  func seriesEndsWithItsLastOccurrence(
    start: String, type: String, interval: Int64, end: String, last: String
  ) throws {
    let recurrence = try pattern(start, type, interval, ["rp_ende_status": 1, "rp_ende_datum": .text(end)])
    #expect(recurrence.lastDay?.text == last)
  }

  @Test(
    arguments: [
      ["rp_ende_status": 2, "rp_ende_datum": "2024-06-30"], ["rp_ende_status": 2],
      ["rp_ende_status": 1, "rp_ende_datum": "0000-00-00"], [:],
    ] as [SampleFields])
  func openSeriesHasNoEnd(fields: SampleFields) throws {
    #expect(try pattern("2024-05-26", "t", 1, fields).lastDay == nil)
  }

  @Test(
    arguments: [
      ["rp_flag": 0, "rp_type": "t"], ["rp_type": "t"], ["rp_flag": 1], ["rp_flag": 1, "rp_type": "x"],
    ] as [SampleFields])
  func otherAppointmentsAreNoSeries(fields: SampleFields) {
    var record = fields
    record["start_dt"] = "2024-05-26 10:00:00"
    record["rp_exception"] = "#2024-05-26"
    #expect(mappedAppointment(record).recurrence == nil)
    #expect(mappedAppointment(record).exceptions == nil)
  }

  @Test func removedOccurrencesAreDeleted() {
    let item = mappedAppointment(
      series("2024-05-24", "t", 2, ["rp_exception": "#2024-05-28#2024-05-26#2024-05-26#"]))
    #expect(item.exceptions == days(["2024-05-26", "2024-05-28"]))
  }

  @Test func removedDaysWithoutOccurrenceAreLeftOut() {
    let item = mappedAppointment(
      series(
        "2024-05-24", "w", 1,
        [
          "rp_exception": "#2024-05-25#2024-05-17#2024-06-07#2024-06-14",
          "rp_ende_status": 1, "rp_ende_datum": "2024-06-13",
        ]))
    #expect(item.exceptions == days(["2024-06-07"]))
  }

  @Test func removedOccurrencesKeepTheirDayAcrossSummerTime() {
    let item = mappedAppointment(
      series("2024-03-30", "t", 1, ["rp_exception": "#2024-03-30#2024-03-31#2024-04-01#2024-10-27"]))
    #expect(item.exceptions == days(["2024-03-30", "2024-03-31", "2024-04-01", "2024-10-27"]))
  }

  @Test func removedEndOfMonthIsFound() {
    let item = mappedAppointment(
      series("2024-01-31", "m", 1, ["rp_exception": "#2024-02-29#2024-03-31#2024-04-29"]))
    #expect(item.exceptions == days(["2024-02-29", "2024-03-31"]))
  }

  @Test func eachOccurrenceIsFoundAndNoOtherDay() throws {
    var random = SeededGenerator(seed: 2024)
    for _ in 0..<300 {
      let start = CivilDate(dayNumber: Int.random(in: 18_000...22_000, using: &random))
      let type = try #require(["t", "w", "m", "j"].randomElement(using: &random))
      let interval = Int.random(in: 1...14, using: &random)
      let record = series(start.text, type, Int64(interval), [:])
      let series = try #require(Series(record.record))
      let occurrences = (0..<20).map { series.day(of: $0) }
      let upTo = occurrences[19].dayNumber
      let found = (start.dayNumber - 40...upTo).map(CivilDate.init(dayNumber:)).filter(series.contains)
      #expect(found == occurrences, "\(start) \(type) \(interval)")
    }
  }

  private func pattern(
    _ start: String, _ type: String, _ interval: Int64?, _ more: SampleFields = [:]
  ) throws -> Recurrence {
    try #require(mappedAppointment(series(start, type, interval, more)).recurrence)
  }

  private func series(_ start: String, _ type: String, _ interval: Int64?, _ more: SampleFields)
    -> SampleFields
  {
    var record: SampleFields = ["start_dt": .text(start + " 10:00:00"), "rp_flag": 1, "rp_type": .text(type)]
    record["rp_tage"] = interval.map { .integer($0) }
    return record.adding(more)
  }

  private func days(_ texts: [String]) -> [CalendarException] {
    texts.compactMap(CivilDate.init(text:)).map(CalendarException.init(leftOut:))
  }
}
