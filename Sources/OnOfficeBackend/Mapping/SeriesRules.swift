import SyncModel

/// How a series repeats. Manual 12.2; [MS-ASCAL] 2.2.2.37.
struct SeriesPattern: FieldRule {
  let element = "Recurrence"
  let remark = """
    t: Type 0; w: Type 1 with DayOfWeek; m: Type 2 with DayOfMonth; j: Type 5 with DayOfMonth and MonthOfYear; \
    rp_tage: Interval; rp_ende_datum: Until, the start of the last occurrence
    """

  func value(of appointment: Appointment) -> Recurrence? {
    guard let series = Series(appointment.record) else { return nil }
    var recurrence = Recurrence()
    recurrence.interval = series.interval
    recurrence.lastDay = series.last
    switch series.unit {
    case .day:
      recurrence.type = 0
    case .week:
      recurrence.type = 1
      recurrence.dayOfWeek = 1 << series.first.weekday
    case .month:
      recurrence.type = 2
      recurrence.dayOfMonth = series.first.day
      recurrence.calendarType = 0
    case .year:
      recurrence.type = 5
      recurrence.dayOfMonth = series.first.day
      recurrence.monthOfYear = series.first.month
      recurrence.calendarType = 0
    }
    return recurrence
  }
}

/// The occurrences that were taken out of a series. Manual 12.2.
struct SeriesGaps: FieldRule {
  let element = "Exceptions/Exception"
  let remark = "#2024-05-26#2024-05-28: Deleted 1 at the start of each; days without occurrence are left out"

  func value(of appointment: Appointment) -> [CalendarException]? {
    guard let series = Series(appointment.record) else { return nil }
    let days = (appointment.record.text("rp_exception") ?? "").split(separator: "#")
      .compactMap { CivilDate(text: $0.trimmed) }.filter(series.contains)
    return days.isEmpty ? nil : Set(days).sorted().map(CalendarException.init(leftOut:))
  }
}
