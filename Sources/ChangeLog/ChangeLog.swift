public import Database
public import SyncModel

/// The change log of one tenant inside one transaction: which record changed when, and for whom.
///
/// Each class has one counter. A record's number is that of its latest change; a (user, record) row has one of
/// its own for what only this user sees, and the larger of the two counts. So an edit of a record that 500
/// users share is one stamp.
public struct ChangeLog {
  let connection: any SQLConnection
  let tenant: Int64

  /// The log of `tenant`, for as long as the transaction of `connection` lasts.
  public init(_ connection: any SQLConnection, tenant: Int64) {
    self.connection = connection
    self.tenant = tenant
  }

  /// Stamps `record` with the next number if and only if `digest`, a hash of what phones see, is a new one.
  ///
  /// No digest means that nobody has the record any more: archived, cancelled, done, deleted. A record that comes
  /// back after that needs its members set again, as they may have been purged.
  /// - Returns: the number, nil if nothing changed.
  @discardableResult
  public func stamp(_ record: Int64, of itemClass: ItemClass, digest: [UInt8]?) throws -> ChangeNumber? {
    let key: [SQLValue] = [.integer(tenant), .integer(itemClass.code), .integer(record)]
    let stored = try connection.first(
      "SELECT digest FROM change_records WHERE tenant = ? AND class = ? AND record = ?", key
    ) { $0.optionalBlob(0) }
    guard digest != (stored ?? nil) else { return nil }
    let number = try nextNumber(of: itemClass)
    try connection.execute(
      """
      INSERT INTO change_records (tenant, class, record, number, digest) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (tenant, class, record) DO UPDATE SET number = excluded.number, digest = excluded.digest
      """, key + [.integer(number.rawValue), SQLValue(digest)])
    return number
  }

  /// Sets which users have `record`, and stamps the (user, record) rows that differ.
  /// - Returns: the users whose row changed.
  @discardableResult
  public func setMembers(
    _ users: Set<Int64>, of record: Int64, in itemClass: ItemClass
  ) throws -> Set<Int64> {
    let present = try members(of: record, in: itemClass)
    let changed = users.symmetricDifference(present)
    guard !changed.isEmpty else { return [] }
    let number = try nextNumber(of: itemClass)
    for user in changed {
      try connection.execute(
        """
        INSERT INTO change_members (tenant, class, member, record, number, present) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant, class, member, record)
        DO UPDATE SET number = excluded.number, present = excluded.present
        """,
        [
          .integer(tenant), .integer(itemClass.code), .integer(user), .integer(record),
          .integer(number.rawValue), SQLValue(users.contains(user)),
        ])
    }
    return changed
  }

  /// The users who have `record`.
  public func members(of record: Int64, in itemClass: ItemClass) throws -> Set<Int64> {
    Set(
      try connection.query(
        """
        SELECT member FROM change_members WHERE tenant = ? AND class = ? AND record = ? AND present = 1
        """, [.integer(tenant), .integer(itemClass.code), .integer(record)]
      ) { $0.integer(0) })
  }

  /// Stamps one (user, record) row, as when a user's own reminder changed; nothing if the user has it not.
  public func touch(_ record: Int64, of itemClass: ItemClass, user: Int64) throws {
    let key: [SQLValue] = [.integer(tenant), .integer(itemClass.code), .integer(user), .integer(record)]
    let present = try connection.first(
      """
      SELECT present FROM change_members WHERE tenant = ? AND class = ? AND member = ? AND record = ?
      """, key
    ) { $0.flag(0) }
    guard present == true else { return }
    let number = try nextNumber(of: itemClass)
    try connection.execute(
      """
      UPDATE change_members SET number = ? WHERE tenant = ? AND class = ? AND member = ? AND record = ?
      """, [.integer(number.rawValue)] + key)
  }

  func nextNumber(of itemClass: ItemClass) throws -> ChangeNumber {
    ChangeNumber(
      try connection.insert(
        """
        INSERT INTO change_counters (tenant, class, number, purged_below) VALUES (?, ?, 1, 0)
        ON CONFLICT (tenant, class) DO UPDATE SET number = change_counters.number + 1
        RETURNING number
        """, [.integer(tenant), .integer(itemClass.code)]))
  }
}
