import SyncModel

/// Beginning and end on the tenant's wall clock. Manual 12.2.
struct AppointmentSchedule: FieldRule {
  let zone: String
  let element = "StartTime, EndTime, AllDayEvent, Timezone"
  let remark =
    "the tenant's time; whole days if ganztags is ticked; an end before the beginning is the beginning"

  // Start and end are mandatory in onOffice; a record without them still gives an item that can be sent.
  func value(of appointment: Appointment) -> Schedule? {
    let record = appointment.record
    let given = record.dateTime("start_dt") ?? record.dateTime("end_dt")
    let start = given ?? LocalDateTime(date: CivilDate(dayNumber: 0))
    let end = max(start, record.dateTime("end_dt") ?? start)
    guard record.flag("ganztags") else { return .timed(start: start, end: end, zone: zone) }
    return .allDay(first: start.date, last: lastDay(from: start.date, to: end), zone: zone)
  }

  /// onOffice ends the last day at 23:59:59; an end at midnight is the beginning of the day after the last.
  private func lastDay(from first: CivilDate, to end: LocalDateTime) -> CivilDate {
    max(first, end.second == 0 ? end.date.adding(days: -1) : end.date)
  }
}
