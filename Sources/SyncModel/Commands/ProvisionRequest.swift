public import WBXML

/// Asks for the policy of a device, or acknowledges it. [MS-ASPROV] 2.2.2.44.
public struct ProvisionRequest: RootElement, Hashable {
  /// Provision.
  public static let root = Provision.provision.tag

  /// What the device is, in the first request; from 14.1.
  public var deviceInformation: DeviceInformation?
  /// The policies that are asked for or acknowledged.
  public var policies: [Policy]?
  /// What came of an order to wipe the device.
  public var remoteWipe: Acknowledgement?
  /// What came of an order to wipe the account; from 16.1.
  public var accountOnlyRemoteWipe: Acknowledgement?

  /// A request with nothing set.
  public init() {}

  /// In the order of the schema.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.element(Settings.deviceInformation, &deviceInformation)
    try coder.list(Provision.policies, of: Provision.policy, &policies)
    try coder.element(Provision.remoteWipe, &remoteWipe)
    try coder.element(Provision.accountOnlyRemoteWipe, &accountOnlyRemoteWipe)
  }

  /// A policy that is asked for (without key), or acknowledged (with key and status).
  public struct Policy: Element, Hashable {
    /// The form of the policy: `MS-EAS-Provisioning-WBXML`.
    public var policyType: String?
    /// The key that the server gave.
    public var policyKey: String?
    /// 1 applied, 2 partly applied, 3 not applied, 4 managed by others.
    public var status: Int?

    /// A policy with nothing set.
    public init() {}

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.text(Provision.policyType, &policyType)
      try coder.text(Provision.policyKey, &policyKey)
      try coder.integer(Provision.status, &status)
    }
  }

  /// What came of an order; some devices tell no status.
  public struct Acknowledgement: Element, Hashable {
    /// 1 done, 2 failed.
    public var status: Int?

    /// Nothing told.
    public init() {}

    /// One row.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.integer(Provision.status, &status)
    }
  }
}
