import Database

/// What a device asks to be told of. [MS-ASCMD] 2.2.1.13.
struct PingOrder: Hashable, Sendable {
  /// Seconds to wait.
  var heartbeat: Int
  /// The ids of the folders, in their order.
  var folders: [String]

  /// The last order of a device; nil if it has given none.
  static func last(of device: Int64, in connection: any SQLConnection) throws -> PingOrder? {
    try connection.first("SELECT heartbeat, folders FROM ping WHERE device = ?", [.integer(device)]) { row in
      PingOrder(heartbeat: Int(row.integer(0)), folders: row.text(1).split(separator: "\n").map(String.init))
    }
  }

  /// Keeps the order for the device's next Ping.
  func keep(for device: Int64, in connection: any SQLConnection) throws {
    try connection.execute(
      """
      INSERT INTO ping (device, heartbeat, folders) VALUES (?, ?, ?)
      ON CONFLICT (device) DO UPDATE SET heartbeat = excluded.heartbeat, folders = excluded.folders
      """,
      [.integer(device), .integer(Int64(heartbeat)), .text(folders.joined(separator: "\n"))])
  }
}
