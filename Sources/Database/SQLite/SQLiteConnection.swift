import CSQLite

/// One connection to an SQLite file. Not Sendable: the actor that owns it keeps it on its queue.
final class SQLiteConnection: SQLConnection {
  /// How long to wait for another process's transaction, in milliseconds.
  private static let patience: Int32 = 10_000
  /// More than the program has statements; only SQL that is made up at run time could reach it.
  private static let statementLimit = 500

  private let handle: OpaquePointer
  private var statements: [String: SQLiteStatement] = [:]

  /// Opens the file at `path`, which exists already.
  init(path: String) throws(DatabaseError) {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      let message = String(cString: opened == nil ? sqlite3_errstr(code) : sqlite3_errmsg(opened))
      sqlite3_close_v2(opened)
      throw .open(path: path, message: message)
    }
    handle = opened
    sqlite3_busy_timeout(handle, Self.patience)
  }

  deinit {
    // Statements go first: they would keep the file open.
    statements.removeAll()
    sqlite3_close_v2(handle)
  }

  /// Whether a transaction is open. SQLite itself ends one when the disk is full or fails.
  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Whether the latest failure was another connection's lock.
  var isBusy: Bool { sqlite3_errcode(handle) & 0xFF == SQLITE_BUSY }

  func query<Value>(
    _ sql: String, _ arguments: [SQLValue], _ read: (any SQLRow) throws -> Value
  ) throws -> [Value] {
    try requireTransaction(sql)
    let statement = try statement(sql, arguments)
    defer { statement.reset() }
    var values: [Value] = []
    while try statement.step() { values.append(try read(statement)) }
    return values
  }

  @discardableResult func execute(_ sql: String, _ arguments: [SQLValue]) throws(DatabaseError) -> Int {
    try requireTransaction(sql)
    let before = sqlite3_total_changes64(handle)
    try complete(sql, arguments)
    // A statement that changes no row leaves the count of the one before.
    return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
  }

  /// Runs a statement that needs no transaction around it: one that opens or ends it, or sets up.
  func perform(_ sql: String) throws(DatabaseError) { try complete(sql, []) }

  /// Makes `copy`, which is empty, equal to this database as it is now; returns SQLite's words if it fails.
  ///
  /// One step is one read transaction: in WAL mode it holds up no writer, and none changes what it reads.
  func copyAll(to copy: SQLiteConnection) -> String? {
    guard let backup = sqlite3_backup_init(copy.handle, "main", handle, "main") else {
      return String(cString: sqlite3_errmsg(copy.handle))
    }
    let code = sqlite3_backup_step(backup, -1)
    sqlite3_backup_finish(backup)
    return code == SQLITE_DONE ? nil : String(cString: sqlite3_errstr(code))
  }

  // A body that swallowed the error of a lost transaction would go on writing outside of any.
  private func requireTransaction(_ sql: String) throws(DatabaseError) {
    guard isInTransaction else { throw .statement(message: "the transaction was rolled back", sql: sql) }
  }

  private func complete(_ sql: String, _ arguments: [SQLValue]) throws(DatabaseError) {
    let statement = try statement(sql, arguments)
    defer { statement.reset() }
    while try statement.step() {}
  }

  /// A statement with its values, ready for the first step; whoever asked resets it.
  func statement(_ sql: String, _ arguments: [SQLValue]) throws(DatabaseError) -> SQLiteStatement {
    let statement = try prepared(sql)
    try statement.bind(arguments)
    return statement
  }

  private func prepared(_ sql: String) throws(DatabaseError) -> SQLiteStatement {
    let known = statements[sql]
    if let known, !known.isRunning { return known }
    let statement = try SQLiteStatement(sql, on: handle)
    // One that is between two rows stays the cached one; its double serves this time only.
    guard known == nil else { return statement }
    if statements.count == Self.statementLimit { statements.removeAll() }
    statements[sql] = statement
    return statement
  }
}
