import Database
public import SyncModel

/// A record that an item became besides its own, as the device left it that made it.
public struct ItemPart: Hashable, Sendable {
  /// Tells it from the other parts of the item.
  public let name: String
  /// The part's own record.
  public let record: Int64
  /// The number of that record after the writes of the device.
  public let number: ChangeNumber
  /// The number from which on the item's own record is without the part; 0 once a device that was told of it wrote the item.
  public let since: ChangeNumber
  /// A hash of what the device said of it.
  public let said: [UInt8]

  /// Joins the parts.
  public init(name: String, record: Int64, number: ChangeNumber, since: ChangeNumber, said: [UInt8]) {
    self.name = name
    self.record = record
    self.number = number
    self.since = since
    self.said = said
  }
}

/// What items became besides their own records; in the records' own transaction.
extension ChangeLog {
  /// The parts that devices of a user made of the item of a record, by their names.
  public func parts(of record: Int64, in itemClass: ItemClass, user: Int64) throws -> [String: ItemPart] {
    let parts = try connection.query(
      """
      SELECT name, record, number, since, said FROM item_parts
      WHERE tenant = ? AND class = ? AND whole = ? AND member = ? ORDER BY name
      """, item(record, itemClass) + [.integer(user)]
    ) { row in
      ItemPart(
        name: row.text(0), record: row.integer(1), number: ChangeNumber(row.integer(2)),
        since: ChangeNumber(row.integer(3)), said: row.blob(4))
    }
    return Dictionary(parts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Keeps a part that a device of a user made, instead of whatever had its name.
  public func keep(_ part: ItemPart, of record: Int64, in itemClass: ItemClass, user: Int64) throws {
    try connection.execute(
      """
      INSERT INTO item_parts (tenant, class, whole, name, member, record, number, since, said)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, class, whole, name) DO UPDATE SET member = excluded.member,
        record = excluded.record, number = excluded.number, since = excluded.since, said = excluded.said
      """,
      item(record, itemClass) + [
        .text(part.name), .integer(user), .integer(part.record), .integer(part.number.rawValue),
        .integer(part.since.rawValue), .blob(part.said),
      ])
  }

  /// Notes that a device of a user was told of the parts that left the item until `number`: from now on they are known
  /// to all of the user's devices, and no part of the item any more.
  public func noteKnown(
    _ record: Int64, in itemClass: ItemClass, user: Int64, at number: ChangeNumber
  ) throws {
    try connection.execute(
      """
      UPDATE item_parts SET since = 0
      WHERE tenant = ? AND class = ? AND whole = ? AND member = ? AND since > 0 AND since <= ?
      """, item(record, itemClass) + [.integer(user), .integer(number.rawValue)])
  }

  /// Forgets a part of an item: its record is one of its own from now on.
  public func forgetPart(_ name: String, of record: Int64, in itemClass: ItemClass) throws {
    try connection.execute(
      "DELETE FROM item_parts WHERE tenant = ? AND class = ? AND whole = ? AND name = ?",
      item(record, itemClass) + [.text(name)])
  }

  /// Forgets the parts of an item that is gone for good.
  public func forgetParts(of record: Int64, in itemClass: ItemClass) throws {
    try connection.execute(
      "DELETE FROM item_parts WHERE tenant = ? AND class = ? AND whole = ?", item(record, itemClass))
  }

  private func item(_ record: Int64, _ itemClass: ItemClass) -> [SQLValue] {
    [.integer(tenant), .integer(itemClass.code), .integer(record)]
  }
}
