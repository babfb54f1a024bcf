import CCrypt
import Dispatch
import Glibc

/// What checking a password needs of the machine; tests bring their own.
package protocol PasswordEngine: Sendable {
  /// A new setting (method, cost, salt) to hash a password under.
  func setting() -> String?
  /// What becomes of `password` under a setting or an earlier result; blocks for as long as it takes.
  func hash(_ password: String, under setting: String) -> String?
  /// Returns after `duration`.
  func pause(for duration: Duration) async
}

/// crypt(3) with yescrypt.
struct Yescrypt: PasswordEngine {
  /// What crypt(3) takes, its closing zero not included.
  static let longestPassword = Int(CRYPT_MAX_PASSPHRASE_SIZE) - 1

  let cost: Int

  func setting() -> String? {
    guard let text = crypt_gensalt_ra("$y$", UInt(cost), nil, 0) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }

  func hash(_ password: String, under setting: String) -> String? {
    var memory: UnsafeMutableRawPointer?
    var size: Int32 = 0
    defer { free(memory) }
    guard let text = crypt_ra(password, setting, &memory, &size) else { return nil }
    return String(cString: text)
  }

  func pause(for duration: Duration) async {
    let (seconds, attoseconds) = duration.components
    let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    await withCheckedContinuation { continuation in
      // Unlike Task.sleep this does not end early when the peer hangs up.
      DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(nanoseconds)) { @Sendable in
        continuation.resume()
      }
    }
  }
}
