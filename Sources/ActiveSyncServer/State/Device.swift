/// A device of one user.
struct Device: Hashable, Sendable {
  /// Its row in `sync.db`; 0 for ``DeviceId/validation``, which is never stored.
  let row: Int64
  let id: DeviceId
  /// As the device names it: `iPhone`.
  let type: String
  let userAgent: String?
  /// Whether its messages are logged.
  var isLogged = false
  /// What is kept of its last Sync, as it is stored; nil if there is nothing.
  var keptSync: [UInt8]?

  /// Whether it is only Android's trial of an account, of which nothing may be stored.
  var isValidation: Bool { id == .validation }
}

/// A device's own id in one letter case, since clients are not constant about it. [MS-ASHTTP] 2.2.1.1.1.2.3.
struct DeviceId: Hashable, Sendable, CustomStringConvertible {
  let rawValue: String
  var description: String { rawValue }

  /// What Android sends while an account is set up.
  static let validation = DeviceId(canonical: "validate")

  private init(canonical: String) { rawValue = canonical }

  /// The id in small letters; nil if it is empty, longer than 32 characters or not of letters and digits.
  init?(_ text: String) {
    guard (1...32).contains(text.utf8.count), text.utf8.allSatisfy(DeviceId.isAllowed) else { return nil }
    rawValue = text.lowercased()
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
