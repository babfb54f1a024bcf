import WBXML

// The tables "Protocol Versions" of [MS-ASCNTC], [MS-ASCAL], [MS-ASTASK] and [MS-ASAIRS]. What is not named
// here is known to all versions from 12.1 on.

extension ContactItem: VersionedParent {
  static let versioned: [VersionedElement<ContactItem>] = [
    .init(Contacts.alias, from: .v14_0) { $0.alias = nil },
    .init(Contacts.weightedRank, from: .v14_0) { $0.weightedRank = nil },
  ]
}

extension CalendarItem: VersionedParent {
  static let versioned: [VersionedElement<CalendarItem>] = [
    .init(Calendar.location, upTo: .v14_1) { $0.location = nil },
    .init(AirSyncBase.location, from: .v16_0) { $0.structuredLocation = nil },
    .init(Calendar.responseRequested, from: .v14_0) { $0.responseRequested = nil },
    .init(Calendar.appointmentReplyTime, from: .v14_0) { $0.appointmentReplyTime = nil },
    .init(Calendar.responseType, from: .v14_0) { $0.responseType = nil },
    .init(Calendar.disallowNewTimeProposal, from: .v14_0) { $0.disallowNewTimeProposal = nil },
    .init(Calendar.onlineMeetingConfLink, from: .v14_1) { $0.onlineMeetingConfLink = nil },
    .init(Calendar.onlineMeetingExternalLink, from: .v14_1) { $0.onlineMeetingExternalLink = nil },
    .init(AirSyncBase.attachments, from: .v16_0) { $0.attachments = nil },
  ]
}

extension CalendarException: VersionedParent {
  static let versioned: [VersionedElement<CalendarException>] = [
    .init(Calendar.exceptionStartTime, upTo: .v14_1) { $0.exceptionStartTime = nil },
    .init(AirSyncBase.instanceId, from: .v16_0) { $0.instanceId = nil },
    .init(Calendar.location, upTo: .v14_1) { $0.location = nil },
    .init(AirSyncBase.location, from: .v16_0) { $0.structuredLocation = nil },
    .init(AirSyncBase.attachments, from: .v16_0) { $0.attachments = nil },
    .init(Calendar.attendees, from: .v14_0) { $0.attendees = nil },
    .init(Calendar.appointmentReplyTime, from: .v14_0) { $0.appointmentReplyTime = nil },
    .init(Calendar.responseType, from: .v14_0) { $0.responseType = nil },
    .init(Calendar.onlineMeetingConfLink, from: .v14_1) { $0.onlineMeetingConfLink = nil },
    .init(Calendar.onlineMeetingExternalLink, from: .v14_1) { $0.onlineMeetingExternalLink = nil },
  ]
}

extension Attendee: VersionedParent {
  static let versioned: [VersionedElement<Attendee>] = [
    .init(MeetingResponse.proposedStartTime, from: .v16_1) { $0.proposedStartTime = nil },
    .init(MeetingResponse.proposedEndTime, from: .v16_1) { $0.proposedEndTime = nil },
  ]
}

extension Recurrence: VersionedParent {
  static let versioned: [VersionedElement<Recurrence>] = [
    .init(Calendar.calendarType, from: .v14_0) { $0.calendarType = nil },
    .init(Calendar.isLeapMonth, from: .v14_0) { $0.isLeapMonth = nil },
    .init(Calendar.firstDayOfWeek, from: .v14_1) { $0.firstDayOfWeek = nil },
  ]
}

extension TaskRecurrence: VersionedParent {
  static let versioned: [VersionedElement<TaskRecurrence>] = [
    .init(Tasks.calendarType, from: .v14_0) { $0.calendarType = nil },
    .init(Tasks.isLeapMonth, from: .v14_0) { $0.isLeapMonth = nil },
    .init(Tasks.firstDayOfWeek, from: .v14_1) { $0.firstDayOfWeek = nil },
  ]
}

extension Body: VersionedParent {
  static let versioned: [VersionedElement<Body>] = [
    .init(AirSyncBase.preview, from: .v14_0) { $0.preview = nil }
  ]
}
