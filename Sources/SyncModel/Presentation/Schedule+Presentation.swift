import Foundation

extension Schedule {
  /// Whether it takes whole days.
  var isAllDay: Bool {
    if case .allDay = self { true } else { false }
  }

  /// The day on which it begins.
  package var firstDay: CivilDate {
    switch self {
    case .timed(let start, _, _): start.date
    case .allDay(let first, _, _): first
    }
  }

  /// The zone; UTC if there is none of its name.
  var zone: TimeZone {
    switch self {
    case .timed(_, _, let name), .allDay(_, _, let name): TimeZone(identifier: name) ?? .gmt
    }
  }

  /// StartTime and EndTime.
  ///
  /// Whole days last to the midnight after the last one: up to 14.1 midnight in the zone, from 16.0 the bare
  /// date, written as midnight in UTC.
  func times(for version: ProtocolVersion) -> (start: Date, end: Date) {
    switch self {
    case .timed(let start, let end, _):
      let begin = start.instant(in: zone)
      // An appointment inside the hour that summer time leaves out may end before it begins.
      return (begin, max(begin, end.instant(in: zone)))
    case .allDay(let first, let last, _):
      let end = max(first, last).adding(days: 1)
      return (start(of: first, for: version), start(of: end, for: version))
    }
  }

  /// When an occurrence on `day` begins.
  func start(of day: CivilDate, for version: ProtocolVersion) -> Date {
    switch self {
    case .timed(let start, _, _): LocalDateTime(date: day, second: start.second).instant(in: zone)
    case .allDay: day.midnight(in: version >= .v16_0 ? .gmt : zone)
    }
  }
}
