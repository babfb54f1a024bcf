import Database
import Foundation
import SyncModel

extension OfficeTransaction {
  /// Changes what is known of the tenant. A new zone moves all of its appointments and tasks.
  package func modifyTenant(_ change: (inout TenantRecord) throws -> Void) throws {
    guard let stored = try TenantRecord.find(tenant, in: connection) else {
      throw OfficeError.noSuchRecord(kind: "tenant", id: tenant)
    }
    var record = stored
    try change(&record)
    guard record != stored else { return }
    try record.check()
    try connection.execute(
      "UPDATE tenant SET name = ?, zone = ?, active = ?, module_active = ?, edition = ? WHERE id = ?",
      record.values + [.integer(tenant)])
    try connection.execute(
      "UPDATE office_user SET version = version + 1 WHERE tenant = ?", [.integer(tenant)])
    let users = try connection.query("SELECT id FROM office_user WHERE tenant = ?", [.integer(tenant)]) {
      $0.integer(0)
    }
    changedAccounts.formUnion(users.map { UserId(tenant: tenant, user: $0) })
    if record.zone != stored.zone { try restampZone() }
  }
}

extension OnOffice {
  /// Whether there is no tenant yet.
  public func isEmpty() async throws -> Bool {
    try await database.read { try $0.first("SELECT 1 FROM tenant LIMIT 1", []) { _ in false } ?? true }
  }

  /// Adds a tenant together with what `body` writes, all or nothing; returns its number.
  @discardableResult
  package func createTenant(
    _ tenant: TenantRecord, _ body: @escaping @Sendable (OfficeTransaction) throws -> Void = { _ in }
  ) async throws -> Int64 {
    try tenant.check()
    let now = clock.now()
    return try await database.write { [options] connection in
      let last = try connection.first("SELECT max(id) FROM tenant") { $0.integer(0) }
      let id = (last ?? 0) + 1
      try connection.execute(
        "INSERT INTO tenant (name, zone, active, module_active, edition, id) VALUES (?, ?, ?, ?, ?, ?)",
        tenant.values + [.integer(id)])
      let office = OfficeTransaction(connection, tenant: id, now: now, options: options)
      try body(office)
      try office.stampChanges()
      return id
    }
  }
}

extension TenantRecord {
  /// The tenant of this number; nil if there is none.
  static func find(_ id: Int64, in connection: any SQLConnection) throws -> TenantRecord? {
    try connection.first(
      "SELECT name, zone, active, module_active, edition FROM tenant WHERE id = ?", [.integer(id)]
    ) { TenantRecord(row: $0, from: 0) }
  }

  /// Reads name, zone, active, module_active and edition.
  init(row: any SQLRow, from column: Int) {
    name = row.text(column)
    zone = row.text(column + 1)
    isActive = row.flag(column + 2)
    isModuleActive = row.flag(column + 3)
    edition = row.text(column + 4)
  }

  /// What to store as name, zone, active, module_active and edition.
  fileprivate var values: [SQLValue] {
    [
      .text(name), .text(zone), SQLValue(isActive), SQLValue(isModuleActive), .text(edition),
    ]
  }

  fileprivate func check() throws(OfficeError) {
    guard !name.isEmpty else { throw .missingField("name") }
    guard TimeZone(identifier: zone) != nil else { throw .invalidValue(field: "zone") }
  }
}
