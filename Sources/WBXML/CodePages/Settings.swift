/// The elements of Settings. [MS-ASWBXML] 2.1.2.1.19.
public enum Settings: UInt8, CodePage {
  case settings = 0x05
  case status = 0x06
  case get = 0x07
  case set = 0x08
  case oof = 0x09
  case oofState = 0x0A
  case startTime = 0x0B
  case endTime = 0x0C
  case oofMessage = 0x0D
  case appliesToInternal = 0x0E
  case appliesToExternalKnown = 0x0F
  case appliesToExternalUnknown = 0x10
  case enabled = 0x11
  case replyMessage = 0x12
  case bodyType = 0x13
  case devicePassword = 0x14
  case password = 0x15
  case deviceInformation = 0x16
  case model = 0x17
  case imei = 0x18
  case friendlyName = 0x19
  case os = 0x1A
  case osLanguage = 0x1B
  case phoneNumber = 0x1C
  case userInformation = 0x1D
  case emailAddresses = 0x1E
  case smtpAddress = 0x1F
  case userAgent = 0x20
  case enableOutboundSMS = 0x21
  case mobileOperator = 0x22
  case primarySmtpAddress = 0x23
  case accounts = 0x24
  case account = 0x25
  case accountId = 0x26
  case accountName = 0x27
  case userDisplayName = 0x28
  case sendDisabled = 0x29
  case rightsManagementInformation = 0x2B

  /// Code page 18.
  public static var page: UInt8 { 18 }

  /// The names with a capital acronym in front.
  public static var nameExceptions: [UInt8: String] {
    [
      imei.rawValue: "IMEI",
      os.rawValue: "OS",
      osLanguage.rawValue: "OSLanguage",
      smtpAddress.rawValue: "SMTPAddress",
    ]
  }
}
