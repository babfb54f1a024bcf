import Database
import SyncModel

// Each of these tells those who remember credentials, once the transaction is durable.
extension OfficeTransaction {
  /// The user; nil if there is none with this number.
  package func user(_ id: Int64) throws -> UserRecord? {
    try OfficeUser.find(UserId(tenant: tenant, user: id), in: connection)?.record
  }

  /// Adds a user without password; returns the number.
  @discardableResult
  package func createUser(_ user: UserRecord) throws -> Int64 {
    try checkLogin(user.login)
    let id = try nextNumber(of: "office_user")
    let columns = UserRecord.columns.joined(separator: ", ")
    let marks = Array(repeating: "?", count: UserRecord.columns.count).joined(separator: ", ")
    try connection.execute(
      "INSERT INTO office_user (\(columns), tenant, id, z_push_locked, version) VALUES (\(marks), ?, ?, 0, 1)",
      user.values + [.integer(tenant), .integer(id)])
    try restampLogin(user.login)
    return id
  }

  /// Changes what an administrator sets about a user: names, activity, rights, ticks.
  package func modifyUser(_ id: Int64, _ change: (inout UserRecord) throws -> Void) throws {
    guard let stored = try user(id) else { throw OfficeError.noSuchRecord(kind: "office_user", id: id) }
    var user = stored
    try change(&user)
    guard user != stored else { return }
    if user.login != stored.login { try checkLogin(user.login) }
    let assignments = UserRecord.columns.map { $0 + " = ?" }.joined(separator: ", ")
    try connection.execute(
      "UPDATE office_user SET \(assignments), version = version + 1 WHERE tenant = ? AND id = ?",
      user.values + [.integer(tenant), .integer(id)])
    changedAccounts.insert(UserId(tenant: tenant, user: id))
    try restampUser(id)
    if user.login != stored.login {
      try restampLogin(stored.login)
      try restampLogin(user.login)
    }
  }

  /// Gives a user another password. The lock stays, as does what failed so far.
  package func setPassword(_ password: PasswordHash, of id: Int64) throws {
    try require([id], in: "office_user")
    try connection.execute(
      "UPDATE office_user SET password = ?, version = version + 1 WHERE tenant = ? AND id = ?",
      [.text(password.text), .integer(tenant), .integer(id)])
    changedAccounts.insert(UserId(tenant: tenant, user: id))
  }

  /// Locks or unlocks a user's Z-Push access, and only that. Manual 11.1.
  package func setLocked(_ isLocked: Bool, user id: Int64) throws {
    try require([id], in: "office_user")
    let user = UserId(tenant: tenant, user: id)
    try OfficeUser.setLocked(isLocked, user, in: connection)
    changedAccounts.insert(user)
  }

  private func checkLogin(_ login: String) throws {
    let isTaken = try connection.first(
      "SELECT 1 FROM office_user WHERE tenant = ? AND login = ?", [.integer(tenant), .text(login)]
    ) { _ in true }
    guard !login.isEmpty, isTaken == nil else { throw OfficeError.invalidValue(field: "Name") }
  }
}

extension OfficeTransaction {
  /// Adds a group with these users; returns its number.
  @discardableResult
  package func createGroup(_ name: String, members: Set<Int64> = []) throws -> Int64 {
    let id = try nextNumber(of: "office_group")
    try connection.execute(
      "INSERT INTO office_group (tenant, id, name) VALUES (?, ?, ?)",
      [.integer(tenant), .integer(id), .text(name)])
    try setMembers(members, ofGroup: id)
    return id
  }

  /// Sets who belongs to a group; its appointments come and go with that.
  package func setMembers(_ members: Set<Int64>, ofGroup id: Int64) throws {
    try require([id], in: "office_group")
    try require(members, in: "office_user")
    try connection.execute(
      "DELETE FROM office_group_member WHERE tenant = ? AND group_id = ?", [.integer(tenant), .integer(id)])
    for member in members.sorted() {
      try connection.execute(
        "INSERT INTO office_group_member (tenant, group_id, user_id) VALUES (?, ?, ?)",
        [.integer(tenant), .integer(id), .integer(member)])
    }
    try restampGroup(id)
  }
}
