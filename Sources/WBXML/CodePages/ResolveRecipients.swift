/// The elements of ResolveRecipients. [MS-ASWBXML] 2.1.2.1.11.
public enum ResolveRecipients: UInt8, CodePage {
  case resolveRecipients = 0x05
  case response = 0x06
  case status = 0x07
  case type = 0x08
  case recipient = 0x09
  case displayName = 0x0A
  case emailAddress = 0x0B
  case certificates = 0x0C
  case certificate = 0x0D
  case miniCertificate = 0x0E
  case options = 0x0F
  case to = 0x10
  case certificateRetrieval = 0x11
  case recipientCount = 0x12
  case maxCertificates = 0x13
  case maxAmbiguousRecipients = 0x14
  case certificateCount = 0x15
  case availability = 0x16
  case startTime = 0x17
  case endTime = 0x18
  case mergedFreeBusy = 0x19
  case picture = 0x1A
  case maxSize = 0x1B
  case data = 0x1C  // OPAQUE
  case maxPictures = 0x1D

  /// Code page 10.
  public static var page: UInt8 { 10 }
}
