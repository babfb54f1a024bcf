import Database
import SyncModel

// What records point to. A change of it is a change of those that show it.
extension OfficeTransaction {
  /// Adds an estate with `objektnr_extern`, `objekttitel`, `strasse`, `hausnummer`, `plz`, `ort`; returns its number.
  @discardableResult
  package func createEstate(_ record: Record) throws -> Int64 {
    let id = try nextNumber(of: "estate")
    try RecordTable.estate.insert(
      RecordTable.estate.checked(record), id: id, tenant: tenant, on: connection)
    return id
  }

  /// Changes an estate's fields.
  package func modifyEstate(_ id: Int64, _ change: (inout Record) throws -> Void) throws {
    guard var record = try RecordTable.estate.records([id], tenant: tenant, on: connection).first?.record
    else {
      throw OfficeError.noSuchRecord(kind: "estate", id: id)
    }
    try change(&record)
    record = try RecordTable.estate.checked(record)
    try RecordTable.estate.update(record, id: id, tenant: tenant, on: connection)
    try restampAppointments(linkedTo: .integer(id), by: .estate)
  }

  /// Adds a resource, as `Konferenzraum`.
  package func createResource(key: String, name: String) throws {
    try connection.execute(
      "INSERT INTO resource (tenant, resource_key, name) VALUES (?, ?, ?)",
      [.integer(tenant), .text(key), .text(name)])
  }

  /// Renames a resource.
  package func renameResource(key: String, name: String) throws {
    let count = try connection.execute(
      "UPDATE resource SET name = ? WHERE tenant = ? AND resource_key = ?",
      [.text(name), .integer(tenant), .text(key)])
    guard count > 0 else { throw OfficeError.noSuchResource(key: key) }
    try restampAppointments(linkedTo: .text(key), by: .resource)
  }

  /// A resource's name; nil if there is none with this key.
  package func resourceName(_ key: String) throws -> String? {
    try connection.first(
      "SELECT name FROM resource WHERE tenant = ? AND resource_key = ?", [.integer(tenant), .text(key)]
    ) { $0.text(0) }
  }

  /// The kinds of appointment or task, in the order of their numbers.
  package func actionTypes(_ kind: ActionType.Kind) throws -> [ActionType] { try reader.actionTypes(kind) }

  /// Adds a kind of appointment (Terminart) or task (Art); returns its number.
  @discardableResult
  package func createActionType(
    _ kind: ActionType.Kind, key: String, label: String, isDefault: Bool = false
  ) throws -> Int64 {
    let id = try nextNumber(of: "action_type")
    try connection.execute(
      """
      INSERT INTO action_type (tenant, id, action_kind, type_key, label, is_default) VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(tenant), .integer(id), .text(kind.rawValue), .text(key), .text(label),
        SQLValue(isDefault),
      ])
    return id
  }

  /// Gives a kind of appointment or task another label.
  package func renameActionType(_ id: Int64, label: String) throws {
    let type = try (actionTypes(.appointment) + actionTypes(.task)).first { $0.id == id }
    guard let type else { throw OfficeError.noSuchRecord(kind: "action_type", id: id) }
    try connection.execute(
      "UPDATE action_type SET label = ? WHERE tenant = ? AND id = ?",
      [.text(label), .integer(tenant), .integer(id)])
    switch type.kind {
    case .appointment:
      try restamp(.calendar, "SELECT id FROM appointment WHERE tenant = ? AND \"art\" = ?", [.text(type.key)])
    case .task:
      try restamp(.tasks, "SELECT id FROM task WHERE tenant = ? AND \"Art\" = ?", [.integer(id)])
    }
  }
}
