import Database
import Foundation
import SyncModel

/// Beginning and end on the tenant's wall clock. Manual 12.2.
struct AppointmentSchedule: WritableRule {
  let zone: String
  /// How the device repeats it: the first day is the first one on which it falls.
  var recurrence: Recurrence?
  let element = "StartTime, EndTime, AllDayEvent, Timezone"
  let remark = """
    the tenant's time; whole days if ganztags is ticked; an end before the beginning is the beginning; \
    back: a day's end at 23:59:59; an end before the beginning is refused
    """

  // Start and end are mandatory in onOffice; a record without them still gives an item that can be sent.
  func value(of appointment: Appointment) -> Schedule? {
    let record = appointment.record
    let given = record.dateTime("start_dt") ?? record.dateTime("end_dt")
    let start = given ?? LocalDateTime(date: CivilDate(dayNumber: 0))
    let end = max(start, record.dateTime("end_dt") ?? start)
    guard record.flag("ganztags") else { return .timed(start: start, end: end, zone: zone) }
    return .allDay(first: start.date, last: lastDay(from: start.date, to: end), zone: zone)
  }

  func write(_ value: Schedule?, to appointment: inout Appointment) throws(ItemRefusal) {
    guard let value else { throw ItemRefusal(element: "StartTime", reason: "missing") }
    let (start, end, isAllDay) = try times(of: value)
    let zone = try timeZone(zone)
    var days = 0
    if let recurrence {
      days = try SeriesPlan(recurrence, from: start.date).starts[0].dayNumber - start.date.dayNumber
    }
    appointment.record.set("start_dt", start.adding(days: days), in: zone)
    appointment.record.set("end_dt", end.adding(days: days), in: zone)
    appointment.record.tick("ganztags", isAllDay)
  }

  /// What stands in onOffice for a schedule.
  private func times(
    of schedule: Schedule
  ) throws(ItemRefusal) -> (start: LocalDateTime, end: LocalDateTime, isAllDay: Bool) {
    switch schedule {
    case .timed(let start, let end, let zone):
      let start = try onTheWall(start, of: zone)
      let end = try onTheWall(end, of: zone)
      guard start <= end else { throw Self.endsBeforeStart }
      return (start, end, false)
    case .allDay(let first, let last, _):
      guard first <= last else { throw Self.endsBeforeStart }
      return (LocalDateTime(date: first), LocalDateTime(date: last, second: 86_399), true)
    }
  }

  private static let endsBeforeStart = ItemRefusal(element: "EndTime", reason: "before StartTime")

  /// What the tenant's clocks show; a time that is left out when they go forward is the one they show instead.
  private func onTheWall(_ time: LocalDateTime, of zone: String) throws(ItemRefusal) -> LocalDateTime {
    LocalDateTime(time.instant(in: try timeZone(zone)), in: try timeZone(self.zone))
  }

  private func timeZone(_ name: String) throws(ItemRefusal) -> TimeZone {
    guard let zone = TimeZone(identifier: name) else {
      throw ItemRefusal(element: "Timezone", reason: "unknown")
    }
    return zone
  }

  /// onOffice ends the last day at 23:59:59; an end at midnight is the beginning of the day after the last.
  private func lastDay(from first: CivilDate, to end: LocalDateTime) -> CivilDate {
    max(first, end.second == 0 ? end.date.adding(days: -1) : end.date)
  }
}

extension Record {
  /// Sets a point in time, unless the field holds the same moment.
  fileprivate mutating func set(_ field: String, _ time: LocalDateTime, in zone: TimeZone) {
    if dateTime(field)?.instant(in: zone) != time.instant(in: zone) { self[field] = .text(time.text) }
  }
}
