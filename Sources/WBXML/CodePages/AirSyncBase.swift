/// The elements of bodies, attachments and places, shared by all classes of items. [MS-ASWBXML] 2.1.2.1.18.
public enum AirSyncBase: UInt8, CodePage {
  case bodyPreference = 0x05
  case type = 0x06
  case truncationSize = 0x07
  case allOrNone = 0x08
  case body = 0x0A
  case data = 0x0B
  case estimatedDataSize = 0x0C
  case truncated = 0x0D
  case attachments = 0x0E
  case attachment = 0x0F
  case displayName = 0x10
  case fileReference = 0x11
  case method = 0x12
  case contentId = 0x13
  case contentLocation = 0x14
  case isInline = 0x15
  case nativeBodyType = 0x16
  case contentType = 0x17
  case preview = 0x18
  case bodyPartPreference = 0x19
  case bodyPart = 0x1A
  case status = 0x1B
  case add = 0x1C
  case delete = 0x1D
  case clientId = 0x1E
  case content = 0x1F  // OPAQUE
  case location = 0x20
  case annotation = 0x21
  case street = 0x22
  case city = 0x23
  case state = 0x24
  case country = 0x25
  case postalCode = 0x26
  case latitude = 0x27
  case longitude = 0x28
  case accuracy = 0x29
  case altitude = 0x2A
  case altitudeAccuracy = 0x2B
  case locationUri = 0x2C
  case instanceId = 0x2D

  /// Code page 17.
  public static var page: UInt8 { 17 }
}
