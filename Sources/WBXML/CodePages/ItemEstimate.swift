/// The elements of GetItemEstimate. [MS-ASWBXML] 2.1.2.1.7.
public enum ItemEstimate: UInt8, CodePage {
  case getItemEstimate = 0x05
  case version = 0x06
  case collections = 0x07
  case collection = 0x08
  case `class` = 0x09
  case collectionId = 0x0A
  case dateTime = 0x0B
  case estimate = 0x0C
  case response = 0x0D
  case status = 0x0E

  /// Code page 6.
  public static var page: UInt8 { 6 }

  /// The namespace is the command's name.
  public static var namespace: String { "GetItemEstimate" }
}
