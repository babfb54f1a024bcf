/// The elements of Sync. [MS-ASWBXML] 2.1.2.1.1.
public enum AirSync: UInt8, CodePage {
  case sync = 0x05
  case responses = 0x06
  case add = 0x07
  case change = 0x08
  case delete = 0x09
  case fetch = 0x0A
  case syncKey = 0x0B
  case clientId = 0x0C
  case serverId = 0x0D
  case status = 0x0E
  case collection = 0x0F
  case `class` = 0x10
  case version = 0x11
  case collectionId = 0x12
  case getChanges = 0x13
  case moreAvailable = 0x14
  case windowSize = 0x15
  case commands = 0x16
  case options = 0x17
  case filterType = 0x18
  case truncation = 0x19
  case rtfTruncation = 0x1A
  case conflict = 0x1B
  case collections = 0x1C
  case applicationData = 0x1D
  case deletesAsMoves = 0x1E
  case notifyGUID = 0x1F
  case supported = 0x20
  case softDelete = 0x21
  case mimeSupport = 0x22
  case mimeTruncation = 0x23
  case wait = 0x24
  case limit = 0x25
  case partial = 0x26
  case conversationMode = 0x27
  case maxItems = 0x28
  case heartbeatInterval = 0x29

  /// Code page 0.
  public static var page: UInt8 { 0 }

  /// The names with a capital acronym in front.
  public static var nameExceptions: [UInt8: String] {
    [
      rtfTruncation.rawValue: "RTFTruncation",
      mimeSupport.rawValue: "MIMESupport",
      mimeTruncation.rawValue: "MIMETruncation",
    ]
  }
}
