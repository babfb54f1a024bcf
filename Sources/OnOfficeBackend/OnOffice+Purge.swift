import ChangeLog
public import Database
public import SyncModel

extension OnOffice {
  /// As ``Backend/positions()``.
  public func positions() async throws(BackendError) -> [LogName: LogPosition] {
    try await available { [database] in try await database.read { try ChangeLog.positions($0) } }
  }

  /// As ``Backend/forgetGone(below:)``: a transaction per log, so that none holds up the others' writes for long.
  public func forgetGone(below bounds: [LogName: ChangeNumber]) async throws(BackendError) {
    try await available { [database] in
      for (name, bound) in bounds {
        try await database.write {
          try ChangeLog($0, tenant: name.tenant).purge(below: bound, of: name.itemClass)
        }
      }
    }
  }

  /// Gives a copy of the database an epoch of its own: numbers that this database gives after the copy was made
  /// would be given a second time by an office that is restored from it.
  public static func renewEpoch(_ connection: any SQLConnection) throws {
    try ChangeLog.renewEpoch(connection)
  }
}
