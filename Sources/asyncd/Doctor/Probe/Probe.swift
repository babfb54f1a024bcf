import Foundation

/// A question of the doctor's to its own server: wait so long, then say what you saw of me.
///
/// It comes as a GET of the path that every proxy forwards, and stands for nothing else there.
struct Probe: Hashable {
  static let path = "/Microsoft-Server-ActiveSync"
  /// How long a question may be asked again by who has seen it pass.
  static let freshness = 60

  /// How long the answer is held back.
  var seconds: Int
  /// Until when it may be asked, in seconds since 1970.
  var until: Int
  /// Tells one from another.
  var nonce: String

  /// A fresh one.
  init(seconds: Int, now: Date) {
    self.seconds = seconds
    until = Int(now.timeIntervalSince1970) + Self.freshness
    nonce = UUID().uuidString
  }

  /// Reads what ``query(_:)`` wrote; nil unless the key's owner wrote it, and lately.
  init?(query: String, key: ProbeKey, longest: Int, now: Date) {
    var values: [Substring: Substring] = [:]
    for pair in query.split(separator: "&", omittingEmptySubsequences: false) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, values.updateValue(parts[1], forKey: parts[0]) == nil else { return nil }
    }
    guard values.count == 4, let nonce = values["Probe"],
      let seconds = values["Seconds"].flatMap({ Int($0) }),
      let until = values["Until"].flatMap({ Int($0) }), let mac = values["Mac"]
    else { return nil }
    self.seconds = seconds
    self.until = until
    self.nonce = String(nonce)
    let time = Int(now.timeIntervalSince1970)
    guard key.verifies(String(mac), of: text), (0...longest).contains(seconds),
      (time...time + Self.freshness).contains(until)
    else { return nil }
  }

  /// What follows `?`.
  func query(_ key: ProbeKey) -> String { "\(text)&Mac=\(key.mac(of: text))" }

  private var text: String { "Probe=\(nonce)&Seconds=\(seconds)&Until=\(until)" }

  /// What the server saw.
  struct Sight: Codable, Hashable {
    /// The client's address, from a trusted proxy's header if there is one.
    var address: String
    /// Whether the client came over HTTPS.
    var isSecure: Bool
  }
}
