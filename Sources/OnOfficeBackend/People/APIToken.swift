import Database
import Foundation
package import SyncModel

/// A key to the JSON API: whoever signs with its secret acts as its user.
package struct APIToken: Hashable, Sendable {
  /// What a request names: 32 characters.
  package let token: String
  /// What its actions are signed with: 64 characters. It is the key of an HMAC, so it cannot be kept as a hash.
  package let secret: String
  /// As whom it acts.
  package let user: UserId
  /// Whether it may change anything.
  package let mayWrite: Bool
  /// Why it lets nobody in now; nil if it does.
  package let refusal: SignInRefusal?
}

extension OnOffice {
  /// The key that a request names; nil if there is none.
  package func apiToken(_ token: String) async throws -> APIToken? {
    let now = clock.now()
    return try await database.read { connection in
      let found = try connection.first(
        "SELECT tenant, user_id, secret, may_write FROM api_token WHERE token = ?", [.text(token)]
      ) { row in
        (
          user: UserId(tenant: row.integer(0), user: row.integer(1)), secret: row.text(2),
          mayWrite: row.flag(3)
        )
      }
      guard let found, let user = try OfficeUser.find(found.user, in: connection) else { return nil }
      return APIToken(
        token: token, secret: found.secret, user: found.user, mayWrite: found.mayWrite,
        refusal: user.refusalBeforePassword(at: now, heedingLock: false))
    }
  }
}

extension OfficeTransaction {
  /// Lets the JSON API in with this token (32 characters) and secret (64), as a user.
  package func addToken(_ token: String, secret: String, of user: Int64, mayWrite: Bool = true) throws {
    try require([user], in: "office_user")
    try connection.execute(
      "INSERT INTO api_token (token, tenant, user_id, secret, may_write) VALUES (?, ?, ?, ?, ?)",
      [.text(token), .integer(tenant), .integer(user), .text(secret), SQLValue(mayWrite)])
  }
}
