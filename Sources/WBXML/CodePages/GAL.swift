/// The elements of entries of the global address list. [MS-ASWBXML] 2.1.2.1.17.
public enum GAL: UInt8, CodePage {
  case displayName = 0x05
  case phone = 0x06
  case office = 0x07
  case title = 0x08
  case company = 0x09
  case alias = 0x0A
  case firstName = 0x0B
  case lastName = 0x0C
  case homePhone = 0x0D
  case mobilePhone = 0x0E
  case emailAddress = 0x0F
  case picture = 0x10
  case status = 0x11
  case data = 0x12  // OPAQUE

  /// Code page 16.
  public static var page: UInt8 { 16 }
}
