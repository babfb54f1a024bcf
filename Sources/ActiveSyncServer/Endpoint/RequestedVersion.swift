import SyncModel

/// The version that a request says it is written in. [MS-ASHTTP] 2.2.1.1.2.6.
struct RequestedVersion: Hashable, Sendable {
  /// Ten times the version, as 141.
  private let number: Int

  /// Takes it from the base64 query, else from the header; nil if neither has one, which the plain query needs.
  init?(_ query: ActiveSyncQuery, header: String?) {
    if let version = query.version {
      number = version
    } else {
      let parts = (header ?? "").split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count == 2, let major = parts[0], let minor = parts[1], (0...99).contains(major),
        (0...9).contains(minor)
      else { return nil }
      number = major * 10 + minor
    }
  }

  /// The version, if it is spoken here.
  var known: ProtocolVersion? { ProtocolVersion(rawValue: number) }

  /// Whether a device of that version reads the common Status values. [MS-ASCMD] 2.2.2.
  var hasCommonStatus: Bool { number >= ProtocolVersion.v14_0.rawValue }

  /// As in the header.
  var text: String { "\(number / 10).\(number % 10)" }
}
