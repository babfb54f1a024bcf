/// The elements of more properties of mails. [MS-ASWBXML] 2.1.2.1.23.
public enum Email2: UInt8, CodePage {
  case umCallerID = 0x05
  case umUserNotes = 0x06
  case umAttDuration = 0x07
  case umAttOrder = 0x08
  case conversationId = 0x09  // OPAQUE
  case conversationIndex = 0x0A  // OPAQUE
  case lastVerbExecuted = 0x0B
  case lastVerbExecutionTime = 0x0C
  case receivedAsBcc = 0x0D
  case sender = 0x0E
  case calendarType = 0x0F
  case isLeapMonth = 0x10
  case accountId = 0x11
  case firstDayOfWeek = 0x12
  case meetingMessageType = 0x13
  case isDraft = 0x15
  case bcc = 0x16
  case send = 0x17

  /// Code page 22.
  public static var page: UInt8 { 22 }
}
