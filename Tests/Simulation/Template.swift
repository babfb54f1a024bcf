import ActiveSyncServer
import Database
import Foundation
import Logging
import OnOfficeBackend
import SyncModel

/// The database files of an office in which nothing has happened yet, from which each history starts.
struct Template: Sendable {
  /// `onoffice.db` and `sync.db`.
  let office: Data
  let sync: Data

  /// Made once in a process.
  static let shared = Task { try await Template() }

  private init() async throws {
    let directory = try Directory()
    let clock = WallClock { Site.beginning }
    let office = try SQLiteDatabase(path: directory.office, migrations: OnOffice.migrations, readers: 1)
    let backend = OnOffice(
      database: office, clock: clock, log: Log { _ in }, options: OnOfficeOptions(), engine: CheapPasswords())
    for name in ["Mandant", OtherTenant.name] {
      try await Self.createTenant(name, in: backend)
    }
    await office.close()
    await (try SQLiteDatabase(path: directory.sync, migrations: SyncDatabase.migrations, readers: 1)).close()
    self.office = try Data(contentsOf: URL(filePath: directory.office))
    sync = try Data(contentsOf: URL(filePath: directory.sync))
  }

  private static func createTenant(_ name: String, in backend: OnOffice) async throws {
    let password = try await backend.hash(Site.password)
    _ = try await backend.createTenant(TenantRecord(name: name)) { transaction in
      for login in Site.logins {
        let user = UserRecord(
          login: login, firstName: login.capitalized, lastName: "Muster", email: "\(login)@mandant.example")
        try transaction.setPassword(password, of: try transaction.createUser(user))
      }
      for kind in [ActionType.Kind.appointment, .task] {
        for (index, label) in ["Termin", "Besichtigung"].enumerated() {
          _ = try transaction.createActionType(kind, key: "\(index)", label: label, isDefault: index == 0)
        }
      }
    }
  }
}

/// A directory of a history's own, in memory if there is a file system for that, which goes with its last user.
final class Directory: Sendable {
  private let path: String

  /// The path of `onoffice.db`.
  var office: String { path + "/onoffice.db" }
  /// The path of `sync.db`.
  var sync: String { path + "/sync.db" }

  init() throws {
    let memory = "/dev/shm"
    let isThere = FileManager.default.isWritableFile(atPath: memory)
    let parent = isThere ? URL(filePath: memory) : FileManager.default.temporaryDirectory
    let url = parent.appending(path: "asyncd-history-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Passwords that cost nothing.
struct CheapPasswords: PasswordEngine {
  func setting() -> String? { "plain$" }
  func hash(_ password: String, under setting: String) -> String? { "plain$" + password }
  func pause(for duration: Duration) async {}
}
