/// The elements of notes. [MS-ASWBXML] 2.1.2.1.24.
public enum Notes: UInt8, CodePage {
  case subject = 0x05
  case messageClass = 0x06
  case lastModifiedDate = 0x07
  case categories = 0x08
  case category = 0x09

  /// Code page 23.
  public static var page: UInt8 { 23 }
}
