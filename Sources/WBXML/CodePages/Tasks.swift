/// The elements of tasks. [MS-ASWBXML] 2.1.2.1.10.
public enum Tasks: UInt8, CodePage {
  case body = 0x05
  case bodySize = 0x06
  case bodyTruncated = 0x07
  case categories = 0x08
  case category = 0x09
  case complete = 0x0A
  case dateCompleted = 0x0B
  case dueDate = 0x0C
  case utcDueDate = 0x0D
  case importance = 0x0E
  case recurrence = 0x0F
  case type = 0x10
  case start = 0x11
  case until = 0x12
  case occurrences = 0x13
  case interval = 0x14
  case dayOfMonth = 0x15
  case dayOfWeek = 0x16
  case weekOfMonth = 0x17
  case monthOfYear = 0x18
  case regenerate = 0x19
  case deadOccur = 0x1A
  case reminderSet = 0x1B
  case reminderTime = 0x1C
  case sensitivity = 0x1D
  case startDate = 0x1E
  case utcStartDate = 0x1F
  case subject = 0x20
  case compressedRTF = 0x21
  case ordinalDate = 0x22
  case subOrdinalDate = 0x23
  case calendarType = 0x24
  case isLeapMonth = 0x25
  case firstDayOfWeek = 0x26

  /// Code page 9.
  public static var page: UInt8 { 9 }
}
