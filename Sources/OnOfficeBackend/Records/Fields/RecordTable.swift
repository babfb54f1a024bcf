import Database

/// A table of records with its fields as data: reads, checks and writes them.
package struct RecordTable: Sendable {
  /// The table's name.
  package let name: String
  /// Its fields in the order of its columns.
  package let fields: [FieldDefinition]

  private let byName: [String: FieldDefinition]
  private let columns: String
  private let insertion: String
  private let update: String

  /// The table `name` with a column per field, beside `tenant` and `id`.
  init(_ name: String, _ fields: [FieldDefinition]) {
    self.name = name
    self.fields = fields
    byName = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0) })
    columns = fields.map { "\"\($0.name)\"" }.joined(separator: ", ")
    let marks = Array(repeating: "?", count: fields.count + 2).joined(separator: ", ")
    insertion = "INSERT INTO \(name) (\(columns), tenant, id) VALUES (\(marks))"
    let assignments = fields.map { "\"\($0.name)\" = ?" }.joined(separator: ", ")
    update = "UPDATE \(name) SET \(assignments) WHERE tenant = ? AND id = ?"
  }

  /// The field of this name; nil if there is none.
  package subscript(field: String) -> FieldDefinition? { byName[field] }

  /// The values as they are stored, for a record given from outside; `stored` is what it was before.
  ///
  /// Fields that onOffice alone sets keep what is stored, and may not be given otherwise. What stays as it is is not
  /// checked again: a field that is broken does not keep the others from being written.
  func checked(_ record: Record, stored: Record = Record()) throws(OfficeError) -> Record {
    var checked = Record()
    for (name, value) in record.fields {
      guard let field = byName[name] else { throw .unknownField(name) }
      if field.isFixed, stored[name] != value { throw .unknownField(name) }
      checked[name] = value == stored[name] ? value : try field.checked(value)
    }
    for field in fields where field.isFixed { checked[field.name] = stored[field.name] }
    return checked
  }

  /// The records of a tenant with these numbers, in no order.
  func records(
    _ ids: [Int64], tenant: Int64, on connection: any SQLConnection
  ) throws -> [(id: Int64, record: Record)] {
    try connection.query(forEachOf: ids, [.integer(tenant)]) { marks in
      "SELECT id, \(columns) FROM \(name) WHERE tenant = ? AND id IN (\(marks))"
    } read: { row in
      (row.integer(0), record(row, from: 1))
    }
  }

  /// Reads the fields of a row, which begin at `column`.
  private func record(_ row: any SQLRow, from column: Int) -> Record {
    var values = Record()
    values.fields.reserveCapacity(16)
    for (index, field) in fields.enumerated() where !row.isNull(column + index) {
      values.fields[field.name] = row.value(column + index)
    }
    return values
  }

  /// Adds a record.
  func insert(_ record: Record, id: Int64, tenant: Int64, on connection: any SQLConnection) throws {
    try connection.execute(insertion, values(of: record) + [.integer(tenant), .integer(id)])
  }

  /// Writes all of a record's fields.
  func update(_ record: Record, id: Int64, tenant: Int64, on connection: any SQLConnection) throws {
    try connection.execute(update, values(of: record) + [.integer(tenant), .integer(id)])
  }

  private func values(of record: Record) -> [SQLValue] {
    fields.map { record[$0.name] ?? .null }
  }
}
