import Database
import SyncModel

/// How a series repeats. Manual 12.2; [MS-ASCAL] 2.2.2.37.
struct SeriesPattern: WritableRule {
  let element = "Recurrence"
  let remark = """
    t: Type 0; w: Type 1 with DayOfWeek; m: Type 2 with DayOfMonth; j: Type 5 with DayOfMonth and MonthOfYear; \
    rp_tage: Interval; rp_ende_datum: Until, the start of the last occurrence; back: the first day is the first one \
    that fits; several weekdays become a series each; Types 3 and 6 become m and j; Occurrences become \
    rp_ende_datum
    """

  func value(of appointment: Appointment) -> Recurrence? {
    Series(appointment.record)?.recurrence
  }

  func write(_ value: Recurrence?, to appointment: inout Appointment) throws(ItemRefusal) {
    guard let value else { return appointment.record.endSeries() }
    guard let start = appointment.record.date("start_dt") else {
      throw ItemRefusal(element: "Recurrence", reason: "without a start")
    }
    let plan = try SeriesPlan(value, from: start)
    let first = plan.starts[0]
    appointment.record.moveTimes(days: first.dayNumber - start.dayNumber)
    appointment.record.repeats(as: plan.series(from: first))
  }
}

/// The occurrences that were taken out of a series, and those that the user answers otherwise than it. Manual 12.2.
struct SeriesGaps: WritableRule {
  let viewer: Viewer
  let element = "Exceptions/Exception"
  let remark = """
    #2024-05-26#2024-05-28: Deleted 1 at the start of each; days without occurrence are left out; the user's answer \
    to one date: its BusyStatus; back: those that differ as well, which become appointments of their own
    """

  func value(of appointment: Appointment) -> [CalendarException]? {
    guard let series = Series(appointment.record) else { return nil }
    let gaps = appointment.record.gaps(in: series)
    let answered = BusyStatus(viewer: viewer).days(of: appointment).filter { day, _ in
      series.contains(day) && !gaps.contains(day)
    }
    let exceptions =
      gaps.map { ($0, CalendarException(leftOut: $0)) }
      + answered.map { ($0, CalendarException(of: $0, answeredAs: $1)) }
    return exceptions.isEmpty ? nil : exceptions.sorted { $0.0 < $1.0 }.map(\.1)
  }

  func write(_ value: [CalendarException]?, to appointment: inout Appointment) throws(ItemRefusal) {
    guard let series = Series(appointment.record) else { return }
    let days = Set((value ?? []).filter(\.leavesSeries).compactMap(\.occurrence).filter(series.contains))
    guard days != appointment.record.gaps(in: series) else { return }
    let text = days.sorted().map { "#" + $0.text }.joined()
    appointment.record["rp_exception"] = text.isEmpty ? nil : .text(text)
  }
}

extension Series {
  /// The series as a phone has it.
  var recurrence: Recurrence {
    var recurrence = Recurrence()
    recurrence.interval = interval
    recurrence.lastDay = last
    switch unit {
    case .day:
      recurrence.type = 0
    case .week:
      recurrence.type = 1
      recurrence.dayOfWeek = 1 << first.weekday
    case .month:
      recurrence.type = 2
      recurrence.dayOfMonth = first.day
      recurrence.calendarType = 0
    case .year:
      recurrence.type = 5
      recurrence.dayOfMonth = first.day
      recurrence.monthOfYear = first.month
      recurrence.calendarType = 0
    }
    return recurrence
  }
}

extension Record {
  /// Makes it a series, or this one instead of another.
  fileprivate mutating func repeats(as series: Series) {
    if let stored = Series(self), stored.isSame(as: series) { return }
    self["rp_flag"] = .integer(1)
    self["rp_type"] = .text(series.unit.rawValue)
    self["rp_tage"] = .integer(Int64(series.interval))
    self["rp_ende_status"] = .integer(series.end == nil ? 2 : 1)
    self["rp_ende_datum"] = series.end.map { .text($0.text) }
  }

  /// The occurrences of its series that are left out.
  fileprivate func gaps(in series: Series) -> Set<CivilDate> {
    (daysLeftOut ?? []).filter(series.contains)
  }

  /// Makes it an appointment that takes place once.
  mutating func endSeries() {
    for field in Self.seriesFields { self[field] = nil }
  }

  private static let seriesFields = [
    "rp_flag", "rp_type", "rp_tage", "rp_beginn_datum", "rp_ende_datum", "rp_ende_status", "rp_exception",
  ]

  /// Moves beginning and end by whole days.
  fileprivate mutating func moveTimes(days: Int) {
    guard days != 0 else { return }
    for field in ["start_dt", "end_dt"] {
      self[field] = dateTime(field).map { .text($0.adding(days: days).text) }
    }
  }
}
