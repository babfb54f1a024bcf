/// The elements of Find. [MS-ASWBXML] 2.1.2.1.26.
public enum Find: UInt8, CodePage {
  case find = 0x05
  case searchId = 0x06
  case executeSearch = 0x07
  case mailBoxSearchCriterion = 0x08
  case query = 0x09
  case status = 0x0A
  case freeText = 0x0B
  case options = 0x0C
  case range = 0x0D
  case deepTraversal = 0x0E
  case response = 0x11
  case result = 0x12
  case properties = 0x13
  case preview = 0x14
  case hasAttachments = 0x15
  case total = 0x16
  case displayCc = 0x17
  case displayBcc = 0x18
  case galSearchCriterion = 0x19
  case maxPictures = 0x20
  case maxSize = 0x21
  case picture = 0x22

  /// Code page 25.
  public static var page: UInt8 { 25 }
}
