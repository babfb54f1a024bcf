/// The elements of MoveItems. [MS-ASWBXML] 2.1.2.1.6.
public enum Move: UInt8, CodePage {
  case moveItems = 0x05
  case move = 0x06
  case srcMsgId = 0x07
  case srcFldId = 0x08
  case dstFldId = 0x09
  case response = 0x0A
  case status = 0x0B
  case dstMsgId = 0x0C

  /// Code page 5.
  public static var page: UInt8 { 5 }
}
