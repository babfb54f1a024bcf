import Database
import SyncModel

/// A device's row, for what commands change in it. There is none for Android's trial of an account.
struct DeviceRow {
  private let connection: any SQLConnection
  private let row: Int64

  /// The row of `device`.
  init(_ connection: any SQLConnection, _ device: Device) {
    self.connection = connection
    row = device.row
  }

  /// Whether the server knows of any folder on the device: not if it has never asked for them, or was forgotten.
  func hasFolders() throws -> Bool {
    try connection.first(
      """
      SELECT 1 WHERE EXISTS (SELECT 1 FROM hierarchy WHERE device = ?)
        OR EXISTS (SELECT 1 FROM collection WHERE device = ?)
      """, [.integer(row), .integer(row)]
    ) { _ in true } ?? false
  }

  /// Notes what the device says of itself; what it leaves out stays.
  func note(_ properties: DeviceInformation.Properties) throws {
    let texts = [
      properties.model, properties.imei, properties.friendlyName, properties.os, properties.osLanguage,
      properties.phoneNumber, properties.mobileOperator,
    ]
    try connection.execute(
      """
      UPDATE device SET model = coalesce(?, model), imei = coalesce(?, imei),
      friendly_name = coalesce(?, friendly_name), os = coalesce(?, os),
      os_language = coalesce(?, os_language), phone_number = coalesce(?, phone_number),
      mobile_operator = coalesce(?, mobile_operator) WHERE id = ?
      """,
      texts.map { $0.map { .text(String($0.prefix(256))) } ?? .null } + [.integer(row)])
  }

  /// Notes the key of a policy that the device has been told and not yet acknowledged.
  func offerPolicy(under temporary: PolicyKey) throws {
    try connection.execute(
      "UPDATE device SET temporary_policy_key = ? WHERE id = ?",
      [.integer(temporary.rawValue), .integer(row)])
  }

  /// Takes an acknowledgement; false if `temporary` is not the key of the policy told last.
  ///
  /// The temporary key stays good until the next policy, so that an acknowledgement whose answer was lost can
  /// be repeated.
  func acknowledgePolicy(under temporary: PolicyKey, as final: PolicyKey) throws -> Bool {
    try connection.execute(
      "UPDATE device SET policy_key = ? WHERE id = ? AND temporary_policy_key = ?",
      [.integer(final.rawValue), .integer(row), .integer(temporary.rawValue)]) > 0
  }
}

/// Names a policy that a device was told: a number of 32 bits. [MS-ASPROV] 2.2.2.42.
struct PolicyKey: Hashable, Sendable {
  let rawValue: Int64

  /// Reads a key as a device sends it; nil for `0`, which is none, and for what is no number.
  init?(_ text: String) {
    guard let number = Int64(text), (1...Int64(UInt32.max)).contains(number) else { return nil }
    rawValue = number
  }

  private init(rawValue: Int64) { self.rawValue = rawValue }

  /// A key drawn at random; positive where 32 bits have a sign.
  static func fresh() -> PolicyKey { PolicyKey(rawValue: .random(in: 1...Int64(Int32.max))) }

  var text: String { "\(rawValue)" }
}
