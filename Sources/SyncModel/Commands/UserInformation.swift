public import WBXML

/// The user's addresses, as Settings tells them. [MS-ASCMD] 2.2.3.192.
public struct UserInformation: Element, Hashable {
  /// What came of it.
  public var status: SettingsStatus?
  /// The addresses.
  public var get: Content?

  /// Nothing told.
  public init() {}

  /// The addresses in the form of a version: up to 14.0 the addresses alone, from 14.1 in an account.
  public init(addresses: [String], displayName: String, for version: ProtocolVersion) {
    status = .success
    let list = EmailAddresses(addresses, hasPrimary: version >= .v14_1)
    var content = Content()
    if version < .v14_1 {
      content.emailAddresses = list
    } else {
      var account = Account()
      account.userDisplayName = displayName
      account.emailAddresses = list
      content.accounts = [account]
    }
    get = content
  }

  /// In the order of the schema.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.value(Settings.status, &status)
    try coder.element(Settings.get, &get)
  }

  /// The content of Get.
  public struct Content: Element, Hashable {
    /// The addresses, up to 14.0.
    public var emailAddresses: EmailAddresses?
    /// The accounts, from 14.1.
    public var accounts: [Account]?

    /// Nothing told.
    public init() {}

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.element(Settings.emailAddresses, &emailAddresses)
      try coder.list(Settings.accounts, of: Settings.account, &accounts)
    }
  }

  /// An account of the user. [MS-ASCMD] 2.2.3.5.
  public struct Account: Element, Hashable {
    /// Names a further account; nil is the user's own.
    public var accountId: String?
    /// What people call the account.
    public var accountName: String?
    /// The user's name.
    public var userDisplayName: String?
    /// Whether mail may not be sent from it.
    public var sendDisabled: Bool?
    /// The addresses.
    public var emailAddresses: EmailAddresses?

    /// An account with nothing set.
    public init() {}

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.text(Settings.accountId, &accountId)
      try coder.text(Settings.accountName, &accountName)
      try coder.text(Settings.userDisplayName, &userDisplayName)
      try coder.boolean(Settings.sendDisabled, &sendDisabled)
      try coder.element(Settings.emailAddresses, &emailAddresses)
    }
  }

  /// Mail addresses. [MS-ASCMD] 2.2.3.56.
  public struct EmailAddresses: Element, Hashable {
    /// All addresses.
    public var smtpAddresses: [String] = []
    /// The one that is sent from; from 14.1.
    public var primarySmtpAddress: String?

    /// No addresses.
    public init() {}

    /// Addresses, the first of which is the primary one.
    public init(_ addresses: [String], hasPrimary: Bool) {
      smtpAddresses = addresses
      primarySmtpAddress = hasPrimary ? addresses.first : nil
    }

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.texts(Settings.smtpAddress, &smtpAddresses)
      try coder.text(Settings.primarySmtpAddress, &primarySmtpAddress)
    }
  }
}
