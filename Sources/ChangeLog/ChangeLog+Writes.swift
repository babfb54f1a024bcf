import Database
import Foundation
public import SyncModel
import WBXML

/// The ledger of what devices wrote, so that a retry finds what came of it; in the records' own transaction.
extension ChangeLog {
  /// The writes of a device of `user` in a collection that the ledger keeps, oldest first.
  public func writes(
    of device: String, user: Int64, in collection: CollectionId
  ) throws -> [DeviceWrite] {
    try connection.query(
      """
      SELECT id, \(Self.writeColumns.joined(separator: ", ")) FROM device_writes
      WHERE tenant = ? AND member = ? AND device = ? AND collection = ? ORDER BY id
      """, owner(device, user, collection), DeviceWrite.init(row:))
  }

  /// Keeps a write, instead of the one with its id if that is not 0; returns its id.
  public func keep(
    _ write: DeviceWrite, of device: String, user: Int64, in collection: CollectionId
  ) throws -> Int64 {
    let owner = owner(device, user, collection)
    if write.id != 0, try replace(write, of: owner) { return write.id }
    return try connection.insert(
      """
      INSERT INTO device_writes (tenant, member, device, collection,
        \(Self.writeColumns.joined(separator: ", ")))
      VALUES (?, ?, ?, ?, \(Self.writeColumns.map { _ in "?" }.joined(separator: ", "))) RETURNING id
      """, owner + write.columns)
  }

  /// Takes writes out of the ledger.
  public func forget(_ writes: [Int64]) throws {
    for id in writes {
      try connection.execute(
        "DELETE FROM device_writes WHERE tenant = ? AND id = ?", [.integer(tenant), .integer(id)])
    }
  }

  private func replace(_ write: DeviceWrite, of owner: [SQLValue]) throws -> Bool {
    try connection.execute(
      """
      UPDATE device_writes SET \(Self.writeColumns.map { "\($0) = ?" }.joined(separator: ", "))
      WHERE id = ? AND tenant = ? AND member = ? AND device = ? AND collection = ?
      """, write.columns + [.integer(write.id)] + owner) > 0
  }

  private func owner(_ device: String, _ user: Int64, _ collection: CollectionId) -> [SQLValue] {
    [.integer(tenant), .integer(user), .text(device), .text(collection.rawValue)]
  }

  /// In the order of ``DeviceWrite/columns``.
  private static let writeColumns = [
    "kind", "sync_key", "lineage", "client_id", "instance_id", "digest", "record", "number", "is_exact",
    "time", "told",
  ]
}

extension Date {
  /// As the ledger keeps it: milliseconds since 1970.
  var ledgerTime: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
}

extension DeviceWrite {
  /// What is stored of it, but for its id.
  fileprivate var columns: [SQLValue] {
    [
      .integer(kind.rawValue), .text(syncKey.rawValue), .integer(lineage), SQLValue(clientId?.rawValue),
      SQLValue(instanceId), .blob(digest), .integer(record), .integer(number.rawValue), SQLValue(isExact),
      .integer(time.ledgerTime), .blob(told.flatMap { [$0.page, $0.token] }),
    ]
  }

  /// Reads id and columns.
  fileprivate init(row: any SQLRow) throws {
    guard let kind = Kind(rawValue: row.integer(1)) else { throw ChangeLogError.unknownKind(row.integer(1)) }
    self.init(
      kind, syncKey: SyncKey(rawValue: row.text(2)), lineage: row.integer(3),
      clientId: row.optionalText(4).map { ClientId(rawValue: $0) }, instanceId: row.optionalText(5),
      digest: row.blob(6), told: Self.tags(row.optionalBlob(11) ?? []), record: row.integer(7),
      number: ChangeNumber(row.integer(8)), isExact: row.flag(9),
      time: Date(timeIntervalSince1970: Double(row.integer(10)) / 1000))
    id = row.integer(0)
  }

  /// Reads pairs of page and token.
  private static func tags(_ bytes: [UInt8]) -> Set<Tag> {
    Set(stride(from: 0, to: bytes.count - 1, by: 2).map { Tag(page: bytes[$0], token: bytes[$0 + 1]) })
  }
}
