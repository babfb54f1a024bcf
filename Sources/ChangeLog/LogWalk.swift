import Database
import SyncModel

/// The next rows of one user in the order of their numbers.
///
/// A row's number is the larger of the record's and the user's own. So there are two streams, each read from an
/// index in its order: rows whose latest change is the user's own, and rows whose latest change is the record's.
struct LogWalk {
  let log: ChangeLog
  let itemClass: ItemClass
  let user: Int64
  let above: ChangeNumber
  let limit: Int

  private var userKey: [SQLValue] { [.integer(log.tenant), .integer(itemClass.code), .integer(user)] }

  /// The first `limit` of both streams.
  func rows() throws -> [LogRow] {
    let end = try log.position(of: itemClass).number
    guard end > above else { return [] }
    let changes = end.rawValue - above.rawValue
    if changes > limit, try hasFewerRows(than: Int64(limit) + 1) { return first(try farRows(until: end)) }
    // Where the user has most of what the tenant changed, a few changes make a page.
    let pages = changes / Self.changesPerRow
    let near = pages < limit ? end : ChangeNumber(above.rawValue + Int64(limit) * Self.changesPerRow)
    let rows = try ownRows(until: near) + sharedRowsInOrder(until: near)
    return first(rows.count >= limit || near == end ? rows : try farRows(until: end))
  }

  /// Those that may be among the first where the user has little of what the tenant changed.
  private func farRows(until end: ChangeNumber) throws -> [LogRow] {
    let own = try ownRows(until: end)
    // No shared row beyond the last own one can be among the first `limit`.
    let end = own.count == limit ? own[limit - 1].number : end
    return own
      + (try hasFewRows(until: end) ? sharedRowsOfUser(until: end) : sharedRowsInOrder(until: end))
  }

  private func first(_ rows: [LogRow]) -> [LogRow] {
    Array(rows.sorted { $0.number < $1.number }.prefix(limit))
  }

  /// How many changes are gone through for each row of a page before the user's rows are counted.
  private static var changesPerRow: Int64 { 8 }

  private func ownRows(until end: ChangeNumber) throws -> [LogRow] {
    try log.connection.query(
      """
      SELECT m.record, m.number, \(LogRow.isThere)
      FROM change_members m CROSS JOIN change_records r
      WHERE m.tenant = ? AND m.class = ? AND m.member = ? AND m.number > ? AND m.number <= ?
        AND r.tenant = m.tenant AND r.class = m.class AND r.record = m.record AND r.number < m.number
        \(filter)
      ORDER BY m.number LIMIT ?
      """, userKey + [.integer(above.rawValue), .integer(end.rawValue), SQLValue(limit)], LogRow.init(row:))
  }

  /// Goes through the tenant's changes and picks those of the user's records.
  private func sharedRowsInOrder(until end: ChangeNumber) throws -> [LogRow] {
    try log.connection.query(
      """
      SELECT r.record, r.number, \(LogRow.isThere)
      FROM change_records r CROSS JOIN change_members m
      WHERE r.tenant = ? AND r.class = ? AND r.number > ? AND r.number <= ?
        AND m.tenant = r.tenant AND m.class = r.class AND m.member = ? AND m.record = r.record
        AND m.number < r.number
        \(filter)
      ORDER BY r.number LIMIT ?
      """,
      [
        .integer(log.tenant), .integer(itemClass.code), .integer(above.rawValue), .integer(end.rawValue),
        .integer(user), SQLValue(limit),
      ], LogRow.init(row:))
  }

  /// Goes through the user's rows and picks those whose record has changed.
  private func sharedRowsOfUser(until end: ChangeNumber) throws -> [LogRow] {
    try log.connection.query(
      """
      SELECT r.record, r.number, \(LogRow.isThere)
      FROM change_members m CROSS JOIN change_records r
      WHERE m.tenant = ? AND m.class = ? AND m.member = ?
        AND r.tenant = m.tenant AND r.class = m.class AND r.record = m.record
        AND r.number > ? AND r.number <= ? AND m.number < r.number
        \(filter)
      ORDER BY r.number LIMIT ?
      """, userKey + [.integer(above.rawValue), .integer(end.rawValue), SQLValue(limit)], LogRow.init(row:))
  }

  /// Whether all rows of the user are fewer than what the tenant changed, over a whole walk.
  ///
  /// The tenant's changes are gone through once per walk, the user's rows once per page: n rows make n / limit
  /// pages, so these cost n * n / limit.
  private func hasFewRows(until end: ChangeNumber) throws -> Bool {
    let changes = end.rawValue - above.rawValue
    guard changes > limit else { return false }
    return try hasFewerRows(than: Int64((Double(changes) * Double(limit)).squareRoot()))
  }

  private func hasFewerRows(than bound: Int64) throws -> Bool {
    let count = try log.connection.first(
      """
      SELECT count(*) FROM (
        SELECT 1 FROM change_members WHERE tenant = ? AND class = ? AND member = ? LIMIT ?) AS bounded
      """, userKey + [.integer(bound)]
    ) { $0.integer(0) }
    return count ?? 0 < bound
  }

  // A device that has looked at nothing yet need not be told what is gone.
  private var filter: String { above == .zero ? "AND r.digest IS NOT NULL AND m.present = 1" : "" }
}
