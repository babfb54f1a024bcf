import Foundation

/// Reads the moments of an appointment: on the tenant's wall clock, whole days by their dates.
struct AppointmentClock {
  /// Start, end and all-day mark as they are told; nil for what is not.
  struct Times {
    var start: Date?
    var end: Date?
    var isAllDay: Bool?
  }

  private let zone: TimeZone
  private let zoneName: String
  /// The zone that the device told.
  let told: TimeZoneRules?

  /// A clock in the tenant's zone for a device that told `timezone`.
  init(zone: String, timezone: String?) {
    zoneName = zone
    self.zone = TimeZone(identifier: zone) ?? .gmt
    told = timezone.flatMap(TimeZoneRules.init(base64:))
  }

  /// The day that an end of whole days stands for, wherever the device is.
  ///
  /// It may be a bare date, written as midnight in UTC, or a midnight: of the zone that the device told, else
  /// the one next to it in the tenant's zone.
  func day(_ instant: Date) -> CivilDate {
    let utc = WireDate.utc(instant).local
    if utc.second == 0 { return utc.date }
    if let day = toldDay(instant) { return day }
    return CivilDate(instant.addingTimeInterval(43_200), in: zone)
  }

  /// The office's day, as a device tells whole days.
  func today(_ now: Date) -> Date { CivilDate(now, in: zone).midnight(in: .gmt) }

  /// The day of an occurrence that is named by its start.
  func occurrence(_ start: Date, isAllDay: Bool) -> CivilDate {
    isAllDay ? day(start) : CivilDate(start, in: zone)
  }

  /// The last day of a series by Until, which may be the start of the last occurrence or the end of its day.
  func lastDay(until: Date, isAllDay: Bool) -> CivilDate {
    guard isAllDay else { return CivilDate(until, in: zone) }
    let utc = WireDate.utc(until).local
    if utc.second == 0 || utc.second >= 86_340 { return utc.date }
    return toldDay(until) ?? CivilDate(until, in: zone)
  }

  /// The day that begins at a moment in the zone that the device told: at one o'clock where the clocks are set
  /// forward at midnight.
  private func toldDay(_ instant: Date) -> CivilDate? {
    told.map { $0.local(instant) }.flatMap { $0.second <= 3600 ? $0.date : nil }
  }
}

// MARK: - Schedule
extension AppointmentClock {
  /// When an appointment takes place; what is not told stays as it was.
  ///
  /// Nil if there is no start. Without an end it lasts a day, or half an hour.
  func schedule(_ times: Times, over before: Schedule?) throws(ItemRefusal) -> Schedule? {
    guard times.start != nil || times.end != nil || times.isAllDay != nil else { return before }
    try times.check()
    let isAllDay = times.isAllDay ?? before?.isAllDay ?? false
    return isAllDay ? try wholeDays(times, over: before) : try timed(times, over: before)
  }

  private func wholeDays(_ times: Times, over before: Schedule?) throws(ItemRefusal) -> Schedule? {
    guard let first = times.start.map(day) ?? before?.firstDay else { return nil }
    let last = times.end.map { day($0).adding(days: -1) } ?? before?.lastDay ?? first
    // An end that is the beginning stands for one day.
    guard last >= first.adding(days: times.end == nil ? 0 : -1) else { throw .endBeforeStart }
    return .allDay(first: first, last: max(first, last), zone: zoneName)
  }

  private func timed(_ times: Times, over before: Schedule?) throws(ItemRefusal) -> Schedule? {
    guard let start = times.start.map({ LocalDateTime($0, in: zone) }) ?? before?.start else { return nil }
    let end = times.end.map { LocalDateTime($0, in: zone) } ?? before?.end ?? start.adding(seconds: 1800)
    let begin = times.start ?? start.instant(in: zone)
    let length = Int((times.end ?? end.instant(in: zone)).timeIntervalSince(begin))
    guard length >= 0 else { throw .endBeforeStart }
    // In the hour that comes twice, the later may stand first on the clock.
    return .timed(start: start, end: end < start ? start.adding(seconds: length) : end, zone: zoneName)
  }
}

extension AppointmentClock.Times {
  /// Refuses dates that are none in Exchange either.
  fileprivate func check() throws(ItemRefusal) {
    for (element, time) in [("StartTime", start), ("EndTime", end)] {
      guard let time else { continue }
      guard (1601...4500).contains(WireDate.utc(time).local.year) else {
        throw ItemRefusal(element: element, reason: "no date of a calendar")
      }
    }
  }
}

extension ItemRefusal {
  fileprivate static var endBeforeStart: ItemRefusal {
    ItemRefusal(element: "EndTime", reason: "before StartTime")
  }
}

extension Schedule {
  /// The last day; that of a midnight is the day before it.
  var lastDay: CivilDate {
    switch self {
    case .timed(let start, let end, _):
      end.second == 0 && end > start ? end.date.adding(days: -1) : end.date
    case .allDay(_, let last, _): last
    }
  }

  /// When it begins on the wall's clock.
  fileprivate var start: LocalDateTime {
    switch self {
    case .timed(let start, _, _): start
    case .allDay(let first, _, _): LocalDateTime(date: first)
    }
  }

  /// When it ends on the wall's clock.
  fileprivate var end: LocalDateTime {
    switch self {
    case .timed(_, let end, _): end
    case .allDay(_, let last, _): LocalDateTime(date: last.adding(days: 1))
    }
  }

  /// The same schedule as many days later as it needs to begin on `day`.
  package func moved(to day: CivilDate) -> Schedule {
    let days = day.dayNumber - firstDay.dayNumber
    switch self {
    case .timed(let start, let end, let zone):
      return .timed(start: start.adding(days: days), end: end.adding(days: days), zone: zone)
    case .allDay(let first, let last, let zone):
      return .allDay(first: first.adding(days: days), last: last.adding(days: days), zone: zone)
    }
  }
}
