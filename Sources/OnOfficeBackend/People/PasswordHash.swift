package import SyncModel

/// A password as it is stored: crypt(3) text with its salt.
package struct PasswordHash: Hashable, Sendable {
  let text: String
}

extension OnOffice {
  /// Makes the storable form of a password, in the queue of those that are checked.
  ///
  /// Throws `OfficeError.invalidValue` for a password that is empty, longer than 511 bytes or holds a zero.
  package func hash(_ password: String) async throws -> PasswordHash {
    guard !password.isEmpty, PasswordQueue.isPossible(password) else {
      throw OfficeError.invalidValue(field: "password")
    }
    try await passwords.enter()
    defer { passwords.leave() }
    guard let text = await passwords.newHash(of: password) else {
      throw BackendError.unavailable(reason: "crypt(3) has no yescrypt")
    }
    return PasswordHash(text: text)
  }

  /// Gives a user another password; returns when it is durable.
  package func setPassword(_ password: String, of user: UserId) async throws {
    let hash = try await hash(password)
    try await write(tenant: user.tenant) { try $0.setPassword(hash, of: user.user) }
  }
}
