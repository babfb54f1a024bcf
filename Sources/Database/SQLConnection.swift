/// A connection inside one transaction. It never leaves the closure it was given to.
///
/// SQL is what SQLite and PostgreSQL both understand, with `?` as placeholder; one statement at a time, prepared
/// once per connection.
public protocol SQLConnection: AnyObject {
  /// Runs a statement and reads each of its rows. A row is valid only while `read` looks at it.
  func query<Value>(
    _ sql: String, _ arguments: [SQLValue], _ read: (any SQLRow) throws -> Value
  ) throws -> [Value]

  /// Runs a statement and ignores its rows; returns how many rows of its table it changed.
  @discardableResult func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

  /// Runs `body` so that it leaves nothing behind if it throws; one may stand inside another.
  func savepoint<Value>(_ body: () throws -> Value) throws -> Value
}

extension SQLConnection {
  /// Runs a statement without placeholders and reads each of its rows.
  public func query<Value>(_ sql: String, _ read: (any SQLRow) throws -> Value) throws -> [Value] {
    try query(sql, [], read)
  }

  /// Runs a statement without placeholders; returns how many rows it changed.
  @discardableResult public func execute(_ sql: String) throws -> Int { try execute(sql, []) }

  /// The first row, if there is one. All rows are read: a statement that may have more needs its LIMIT.
  public func first<Value>(
    _ sql: String, _ arguments: [SQLValue] = [], _ read: (any SQLRow) throws -> Value
  ) throws -> Value? {
    try query(sql, arguments, read).first
  }

  /// Runs an `INSERT ... RETURNING` of one column; returns the number that the new row was given.
  public func insert(_ sql: String, _ arguments: [SQLValue]) throws -> Int64 {
    guard let number = try first(sql, arguments, { $0.integer(0) }) else {
      throw DatabaseError.statement(message: "returned no row", sql: sql)
    }
    return number
  }
}
