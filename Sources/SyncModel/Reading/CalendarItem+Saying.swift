import WBXML

import struct Foundation.Date

// What reading makes of an appointment otherwise than its device has it: such a device gets it anew.
extension CalendarItem {
  func says(_ sent: CalendarItem, of change: ToldChange<CalendarItem>) -> Bool {
    let version = change.reading.presentation.version
    guard sent.reminder ?? 0 >= 0, saysTimes(of: sent, for: version) else { return false }
    // Of a series that it was shown the device has the hours, whatever zone it tells with it.
    let isShown = schedule == change.before.schedule && recurrence == change.before.recurrence
    guard isShown || keepsTime(in: sent.timezone) else { return false }
    // Whoever leaves out a time does not know which one was taken.
    guard !change.isNew || sent.startTime != nil && sent.endTime != nil else { return false }
    let hasPlace = sent.structuredLocation == change.shown.structuredLocation
    guard hasPlace || sent.structuredLocation?.isTakenWhole != false else { return false }
    let isOwnFile = sent.attachments != nil && sent.attachments != change.shown.attachments
    return !isOwnFile && saysExceptions(of: sent, change)
  }

  /// Whether the series keeps its hour in the zone that the device tells it in as it does in the office's: if one of
  /// them alone sets its clocks, the device has other hours for a part of it.
  private func keepsTime(in timezone: String?) -> Bool {
    guard let zone = timezone.flatMap(TimeZoneRules.init(base64:)), let recurrence, let schedule,
      !schedule.isAllDay
    else { return true }
    let first = schedule.firstDay
    // After two years the same days come again.
    let count = recurrence.lastDay.map { min(731, $0.dayNumber - first.dayNumber) } ?? 731
    let hour = zone.local(schedule.start(of: first, for: .v16_1)).second
    return (0...max(0, count)).lazy.map { first.adding(days: $0) }
      .filter { recurrence.occurs(on: $0, from: first) }
      .allSatisfy { zone.local(schedule.start(of: $0, for: .v16_1)).second == hour }
  }

  /// Whether the moments are those that were sent: the hour that comes twice is kept only once.
  private func saysTimes(of sent: CalendarItem, for version: ProtocolVersion) -> Bool {
    schedule?.says(sent.startTime, sent.endTime, for: version) ?? true
  }

  /// Whether each exception is of the occurrence that it names.
  private func saysExceptions(of sent: CalendarItem, _ change: ToldChange<CalendarItem>) -> Bool {
    let version = change.reading.presentation.version
    guard let told = sent.exceptions else {
      let isCleared = change.told.empty.contains(Calendar.exceptions.tag)
      guard !isCleared, exceptions != nil else { return true }
      // From 16.0 a device drops its exceptions with times and pattern of the series. [MS-ASCAL] 2.2.2.22
      if version >= .v16_0 {
        return schedule == change.before.schedule && recurrence == change.before.recurrence
      }
      return schedule.flatMap { change.before.schedule?.isSameStart($0) } ?? true
    }
    guard let schedule, recurrence != nil else { return true }
    let clock = AppointmentClock(zone: change.reading.zone, timezone: sent.timezone ?? change.shown.timezone)
    return told.allSatisfy { exception in
      guard let start = exception.exceptionStartTime ?? exception.instanceId else { return true }
      guard let day = day(of: start, in: schedule, by: clock) else { return false }
      return says(exception, on: day, for: version)
    }
  }

  /// The day of the exception of the occurrence that begins at `start`; nil if there is none.
  private func day(of start: Date, in schedule: Schedule, by clock: AppointmentClock) -> CivilDate? {
    if schedule.isAllDay {
      let day = clock.day(start)
      return exception(on: day)?.occurrence
    }
    return exceptions?.lazy.compactMap(\.occurrence).first {
      schedule.start(of: $0, for: .v16_1).isSameSecond(as: start)
    }
  }

  /// Whether the exception of a day says what was sent for it.
  func says(_ sent: CalendarException, on day: CivilDate, for version: ProtocolVersion) -> Bool {
    guard sent.deleted != true, sent.reminder ?? 0 >= 0 else { return sent.deleted == true }
    guard sent.structuredLocation?.isTakenWhole != false else { return false }
    let own = exception(on: day)?.schedule ?? schedule?.moved(to: day)
    return own?.says(sent.startTime, sent.endTime, for: version) ?? true
  }
}

extension Schedule {
  /// Whether its moments are those that were sent; whole days may be told in several ways.
  fileprivate func says(_ start: Date?, _ end: Date?, for version: ProtocolVersion) -> Bool {
    guard !isAllDay else { return true }
    let times = times(for: version)
    return start?.isSameSecond(as: times.start) ?? true && end?.isSameSecond(as: times.end) ?? true
  }
}

extension Date {
  /// Schedules know no parts of seconds.
  fileprivate func isSameSecond(as other: Date) -> Bool { abs(timeIntervalSince(other)) < 1 }
}

extension ContactItem {
  func says(_ sent: ContactItem, of change: ToldChange<ContactItem>) -> Bool { true }
}

extension TaskItem {
  /// A reminder needs both its time and its switch. [MS-ASTASK] 2.2.2.22, 2.2.2.23.
  func says(_ sent: TaskItem, of change: ToldChange<TaskItem>) -> Bool {
    guard sent.reminderSet != nil || sent.reminderTime != nil else { return true }
    return sent.reminderSet ?? change.shown.reminderSet ?? false == (reminder != nil)
  }
}
