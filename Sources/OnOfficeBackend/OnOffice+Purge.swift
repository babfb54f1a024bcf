import ChangeLog
public import Database
public import Foundation
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

  /// As ``Backend/writingDevices(before:)``.
  public func writingDevices(before moment: Date) async throws(BackendError) -> Set<WritingDeviceName> {
    try await available { [database] in
      try await database.read { try ChangeLog.writingDevices(before: moment, $0) }
    }
  }

  /// As ``Backend/forgetWrites(of:before:)``: a transaction per device, so that none holds up the others' writes for
  /// long.
  public func forgetWrites(
    of devices: Set<WritingDeviceName>, before moment: Date
  ) async throws(BackendError) {
    try await available { [database] in
      for name in devices {
        try await database.write {
          try ChangeLog($0, tenant: name.user.tenant)
            .forgetWrites(of: name.device, user: name.user.user, before: moment)
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
