/// The elements of documents on file shares. [MS-ASWBXML] 2.1.2.1.20.
public enum DocumentLibrary: UInt8, CodePage {
  case linkId = 0x05
  case displayName = 0x06
  case isFolder = 0x07
  case creationDate = 0x08
  case lastModifiedDate = 0x09
  case isHidden = 0x0A
  case contentLength = 0x0B
  case contentType = 0x0C

  /// Code page 19.
  public static var page: UInt8 { 19 }
}
