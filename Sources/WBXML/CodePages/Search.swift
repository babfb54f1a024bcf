/// The elements of Search. [MS-ASWBXML] 2.1.2.1.16.
public enum Search: UInt8, CodePage {
  case search = 0x05
  case store = 0x07
  case name = 0x08
  case query = 0x09
  case options = 0x0A
  case range = 0x0B
  case status = 0x0C
  case response = 0x0D
  case result = 0x0E
  case properties = 0x0F
  case total = 0x10
  case equalTo = 0x11
  case value = 0x12
  case and = 0x13
  case or = 0x14
  case freeText = 0x15
  case deepTraversal = 0x17
  case longId = 0x18
  case rebuildResults = 0x19
  case lessThan = 0x1A
  case greaterThan = 0x1B
  case schema = 0x1C
  case supported = 0x1D
  case userName = 0x1E
  case password = 0x1F
  case conversationId = 0x20  // OPAQUE
  case picture = 0x21
  case maxSize = 0x22
  case maxPictures = 0x23

  /// Code page 15.
  public static var page: UInt8 { 15 }
}
