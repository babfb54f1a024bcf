/// The elements of mails. [MS-ASWBXML] 2.1.2.1.3.
public enum Email: UInt8, CodePage {
  case attachment = 0x05
  case attachments = 0x06
  case attName = 0x07
  case attSize = 0x08
  case attOid = 0x09
  case attMethod = 0x0A
  case attRemoved = 0x0B
  case body = 0x0C
  case bodySize = 0x0D
  case bodyTruncated = 0x0E
  case dateReceived = 0x0F
  case displayName = 0x10
  case displayTo = 0x11
  case importance = 0x12
  case messageClass = 0x13
  case subject = 0x14
  case read = 0x15
  case to = 0x16
  case cc = 0x17
  case from = 0x18
  case replyTo = 0x19
  case allDayEvent = 0x1A
  case categories = 0x1B
  case category = 0x1C
  case dtStamp = 0x1D
  case endTime = 0x1E
  case instanceType = 0x1F
  case busyStatus = 0x20
  case location = 0x21
  case meetingRequest = 0x22
  case organizer = 0x23
  case recurrenceId = 0x24
  case reminder = 0x25
  case responseRequested = 0x26
  case recurrences = 0x27
  case recurrence = 0x28
  case type = 0x29
  case until = 0x2A
  case occurrences = 0x2B
  case interval = 0x2C
  case dayOfWeek = 0x2D
  case dayOfMonth = 0x2E
  case weekOfMonth = 0x2F
  case monthOfYear = 0x30
  case startTime = 0x31
  case sensitivity = 0x32
  case timeZone = 0x33
  case globalObjId = 0x34
  case threadTopic = 0x35
  case mimeData = 0x36
  case mimeTruncated = 0x37
  case mimeSize = 0x38
  case internetCPID = 0x39
  case flag = 0x3A
  case status = 0x3B
  case contentClass = 0x3C
  case flagType = 0x3D
  case completeTime = 0x3E
  case disallowNewTimeProposal = 0x3F

  /// Code page 2.
  public static var page: UInt8 { 2 }

  /// The names with a capital acronym in front.
  public static var nameExceptions: [UInt8: String] {
    [
      mimeData.rawValue: "MIMEData",
      mimeTruncated.rawValue: "MIMETruncated",
      mimeSize.rawValue: "MIMESize",
    ]
  }
}
