/// The elements of ItemOperations. [MS-ASWBXML] 2.1.2.1.21.
public enum ItemOperations: UInt8, CodePage {
  case itemOperations = 0x05
  case fetch = 0x06
  case store = 0x07
  case options = 0x08
  case range = 0x09
  case total = 0x0A
  case properties = 0x0B
  case data = 0x0C
  case status = 0x0D
  case response = 0x0E
  case version = 0x0F
  case schema = 0x10
  case part = 0x11
  case emptyFolderContents = 0x12
  case deleteSubFolders = 0x13
  case userName = 0x14
  case password = 0x15
  case move = 0x16
  case dstFldId = 0x17
  case conversationId = 0x18  // OPAQUE
  case moveAlways = 0x19

  /// Code page 20.
  public static var page: UInt8 { 20 }
}
