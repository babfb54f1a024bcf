/// The elements of calendar items. [MS-ASWBXML] 2.1.2.1.5.
public enum Calendar: UInt8, CodePage {
  case timezone = 0x05
  case allDayEvent = 0x06
  case attendees = 0x07
  case attendee = 0x08
  case email = 0x09
  case name = 0x0A
  case body = 0x0B
  case bodyTruncated = 0x0C
  case busyStatus = 0x0D
  case categories = 0x0E
  case category = 0x0F
  case compressedRTF = 0x10
  case dtStamp = 0x11
  case endTime = 0x12
  case exception = 0x13
  case exceptions = 0x14
  case deleted = 0x15
  case exceptionStartTime = 0x16
  case location = 0x17
  case meetingStatus = 0x18
  case organizerEmail = 0x19
  case organizerName = 0x1A
  case recurrence = 0x1B
  case type = 0x1C
  case until = 0x1D
  case occurrences = 0x1E
  case interval = 0x1F
  case dayOfWeek = 0x20
  case dayOfMonth = 0x21
  case weekOfMonth = 0x22
  case monthOfYear = 0x23
  case reminder = 0x24
  case sensitivity = 0x25
  case subject = 0x26
  case startTime = 0x27
  case uid = 0x28
  case attendeeStatus = 0x29
  case attendeeType = 0x2A
  case disallowNewTimeProposal = 0x33
  case responseRequested = 0x34
  case appointmentReplyTime = 0x35
  case responseType = 0x36
  case calendarType = 0x37
  case isLeapMonth = 0x38
  case firstDayOfWeek = 0x39
  case onlineMeetingConfLink = 0x3A
  case onlineMeetingExternalLink = 0x3B
  case clientUid = 0x3C

  /// Code page 4.
  public static var page: UInt8 { 4 }

  /// The names with a capital acronym in front.
  public static var nameExceptions: [UInt8: String] {
    [
      uid.rawValue: "UID"
    ]
  }
}
