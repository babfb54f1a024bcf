import WBXML

extension CalendarItem: ReadableItem {
  static let computed: Set<Tag> = [
    Calendar.dtStamp.tag, Calendar.organizerName.tag, Calendar.organizerEmail.tag, Calendar.responseType.tag,
    AirSyncBase.nativeBodyType.tag,
  ]
  static let paired: Set<Tag> = []

  /// What Supported rules. [MS-ASCMD] 2.2.3.179 has times, zone, UID and exceptions as well, but a device that
  /// leaves those out does not mean that they are gone.
  private static let ghosted: Set<Tag> = [
    Calendar.subject.tag, Calendar.location.tag, Calendar.reminder.tag, Calendar.sensitivity.tag,
    Calendar.busyStatus.tag, Calendar.categories.tag, Calendar.recurrence.tag,
  ]

  var asItem: Item { .calendar(self) }

  var unreadable: [String] { structuredLocation?.unreadable ?? [] }

  /// What a Change has that tells the whole appointment, as devices do up to 14.1.
  private static let whole: Set<Tag> = [
    Calendar.timezone.tag, Calendar.allDayEvent.tag, Calendar.startTime.tag, Calendar.endTime.tag,
    Calendar.uid.tag,
  ]

  /// What users take away on devices that have no empty elements.
  private static let removable: Set<Tag> = [
    Calendar.location.tag, Calendar.reminder.tag, Calendar.recurrence.tag,
  ]

  /// From 16.0 a Change tells only what is new. Before, [MS-ASCMD] 2.2.3.179 lets a device that sends no Supported
  /// clear all that it leaves out; what it may only not know of stays all the same.
  static func isCleared(_ tag: Tag, leftOutOf told: Set<Tag>, for reading: Reading) -> Bool {
    guard reading.presentation.version < .v16_0 else { return false }
    guard let supported = reading.supported else {
      return removable.contains(tag) && told.isSuperset(of: whole)
    }
    return ghosted.contains(tag) && supported.contains(tag)
  }

  mutating func settle(_ change: ToldChange<CalendarItem>) throws(ItemRefusal) {
    let (before, shown) = (change.before, change.shown)
    let clock = AppointmentClock(zone: change.reading.zone, timezone: timezone ?? shown.timezone)
    var times = AppointmentClock.Times(start: startTime, end: endTime, isAllDay: allDayEvent)
    if change.isNew { times = try clock.completed(times, at: change.reading.now) }
    schedule = try clock.schedule(times, over: before.schedule)
    guard schedule != nil else { throw ItemRefusal(element: "StartTime", reason: "missing") }
    (timezone, startTime, endTime, allDayEvent) = (nil, nil, nil, nil)
    settlePlace(change)
    settleProperties(over: before, change.reading.presentation)
    try settleSeries(change, clock)
  }

  private mutating func settlePlace(_ change: ToldChange<CalendarItem>) {
    if structuredLocation != change.before.structuredLocation {
      (location, structuredLocation) = Location.settled(structuredLocation)
    } else if location != change.before.location || change.told.empty.contains(AirSyncBase.location.tag) {
      if change.told.empty.contains(AirSyncBase.location.tag) { location = nil }
      structuredLocation = nil
    }
  }

  private mutating func settleProperties(over before: CalendarItem, _ presentation: Presentation) {
    // The id stays with the appointment. From 16.0 a device has none to give but for its own new ones, by which it is
    // recognised. [MS-ASCAL] 2.2.2.46, 2.2.2.9.
    uid = before.uid ?? (presentation.version < .v16_0 ? uid : clientUid)
    clientUid = nil
    // What onOffice has of files is no device's to change.
    attachments = before.attachments
    if attendees != before.attendees {
      // The user is the organizer: some devices name him among the attendees as well.
      let others = attendees?.filter { presentation.organizer?.isNamed($0.key) != true }
      attendees = others?.settled(over: before.attendees)
    }
    if categories != before.categories { categories = categories?.withoutEmptyTexts }
    if let reminder, reminder < 0 { self.reminder = nil }
    if let busyStatus, !(0...4).contains(busyStatus) { self.busyStatus = before.busyStatus }
  }

  private mutating func settleSeries(
    _ change: ToldChange<CalendarItem>, _ clock: AppointmentClock
  ) throws(ItemRefusal) {
    let (before, version) = (change.before, change.reading.presentation.version)
    guard let told = recurrence, let schedule else {
      exceptions = nil
      return
    }
    let isStartMoved = before.schedule?.isSameStart(schedule) == false
    // A pattern that reads as before means other days if the start moves and is told in another zone.
    let isTold =
      told != before.recurrence || isStartMoved && change.told.tags.contains(Calendar.recurrence.tag)
    var days = SeriesDays(clock, from: schedule)
    if isTold {
      days = SeriesDays(clock, of: told, from: schedule)
      recurrence = try told.settled(over: before.recurrence, days, for: version)
    }
    if exceptions != before.exceptions {
      exceptions = try settled(exceptions ?? [], over: before, days, change.reading)
    } else if version < .v16_0, let sent = change.sent?.exceptions,
      schedule.firstDay != before.schedule?.firstDay || recurrence?.compared != before.recurrence?.compared
    {
      // The starts by which a device names its exceptions mean other days of a series that it moves.
      exceptions = try settled(sent, over: before, days, change.reading)
    } else if version >= .v16_0,
      schedule != before.schedule || recurrence?.compared != before.recurrence?.compared
    {
      // [MS-ASCAL] 2.2.2.22: the exceptions go with the times and the pattern of the series.
      exceptions = nil
    }
  }
}

extension Schedule {
  /// Whether both begin at the same moment.
  func isSameStart(_ other: Schedule) -> Bool {
    start(of: firstDay, for: .v16_1) == other.start(of: other.firstDay, for: .v16_1)
  }
}
