public import WBXML

/// What a device must do and may do. [MS-ASPROV] 2.2.2.28.
///
/// A property that is nil asks for nothing.
public struct EASProvisionDoc: Element, Hashable {
  /// Whether the device must have a password.
  public var devicePasswordEnabled: Bool?
  /// Whether it must have letters.
  public var alphanumericDevicePasswordRequired: Bool?
  /// Whether the server keeps a recovery password.
  public var passwordRecoveryEnabled: Bool?
  /// Whether memory cards must be encrypted.
  public var requireStorageCardEncryption: Bool?
  /// Whether attachments may be loaded.
  public var attachmentsEnabled: Bool?
  /// The password's length, 1 to 16.
  public var minDevicePasswordLength: Int?
  /// Seconds until the device locks itself.
  public var maxInactivityTimeDeviceLock: Int?
  /// Wrong passwords until the device wipes itself, 4 to 16.
  public var maxDevicePasswordFailedAttempts: Int?
  /// Bytes of an attachment.
  public var maxAttachmentSize: Int?
  /// Whether `1234` is a password.
  public var allowSimpleDevicePassword: Bool?
  /// Days until the password must change; 0 never.
  public var devicePasswordExpiration: Int?
  /// How many old passwords may not come again.
  public var devicePasswordHistory: Int?
  /// Whether memory cards may be used.
  public var allowStorageCard: Bool?
  /// Whether the camera may be used.
  public var allowCamera: Bool?
  /// Whether the device must be encrypted.
  public var requireDeviceEncryption: Bool?
  /// Whether unsigned programs may run.
  public var allowUnsignedApplications: Bool?
  /// Whether unsigned packages may be installed.
  public var allowUnsignedInstallationPackages: Bool?
  /// Kinds of character in the password, 1 to 4.
  public var minDevicePasswordComplexCharacters: Int?
  /// Whether wireless networks may be used.
  public var allowWiFi: Bool?
  /// Whether short messages may be sent.
  public var allowTextMessaging: Bool?
  /// Whether other mail accounts may be used.
  public var allowPOPIMAPEmail: Bool?
  /// 0 no, 1 hands-free only, 2 yes.
  public var allowBluetooth: Int?
  /// Whether infrared may be used.
  public var allowIrDA: Bool?
  /// Whether nothing is synchronised by itself abroad.
  public var requireManualSyncWhenRoaming: Bool?
  /// Whether the device may synchronise with a desktop.
  public var allowDesktopSync: Bool?
  /// The longest period of appointments; see ``SyncOptions/filterType``.
  public var maxCalendarAgeFilter: Int?
  /// Whether mail may be HTML.
  public var allowHTMLEmail: Bool?
  /// The longest period of mail.
  public var maxEmailAgeFilter: Int?
  /// Kilobytes of a plain body; -1 all, 0 headers alone.
  public var maxEmailBodyTruncationSize: Int?
  /// Kilobytes of an HTML body; -1 all, 0 headers alone.
  public var maxEmailHTMLBodyTruncationSize: Int?
  /// Whether mail must be signed.
  public var requireSignedSMIMEMessages: Bool?
  /// Whether mail must be encrypted.
  public var requireEncryptedSMIMEMessages: Bool?
  /// How mail must be signed.
  public var requireSignedSMIMEAlgorithm: Int?
  /// How mail must be encrypted.
  public var requireEncryptionSMIMEAlgorithm: Int?
  /// Whether another algorithm may be agreed on.
  public var allowSMIMEEncryptionAlgorithmNegotiation: Int?
  /// Whether certificates may lie in a file.
  public var allowSMIMESoftCerts: Bool?
  /// Whether the browser may be used.
  public var allowBrowser: Bool?
  /// Whether private mail may be used.
  public var allowConsumerEmail: Bool?
  /// Whether remote desktops may be used.
  public var allowRemoteDesktop: Bool?
  /// Whether the connection may be shared.
  public var allowInternetSharing: Bool?
  /// Built-in programs that may not run.
  public var unapprovedInROMApplicationList: [String]?
  /// Hashes of the programs that may run; all may if it is empty.
  public var approvedApplicationList: [String]?

  /// A policy that asks for nothing.
  public init() {}

