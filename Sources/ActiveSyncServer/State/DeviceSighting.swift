import Database
import Foundation
import SyncModel

/// What a request tells of its device.
struct DeviceSighting: Sendable {
  let user: UserId
  let id: DeviceId
  let type: String
  let userAgent: String?
  let version: ProtocolVersion
  let time: Date

  private var seconds: Int64 { time.wholeSeconds }

  /// The device as known, if nothing about it has to be written.
  ///
  /// `last_seen` is an hour behind at most: a write per request would be one disk flush each.
  func known(in connection: any SQLConnection) throws -> Device? {
    let oldest = seconds - 3600
    var known = try connection.first(
      """
      SELECT id, request FROM device LEFT JOIN waiting_sync ON waiting_sync.device = device.id
      WHERE tenant = ? AND user_id = ? AND device_id = ? AND type = ?
      AND coalesce(user_agent, '') = ? AND version = ? AND last_seen > ? AND last_seen <= ?
      """,
      key + [
        .text(type), .text(userAgent ?? ""), .integer(Int64(version.rawValue)), .integer(oldest),
        .integer(seconds),
      ]
    ) { device(row: $0.integer(0), keptSync: $0.isNull(1) ? nil : $0.blob(1)) }
    if known != nil, try isLogged(in: connection) { known?.isLogged = true }
    return known
  }

  /// Writes the device down, new or not.
  func record(in connection: any SQLConnection) throws -> Device {
    let agent = SQLValue(userAgent)
    try connection.execute(
      """
      INSERT INTO device (tenant, user_id, device_id, type, user_agent, version, first_seen, last_seen)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, user_id, device_id) DO UPDATE SET type = excluded.type,
      user_agent = excluded.user_agent, version = excluded.version, last_seen = excluded.last_seen
      """,
      key + [
        .text(type), agent, .integer(Int64(version.rawValue)), .integer(seconds), .integer(seconds),
      ])
    let found = try connection.first(
      """
      SELECT id, request FROM device LEFT JOIN waiting_sync ON waiting_sync.device = device.id
      WHERE tenant = ? AND user_id = ? AND device_id = ?
      """, key
    ) { device(row: $0.integer(0), keptSync: $0.isNull(1) ? nil : $0.blob(1)) }
    guard var written = found else {
      throw CommandError.unexpected(reason: "a device that was written is not there")
    }
    written.isLogged = try isLogged(in: connection)
    return written
  }

  private func isLogged(in connection: any SQLConnection) throws -> Bool {
    try connection.first(
      "SELECT 1 FROM device_log WHERE tenant = ? AND user_id = ? AND device_id = ? AND until > ?",
      key + [.integer(seconds)]
    ) { _ in true } ?? false
  }

  private var key: [SQLValue] { [.integer(user.tenant), .integer(user.user), .text(id.rawValue)] }

  /// The device under its row.
  func device(row: Int64, keptSync: [UInt8]? = nil) -> Device {
    var device = Device(row: row, id: id, type: type, userAgent: userAgent)
    device.keptSync = keptSync
    return device
  }
}
