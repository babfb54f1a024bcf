public import WBXML

/// Reads and sets what belongs to the account or the device. [MS-ASCMD] 2.2.1.18.
public struct SettingsRequest: RootElement, Hashable {
  /// Settings.
  public static let root = Settings.settings.tag

  /// Asks for templates of protected mail; from 14.1.
  public var rightsManagementInformation: Query?
  /// Reads or sets the note of absence.
  public var oof: Query?
  /// Stores a password that can unlock the device.
  public var devicePassword: Query?
  /// Tells what the device is.
  public var deviceInformation: DeviceInformation?
  /// Asks for the user's addresses.
  public var userInformation: Query?

  /// A request with nothing set.
  public init() {}

  /// In the order of the schema.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.element(Settings.rightsManagementInformation, &rightsManagementInformation)
    try coder.element(Settings.oof, &oof)
    try coder.element(Settings.devicePassword, &devicePassword)
    try coder.element(Settings.deviceInformation, &deviceInformation)
    try coder.element(Settings.userInformation, &userInformation)
  }

  /// A Get or a Set, whose content is kept unread.
  public struct Query: Element, Hashable {
    /// What is asked for; nil if this is a Set.
    public var get: Fragment?
    /// What is set; nil if this is a Get.
    public var set: Fragment?

    /// A query with nothing set.
    public init() {}

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.fragment(Settings.get, &get)
      try coder.fragment(Settings.set, &set)
    }
  }
}

/// Tells what a device is, in Settings and, from 14.1, in Provision. [MS-ASCMD] 2.2.3.45.
public struct DeviceInformation: Element, Hashable {
  /// What the device says of itself.
  public var set: Properties?

  /// Nothing told.
  public init() {}

  /// One row.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.element(Settings.set, &set)
  }

  /// What a device says of itself.
  public struct Properties: Element, Hashable {
    /// The model.
    public var model: String?
    /// The number of the radio module.
    public var imei: String?
    /// The name that its owner gave it.
    public var friendlyName: String?
    /// The operating system.
    public var os: String?
    /// Its language.
    public var osLanguage: String?
    /// The telephone number.
    public var phoneNumber: String?
    /// The program that synchronises.
    public var userAgent: String?
    /// Whether it sends short messages for the server; from 14.0.
    public var enableOutboundSMS: Bool?
    /// The network's operator; from 14.0.
    public var mobileOperator: String?

    /// Nothing told.
    public init() {}

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.text(Settings.model, &model)
      try coder.text(Settings.imei, &imei)
      try coder.text(Settings.friendlyName, &friendlyName)
      try coder.text(Settings.os, &os)
      try coder.text(Settings.osLanguage, &osLanguage)
      try coder.text(Settings.phoneNumber, &phoneNumber)
      try coder.text(Settings.userAgent, &userAgent)
      try coder.boolean(Settings.enableOutboundSMS, &enableOutboundSMS)
      try coder.text(Settings.mobileOperator, &mobileOperator)
    }
  }
}
