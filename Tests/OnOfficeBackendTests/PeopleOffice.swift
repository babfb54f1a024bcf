import Database
import Foundation
import Logging
import SyncModel
import Synchronization
import TestSupport

@testable import OnOfficeBackend

/// A tenant `Mandant` with the user `tiger`, in a database file of its own.
struct PeopleOffice {
  static let password = "Ähre-Biber-47"

  private let directory: TemporaryDirectory
  let clock: ManualClock
  let database: SQLiteDatabase
  let office: OnOffice
  let user: UserId

  init(engine: any PasswordEngine = CountingEngine(), options: SignInOptions = SignInOptions()) async throws {
    clock = ManualClock()
    directory = try TemporaryDirectory()
    database = try SQLiteDatabase(
      path: directory.file("onoffice.db"), migrations: OnOffice.migrations, readers: 2)
    office = PeopleOffice.office(on: database, clock, engine, options)
    let tenant = try await office.createTenant(TenantRecord(name: "Mandant"))
    let id = try await office.write(tenant: tenant) { transaction in
      try transaction.createUser(
        UserRecord(login: "tiger", firstName: "Theobald", lastName: "Tiger", email: "tiger@office.example"))
    }
    user = UserId(tenant: tenant, user: id)
    try await office.setPassword(Self.password, of: user)
  }

  var path: String { directory.file("onoffice.db") }

  /// onOffice as another process would have it: the same file, opened anew.
  func another(engine: any PasswordEngine = CountingEngine()) throws -> OnOffice {
    let database = try SQLiteDatabase(path: path, migrations: OnOffice.migrations, readers: 1)
    return PeopleOffice.office(on: database, clock, engine, SignInOptions())
  }

  private static func office(
    on database: SQLiteDatabase, _ clock: ManualClock, _ engine: any PasswordEngine, _ options: SignInOptions
  ) -> OnOffice {
    var officeOptions = OnOfficeOptions()
    officeOptions.signIn = options
    return OnOffice(
      database: database, clock: clock.wallClock, log: Log(level: .error) { _ in }, options: officeOptions,
      engine: engine)
  }

  /// Tries to sign in; nil stands for the right password.
  func signIn(
    _ name: String = "tiger_Mandant", _ password: String? = nil, device: String? = "device1",
    address: String = "192.0.2.1", isAutodiscover: Bool = false
  ) async throws -> Answer {
    Answer(
      try await office.signIn(
        SignInAttempt(
          name: name, password: password ?? Self.password, device: device, address: address,
          isAutodiscover: isAutodiscover)))
  }

  /// Fails so many times, each with another wrong password.
  func fail(_ count: Int, device: String? = "device1", address: String = "192.0.2.1") async throws {
    for number in 0..<count {
      _ = try await signIn("tiger_Mandant", "wrong \(number)", device: device, address: address)
    }
  }

  /// How many wrong passwords count.
  func failures() async throws -> Int64 {
    try await database.read { connection in
      try connection.first("SELECT count(*) FROM z_push_failure") { $0.integer(0) } ?? 0
    }
  }

  func modify(_ change: @escaping @Sendable (inout UserRecord) -> Void) async throws {
    let id = user.user
    try await office.write(tenant: user.tenant) { try $0.modifyUser(id) { change(&$0) } }
  }

  func modifyTenant(_ change: @escaping @Sendable (inout TenantRecord) -> Void) async throws {
    try await office.write(tenant: user.tenant) { try $0.modifyTenant { change(&$0) } }
  }

  func setLocked(_ isLocked: Bool) async throws {
    let id = user.user
    try await office.write(tenant: user.tenant) { try $0.setLocked(isLocked, user: id) }
  }
}

/// What came of a sign-in, comparable.
enum Answer: Hashable {
  case accepted
  /// 401, with onOffice's number for the log.
  case wrong(Int)
  case forbidden(Int)

  init(_ result: SignInResult) {
    switch result {
    case .accepted: self = .accepted
    case .wrongCredentials(let refusal): self = .wrong(refusal.code)
    case .forbidden(let refusal): self = .forbidden(refusal.code)
    }
  }
}

/// A clock that a test sets: noon of 23 November 2026 in Berlin to begin with.
final class ManualClock: Sendable {
  private let time = Mutex(Date(timeIntervalSince1970: 1_795_431_600))

  var wallClock: WallClock { WallClock { self.time.withLock { $0 } } }

  func advance(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
}

/// Hashes without work, and counts what it is asked for.
final class CountingEngine: PasswordEngine {
  private let counts = Mutex((hashes: 0, pauses: 0))

  var hashes: Int { counts.withLock { $0.hashes } }
  var pauses: Int { counts.withLock { $0.pauses } }

  func setting() -> String? { "$test$" }

  func hash(_ password: String, under setting: String) -> String? {
    counts.withLock { $0.hashes += 1 }
    return "$test$" + password
  }

  func pause(for duration: Duration) async { counts.withLock { $0.pauses += 1 } }
}
