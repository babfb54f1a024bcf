import SyncModel

/// The series that a device's recurrence becomes: several if it falls on several weekdays, because a series of
/// onOffice is its first day and an interval.
///
/// The nth weekday of a month (Types 3 and 6) becomes the day of the month on which it begins. Manual 12.2: only
/// onOffice's intervals can be stored.
struct SeriesPlan: Hashable {
  let unit: Series.Unit
  let interval: Int
  /// The first day of each series, in their order; never empty.
  let starts: [CivilDate]
  /// The day after which no occurrence begins; nil for no end.
  let last: CivilDate?

  /// The first days on or after `start` on which `recurrence` falls.
  init(_ recurrence: Recurrence, from start: CivilDate) throws(ItemRefusal) {
    let weekdays = recurrence.weekdays
    // Daily on some weekdays is on each of them: [MS-OXOCAL] has that as every week.
    let isEachWeekday = recurrence.type == 0 && (1...6).contains(weekdays.count)
    let interval = isEachWeekday ? 1 : max(1, recurrence.interval ?? 1)
    guard interval <= 999 else { throw ItemRefusal(element: "Interval", reason: "more than 999") }
    switch recurrence.type {
    case 0 where weekdays.isEmpty, 0 where weekdays.count == 7, 1 where weekdays.count == 7 && interval == 1:
      unit = .day
      starts = [start]
    case 0, 1:
      unit = .week
      starts = Self.starts(on: weekdays, from: start, every: interval, of: recurrence.firstWeekday)
    case 2, 3:
      unit = .month
      starts = [recurrence.firstMonthDay(from: start, every: interval)]
    case 5, 6:
      unit = .year
      starts = [recurrence.firstYearDay(from: start, every: interval)]
    default:
      throw ItemRefusal(element: "Type", reason: "no kind of recurrence")
    }
    self.interval = interval
    last =
      recurrence.lastDay
      ?? recurrence.occurrences.flatMap { [starts, unit] in
        Self.day(ofOccurrence: $0, starts, unit, interval)
      }
  }

  /// The series that begins on one of ``starts``.
  func series(from start: CivilDate) -> Series {
    Series(first: start, unit: unit, interval: interval, end: last.map { max($0, start) })
  }

  /// Every `interval` weeks on `weekdays`; weeks begin on `firstWeekday`.
  private static func starts(
    on weekdays: [Int], from start: CivilDate, every interval: Int, of firstWeekday: Int
  ) -> [CivilDate] {
    guard !weekdays.isEmpty else { return [start] }
    let week = start.adding(days: -((start.weekday - firstWeekday + 7) % 7))
    let days = weekdays.map { week.adding(days: ($0 - firstWeekday + 7) % 7) }
    return days.map { $0 < start ? $0.adding(days: 7 * interval) : $0 }.sorted()
  }

  /// The day of the nth occurrence of all series together; nil if it lies beyond every calendar.
  private static func day(
    ofOccurrence count: Int, _ starts: [CivilDate], _ unit: Series.Unit, _ interval: Int
  ) -> CivilDate? {
    let index = min(max(1, count), 9999) - 1
    let series = Series(first: starts[index % starts.count], unit: unit, interval: interval, end: nil)
    let day = series.day(of: index / starts.count)
    return day.year <= 9999 ? day : nil
  }
}

extension Recurrence {
  /// The weekdays on which it falls, 0 Sunday to 6 Saturday.
  fileprivate var weekdays: [Int] { (0...6).filter { (dayOfWeek ?? 0) >> $0 & 1 == 1 } }

  /// The day on which weeks begin: Monday, as in all of onOffice's countries, unless it is said.
  fileprivate var firstWeekday: Int { firstDayOfWeek.flatMap { (0...6).contains($0) ? $0 : nil } ?? 1 }

  /// The day of the month on or after `start`.
  fileprivate func firstMonthDay(from start: CivilDate, every interval: Int) -> CivilDate {
    guard type == 2, isGregorian, let dayOfMonth else { return start }
    let day = start.inItsMonth(on: dayOfMonth)
    return day < start
      ? start.inItsMonth(on: 1).adding(months: interval).inItsMonth(on: dayOfMonth) : day
  }

  /// The day of the year on or after `start`.
  fileprivate func firstYearDay(from start: CivilDate, every interval: Int) -> CivilDate {
    guard type == 5, isGregorian, let dayOfMonth, let monthOfYear, (1...12).contains(monthOfYear) else {
      return start
    }
    let month = start.inItsMonth(on: 1).adding(months: monthOfYear - start.month)
    let day = month.inItsMonth(on: dayOfMonth)
    return day < start ? month.adding(years: interval).inItsMonth(on: dayOfMonth) : day
  }
}
