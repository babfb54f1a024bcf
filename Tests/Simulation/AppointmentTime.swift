import Foundation
import SyncModel

/// When an appointment takes place, counted out day by day: slowly, and unlike the program under test.
struct AppointmentTime: Hashable, Sendable {
  let start: String
  let end: String
  let isAllDay: Bool
  /// `t`, `w`, `m`, `j`; nil for a single one.
  let unit: String?
  let interval: Int
  /// The last day of a series; empty without one.
  let last: String
  /// Days that are left out, as `#2024-05-26`.
  let exceptions: String

  /// The occurrences up to a day, as moments; the end is not included.
  func occurrences(until horizon: CivilDate) -> [(start: Date, end: Date, local: LocalDateTime)] {
    guard let first = LocalDateTime(text: start), let end = LocalDateTime(text: end) else { return [] }
    let skipped = Set(exceptions.split(separator: "#").map(String.init))
    let lastDay = CivilDate(text: String(last.prefix(10)))
    var result: [(start: Date, end: Date, local: LocalDateTime)] = []
    for number in 0..<2000 {
      guard let day = day(number, from: first.date) else { continue }
      if day > horizon || lastDay.map({ day > $0 }) == true { break }
      let shift = day.dayNumber - first.date.dayNumber
      if unit == nil || !skipped.contains(day.text) {
        let begin = first.adding(days: shift)
        var finish = end.adding(days: shift)
        if isAllDay {
          finish = LocalDateTime(
            date: (end.second == 0 ? end.date : end.date.adding(days: 1)).adding(days: shift))
        }
        result.append((begin.instant(in: Site.zone), finish.instant(in: Site.zone), begin))
      }
      if unit == nil { break }
    }
    return result
  }

  /// The day of a number of the series; nil if the month has none such.
  private func day(_ number: Int, from first: CivilDate) -> CivilDate? {
    switch unit {
    case "t": first.adding(days: number * interval)
    case "w": first.adding(days: 7 * number * interval)
    case "m": first.adding(months: number * interval)
    case "j": first.adding(years: number * interval)
    default: first
    }
  }
}
