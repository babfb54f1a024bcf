/// The elements of notifications, no longer in use. [MS-ASWBXML] 2.1.2.1.4.
public enum AirNotify: UInt8, CodePage {
  case notify = 0x05
  case notification = 0x06
  case version = 0x07
  case lifeTime = 0x08
  case deviceInfo = 0x09
  case enable = 0x0A
  case folder = 0x0B
  case serverId = 0x0C
  case deviceAddress = 0x0D
  case validCarrierProfiles = 0x0E
  case carrierProfile = 0x0F
  case status = 0x10
  case responses = 0x11
  case devices = 0x12
  case device = 0x13
  case id = 0x14
  case expiry = 0x15
  case notifyGUID = 0x16
  case deviceFriendlyName = 0x17

  /// Code page 3.
  public static var page: UInt8 { 3 }
}
