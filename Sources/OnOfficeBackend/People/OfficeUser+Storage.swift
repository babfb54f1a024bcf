import Database
import SyncModel

extension OfficeUser {
  /// What a name led to.
  enum Found {
    case user(OfficeUser)
    case nobody(SignInRefusal)
  }

  /// The user of this number; nil if there is none.
  static func find(_ id: UserId, in connection: any SQLConnection) throws -> OfficeUser? {
    try find("u.id = ?", [.integer(id.tenant), .integer(id.user)], in: connection)
  }

  /// The user whom a device means by `name`; otherwise why there is none.
  static func find(_ name: SignInName, in connection: any SQLConnection) throws -> Found {
    for reading in name.readings {
      let tenant = try connection.first("SELECT id FROM tenant WHERE name = ?", [.text(reading.tenant)]) {
        $0.integer(0)
      }
      guard let tenant else { continue }
      let user = try find("u.login = ?", [.integer(tenant), .text(reading.login)], in: connection)
      return user.map(Found.user) ?? .nobody(.userUnknown)
    }
    return .nobody(.customerUnknown)
  }

  /// Locks or unlocks the user's Z-Push access; what has failed so far counts no more after an unlock.
  static func setLocked(_ isLocked: Bool, _ id: UserId, in connection: any SQLConnection) throws {
    try connection.execute(
      "UPDATE office_user SET z_push_locked = ?, version = version + 1 WHERE tenant = ? AND id = ?",
      [SQLValue(isLocked), .integer(id.tenant), .integer(id.user)])
    if !isLocked { try SignInFailures.clear(of: id, in: connection) }
  }

  private static func find(
    _ condition: String, _ arguments: [SQLValue], in connection: any SQLConnection
  ) throws -> OfficeUser? {
    let columns = UserRecord.columns.map { "u." + $0 }.joined(separator: ", ")
    let own = UserRecord.columns.count
    return try connection.first(
      """
      SELECT \(columns), u.tenant, u.id, u.password, u.z_push_locked, u.version, t.name, t.zone, t.active,
        t.module_active, t.edition
      FROM office_user u JOIN tenant t ON t.id = u.tenant
      WHERE u.tenant = ? AND \(condition)
      """, arguments
    ) { row in
      OfficeUser(
        id: UserId(tenant: row.integer(own), user: row.integer(own + 1)), record: UserRecord(row: row),
        password: row.optionalText(own + 2), isLocked: row.flag(own + 3),
        version: row.integer(own + 4), tenant: TenantRecord(row: row, from: own + 5))
    }
  }
}
