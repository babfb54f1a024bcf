/// The elements of SendMail, SmartForward and SmartReply. [MS-ASWBXML] 2.1.2.1.22.
public enum ComposeMail: UInt8, CodePage {
  case sendMail = 0x05
  case smartForward = 0x06
  case smartReply = 0x07
  case saveInSentItems = 0x08
  case replaceMime = 0x09
  case source = 0x0B
  case folderId = 0x0C
  case itemId = 0x0D
  case longId = 0x0E
  case instanceId = 0x0F
  case mime = 0x10  // OPAQUE
  case clientId = 0x11
  case status = 0x12
  case accountId = 0x13
  case forwardees = 0x15
  case forwardee = 0x16
  case name = 0x17
  case email = 0x18

  /// Code page 21.
  public static var page: UInt8 { 21 }
}
