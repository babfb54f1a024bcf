import Database
import Logging
public import SyncModel

// A check of a name and password, in onOffice's order:
//
//   tenant known 41, active 42; user known 43, active 104, Aktiv_bis 286, of a type that may log in 134;
//   not locked 203; password right and not expired 202                             -> wrongCredentials (401)
//   module booked 216; right Sync 217; anything ticked 218                         -> forbidden
//
// Whoever does not know the password learns nothing of the user: all up to 202 is one answer, after one time.

extension OnOffice {
  /// Checks a name and password.
  public func signIn(_ attempt: SignInAttempt) async throws(BackendError) -> SignInResult {
    guard PasswordQueue.isPossible(attempt.password) else { return refused(.wrongPassword, attempt) }
    try await passwords.enter()
    let start = ContinuousClock.now
    let result = try await checkInTurn(attempt)
    if case .wrongCredentials = result { await passwords.pause(since: start) }
    return result
  }

  /// Everything up to what is stored of a failure, so that few guesses overtake the lock.
  private func checkInTurn(_ attempt: SignInAttempt) async throws(BackendError) -> SignInResult {
    defer { passwords.leave() }
    let now = clock.now()
    let name = SignInName(attempt.name)
    let found = try await available { [database] in
      try await database.read { try OfficeUser.find(name, in: $0) }
    }
    let refusal: SignInRefusal
    switch found {
    case .nobody(let reason): refusal = reason
    case .user(let user):
      if let reason = user.refusalBeforePassword(at: now) {
        refusal = reason
      } else if let stored = user.password {
        return try await check(attempt, for: user, against: stored)
      } else {
        refusal = .wrongPassword
      }
    }
    await passwords.standIn(for: attempt.password)
    return refused(refusal, attempt)
  }

  private func check(
    _ attempt: SignInAttempt, for user: OfficeUser, against stored: String
  ) async throws(BackendError) -> SignInResult {
    let hash = await passwords.hash(attempt.password, under: stored)
    if let hash, isEqualInConstantTime(hash, stored) {
      return try await accept(attempt, of: user.id, with: stored)
    }
    return try await count(attempt, of: user.id, against: stored, hash: hash)
  }

  /// The password was right when the user was read; meanwhile he may have been locked.
  private func accept(
    _ attempt: SignInAttempt, of id: UserId, with stored: String
  ) async throws(BackendError) -> SignInResult {
    let now = clock.now()
    let (user, isClean) = try await available { [database] in
      try await database.read { connection in
        let failures = SignInFailures(of: id, at: now, in: connection)
        return (try OfficeUser.find(id, in: connection), try failures.isEmpty(for: attempt))
      }
    }
    guard let user else { return refused(.userUnknown, attempt) }
    if let refusal = user.refusalBeforePassword(at: now) { return refused(refusal, attempt) }
    // An expired password is no guess: it is refused without being counted.
    guard user.password == stored, !user.isPasswordOver(at: now) else {
      return refused(.wrongPassword, attempt)
    }
    if !isClean {
      try await available { [database] in
        try await database.write { connection in
          try SignInFailures(of: id, at: now, in: connection).clear(for: attempt)
        }
      }
    }
    guard let refusal = user.refusalAfterPassword else { return .accepted(user.account) }
    logRefusal(refusal, attempt)
    return .forbidden(refusal)
  }

  /// Counts a wrong password and locks the user's Z-Push access if it is one too many.
  private func count(
    _ attempt: SignInAttempt, of id: UserId, against stored: String, hash: String?
  ) async throws(BackendError) -> SignInResult {
    let now = clock.now()
    let limits = options.signIn
    let outcome = try await available { [database] in
      try await database.write { connection -> CountOutcome in
        guard let user = try OfficeUser.find(id, in: connection) else { return .refused(.userUnknown) }
        if let refusal = user.refusalBeforePassword(at: now) { return .refused(refusal) }
        // The password was changed meanwhile: nothing is known of this one.
        guard user.password == stored else { return .refused(.wrongPassword) }
        let failures = SignInFailures(of: id, at: now, in: connection)
        let count = try failures.add(attempt, hash: hash, forgetAfter: limits.forgetAfter)
        guard count >= limits.wrongPasswords else { return .refused(.wrongPassword) }
        try OfficeUser.setLocked(true, id, in: connection)
        return .locked
      }
    }
    switch outcome {
    case .refused(let refusal): return refused(refusal, attempt)
    case .locked:
      log.warning(
        "Z-Push access locked after too many wrong passwords",
        ["user": attempt.name, "device": attempt.device ?? "", "peer": attempt.address])
      accountObservers.tell([id])
      return refused(.wrongPassword, attempt)
    }
  }

  /// What came of counting a wrong password.
  private enum CountOutcome {
    case refused(SignInRefusal)
    case locked
  }

  private func refused(_ refusal: SignInRefusal, _ attempt: SignInAttempt) -> SignInResult {
    logRefusal(refusal, attempt)
    return .wrongCredentials(refusal)
  }

  private func logRefusal(_ refusal: SignInRefusal, _ attempt: SignInAttempt) {
    log.info(
      "sign-in refused",
      [
        "user": attempt.name, "device": attempt.device ?? "", "peer": attempt.address,
        "onoffice.error": String(refusal.code), "reason": refusal.text,
      ])
  }
}
