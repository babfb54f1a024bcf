public import Database
public import Foundation
public import SyncModel

extension ChangeLog {
  /// Forgets the rows with a number below `number` that are gone, and moves `purgedBelow` there.
  ///
  /// `number` is the smallest up to which any device has looked, but for those that have looked at nothing yet;
  /// at most the counter. A device that has looked less far than `purgedBelow` may have missed what is gone,
  /// unless its first walk began when the log stood there or further: what had gone by then it never had.
  public func purge(below number: ChangeNumber, of itemClass: ItemClass) throws {
    let position = try position(of: itemClass)
    let bound = min(number, position.number)
    guard bound > position.purgedBelow else { return }
    let range: [SQLValue] = [.integer(tenant), .integer(itemClass.code), .integer(bound.rawValue)]
    try purgeMembers(of: itemClass, below: bound)
    try connection.execute(
      """
      DELETE FROM change_records
      WHERE tenant = ? AND class = ? AND number < ? AND digest IS NULL AND NOT EXISTS (
        SELECT 1 FROM change_members m
        WHERE m.tenant = change_records.tenant AND m.class = change_records.class
          AND m.record = change_records.record)
      """, range)
    try connection.execute(
      "UPDATE change_counters SET purged_below = ? WHERE tenant = ? AND class = ?",
      [.integer(bound.rawValue), .integer(tenant), .integer(itemClass.code)])
  }

  /// The devices of all tenants whose writes from before `moment` the ledger keeps.
  public static func writingDevices(
    before moment: Date, _ connection: any SQLConnection
  ) throws -> Set<WritingDeviceName> {
    let names = try connection.query(
      "SELECT DISTINCT tenant, member, device FROM device_writes WHERE time < ?",
      [.integer(moment.ledgerTime)]
    ) { row in
      WritingDeviceName(
        user: UserId(tenant: row.integer(0), user: row.integer(1)), device: row.text(2))
    }
    return Set(names)
  }

  /// Takes the writes of a user's device from before `moment` out of the ledger.
  public func forgetWrites(of device: String, user: Int64, before moment: Date) throws {
    try connection.execute(
      "DELETE FROM device_writes WHERE tenant = ? AND member = ? AND device = ? AND time < ?",
      [.integer(tenant), .integer(user), .text(device), .integer(moment.ledgerTime)])
  }

  // Both numbers have to be below: the larger one is where a walk is told that the row is gone.
  private func purgeMembers(of itemClass: ItemClass, below bound: ChangeNumber) throws {
    let range: [SQLValue] = [
      .integer(tenant), .integer(itemClass.code), .integer(bound.rawValue), .integer(bound.rawValue),
    ]
    try connection.execute(
      """
      DELETE FROM change_members
      WHERE tenant = ? AND class = ? AND number < ? AND present = 0 AND NOT EXISTS (
        SELECT 1 FROM change_records r
        WHERE r.tenant = change_members.tenant AND r.class = change_members.class
          AND r.record = change_members.record AND r.number >= ?)
      """, range)
    let gone = try connection.query(
      "SELECT record FROM change_records WHERE tenant = ? AND class = ? AND number < ? AND digest IS NULL",
      Array(range.prefix(3))
    ) { $0.integer(0) }
    for record in gone { try purgeMembers(of: record, in: itemClass, below: bound) }
  }

  private func purgeMembers(of record: Int64, in itemClass: ItemClass, below bound: ChangeNumber) throws {
    let members = try connection.query(
      "SELECT member FROM change_members WHERE tenant = ? AND class = ? AND record = ?",
      [.integer(tenant), .integer(itemClass.code), .integer(record)]
    ) { $0.integer(0) }
    for member in members {
      try connection.execute(
        """
        DELETE FROM change_members
        WHERE tenant = ? AND class = ? AND member = ? AND record = ? AND number < ?
        """,
        [
          .integer(tenant), .integer(itemClass.code), .integer(member), .integer(record),
          .integer(bound.rawValue),
        ])
    }
  }
}
