public import Database
public import Foundation
public import SyncModel

/// Says of which devices the messages are logged, for a limited time. Any process may turn it, also while a server
/// runs, which heeds it at the device's next request.
public struct DeviceLogSwitch: Sendable {
  private let database: any Database

  /// The switch in `sync.db`.
  public init(database: any Database) { self.database = database }

  /// Logs the messages of `device`, which may be new, until `end`; false if it is no device's id.
  public func turnOn(_ device: String, of user: UserId, now: Date, until end: Date) async throws -> Bool {
    guard let id = DeviceId(device) else { return false }
    try await database.write { sql -> Void in
      try sql.execute("DELETE FROM device_log WHERE until <= ?", [.integer(now.wholeSeconds)])
      try sql.execute(
        """
        INSERT INTO device_log (tenant, user_id, device_id, until) VALUES (?, ?, ?, ?)
        ON CONFLICT (tenant, user_id, device_id) DO UPDATE SET until = excluded.until
        """, [.integer(user.tenant), .integer(user.user), .text(id.rawValue), .integer(end.wholeSeconds)])
    }
    return true
  }

  /// Logs the messages of `device` no more; false if it is no device's id.
  public func turnOff(_ device: String, of user: UserId) async throws -> Bool {
    guard let id = DeviceId(device) else { return false }
    try await database.write { sql -> Void in
      try sql.execute(
        "DELETE FROM device_log WHERE tenant = ? AND user_id = ? AND device_id = ?",
        [.integer(user.tenant), .integer(user.user), .text(id.rawValue)])
    }
    return true
  }
}

extension Date {
  /// Seconds since 1970.
  var wholeSeconds: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }
}
