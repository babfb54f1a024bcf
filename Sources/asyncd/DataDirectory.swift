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

  /// Opens the databases in `path`; makes directory and files if they are not there.
  init(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    onOffice = try Self.openOnOffice(path)
    sync = try SQLiteDatabase(path: path + "/sync.db", migrations: SyncDatabase.migrations)
  }

  /// Opens `onoffice.db` alone, which must be there.
  static func existingOnOffice(_ path: String) throws -> SQLiteDatabase {
    guard FileManager.default.fileExists(atPath: path + "/onoffice.db") else {
      throw ConfigurationError("\(path): there is no onoffice.db")
    }
    return try openOnOffice(path)
  }

  private static func openOnOffice(_ path: String) throws(DatabaseError) -> SQLiteDatabase {
    try SQLiteDatabase(path: path + "/onoffice.db", migrations: OnOffice.migrations)
  }

  func close() async {
    await sync.close()
    await onOffice.close()
  }
}
