/// The elements of Provision and its policies. [MS-ASWBXML] 2.1.2.1.15.
public enum Provision: UInt8, CodePage {
  case provision = 0x05
  case policies = 0x06
  case policy = 0x07
  case policyType = 0x08
  case policyKey = 0x09
  case data = 0x0A
  case status = 0x0B
  case remoteWipe = 0x0C
  case easProvisionDoc = 0x0D
  case devicePasswordEnabled = 0x0E
  case alphanumericDevicePasswordRequired = 0x0F
  case requireStorageCardEncryption = 0x10
  case passwordRecoveryEnabled = 0x11
  case documentBrowseEnabled = 0x12
  case attachmentsEnabled = 0x13
  case minDevicePasswordLength = 0x14
  case maxInactivityTimeDeviceLock = 0x15
  case maxDevicePasswordFailedAttempts = 0x16
  case maxAttachmentSize = 0x17
  case allowSimpleDevicePassword = 0x18
  case devicePasswordExpiration = 0x19
  case devicePasswordHistory = 0x1A
  case allowStorageCard = 0x1B
  case allowCamera = 0x1C
  case requireDeviceEncryption = 0x1D
  case allowUnsignedApplications = 0x1E
  case allowUnsignedInstallationPackages = 0x1F
  case minDevicePasswordComplexCharacters = 0x20
  case allowWiFi = 0x21
  case allowTextMessaging = 0x22
  case allowPOPIMAPEmail = 0x23
  case allowBluetooth = 0x24
  case allowIrDA = 0x25
  case requireManualSyncWhenRoaming = 0x26
  case allowDesktopSync = 0x27
  case maxCalendarAgeFilter = 0x28
  case allowHTMLEmail = 0x29
  case maxEmailAgeFilter = 0x2A
  case maxEmailBodyTruncationSize = 0x2B
  case maxEmailHTMLBodyTruncationSize = 0x2C
  case requireSignedSMIMEMessages = 0x2D
  case requireEncryptedSMIMEMessages = 0x2E
  case requireSignedSMIMEAlgorithm = 0x2F
  case requireEncryptionSMIMEAlgorithm = 0x30
  case allowSMIMEEncryptionAlgorithmNegotiation = 0x31
  case allowSMIMESoftCerts = 0x32
  case allowBrowser = 0x33
  case allowConsumerEmail = 0x34
  case allowRemoteDesktop = 0x35
  case allowInternetSharing = 0x36
  case unapprovedInROMApplicationList = 0x37
  case applicationName = 0x38
  case approvedApplicationList = 0x39
  case hash = 0x3A
  case accountOnlyRemoteWipe = 0x3B

  /// Code page 14.
  public static var page: UInt8 { 14 }

  /// The names with a capital acronym in front.
  public static var nameExceptions: [UInt8: String] {
    [
      easProvisionDoc.rawValue: "EASProvisionDoc"
    ]
  }
}
