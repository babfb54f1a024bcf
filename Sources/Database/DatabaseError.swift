/// Why the database could not do it.
public enum DatabaseError: Error, Hashable {
  /// The library's own message and the statement, without the values it was given.
  case statement(message: String, sql: String)
  /// The disk is full, read-only or broken, or somebody holds the file: nothing is wrong with the statement.
  case storage(message: String, sql: String)
  /// The file was written by a newer program.
  case newerSchema(path: String)
  /// The file cannot be opened.
  case open(path: String, message: String)
  /// The database was closed.
  case closed
}

extension DatabaseError: CustomStringConvertible {
  /// The reason in one line, for logs.
  public var description: String {
    switch self {
    case .statement(let message, let sql), .storage(let message, let sql): "\(message) in: \(sql)"
    case .newerSchema(let path): "\(path) was written by a newer program"
    case .open(let path, let message): "\(path): \(message)"
    case .closed: "the database is closed"
    }
  }
}
