public import Database
public import SyncModel

extension ChangeLog {
  /// Where the log of a class stands.
  public func position(of itemClass: ItemClass) throws -> LogPosition {
    let position = try connection.first(
      """
      SELECT e.epoch, c.number, c.purged_below
      FROM change_epoch e LEFT JOIN change_counters c ON c.tenant = ? AND c.class = ?
      """, [.integer(tenant), .integer(itemClass.code)]
    ) { row in
      LogPosition(
        epoch: row.integer(0), number: ChangeNumber(row.integer(1)), purgedBelow: ChangeNumber(row.integer(2))
      )
    }
    guard let position else { throw ChangeLogError.noEpoch }
    return position
  }

  /// Where the logs of all tenants stand; those in which nothing ever happened are missing.
  public static func positions(_ connection: any SQLConnection) throws -> [LogName: LogPosition] {
    let logs = try connection.query(
      "SELECT c.tenant, c.class, e.epoch, c.number, c.purged_below FROM change_counters c CROSS JOIN change_epoch e"
    ) { row -> (LogName, LogPosition)? in
      guard let itemClass = ItemClass.allCases.first(where: { $0.code == row.integer(1) }) else { return nil }
      return (
        LogName(tenant: row.integer(0), itemClass: itemClass),
        LogPosition(
          epoch: row.integer(2), number: ChangeNumber(row.integer(3)),
          purgedBelow: ChangeNumber(row.integer(4)))
      )
    }
    return Dictionary(logs.compactMap(\.self)) { first, _ in first }
  }

  /// The user's rows with a number above `number`, in the order of their numbers, at most `limit`.
  ///
  /// Above `.zero` only those that are there. A result shorter than `limit` is the last: the walk has come to
  /// the `position` of the same transaction.
  public func rows(
    of itemClass: ItemClass, user: Int64, above number: ChangeNumber, limit: Int
  ) throws -> [LogRow] {
    guard limit > 0 else { return [] }
    return try LogWalk(log: self, itemClass: itemClass, user: user, above: number, limit: limit).rows()
  }

  /// The user's rows of `records`, in no order; those the user never had are missing.
  public func rows(of itemClass: ItemClass, user: Int64, records: [Int64]) throws -> [LogRow] {
    try lookUp(
      records,
      """
      SELECT m.record, CASE WHEN r.number > m.number THEN r.number ELSE m.number END, \(LogRow.isThere)
      FROM change_members m CROSS JOIN change_records r
      WHERE m.tenant = ? AND m.class = ? AND m.member = ?
        AND r.tenant = m.tenant AND r.class = m.class AND r.record = m.record AND m.record
      """, [.integer(tenant), .integer(itemClass.code), .integer(user)], LogRow.init(row:))
  }

  /// Runs `sql`, which ends with the column that is to be one of `records`, for as many as one statement takes.
  func lookUp<Value>(
    _ records: [Int64], _ sql: String, _ key: [SQLValue], _ read: (any SQLRow) throws -> Value
  ) throws -> [Value] {
    try stride(from: 0, to: records.count, by: Self.lookupSize).flatMap { start in
      let some = records[start..<min(start + Self.lookupSize, records.count)]
      // The last one fills up, so that one statement serves any count.
      let filling = repeatElement(some[some.endIndex - 1], count: Self.lookupSize - some.count)
      return try connection.query(
        "\(sql) IN (\(Self.placeholders))", key + (some + filling).map(SQLValue.integer), read)
    }
  }

  private static let lookupSize = 50
  private static let placeholders = repeatElement("?", count: lookupSize).joined(separator: ", ")
}

extension LogRow {
  /// The last column of a row, of a record `r` and its member `m`.
  static let isThere = "CASE WHEN r.digest IS NOT NULL AND m.present = 1 THEN 1 ELSE 0 END"

  /// Reads record, number, isThere.
  init(row: any SQLRow) {
    self.init(record: row.integer(0), number: ChangeNumber(row.integer(1)), isThere: row.flag(2))
  }
}
