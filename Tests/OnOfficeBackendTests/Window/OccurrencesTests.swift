import Database
import Foundation
import SyncModel
import Testing

@testable import OnOfficeBackend

@Suite struct OccurrencesTests {
  private func occurrences(
    _ start: String, _ end: String, allDay: Bool = false, _ series: Record = [:]
  ) throws -> Occurrences {
    var record: Record = ["start_dt": .text(start), "end_dt": .text(end)]
    if allDay { record["ganztags"] = .integer(1) }
    for (field, value) in series.fields { record[field] = value }
    return try #require(Occurrences(record))
  }

  private func lies(_ occurrences: Occurrences, from: String, until: String) throws -> Bool {
    let zone = try berlinZone()
    return occurrences.lie(
      from: Moment(try berlin(from), in: zone), until: Moment(try berlin(until), in: zone))
  }

  @Test func anAppointmentThatEndsAtTheBeginningIsOut() throws {
    let one = try occurrences("2024-03-09 23:00:00", "2024-03-10 00:00:00")
    #expect(try !lies(one, from: "2024-03-10 00:00:00", until: "2024-04-01 00:00:00"))
    #expect(try lies(one, from: "2024-03-09 23:59:59", until: "2024-04-01 00:00:00"))
  }

  @Test func anAppointmentWithoutLengthAtTheBeginningIsIn() throws {
    let one = try occurrences("2024-03-10 00:00:00", "2024-03-10 00:00:00")
    #expect(try lies(one, from: "2024-03-10 00:00:00", until: "2024-04-01 00:00:00"))
    #expect(try !lies(one, from: "2024-03-10 00:00:01", until: "2024-04-01 00:00:00"))
  }

  @Test func theEndIsNotIncluded() throws {
    let one = try occurrences("2024-04-01 00:00:00", "2024-04-01 01:00:00")
    #expect(try !lies(one, from: "2024-03-10 00:00:00", until: "2024-04-01 00:00:00"))
    #expect(try lies(one, from: "2024-03-10 00:00:00", until: "2024-04-01 00:00:01"))
  }

  @Test func aWholeDayLastsUntilTheNextBegins() throws {
    let day = try occurrences("2024-03-09 00:00:00", "2024-03-09 23:59:59", allDay: true)
    #expect(try !lies(day, from: "2024-03-10 00:00:00", until: "2024-04-01 00:00:00"))
    #expect(try lies(day, from: "2024-03-09 23:59:59", until: "2024-04-01 00:00:00"))
    #expect(day.lastEnd?.text == "2024-03-10 00:00:00")
  }

  @Test func theDayOfSummerTimeIsAnHourShorter() throws {
    let zone = try berlinZone()
    let daily = try occurrences(
      "2024-03-29 08:00:00", "2024-03-29 09:00:00", ["rp_flag": .integer(1), "rp_type": .text("t")])
    let before = try #require(daily.next(at: Moment(try berlin("2024-03-30 00:00:00"), in: zone)))
    let after = try #require(daily.next(at: Moment(try berlin("2024-03-31 00:00:00"), in: zone)))
    #expect(after.start.text == "2024-03-31 08:00:00")
    #expect(after.start.instant(in: zone).timeIntervalSince(before.start.instant(in: zone)) == 23 * 3600)
  }

  @Test(arguments: ["#2024-03-11#2024-03-12", "#2024-03-11 # 2024-03-12#", " 2024-03-11#2024-03-12\n"])
  func leftOutDaysMayHaveSpaceAround(days: String) throws {
    let daily = try occurrences(
      "2024-03-11 08:00:00", "2024-03-11 09:00:00",
      ["rp_flag": .integer(1), "rp_type": .text("t"), "rp_exception": .text(days)])
    #expect(try !lies(daily, from: "2024-03-11 00:00:00", until: "2024-03-13 00:00:00"))
    #expect(try lies(daily, from: "2024-03-11 00:00:00", until: "2024-03-14 00:00:00"))
  }

  @Test func whatIsNoSeriesHasNoListOfLeftOutDays() throws {
    let once = try occurrences(
      "2024-03-11 08:00:00", "2024-03-11 09:00:00", ["rp_exception": .text("#nonsense")])
    #expect(try lies(once, from: "2024-03-11 00:00:00", until: "2024-03-12 00:00:00"))
  }

