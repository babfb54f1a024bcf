extension CalendarItem {
  /// The appointment as a device may see it.
  func presented(for presentation: Presentation) -> CalendarItem {
    let version = presentation.version
    var item = self
    item.body = (body ?? Body(plain: "")).presented(for: presentation)
    item.nativeBodyType = item.body?.nativeType
    item.setTimes(for: version)
    item.setOccurrences(for: presentation)
    item.busyStatus = busyStatus.map { $0.busyStatus(for: version) }
    item.setPlace(for: version)
    if let organizer = presentation.organizer {
      item.organizerName = organizer.name
      item.organizerEmail = organizer.email
    }
    item.attendees = attendees?.map { $0.presented(for: version) }
    // The device's own id for a new item goes in requests only: [MS-ASCAL] 2.2.2.13.
    item.clientUid = nil
    item.keepElements(of: version)
    return item
  }

  /// Start, end, all-day mark and zone from the schedule.
  private mutating func setTimes(for version: ProtocolVersion) {
    guard let schedule else { return }
    let times = schedule.times(for: version)
    startTime = times.start
    endTime = times.end
    allDayEvent = schedule.isAllDay
    let isFloating = schedule.isAllDay && version >= .v16_0
    timezone =
      isFloating
      ? nil : TimeZoneInformation.base64(schedule.zone, year: schedule.firstDay.year, at: times.start)
  }

  /// The times inside recurrence and exceptions, which depend on the schedule.
  private mutating func setOccurrences(for presentation: Presentation) {
    let version = presentation.version
    if let lastDay = recurrence?.lastDay, let schedule {
      recurrence?.until = schedule.start(of: lastDay, for: version)
      // Until and Occurrences exclude each other: [MS-ASCAL] 2.2.2.47.
      recurrence?.occurrences = nil
    }
    recurrence?.keepElements(of: version)
    exceptions = exceptions?.map { $0.presented(for: presentation, in: schedule) }
  }

  /// The place as the text or the element that the version knows.
  private mutating func setPlace(for version: ProtocolVersion) {
    if version >= .v16_0 {
      structuredLocation = structuredLocation ?? location.map(Location.init(displayName:))
    } else {
      location = location ?? structuredLocation?.displayName
    }
  }
}

extension CalendarException {
  /// The exception as a device may see it; `series` is when the series takes place.
  fileprivate func presented(for presentation: Presentation, in series: Schedule?) -> CalendarException {
    let version = presentation.version
    var exception = self
    let original =
      occurrence.flatMap { series?.start(of: $0, for: version) } ?? exceptionStartTime ?? instanceId
    exception.exceptionStartTime = original
    exception.instanceId = original
    let planned = deleted == true ? nil : occurrence.flatMap { series?.moved(to: $0) }
    if let schedule = schedule ?? planned {
      (exception.startTime, exception.endTime) = schedule.times(for: version)
      // Always told, since a missing one has the value of the series: that of its first day.
      exception.allDayEvent = schedule.isAllDay
    }
    exception.body = body?.presented(for: presentation)
    exception.busyStatus = busyStatus.map { $0.busyStatus(for: version) }
    exception.location = location ?? structuredLocation?.displayName
    exception.structuredLocation = structuredLocation ?? location.map(Location.init(displayName:))
    exception.attendees = attendees?.map { $0.presented(for: version) }
    exception.keepElements(of: version)
    return exception
  }
}

extension Attendee {
  /// The attendee as a device may see him; his kind is required from 16.0: [MS-ASCAL] 2.2.2.6.
  fileprivate func presented(for version: ProtocolVersion) -> Attendee {
    var attendee = self
    if version >= .v16_0 { attendee.attendeeType = attendeeType ?? 1 }
    attendee.keepElements(of: version)
    return attendee
  }
}

extension Int {
  /// A BusyStatus that the version knows: 4 breaks devices before 16.0, other values all of them; both are
  /// told as busy.
  fileprivate func busyStatus(for version: ProtocolVersion) -> Int {
    (0...(version >= .v16_0 ? 4 : 3)).contains(self) ? self : 2
  }
}
