public import WBXML

extension CalendarItem: Element {
  /// One row per element of [MS-ASCAL] 2.2.2.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.text(Calendar.timezone, &timezone)
    try coder.boolean(Calendar.allDayEvent, &allDayEvent)
    try coder.element(AirSyncBase.body, &body)
    try coder.integer(Calendar.busyStatus, &busyStatus)
    try coder.text(Calendar.organizerName, &organizerName)
    try coder.text(Calendar.organizerEmail, &organizerEmail)
    try coder.compactDate(Calendar.dtStamp, &dtStamp)
    try coder.compactDate(Calendar.endTime, &endTime)
    try coder.text(Calendar.location, &location)
    try coder.element(AirSyncBase.location, &structuredLocation)
    try coder.integer(Calendar.reminder, &reminder)
    try coder.integer(Calendar.sensitivity, &sensitivity)
    try coder.text(Calendar.subject, &subject)
    try coder.compactDate(Calendar.startTime, &startTime)
    try coder.text(Calendar.clientUid, &clientUid)
    try coder.text(Calendar.uid, &uid)
    try coder.integer(Calendar.meetingStatus, &meetingStatus)
    try coder.list(Calendar.attendees, of: Calendar.attendee, &attendees)
    try coder.texts(Calendar.categories, of: Calendar.category, &categories)
    try coder.element(Calendar.recurrence, &recurrence)
    try coder.list(Calendar.exceptions, of: Calendar.exception, &exceptions)
    try coder.boolean(Calendar.responseRequested, &responseRequested)
    try coder.compactDate(Calendar.appointmentReplyTime, &appointmentReplyTime)
    try coder.integer(Calendar.responseType, &responseType)
    try coder.boolean(Calendar.disallowNewTimeProposal, &disallowNewTimeProposal)
    try coder.integer(AirSyncBase.nativeBodyType, &nativeBodyType)
    try coder.text(Calendar.onlineMeetingConfLink, &onlineMeetingConfLink)
    try coder.text(Calendar.onlineMeetingExternalLink, &onlineMeetingExternalLink)
    try coder.list(AirSyncBase.attachments, of: AirSyncBase.attachment, &attachments)
  }
}

extension CalendarException: Element {
  /// One row per element of [MS-ASCAL] 2.2.2.21.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.boolean(Calendar.deleted, &deleted)
    try coder.compactDate(Calendar.exceptionStartTime, &exceptionStartTime)
    try coder.compactDate(AirSyncBase.instanceId, &instanceId)
    try coder.text(Calendar.subject, &subject)
    try coder.compactDate(Calendar.startTime, &startTime)
    try coder.compactDate(Calendar.endTime, &endTime)
    try coder.element(AirSyncBase.body, &body)
    try coder.element(AirSyncBase.location, &structuredLocation)
    try coder.text(Calendar.location, &location)
    try coder.list(AirSyncBase.attachments, of: AirSyncBase.attachment, &attachments)
    try coder.texts(Calendar.categories, of: Calendar.category, &categories)
    try coder.integer(Calendar.sensitivity, &sensitivity)
    try codeEmptied(Calendar.sensitivity, sensitivity, &coder)
    try coder.integer(Calendar.busyStatus, &busyStatus)
    try codeEmptied(Calendar.busyStatus, busyStatus, &coder)
    try coder.boolean(Calendar.allDayEvent, &allDayEvent)
    try coder.integer(Calendar.reminder, &reminder)
    try codeEmptied(Calendar.reminder, reminder, &coder)
    try coder.compactDate(Calendar.dtStamp, &dtStamp)
    try coder.integer(Calendar.meetingStatus, &meetingStatus)
    try coder.list(Calendar.attendees, of: Calendar.attendee, &attendees)
    try coder.compactDate(Calendar.appointmentReplyTime, &appointmentReplyTime)
    try coder.integer(Calendar.responseType, &responseType)
    try coder.text(Calendar.onlineMeetingConfLink, &onlineMeetingConfLink)
    try coder.text(Calendar.onlineMeetingExternalLink, &onlineMeetingExternalLink)
  }

  /// A number without content, which says something else than none at all: [MS-ASCAL] 2.2.2.38.
  private mutating func codeEmptied(
    _ token: Calendar, _ value: Int?, _ coder: inout some ElementCoder
  ) throws(WBXMLError) {
    var isThere = value == nil && emptied.contains(token.tag)
    try coder.marker(token, &isThere)
    // One with content is there as well.
    if isThere, value == nil { emptied.insert(token.tag) } else { emptied.remove(token.tag) }
  }
}

extension Attendee: Element {
  /// [MS-ASCAL] 2.2.2.3.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.text(Calendar.email, &email)
    try coder.text(Calendar.name, &name)
    try coder.integer(Calendar.attendeeStatus, &attendeeStatus)
    try coder.integer(Calendar.attendeeType, &attendeeType)
    try coder.compactDate(MeetingResponse.proposedStartTime, &proposedStartTime)
    try coder.compactDate(MeetingResponse.proposedEndTime, &proposedEndTime)
  }
}

extension Recurrence: Element {
  /// [MS-ASCAL] 2.2.2.37.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.integer(Calendar.type, &type)
    try coder.integer(Calendar.occurrences, &occurrences)
    try coder.integer(Calendar.interval, &interval)
    try coder.integer(Calendar.weekOfMonth, &weekOfMonth)
    try coder.integer(Calendar.dayOfWeek, &dayOfWeek)
    try coder.integer(Calendar.monthOfYear, &monthOfYear)
    try coder.compactDate(Calendar.until, &until)
    try coder.integer(Calendar.dayOfMonth, &dayOfMonth)
    try coder.integer(Calendar.calendarType, &calendarType)
    try coder.boolean(Calendar.isLeapMonth, &isLeapMonth)
    try coder.integer(Calendar.firstDayOfWeek, &firstDayOfWeek)
  }
}
