import Database

/// A table in which records are found by their fields, and by what hangs on them.
package struct SearchableTable: Sendable {
  /// Makes the SQL of a condition from a test such as `= ?`.
  typealias Column = @Sendable (_ test: String) -> String

  private let table: RecordTable
  private let others: [String: (column: Column, sort: String)]

  /// The plain fields of `table`, and others.
  private init(_ table: RecordTable, _ others: [String: (column: Column, sort: String)]) {
    self.table = table
    self.others = others
  }

  /// Finds records of a tenant.
  func find(
    _ query: RecordQuery, tenant: Int64, on connection: any SQLConnection
  ) throws -> FoundRecords {
    var (sql, arguments) = ("FROM \(table.name) r WHERE r.tenant = ?", [SQLValue.integer(tenant)])
    for condition in query.conditions {
      let (test, values) = try test(condition)
      sql += " AND " + test
      arguments += values
    }
    if let ids = query.ids {
      sql += " AND r.id IN (\(ids.map(String.init).joined(separator: ", ")))"
    }
    let total = try connection.first("SELECT count(*) " + sql, arguments) { $0.integer(0) } ?? 0
    let order = try query.sort.map { sort in
      try self.order(by: sort.field) + (sort.isDescending ? " DESC, " : ", ")
    }
    let ids = try connection.query(
      "SELECT r.id \(sql) ORDER BY \(order ?? "")r.id LIMIT ? OFFSET ?",
      arguments + [.integer(Int64(query.limit)), .integer(Int64(query.offset))]
    ) { $0.integer(0) }
    return FoundRecords(ids: ids, total: Int(total))
  }

  private func order(by field: String) throws(OfficeError) -> String {
    if let other = others[field] { return other.sort }
    return try plain(field)
  }

  private func test(_ condition: RecordQuery.Condition) throws(OfficeError) -> (String, [SQLValue]) {
    let values = try condition.values.map { value throws(OfficeError) in
      try table.compared(value, as: condition.field)
    }
    let test = try condition.test()
    if let other = others[condition.field] { return (other.column(test), values) }
    return (try plain(condition.field) + " " + test, values)
  }

  private func plain(_ field: String) throws(OfficeError) -> String {
    guard let column = table.comparable(field) else { throw .unknownField(field) }
    return column
  }
}

extension RecordQuery.Condition {
  /// The part of the SQL behind the column.
  fileprivate func test() throws(OfficeError) -> String {
    switch comparison {
    case .between:
      guard values.count == 2 else { throw .invalidValue(field: field) }
      return "BETWEEN ? AND ?"
    case .oneOf, .noneOf:
      let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
      return "\(comparison.rawValue.uppercased()) (\(marks))"
    default:
      guard values.count == 1 else { throw .invalidValue(field: field) }
      return "\(comparison.rawValue.uppercased()) ?"
    }
  }
}

extension SearchableTable {
  /// `address`, with its phone, fax and mail entries: `Telefon1`, `Telefax1` and `Email` are the main ones,
  /// `phone`, `mobile`, `fax` and `email` any.
  package static let address = SearchableTable(
    .address,
    [
      "Telefon1": entry("e.entry_group = 'phone' AND e.is_default = 1"),
      "Telefax1": entry("e.entry_group = 'fax' AND e.is_default = 1"),
      "Email": entry("e.entry_group = 'email' AND e.is_default = 1"),
      "phone": entry("e.entry_group = 'phone' AND e.entry_type <> 'mobile'"),
      "mobile": entry("e.entry_type = 'mobile'"),
      "fax": entry("e.entry_group = 'fax'"),
      "email": entry("e.entry_group = 'email'"),
    ])

  private static func entry(_ condition: String) -> (column: Column, sort: String) {
    let rows = "FROM address_entry e WHERE e.tenant = r.tenant AND e.address = r.id AND \(condition)"
    return (
      { test in "EXISTS (SELECT 1 \(rows) AND e.entry_value \(test))" },
      "(SELECT min(e.entry_value) \(rows))"
    )
  }
}

extension RecordTable {
  /// The names of a record's number in filters.
  private static let numbers: Set = ["id", "ID", "Id", "Nr"]

  /// The SQL of a field for comparing: one without value is empty, or 0. nil if there is no such field.
  fileprivate func comparable(_ field: String) -> String? {
    if Self.numbers.contains(field) { return "r.id" }
    guard let definition = self[field] else { return nil }
    return "COALESCE(r.\"\(field)\", \(definition.kind.isNumeric ? "0" : "''"))"
  }

  /// A value in the type of its column; for a field that there is not, as it is.
  fileprivate func compared(_ value: SQLValue, as field: String) throws(OfficeError) -> SQLValue {
    let isNumeric =
      Self.numbers.contains(field) || self[field]?.kind.isNumeric == true
    switch value {
    case .text(let text) where isNumeric:
      guard let number = Double(text), number.isFinite else { throw .invalidValue(field: field) }
      return Int64(text).map(SQLValue.integer) ?? .real(number)
    case .integer(let number) where !isNumeric: return .text(String(number))
    default: return value
    }
  }
}

extension FieldDefinition.Kind {
  /// Whether the column holds numbers.
  fileprivate var isNumeric: Bool {
    switch self {
    case .integer, .decimal, .boolean, .number: true
    default: false
    }
  }
}

extension OfficeTransaction {
  /// Finds records by their fields.
  package func find(_ query: RecordQuery, in table: SearchableTable) throws -> FoundRecords {
    try table.find(query, tenant: tenant, on: connection)
  }

  /// The addresses with these numbers, in their order; those that are not there are left out.
  package func addresses(_ ids: [Int64]) throws -> [Address] {
    let found = try Dictionary(reader.addresses(ids).map { ($0.id, $0) }) { first, _ in first }
    return ids.compactMap { found[$0] }
  }
}