  @Test func aTimeThatClocksLeaveOutTakesPlaceAllTheSame() throws {
    let daily = try occurrences(
      "2024-03-30 02:30:00", "2024-03-30 02:45:00", ["rp_flag": .integer(1), "rp_type": .text("t")])
    #expect(try lies(daily, from: "2024-03-31 03:00:00", until: "2024-03-31 04:00:00"))
    #expect(try !lies(daily, from: "2024-03-31 00:00:00", until: "2024-03-31 03:00:00"))
  }

  @Test(
    arguments: [
      ("m", "2024-01-31", ["2024-02-29", "2024-03-31", "2024-04-30"]),
      ("j", "2024-02-29", ["2025-02-28", "2026-02-28", "2027-02-28"]),
      ("m", "2024-11-30", ["2024-12-30", "2025-01-30", "2025-02-28"]),
      ("w", "2024-12-25", ["2025-01-01", "2025-01-08", "2025-01-15"]),
      ("t", "2024-12-30", ["2024-12-31", "2025-01-01", "2025-01-02"]),
    ])
  func seriesGoOnOverMonthAndYearEnds(unit: String, first: String, next: [String]) throws {
    let series = try occurrences(
      first + " 10:00:00", first + " 11:00:00", ["rp_flag": .integer(1), "rp_type": .text(unit)])
    var days: [String] = []
    var moment = try berlin(first + " 11:00:00")
    for _ in next {
      let occurrence = try #require(series.next(at: Moment(moment, in: try berlinZone())))
      days.append(occurrence.start.date.text)
      moment = occurrence.end.instant(in: try berlinZone())
    }
    #expect(days == next)
  }

  @Test func theLeapDayComesBack() throws {
    let yearly = try occurrences(
      "2024-02-29 10:00:00", "2024-02-29 11:00:00", ["rp_flag": .integer(1), "rp_type": .text("j")])
    let next = try #require(yearly.next(at: Moment(try berlin("2028-01-01 00:00:00"), in: try berlinZone())))
    #expect(next.start.text == "2028-02-29 10:00:00")
  }

  @Test func exceptionsAreLeftOut() throws {
    let weekly = try occurrences(
      "2024-03-04 10:00:00", "2024-03-04 11:00:00",
      [
        "rp_flag": .integer(1), "rp_type": .text("w"), "rp_ende_status": .integer(1),
        "rp_ende_datum": .text("2024-03-18"), "rp_exception": .text("#2024-03-11#2024-03-18"),
      ])
    let zone = try berlinZone()
    #expect(weekly.next(at: Moment(try berlin("2024-03-05 00:00:00"), in: zone)) == nil)
    #expect(
      weekly.last(before: Moment(try berlin("2024-04-01 00:00:00"), in: zone))?.start.text
        == "2024-03-04 10:00:00")
    #expect(try !lies(weekly, from: "2024-03-05 00:00:00", until: "2024-04-01 00:00:00"))
  }

  @Test func aLongOccurrenceThatBeganBeforeIsIn() throws {
    let monthly = try occurrences(
      "2024-01-20 10:00:00", "2024-02-02 10:00:00", ["rp_flag": .integer(1), "rp_type": .text("m")])
    #expect(try lies(monthly, from: "2024-03-01 00:00:00", until: "2024-03-02 00:00:00"))
    #expect(try !lies(monthly, from: "2024-03-05 00:00:00", until: "2024-03-19 00:00:00"))
  }

  @Test func anOldDailySeriesIsFoundWithoutWalkingThroughIt() throws {
    let daily = try occurrences(
      "1971-01-01 10:00:00", "1971-01-01 11:00:00", ["rp_flag": .integer(1), "rp_type": .text("t")])
    let next = daily.next(at: Moment(try berlin("2024-03-10 12:00:00"), in: try berlinZone()))
    #expect(next?.start.text == "2024-03-11 10:00:00")
    let last = daily.last(before: Moment(try berlin("2024-03-10 10:00:00"), in: try berlinZone()))
    #expect(last?.start.text == "2024-03-09 10:00:00")
  }
}
