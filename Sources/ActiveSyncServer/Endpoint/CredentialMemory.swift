import COpenSSL
import Foundation
import SyncModel
import Synchronization

/// Verified credentials, remembered for minutes, so that a request does not cost a password hash.
///
/// Kept is a keyed digest, never a password; the key lives as long as the process. Two halves take turns: when
/// the younger is full, the older is forgotten.
final class CredentialMemory: Sendable {
  /// What stands for a credential from one address; a tenant may allow sign-in from some addresses only.
  struct Digest: Hashable, Sendable {
    fileprivate let bytes: [UInt8]
  }

  private struct Entry {
    let account: Account
    let verified: Date
  }

  private struct State {
    var young: [Digest: Entry] = [:]
    var old: [Digest: Entry] = [:]
    var changes = 0
  }

  private let key: [UInt8] = (0..<32).map { _ in UInt8.random(in: .min ... .max) }
  private let halfCapacity: Int
  private let state = Mutex(State())

  /// Remembers at most `capacity` credentials.
  init(capacity: Int) {
    halfCapacity = max(1, capacity / 2)
  }

  /// The digest of a credential as sent from `address`.
  func digest(of credentials: BasicCredentials, address: String) -> Digest {
    var message: [UInt8] = []
    for part in [credentials.name, credentials.password, address] {
      message += withUnsafeBytes(of: part.utf8.count) { Array($0) }
      message += part.utf8
    }
    var bytes = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    var count = UInt32(bytes.count)
    let made = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &bytes, &count)
    precondition(made != nil, "HMAC-SHA-256 of a message in memory cannot fail")
    return Digest(bytes: bytes)
  }

  /// Whose credential it is, if it was verified less than `seconds` ago and is remembered.
  func account(for digest: Digest, now: Date, seconds: Int) -> Account? {
    state.withLock { state in
      guard let entry = state.young[digest] ?? state.old[digest] else { return nil }
      // A clock that was set back must not prolong anything.
      let age = now.timeIntervalSince(entry.verified)
      return age >= 0 && age < Double(seconds) ? entry.account : nil
    }
  }

  /// How many account changes there were; to be taken before a credential is verified.
  var changes: Int { state.withLock { $0.changes } }

  /// Remembers a credential, unless an account changed after `changes` was taken: the change may have been
  /// this one's, and its password no longer right.
  func remember(_ account: Account, for digest: Digest, verified: Date, changes: Int) {
    state.withLock { state in
      guard state.changes == changes else { return }
      if state.young.count >= halfCapacity {
        state.old = state.young
        state.young = [:]
      }
      state.young[digest] = Entry(account: account, verified: verified)
    }
  }

  /// Forgets what is known of `user`, whose password, lock, ticks or rights have changed.
  func forget(_ user: UserId) {
    state.withLock { state in
      state.changes += 1
      state.young = state.young.filter { $0.value.account.id != user }
      state.old = state.old.filter { $0.value.account.id != user }
    }
  }
}
