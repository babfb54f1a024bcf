import ActiveSyncServer
import Database
import Foundation
import OnOfficeBackend

/// The directory with the two databases: `onoffice.db` and `sync.db`.
struct DataDirectory {
  /// Records, people and the change log.
  let onOffice: SQLiteDatabase
  /// Devices and their states.
  let sync: SQLiteDatabase
  /// Where they are.
  let path: String
  private let lock: DirectoryLock

  /// Opens the databases in `path` for the one server that may serve them; makes directory and files if they are
  /// not there.
  init(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    self.path = path
    lock = try DirectoryLock(path)
    onOffice = try Self.openOnOffice(path)
    sync = try Self.openSync(path)
  }

  /// The directory that `--data DIR` or `--config FILE` names; without either, the usual one.
  static func path(_ arguments: Arguments) throws -> String {
    guard arguments["config"] == nil || arguments["data"] == nil else {
      throw UsageError("--data and --config exclude each other")
    }
    let configuration = try arguments["config"].map { try Configuration.read($0) } ?? Configuration()
    return arguments["data"] ?? configuration.data
  }

  /// Copies both databases into the directory `target`, also while they are served.
  ///
  /// `sync.db` goes first: devices' states must not know more than the records, which are copied last. What is
  /// no whole copy has no `onoffice.db`.
  static func copy(_ path: String, to target: String) throws {
    for file in ["sync.db", "onoffice.db"] { try require(file, in: path) }
    try SQLiteDatabase.copy(path + "/sync.db", to: target + "/sync.db")
    do {
      try SQLiteDatabase.copy(
        path + "/onoffice.db", to: target + "/onoffice.db", change: OnOffice.renewEpoch)
    } catch {
      try? FileManager.default.removeItem(atPath: target + "/sync.db")
      throw error
    }
  }

  private static func require(_ file: String, in path: String) throws(ConfigurationError) {
    guard FileManager.default.fileExists(atPath: path + "/" + file) else {
      throw ConfigurationError("\(path): there is no \(file)")
    }
  }

  /// Opens `onoffice.db` alone, which must be there.
  static func existingOnOffice(_ path: String) throws -> SQLiteDatabase {
    try require("onoffice.db", in: path)
    return try openOnOffice(path)
  }

  /// Opens `sync.db` alone, which must be there.
  static func existingSync(_ path: String) throws -> SQLiteDatabase {
    try require("sync.db", in: path)
    return try openSync(path)
  }

  private static func openSync(_ path: String) throws(DatabaseError) -> SQLiteDatabase {
    try SQLiteDatabase(path: path + "/sync.db", migrations: SyncDatabase.migrations)
  }

  private static func openOnOffice(_ path: String) throws(DatabaseError) -> SQLiteDatabase {
    try SQLiteDatabase(path: path + "/onoffice.db", migrations: OnOffice.migrations)
  }

  func close() async {
    await sync.close()
    await onOffice.close()
    lock.release()
  }
}
