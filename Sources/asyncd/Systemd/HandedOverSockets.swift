import Glibc

/// Listening sockets that systemd has opened and keeps while the service is started anew (sd_listen_fds(3)).
struct HandedOverSockets: Hashable, Sendable {
  /// The first of them; the others follow (SD_LISTEN_FDS_START).
  private static let first: Int32 = 3

  private var descriptors: [Configuration.Kind: [Int32]] = [:]

  /// None.
  init() {}

  /// Reads `LISTEN_FDS` and `LISTEN_FDNAMES`; each name says what its socket is for.
  init(count: String?, names: String?) throws(ConfigurationError) {
    guard let text = count else { return }
    guard let count = Int32(text), (0...1_024).contains(count) else {
      throw ConfigurationError("LISTEN_FDS=\(text) is no number of sockets")
    }
    let names = (names ?? "").split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    for index in 0..<count {
      let name = Int(index) < names.count ? names[Int(index)] : ""
      guard let kind = Configuration.Kind(rawValue: name) else {
        let known = Configuration.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw ConfigurationError(
          "a handed-over socket is named \"\(name)\" (FileDescriptorName=), none of \(known)")
      }
      descriptors[kind, default: []].append(HandedOverSockets.first + index)
    }
  }

  /// Those of a kind, in their order.
  subscript(kind: Configuration.Kind) -> [Int32] { descriptors[kind] ?? [] }

  /// They are for this process alone.
  func keepFromChildren() {
    for descriptor in descriptors.values.joined() { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
  }
}
