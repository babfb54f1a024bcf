import ActiveSyncServer
import Database
import Foundation
import Logging
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing

@testable import asyncd

@Suite struct DataDirectoryTests {
  private let temporary: TemporaryDirectory
  private let path: String

  init() throws {
    temporary = try TemporaryDirectory()
    path = temporary.file("data")
  }

  private func epoch(of path: String) async throws -> Int64? {
    let database = try SQLiteDatabase(path: path + "/onoffice.db", migrations: OnOffice.migrations)
    return try await database.read { try $0.first("SELECT epoch FROM change_epoch") { $0.integer(0) } }
  }

  @Test func secondServerIsKeptOffUntilTheFirstHasEnded() async throws {
    let first = try DataDirectory(path)
    let error = #expect(throws: ConfigurationError.self) { try DataDirectory(path) }
    #expect(error?.description == "\(path): another asyncd serves this directory")
    await first.close()
    await (try DataDirectory(path)).close()
  }

  @Test func lockWhoseOwnerIsGoneIsFree() async throws {
    // As after a crash: the file is there, and nobody holds it.
    do { _ = try DataDirectory(path) }
    #expect(FileManager.default.fileExists(atPath: path + "/asyncd.lock"))
    await (try DataDirectory(path)).close()
  }

  @Test func commandsWorkBesideTheServer() async throws {
    let served = try DataDirectory(path)
    let tenant = try await OnOffice(
      database: served.onOffice, clock: .system, log: Log { _ in }, options: OnOfficeOptions()
    ).createTenant(TenantRecord(name: "M"))
    #expect(tenant > 0)
    #expect(await Asyncd.run(["unlock", "nobody_M", "--data", path]) == EX_UNAVAILABLE)
    let target = temporary.file("backup")
    #expect(await Asyncd.run(["backup", target, "--data", path]) == EX_OK)
    #expect(await Asyncd.run(["backup", target, "--data", path]) == EX_UNAVAILABLE)
    await served.close()
  }

  @Test func backupIsACopyWithALogOfItsOwn() async throws {
    await (try DataDirectory(path)).close()
    let targets = ["one", "two"].map { temporary.file("backups/" + $0) }
    for target in targets { #expect(await Asyncd.run(["backup", target, "--data", path]) == EX_OK) }
    var epochs: [Int64?] = []
    for path in [path] + targets { epochs.append(try await epoch(of: path)) }
    #expect(Set(epochs).count == 3 && !epochs.contains(nil))
    let permissions = try targets.map {
      try FileManager.default.attributesOfItem(atPath: $0)[.posixPermissions] as? Int
    }
    #expect(permissions == [0o700, 0o700])
    await (try DataDirectory(targets[0])).close()
  }
}
