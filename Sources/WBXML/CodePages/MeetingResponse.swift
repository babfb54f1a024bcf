/// The elements of MeetingResponse. [MS-ASWBXML] 2.1.2.1.9.
public enum MeetingResponse: UInt8, CodePage {
  case calendarId = 0x05
  case collectionId = 0x06
  case meetingResponse = 0x07
  case requestId = 0x08
  case request = 0x09
  case result = 0x0A
  case status = 0x0B
  case userResponse = 0x0C
  case version = 0x0D
  case instanceId = 0x0E
  case proposedStartTime = 0x10
  case proposedEndTime = 0x11
  case sendResponse = 0x12

  /// Code page 8.
  public static var page: UInt8 { 8 }
}
