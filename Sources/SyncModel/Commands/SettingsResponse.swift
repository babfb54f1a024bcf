public import WBXML

/// Answers a Settings request, part by part. [MS-ASCMD] 2.2.1.18.
public struct SettingsResponse: RootElement, Hashable {
  /// Settings.
  public static let root = Settings.settings.tag

  /// What came of the whole.
  public var status: SettingsStatus?
  /// The note of absence.
  public var oof: Oof?
  /// Whether the device's properties are stored.
  public var deviceInformation: Outcome?
  /// Whether the device's password is stored.
  public var devicePassword: Outcome?
  /// The user's addresses.
  public var userInformation: UserInformation?
  /// The templates of protected mail: always none.
  public var rightsManagementInformation: RightsManagementInformation?

  /// An answer with nothing set.
  public init() {}

  /// An answer of which the parts are set afterwards.
  public init(_ status: SettingsStatus) { self.status = status }

  /// In the order of the schema.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.value(Settings.status, &status)
    try coder.element(Settings.oof, &oof)
    try coder.element(Settings.deviceInformation, &deviceInformation)
    try coder.element(Settings.devicePassword, &devicePassword)
    try coder.element(Settings.userInformation, &userInformation)
    try coder.element(Settings.rightsManagementInformation, &rightsManagementInformation)
  }

  /// What came of a part that only sets.
  public struct Outcome: Element, Hashable {
    /// What came of it.
    public var status: SettingsStatus?

    /// Nothing told.
    public init() {}

    /// An outcome.
    public init(_ status: SettingsStatus) { self.status = status }

    /// One row.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.value(Settings.status, &status)
    }
  }

  /// The note of absence. [MS-ASCMD] 2.2.3.122.
  public struct Oof: Element, Hashable {
    /// What came of it.
    public var status: SettingsStatus?
    /// The note, if it was asked for.
    public var get: State?

    /// Nothing told.
    public init() {}

    /// An outcome, with the state if it was asked for: 0 not absent.
    public init(_ status: SettingsStatus, oofState: Int? = nil) {
      self.status = status
      guard let oofState else { return }
      get = State()
      get?.oofState = oofState
    }

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.value(Settings.status, &status)
      try coder.element(Settings.get, &get)
    }

    /// Whether the user is absent.
    public struct State: Element, Hashable {
      /// 0 no, 1 yes, 2 for a period.
      public var oofState: Int?

      /// Nothing told.
      public init() {}

      /// One row.
      public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
        try coder.integer(Settings.oofState, &oofState)
      }
    }
  }

  /// The templates of protected mail. [MS-ASRM] 2.2.2.
  public struct RightsManagementInformation: Element, Hashable {
    /// What came of it.
    public var status: SettingsStatus?
    /// The templates.
    public var get: Templates?

    /// Nothing told.
    public init() {}

    /// An outcome with an empty list of templates.
    public init(_ status: SettingsStatus) {
      self.status = status
      var templates = Templates()
      templates.rightsManagementTemplates = true
      get = templates
    }

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.value(Settings.status, &status)
      try coder.element(Settings.get, &get)
    }

    /// The content of Get.
    public struct Templates: Element, Hashable {
      /// Whether there is a list, which is empty.
      public var rightsManagementTemplates = false

      /// Nothing told.
      public init() {}

      /// One row.
      public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
        try coder.marker(RightsManagement.rightsManagementTemplates, &rightsManagementTemplates)
      }
    }
  }
}

/// [MS-ASCMD] 2.2.3.177.15.
public enum SettingsStatus: Int, StatusCode {
  case success = 1
  case protocolError = 2
  case accessDenied = 3
  case serverUnavailable = 4
  case invalidArguments = 5
  case conflictingArguments = 6
  case deniedByPolicy = 7
}
