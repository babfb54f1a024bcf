import Synchronization

/// A connection that reads, for one at a time.
final class SQLiteReader: Sendable {
  private let connection: Mutex<SQLiteConnection?>

  init(_ connection: sending SQLiteConnection) { self.connection = Mutex(connection) }

  /// Runs `body` in a transaction; its first statement fixes the state that all of them see.
  func read<Value: Sendable>(_ body: @Sendable (any SQLConnection) throws -> Value) throws -> Value {
    try connection.withLock { connection in
      guard let connection else { throw DatabaseError.closed }
      return try connection.transaction("BEGIN DEFERRED") { try body(connection) }
    }
  }

  /// Closes the connection.
  func close() { connection.withLock { $0 = nil } }
}
