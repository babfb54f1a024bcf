import WBXML

import struct Foundation.Date

// The occurrences of a series that a device changes: all with the series up to 14.1, each on its own from 16.0.
extension CalendarItem {
  /// The exceptions in the backend's form, for the series as it is now.
  func settled(
    _ told: [CalendarException], over before: CalendarItem, _ days: SeriesDays, _ reading: Reading
  ) throws(ItemRefusal) -> [CalendarException]? {
    var exceptions: [CivilDate: CalendarException] = [:]
    for exception in told {
      guard let start = exception.exceptionStartTime ?? exception.instanceId else {
        throw ItemRefusal(element: "ExceptionStartTime", reason: "missing")
      }
      let day = nearest(to: start, on: days.occurrence(start)) ?? days.occurrence(start)
      exceptions[day] = try settled(exception, on: day, over: before, days.clock, reading)
    }
    if let old = before.exceptions, Set(old) == Set(exceptions.values) { return old }
    let sorted = exceptions.sorted { $0.key < $1.key }.map(\.value)
    return sorted.isEmpty ? nil : sorted
  }

  /// The day of the occurrence that is next to a start, of that day or of one beside it: phones that move a series, or
  /// one of its whole days, are wrong about a day, and those that count by rules of their own about an hour. Nil if
  /// the series has none of these days.
  fileprivate func nearest(to start: Date, on day: CivilDate) -> CivilDate? {
    guard let recurrence, let schedule else { return nil }
    let days = [day, day.adding(days: 1), day.adding(days: -1)].filter {
      recurrence.occurs(on: $0, from: schedule.firstDay)
    }
    // A bare date is the day itself.
    guard !schedule.isAllDay, WireDate.day(start) == nil else { return days.first }
    return days.min { schedule.distance(from: start, to: $0) < schedule.distance(from: start, to: $1) }
  }

  /// One exception in the backend's form. Times that it does not have are those of the series.
  func settled(
    _ told: CalendarException, on day: CivilDate, over before: CalendarItem, _ clock: AppointmentClock,
    _ reading: Reading
  ) throws(ItemRefusal) -> CalendarException {
    guard told.deleted != true else { return CalendarException(leftOut: day) }
    let old = before.exceptions?.first { $0.occurrence == day }
    var exception = told
    exception.occurrence = day
    let planned = schedule?.moved(to: day)
    let times = AppointmentClock.Times(
      start: told.startTime, end: told.endTime, isAllDay: told.allDayEvent)
    let own = try clock.schedule(times, over: told.schedule ?? planned)
    exception.schedule = own == planned ? nil : own
    exception.settleProperties(over: old)
    try exception.settleNotes(over: old, ofSeries: before.body, reading)
    exception.clearWireForm(over: old)
    exception.attachments = old?.attachments
    exception.answered = old?.answered
    // What has left the series is told again as itself.
    if old?.deleted != true { exception.inherit(from: self) }
    return exception
  }
}

extension CalendarException {
  fileprivate mutating func settleProperties(over old: CalendarException?) {
    if let told = structuredLocation, told != old?.structuredLocation {
      (location, structuredLocation) = Location.settled(told)
      // No text here means the text of the series.
      location = location ?? ""
    } else {
      structuredLocation = location == old?.location ? old?.structuredLocation : nil
    }
    if let told = attendees { attendees = told.settled(over: old?.attendees) ?? [] }
    categories?.removeAll { $0.isEmpty }
    if let reminder, reminder < 0 { self.reminder = old?.reminder }
    if let busyStatus, !(0...4).contains(busyStatus) { self.busyStatus = old?.busyStatus }
  }

  /// Notes that are those of the series are none of its own.
  fileprivate mutating func settleNotes(
    over old: CalendarException?, ofSeries series: Body?, _ reading: Reading
  ) throws(ItemRefusal) {
    guard let told = body, told != old?.body else { return }
    let base = old?.body ?? series
    let read = try reading.notes(told, over: base).body
    body = read == base ? old?.body : read ?? Body(plain: "")
  }

