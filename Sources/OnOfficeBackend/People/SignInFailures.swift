import Database
import Foundation
import SyncModel

/// The wrong passwords of one user that still count, inside a transaction.
struct SignInFailures {
  /// Within how many seconds Autodiscover's tries with one wrong password are one: Android tries twice per tap.
  private static let repeatWithin: Int64 = 60

  private let connection: any SQLConnection
  private let user: UserId
  /// Seconds since 1970.
  private let now: Int64

  /// The failures of `user` as of `now`.
  init(of user: UserId, at now: Date, in connection: any SQLConnection) {
    self.connection = connection
    self.user = user
    self.now = Int64(now.timeIntervalSince1970)
  }

  private var key: [SQLValue] { [.integer(user.tenant), .integer(user.user)] }

  /// Forgets what is too old to count, and hashes too old to be compared.
  private func forget(after seconds: Int) throws {
    try connection.execute(
      "DELETE FROM z_push_failure WHERE tenant = ? AND user_id = ? AND happened_at <= ?",
      key + [.integer(now - Int64(seconds))])
    try connection.execute(
      "UPDATE z_push_failure SET wrong_password = NULL WHERE tenant = ? AND user_id = ? AND happened_at <= ?",
      key + [.integer(now - Self.repeatWithin)])
  }

  /// Counts a wrong password; `hash` is what became of it under the user's salt.
  ///
  /// Returns how many count now: those of the last `seconds`, Autodiscover's repetitions within a minute once.
  func add(_ attempt: SignInAttempt, hash: String?, forgetAfter seconds: Int) throws -> Int {
    try forget(after: seconds)
    let repeatable = attempt.isAutodiscover ? hash : nil
    if try repeatable.map(isRepeated) != true {
      try connection.execute(
        """
        INSERT INTO z_push_failure (tenant, user_id, device, address, happened_at, wrong_password)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        key + [
          .text(attempt.device ?? ""), .text(attempt.address), .integer(now),
          SQLValue(repeatable),
        ])
    }
    let count = try connection.first(
      "SELECT count(*) FROM z_push_failure WHERE tenant = ? AND user_id = ?", key
    ) { $0.integer(0) }
    return Int(count ?? 0)
  }

  private func isRepeated(_ hash: String) throws -> Bool {
    try connection.first(
      "SELECT 1 FROM z_push_failure WHERE tenant = ? AND user_id = ? AND wrong_password = ?",
      key + [.text(hash)]
    ) { _ in true } ?? false
  }

  /// Whether this device has no failure at this address.
  func isEmpty(for attempt: SignInAttempt) throws -> Bool {
    try connection.first(
      "SELECT 1 FROM z_push_failure WHERE tenant = ? AND user_id = ? AND device = ? AND address = ?",
      key + [.text(attempt.device ?? ""), .text(attempt.address)]
    ) { _ in false } ?? true
  }

  /// Clears the failures of this device at this address.
  func clear(for attempt: SignInAttempt) throws {
    try connection.execute(
      "DELETE FROM z_push_failure WHERE tenant = ? AND user_id = ? AND device = ? AND address = ?",
      key + [.text(attempt.device ?? ""), .text(attempt.address)])
  }

  /// Clears all failures of a user.
  static func clear(of user: UserId, in connection: any SQLConnection) throws {
    try connection.execute(
      "DELETE FROM z_push_failure WHERE tenant = ? AND user_id = ?",
      [.integer(user.tenant), .integer(user.user)])
  }
}
