public import Database
public import Foundation
public import SyncModel

/// The items that devices do not get because they are broken, for the administrator. Any process may ask, also while
/// a server runs.
public struct SkippedItems: Sendable {
  /// One of them.
  public struct Entry: Hashable, Sendable {
    /// Whose device does not get it.
    public let user: UserId
    /// The device's id.
    public let device: String
    /// The folder's name on the device.
    public let folder: String
    /// The item's name in the protocol, with the record's number behind the colon.
    public let serverId: String
    /// Since when.
    public let since: Date
    /// What is wrong, without content.
    public let reason: String
  }

  private let database: any Database

  /// The list in `sync.db`.
  public init(database: any Database) { self.database = database }

  /// All of them, or those of one user's devices, in the order of user, device, folder and record.
  public func all(of user: UserId? = nil) async throws -> [Entry] {
    let condition = user == nil ? "" : "WHERE d.tenant = ? AND d.user_id = ?"
    let arguments = user.map { [SQLValue.integer($0.tenant), .integer($0.user)] } ?? []
    return try await database.read { sql in
      try sql.query(
        """
        SELECT d.tenant, d.user_id, d.device_id, c.name, s.record, s.since, s.reason
        FROM skipped_item s JOIN collection c ON c.id = s.collection JOIN device d ON d.id = c.device
        \(condition) ORDER BY d.tenant, d.user_id, d.device_id, c.name, s.record
        """, arguments
      ) { Entry($0) }
    }
  }
}

extension SkippedItems.Entry {
  /// Reads tenant, user, device, collection, record, time and reason.
  fileprivate init(_ row: any SQLRow) {
    let name = row.text(3)
    user = UserId(tenant: row.integer(0), user: row.integer(1))
    device = row.text(2)
    folder = Folder.all.first { $0.id.rawValue == name }?.name ?? name
    serverId = "\(name):\(row.integer(4))"
    since = Date(timeIntervalSince1970: Double(row.integer(5)))
    reason = row.text(6)
  }
}