  /// Takes out what is the wire's or the server computes.
  fileprivate mutating func clearWireForm(over old: CalendarException?) {
    (deleted, exceptionStartTime, instanceId) = (nil, nil, nil)
    (startTime, endTime, allDayEvent) = (nil, nil, nil)
    dtStamp = old?.dtStamp
    meetingStatus = old?.meetingStatus
    responseType = old?.responseType
  }
}

extension Schedule {
  /// How far a moment is from the start of the occurrence of a day, in seconds.
  fileprivate func distance(from instant: Date, to day: CivilDate) -> Double {
    abs(start(of: day, for: .v16_1).timeIntervalSince(instant))
  }
}

// MARK: - One occurrence, from 16.0
/// Why an InstanceId names no occurrence.
public enum InstanceIdError: Error {
  /// It is no date.
  case malformed
  /// The appointment is none of a series.
  case noSeries
  /// The series does not take place then.
  case notThere

  /// The refusal of an item for it.
  var refusal: ItemRefusal {
    let reason =
      switch self {
      case .malformed: "no value of its type"
      case .noSeries: "no series"
      case .notThere: "no occurrence of the series"
      }
    return ItemRefusal(element: "InstanceId", reason: reason)
  }
}

extension Reading {
  /// How far an InstanceId may be from the start that it names, in seconds: zones set their clocks by less.
  private static let tolerance = 7200.0

  /// The series and the day that an InstanceId names, in the forms of Sync and of MeetingResponse.
  public func occurrence(
    of item: Item, at instanceId: String
  ) throws(InstanceIdError) -> (series: CalendarItem, day: CivilDate) {
    guard let start = WireDate.instant(instanceId) else { throw .malformed }
    guard case .calendar(let series) = item, let recurrence = series.recurrence,
      let schedule = series.schedule
    else { throw .noSeries }
    let clock = AppointmentClock(zone: zone, timezone: nil)
    var day = clock.occurrence(start, isAllDay: schedule.isAllDay)
    if !schedule.isAllDay, let nearest = series.nearest(to: start, on: day),
      schedule.distance(from: start, to: nearest) <= Self.tolerance
    {
      day = nearest
    }
    let isThere =
      recurrence.occurs(on: day, from: schedule.firstDay) || series.exception(on: day) != nil
    guard isThere else { throw .notThere }
    return (series, day)
  }

  /// The series with one occurrence changed.
  func change(
    _ series: CalendarItem, on day: CivilDate, by content: Fragment
  ) throws(ItemRefusal) -> CalendarItem {
    // A date that is left out may take place all the same: as an appointment of its own.
    let old = series.exception(on: day)
    var exception = old?.deleted == true ? CalendarException() : old ?? CalendarException()
    do throws(WBXMLError) {
      // Written anew, without what XML does not allow in texts.
      try Fragment(encoding: content.decode(CalendarException.self)).decode(into: &exception)
    } catch {
      throw ItemRefusal(error)
    }
    let clock = AppointmentClock(zone: zone, timezone: nil)
    var item = series
    let times = (exception.startTime, exception.endTime)
    var settled = try series.settled(exception, on: day, over: series, clock, self)
    var nothing = CalendarException()
    nothing.occurrence = day
    // The times of the series are a change as well.
    if old?.deleted == true, times != (nil, nil) {
      settled.schedule = settled.schedule ?? series.schedule?.moved(to: day)
    }
    item.setException(settled != nothing ? settled : old?.deleted == true ? old : nil, on: day)
    return item
  }
}

extension CalendarItem {
  /// The exception for the occurrence of a day.
  func exception(on day: CivilDate) -> CalendarException? {
    exceptions?.first { $0.occurrence == day }
  }

  /// Puts an exception in the place of the one of that day, or among the others by its day.
  mutating func setException(_ exception: CalendarException?, on day: CivilDate) {
    var all = exceptions ?? []
    if let place = all.firstIndex(where: { $0.occurrence == day }) {
      all.replaceSubrange(place...place, with: exception.map { [$0] } ?? [])
    } else if let exception {
      let place = all.firstIndex { ($0.occurrence ?? day) > day } ?? all.endIndex
      all.insert(exception, at: place)
    }
    exceptions = all.isEmpty ? nil : all
  }
}
