public import WBXML

/// Tells the policy of a device. [MS-ASPROV] 2.2.2.44.
public struct ProvisionResponse: RootElement, Hashable {
  /// Provision.
  public static let root = Provision.provision.tag

  /// Whether the device's properties are stored; from 14.1.
  public var deviceInformation: SettingsResponse.Outcome?
  /// What came of it.
  public var status: ProvisionStatus?
  /// The policies.
  public var policies: [Policy]?
  /// An order to wipe the device.
  public var remoteWipe = false
  /// An order to wipe the account; from 16.1.
  public var accountOnlyRemoteWipe = false

  /// An answer with nothing set.
  public init() {}

  /// An answer with at most one policy.
  public init(_ status: ProvisionStatus, policy: Policy? = nil) {
    self.status = status
    policies = policy.map { [$0] }
  }

  /// In the order of the schema.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.element(Settings.deviceInformation, &deviceInformation)
    try coder.value(Provision.status, &status)
    try coder.list(Provision.policies, of: Provision.policy, &policies)
    try coder.marker(Provision.remoteWipe, &remoteWipe)
    try coder.marker(Provision.accountOnlyRemoteWipe, &accountOnlyRemoteWipe)
  }

  /// A policy, or the answer to its acknowledgement.
  public struct Policy: Element, Hashable {
    /// The form of the policy: `MS-EAS-Provisioning-WBXML`.
    public var policyType: String?
    /// What came of it.
    public var status: PolicyStatus?
    /// A temporary key with the policy, the final one after its acknowledgement.
    public var policyKey: String?
    /// The policy itself; absent after its acknowledgement.
    public var data: PolicyData?

    /// A policy with nothing set.
    public init() {}

    /// A policy.
    public init(
      _ status: PolicyStatus, policyType: String?, policyKey: String? = nil, document: EASProvisionDoc? = nil
    ) {
      self.status = status
      self.policyType = policyType
      self.policyKey = policyKey
      data = document.map(PolicyData.init)
    }

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.text(Provision.policyType, &policyType)
      try coder.value(Provision.status, &status)
      try coder.text(Provision.policyKey, &policyKey)
      try coder.element(Provision.data, &data)
    }
  }

  /// The container of a policy.
  public struct PolicyData: Element, Hashable {
    /// The policy.
    public var easProvisionDoc: EASProvisionDoc?

    /// Nothing told.
    public init() {}

    /// Contains `document`.
    public init(_ document: EASProvisionDoc) { easProvisionDoc = document }

    /// One row.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.element(Provision.easProvisionDoc, &easProvisionDoc)
    }
  }
}

/// The status of the whole answer. [MS-ASPROV] 2.2.2.54.2.
public enum ProvisionStatus: Int, StatusCode {
  case success = 1
  case protocolError = 2
  case serverError = 3
}

/// The status of one policy. [MS-ASPROV] 2.2.2.54.1.
public enum PolicyStatus: Int, StatusCode {
  case success = 1
  case noPolicy = 2
  case unknownPolicyType = 3
  case policyDataCorrupt = 4
  case wrongPolicyKey = 5
}
