import WBXML

extension CalendarItem {
  /// Takes over what an occurrence has of its own. [MS-ASCAL] 2.2.2.21.
  package mutating func take(_ exception: CalendarException) {
    subject = exception.subject ?? subject
    body = exception.body ?? body
    if exception.location != nil {
      location = exception.location
      structuredLocation = exception.structuredLocation
    }
    categories = exception.categories ?? categories
    sensitivity = exception.own(Calendar.sensitivity, exception.sensitivity, orElse: sensitivity)
    busyStatus = exception.own(Calendar.busyStatus, exception.busyStatus, orElse: busyStatus)
    reminder = exception.own(Calendar.reminder, exception.reminder, orElse: reminder)
    attendees = exception.attendees ?? attendees
    attachments = exception.attachments ?? attachments
    onlineMeetingConfLink = exception.onlineMeetingConfLink ?? onlineMeetingConfLink
    onlineMeetingExternalLink = exception.onlineMeetingExternalLink ?? onlineMeetingExternalLink
  }
}

extension CalendarException {
  /// Whether the occurrence is no longer one of the series: left out, or with something of its own.
  package var leavesSeries: Bool {
    var own = CalendarItem()
    own.take(self)
    if busyStatus == answered { own.busyStatus = nil }
    return deleted == true || schedule != nil || !emptied.isEmpty || own != CalendarItem()
  }

  /// Its own number, none if it was told without content, or that of the series.
  fileprivate func own(_ token: Calendar, _ value: Int?, orElse series: Int?) -> Int? {
    emptied.contains(token.tag) ? nil : value ?? series
  }

  /// Forgets what is as the series has it: some devices tell all of an occurrence of which one thing is other.
  mutating func inherit(from series: CalendarItem) {
    if subject == series.subject ?? "" { subject = nil }
    if body == series.body ?? Body(plain: "") { body = nil }
    inheritPlace(from: series)
    if categories == series.categories ?? [] { categories = nil }
    if sensitivity == series.sensitivity ?? 0 { sensitivity = nil }
    if busyStatus == series.busyStatus { busyStatus = nil }
    if reminder == series.reminder { reminder = nil }
    if let own = attendees, Set(own.map(\.compared)) == Set((series.attendees ?? []).map(\.compared)) {
      attendees = nil
    }
    if onlineMeetingConfLink == series.onlineMeetingConfLink ?? "" { onlineMeetingConfLink = nil }
    if onlineMeetingExternalLink == series.onlineMeetingExternalLink ?? "" { onlineMeetingExternalLink = nil }
    if appointmentReplyTime == series.appointmentReplyTime { appointmentReplyTime = nil }
    if series.reminder == nil { emptied.remove(Calendar.reminder.tag) }
    if series.sensitivity ?? 0 == 0 { emptied.remove(Calendar.sensitivity.tag) }
    if series.busyStatus == nil { emptied.remove(Calendar.busyStatus.tag) }
  }

  /// A text alone, as devices have it up to 14.1, says nothing of the parts of the place.
  private mutating func inheritPlace(from series: CalendarItem) {
    let hasItsParts = structuredLocation == nil || structuredLocation == series.structuredLocation
    if location == series.location ?? "", hasItsParts { (location, structuredLocation) = (nil, nil) }
  }
}
