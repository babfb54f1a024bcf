import Database
public import SyncModel

/// Changes of records that nobody has any more, of which only a device hears that still shows such a one and writes.
extension ChangeLog {
  /// Notes what a record says that is gone: with a number of its own if `digest` is a new one, which makes no row
  /// and wakes nobody; under `departure`, the number under which the record went, if it went just now.
  public func stampUnseen(
    _ record: Int64, of itemClass: ItemClass, digest: [UInt8], departure: ChangeNumber?
  ) throws {
    let key: [SQLValue] = [.integer(tenant), .integer(itemClass.code), .integer(record)]
    let stored = try connection.first(
      """
      SELECT unseen_digest FROM change_records WHERE tenant = ? AND class = ? AND record = ? AND digest IS NULL
      """, key
    ) { $0.optionalBlob(0) }
    // What the log never knew nobody shows.
    guard let stored, departure != nil || stored != digest else { return }
    let number = try departure ?? nextNumber(of: itemClass)
    try connection.execute(
      """
      UPDATE change_records SET unseen_number = ?, unseen_digest = ?
      WHERE tenant = ? AND class = ? AND record = ?
      """, [.integer(number.rawValue), .blob(digest)] + key)
  }

  /// The number of the latest change of a record that is gone; nil if it is not gone or nothing is known of it.
  public func unseenChange(of record: Int64, in itemClass: ItemClass) throws -> ChangeNumber? {
    let number = try connection.first(
      """
      SELECT unseen_number FROM change_records WHERE tenant = ? AND class = ? AND record = ? AND digest IS NULL
      """, [.integer(tenant), .integer(itemClass.code), .integer(record)]
    ) { $0.optionalInteger(0) }
    return (number ?? nil).map { ChangeNumber($0) }
  }
}
