/// The elements of FolderSync and the commands that create, rename and delete folders. [MS-ASWBXML] 2.1.2.1.8.
public enum FolderHierarchy: UInt8, CodePage {
  case folders = 0x05
  case folder = 0x06
  case displayName = 0x07
  case serverId = 0x08
  case parentId = 0x09
  case type = 0x0A
  case response = 0x0B
  case status = 0x0C
  case contentClass = 0x0D
  case changes = 0x0E
  case add = 0x0F
  case delete = 0x10
  case update = 0x11
  case syncKey = 0x12
  case folderCreate = 0x13
  case folderDelete = 0x14
  case folderUpdate = 0x15
  case folderSync = 0x16
  case count = 0x17
  case version = 0x18

  /// Code page 7.
  public static var page: UInt8 { 7 }
}
