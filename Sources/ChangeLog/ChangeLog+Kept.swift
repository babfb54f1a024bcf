import Database
public import SyncModel

/// What a user's devices sent and the backend has no field for: kept beside the record, for that user.
extension ChangeLog {
  /// What is kept beside `records` for the user; those with nothing beside them are missing.
  public func kept(of itemClass: ItemClass, user: Int64, records: [Int64]) throws -> [Int64: [UInt8]] {
    let rows = try lookUp(
      records,
      """
      SELECT record, properties FROM kept_properties
      WHERE tenant = ? AND class = ? AND member = ? AND record
      """, [.integer(tenant), .integer(itemClass.code), .integer(user)]
    ) { ($0.integer(0), $0.blob(1)) }
    return Dictionary(rows) { first, _ in first }
  }

  /// Keeps `bytes` beside a record for the user instead of what was there; nil: nothing any more.
  ///
  /// Does not stamp: what the user's other devices have to be told is for ``touch(_:of:user:)``.
  public func setKept(
    _ bytes: [UInt8]?, of record: Int64, in itemClass: ItemClass, user: Int64
  ) throws {
    let key: [SQLValue] = [.integer(tenant), .integer(itemClass.code), .integer(user), .integer(record)]
    guard let bytes else {
      try connection.execute(
        "DELETE FROM kept_properties WHERE tenant = ? AND class = ? AND member = ? AND record = ?", key)
      return
    }
    try connection.execute(
      """
      INSERT INTO kept_properties (tenant, class, member, record, properties) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (tenant, class, member, record) DO UPDATE SET properties = excluded.properties
      """, key + [.blob(bytes)])
  }

  /// Forgets what any user's devices sent beside a record that is gone for good.
  public func forgetKept(of record: Int64, in itemClass: ItemClass) throws {
    try connection.execute(
      "DELETE FROM kept_properties WHERE tenant = ? AND class = ? AND record = ?",
      [.integer(tenant), .integer(itemClass.code), .integer(record)])
  }
}
