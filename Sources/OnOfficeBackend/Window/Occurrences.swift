import SyncModel

/// When an appointment takes place: once, or at each date of its series that is not left out.
///
/// Dates count on the tenant's wall clock, so that a series keeps its hour through summer time; periods are
/// compared as moments.
struct Occurrences {
  /// One of the times.
  struct Occurrence: Hashable {
    let start: LocalDateTime
    let end: LocalDateTime
  }

  private let first: Occurrence
  private let series: Series?
  /// Days of the series that are left out.
  private let exceptions: Set<CivilDate>

  /// When the appointment with these fields takes place; nil if that cannot be read.
  init?(_ record: Record) {
    guard let start = record.dateTime("start_dt"), record.scheduleDefect == nil else { return nil }
    let end = max(start, record.dateTime("end_dt") ?? start)
    // A whole day ends where the next one begins.
    first =
      record.flag("ganztags")
      ? Occurrence(
        start: LocalDateTime(date: start.date), end: LocalDateTime(date: Self.dayAfter(end, from: start.date))
      )
      : Occurrence(start: start, end: end)
    series = Series(record)
    exceptions = series == nil ? [] : record.daysLeftOut ?? []
  }

  /// When the last of all ends; nil if there is no last one.
  var lastEnd: LocalDateTime? {
    guard let series else { return first.end }
    return series.last.map { occurrence(on: $0).end }
  }

  /// Whether every day of the series is left out.
  var isEmpty: Bool {
    guard let series, let last = series.last else { return false }
    return (0...series.number(upTo: last)).allSatisfy { exceptions.contains(series.day(of: $0)) }
  }

  private static func dayAfter(_ end: LocalDateTime, from first: CivilDate) -> CivilDate {
    max(first.adding(days: 1), end.second == 0 ? end.date : end.date.adding(days: 1))
  }

  /// The occurrence that begins on a day of the series.
  private func occurrence(on day: CivilDate) -> Occurrence {
    let shift = day.dayNumber - first.start.date.dayNumber
    return Occurrence(start: first.start.adding(days: shift), end: first.end.adding(days: shift))
  }
}

extension Occurrences {
  /// The first one that is not over at `moment`. What ends exactly then is over, unless it begins then as well.
  func next(at moment: Moment) -> Occurrence? {
    guard let series else { return first.isOver(at: moment) ? nil : first }
    // Two days more, as wall clocks are not compared to the hour.
    let days = first.end.date.dayNumber - first.start.date.dayNumber + 2
    let earliest = moment.local.date.adding(days: -days)
    var number = earliest > series.first ? series.number(upTo: earliest) : 0
    // Each step leaves one behind that is over or left out: few, and at most one for each exception.
    while true {
      let day = series.day(of: number)
      if let end = series.end, day > end { return nil }
      let occurrence = occurrence(on: day)
      if !exceptions.contains(day), !occurrence.isOver(at: moment) { return occurrence }
      number += 1
    }
  }

  /// The last one that begins before `moment`.
  func last(before moment: Moment) -> Occurrence? {
    guard let series else { return moment.isAfter(first.start) ? first : nil }
    let day = moment.local.date.adding(days: 2)
    let latest = series.last.map { min(day, $0) } ?? day
    guard latest >= series.first else { return nil }
    var number = series.number(upTo: latest)
    while number >= 0 {
      let day = series.day(of: number)
      let occurrence = occurrence(on: day)
      if !exceptions.contains(day), moment.isAfter(occurrence.start) { return occurrence }
      number -= 1
    }
    return nil
  }

  /// Whether one of them lies in the period, be it in part.
  func lie(from: Moment?, until: Moment) -> Bool {
    guard let from else { return last(before: until) != nil }
    return next(at: from).map { until.isAfter($0.start) } ?? false
  }
}

extension Occurrences.Occurrence {
  /// Whether it has ended by `moment`.
  func isOver(at moment: Moment) -> Bool { moment.isAtOrAfter(end) && moment.isAfter(start) }
}