  /// One row per element.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try codePassword(&coder)
    try codeDevice(&coder)
    try codeMail(&coder)
    try codePrograms(&coder)
  }

  private mutating func codePassword(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.boolean(Provision.devicePasswordEnabled, &devicePasswordEnabled)
    try coder.boolean(Provision.alphanumericDevicePasswordRequired, &alphanumericDevicePasswordRequired)
    try coder.boolean(Provision.passwordRecoveryEnabled, &passwordRecoveryEnabled)
    try coder.boolean(Provision.requireStorageCardEncryption, &requireStorageCardEncryption)
    try coder.boolean(Provision.attachmentsEnabled, &attachmentsEnabled)
    try coder.integer(Provision.minDevicePasswordLength, &minDevicePasswordLength)
    try coder.integer(Provision.maxInactivityTimeDeviceLock, &maxInactivityTimeDeviceLock)
    try coder.integer(Provision.maxDevicePasswordFailedAttempts, &maxDevicePasswordFailedAttempts)
    try coder.integer(Provision.maxAttachmentSize, &maxAttachmentSize)
    try coder.boolean(Provision.allowSimpleDevicePassword, &allowSimpleDevicePassword)
    try coder.integer(Provision.devicePasswordExpiration, &devicePasswordExpiration)
    try coder.integer(Provision.devicePasswordHistory, &devicePasswordHistory)
  }

  private mutating func codeDevice(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.boolean(Provision.allowStorageCard, &allowStorageCard)
    try coder.boolean(Provision.allowCamera, &allowCamera)
    try coder.boolean(Provision.requireDeviceEncryption, &requireDeviceEncryption)
    try coder.boolean(Provision.allowUnsignedApplications, &allowUnsignedApplications)
    try coder.boolean(Provision.allowUnsignedInstallationPackages, &allowUnsignedInstallationPackages)
    try coder.integer(Provision.minDevicePasswordComplexCharacters, &minDevicePasswordComplexCharacters)
    try coder.boolean(Provision.allowWiFi, &allowWiFi)
    try coder.boolean(Provision.allowTextMessaging, &allowTextMessaging)
    try coder.boolean(Provision.allowPOPIMAPEmail, &allowPOPIMAPEmail)
    try coder.integer(Provision.allowBluetooth, &allowBluetooth)
    try coder.boolean(Provision.allowIrDA, &allowIrDA)
    try coder.boolean(Provision.requireManualSyncWhenRoaming, &requireManualSyncWhenRoaming)
    try coder.boolean(Provision.allowDesktopSync, &allowDesktopSync)
  }

  private mutating func codeMail(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.integer(Provision.maxCalendarAgeFilter, &maxCalendarAgeFilter)
    try coder.boolean(Provision.allowHTMLEmail, &allowHTMLEmail)
    try coder.integer(Provision.maxEmailAgeFilter, &maxEmailAgeFilter)
    try coder.integer(Provision.maxEmailBodyTruncationSize, &maxEmailBodyTruncationSize)
    try coder.integer(Provision.maxEmailHTMLBodyTruncationSize, &maxEmailHTMLBodyTruncationSize)
    try coder.boolean(Provision.requireSignedSMIMEMessages, &requireSignedSMIMEMessages)
    try coder.boolean(Provision.requireEncryptedSMIMEMessages, &requireEncryptedSMIMEMessages)
    try coder.integer(Provision.requireSignedSMIMEAlgorithm, &requireSignedSMIMEAlgorithm)
    try coder.integer(Provision.requireEncryptionSMIMEAlgorithm, &requireEncryptionSMIMEAlgorithm)
    try coder.integer(
      Provision.allowSMIMEEncryptionAlgorithmNegotiation, &allowSMIMEEncryptionAlgorithmNegotiation)
    try coder.boolean(Provision.allowSMIMESoftCerts, &allowSMIMESoftCerts)
  }

  private mutating func codePrograms(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.boolean(Provision.allowBrowser, &allowBrowser)
    try coder.boolean(Provision.allowConsumerEmail, &allowConsumerEmail)
    try coder.boolean(Provision.allowRemoteDesktop, &allowRemoteDesktop)
    try coder.boolean(Provision.allowInternetSharing, &allowInternetSharing)
    try coder.texts(
      Provision.unapprovedInROMApplicationList, of: Provision.applicationName, &unapprovedInROMApplicationList
    )
    try coder.texts(Provision.approvedApplicationList, of: Provision.hash, &approvedApplicationList)
  }
}
