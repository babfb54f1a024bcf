import Database
import Foundation

/// Reads a tenant's records, many at a time: a few statements for a whole page.
struct RecordReader {
  /// The transaction's connection.
  let connection: any SQLConnection
  /// The tenant's number.
  let tenant: Int64

  /// The tenant's time zone.
  func zone() throws -> TimeZone {
    let name = try connection.first("SELECT zone FROM tenant WHERE id = ?", [.integer(tenant)]) { $0.text(0) }
    guard let name, let zone = TimeZone(identifier: name) else {
      throw OfficeError.noSuchRecord(kind: "tenant", id: tenant)
    }
    return zone
  }

  /// Runs a statement for all of `ids`; its placeholders are the tenant and the list.
  func rows<Value>(
    of ids: [Int64], _ sql: (_ marks: String) -> String, read: (any SQLRow) throws -> Value
  ) throws -> [Value] {
    try connection.query(forEachOf: ids, [.integer(tenant)], sql, read: read)
  }

  /// As `rows(of:)`, gathered by the number in column 0, each list in the statement's order.
  func lists<Value>(
    of ids: [Int64], _ sql: (_ marks: String) -> String, read: (any SQLRow) throws -> Value
  ) throws -> [Int64: [Value]] {
    var lists: [Int64: [Value]] = [:]
    for (id, value) in try rows(of: ids, sql, read: { (id: $0.integer(0), value: try read($0)) }) {
      lists[id, default: []].append(value)
    }
    return lists
  }

  /// The labels of a kind of action (`Termin`, `Aufgabe`).
  func actionTypes(_ kind: ActionType.Kind) throws -> [ActionType] {
    try connection.query(
      "SELECT id, type_key, label, is_default FROM action_type WHERE tenant = ? AND action_kind = ? ORDER BY id",
      [.integer(tenant), .text(kind.rawValue)]
    ) { row in
      ActionType(
        id: row.integer(0), kind: kind, key: row.text(1), label: row.text(2), isDefault: row.flag(3))
    }
  }
}
