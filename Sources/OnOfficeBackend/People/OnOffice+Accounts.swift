import Database
public import SyncModel

extension OnOffice {
  /// What the user's devices may see; nil if they are let in no more, whatever their password is.
  ///
  /// Its `version` differs after each change of password, lock, ticks, rights or names, made by any process.
  public func account(of user: UserId) async throws(BackendError) -> Account? {
    let now = clock.now()
    let found = try await available { [database] in
      try await database.read { try OfficeUser.find(user, in: $0) }
    }
    guard let found, found.refusalBeforePassword(at: now) == nil else { return nil }
    return found.account
  }

  /// Calls `observer` after each change in this process of a user's password, lock, ticks, rights, names or
  /// activity, and of his tenant's, is durable.
  public func observeAccounts(_ observer: @escaping @Sendable (UserId) -> Void) {
    accountObservers.add(observer)
  }

  /// What came of unlocking.
  public enum Unlocking: Sendable {
    case unlocked
    /// The access was not locked; wrong passwords counted so far are forgotten all the same.
    case wasNotLocked
    case unknownUser
  }

  /// The user with this sign-in name; nil if there is none.
  public func user(named name: String) async throws(BackendError) -> UserId? {
    try await available { [database] in
      try await database.read { connection in
        guard case .user(let user) = try OfficeUser.find(SignInName(name), in: connection) else { return nil }
        return user.id
      }
    }
  }

  /// The sign-in name of a user, let in or not; nil if there is no such user.
  public func name(of user: UserId) async throws(BackendError) -> String? {
    try await available { [database] in
      try await database.read { try OfficeUser.find(user, in: $0)?.account.name }
    }
  }

  /// Unlocks the Z-Push access of the user with this sign-in name; every process that uses the database sees it
  /// at once. Manual 11.1.
  public func unlock(_ name: String) async throws(BackendError) -> Unlocking {
    let (outcome, user) = try await available { [database] in
      try await database.write { connection -> (Unlocking, UserId?) in
        guard case .user(let user) = try OfficeUser.find(SignInName(name), in: connection) else {
          return (.unknownUser, nil)
        }
        try OfficeUser.setLocked(false, user.id, in: connection)
        return (user.isLocked ? .unlocked : .wasNotLocked, user.id)
      }
    }
    if let user { accountObservers.tell([user]) }
    return outcome
  }

  /// Passes on what `work` returns; whatever goes wrong, the device may come again.
  func available<Value: Sendable>(
    _ work: () async throws -> Value
  ) async throws(BackendError) -> Value {
    do {
      return try await work()
    } catch {
      throw .unavailable(reason: "\(error)")
    }
  }
}
