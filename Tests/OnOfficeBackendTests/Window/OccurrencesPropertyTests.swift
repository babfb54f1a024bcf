import Database
import Foundation
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

/// Random series against a walk over every day.
@Suite struct OccurrencesPropertyTests {
  private struct Case {
    var record: Record
    var start: LocalDateTime
    var end: LocalDateTime
    var unit: String
    var interval: Int
    var lastDay: CivilDate?
    var exceptions: Set<CivilDate> = []
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func aWalkOverEveryDayFindsTheSame(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let zone = try berlinZone()
    for _ in 0..<25 {
      let one = randomCase(&random)
      let all = walk(one)
      let occurrences = try #require(Occurrences(one.record))
      let from = one.start.adding(seconds: .random(in: -40 * 86_400...400 * 86_400, using: &random)).instant(
        in: zone)
      let until = from.addingTimeInterval(TimeInterval(Int.random(in: 0...60 * 86_400, using: &random)))
      let over = { (one: Occurrences.Occurrence) in
        one.end.instant(in: zone) <= from && one.start.instant(in: zone) < from
      }
      let next = all.first { !over($0) }
      let last = all.last { $0.start.instant(in: zone) < until }
      #expect(occurrences.next(at: Moment(from, in: zone)) == next, "\(one)")
      #expect(occurrences.last(before: Moment(until, in: zone)) == last, "\(one)")
      let lies = all.contains { !over($0) && $0.start.instant(in: zone) < until }
      #expect(occurrences.lie(from: Moment(from, in: zone), until: Moment(until, in: zone)) == lies, "\(one)")
    }
  }

  private func randomCase(_ random: inout SeededGenerator) -> Case {
    let start = LocalDateTime(
      date: CivilDate(dayNumber: .random(in: 19_600...20_500, using: &random)),
      second: .random(in: 0..<96, using: &random) * 900)
    let lengths = [0, 900, 3600, 86_400, 3 * 86_400, 40 * 86_400]
    let end = start.adding(seconds: lengths[.random(in: 0..<lengths.count, using: &random)])
    let unit = ["t", "w", "m", "j"][.random(in: 0..<4, using: &random)]
    let interval = Int.random(in: 1...(unit == "t" ? 40 : unit == "j" ? 2 : 4), using: &random)
    var one = Case(record: Record(), start: start, end: end, unit: unit, interval: interval)
    one.record = [
      "start_dt": .text(start.text), "end_dt": .text(end.text), "rp_flag": .integer(1),
      "rp_type": .text(unit),
      "rp_tage": .integer(Int64(interval)), "rp_ende_status": .integer(2),
    ]
    if Bool.random(using: &random) {
      let last = start.date.adding(days: .random(in: 0...500, using: &random))
      one.lastDay = last
      one.record["rp_ende_status"] = .integer(1)
      one.record["rp_ende_datum"] = .text(last.text)
    }
    let days = walk(one).map(\.start.date).prefix(4)
    one.exceptions = Set(days.filter { _ in Int.random(in: 0..<3, using: &random) == 0 })
    if !one.exceptions.isEmpty {
      one.record["rp_exception"] = .text(one.exceptions.sorted().map { "#" + $0.text }.joined())
    }
    return one
  }

  /// All occurrences, found day by day over the years in which the test looks.
  private func walk(_ one: Case) -> [Occurrences.Occurrence] {
    let first = one.start.date
    let end = one.lastDay ?? first.adding(days: 4500)
    let span = one.end.date.dayNumber - first.dayNumber
    var found: [Occurrences.Occurrence] = []
    var day = first
    while day <= end {
      if isDue(day, one), !one.exceptions.contains(day) {
        found.append(
          .init(
            start: LocalDateTime(date: day, second: one.start.second),
            end: LocalDateTime(date: day.adding(days: span), second: one.end.second)))
      }
      day = day.adding(days: 1)
    }
    return found
  }

  private func isDue(_ day: CivilDate, _ one: Case) -> Bool {
    let first = one.start.date
    let months = (day.year - first.year) * 12 + day.month - first.month
    let isLastOfMonth = day.adding(days: 1).day == 1
    let isSameDay = day.day == first.day || (isLastOfMonth && first.day > day.day)
    switch one.unit {
    case "t": return (day.dayNumber - first.dayNumber) % one.interval == 0
    case "w": return (day.dayNumber - first.dayNumber) % (7 * one.interval) == 0
    case "m": return months % one.interval == 0 && isSameDay
    default: return months % (12 * one.interval) == 0 && isSameDay
    }
  }
}
