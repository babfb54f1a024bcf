/// The elements of Ping. [MS-ASWBXML] 2.1.2.1.14.
public enum Ping: UInt8, CodePage {
  case ping = 0x05
  case autdState = 0x06
  case status = 0x07
  case heartbeatInterval = 0x08
  case folders = 0x09
  case folder = 0x0A
  case id = 0x0B
  case `class` = 0x0C
  case maxFolders = 0x0D

  /// Code page 13.
  public static var page: UInt8 { 13 }
}
