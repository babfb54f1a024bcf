import Glibc

extension SQLiteConnection {
  /// Makes an empty file that only its owner may read, unless there is one.
  static func createFile(_ path: String) throws(DatabaseError) {
    // Not open(2): closing its descriptor would drop the locks that this process holds on the file.
    guard mknod(path, S_IFREG | S_IRUSR | S_IWUSR, 0) == 0 || errno == EEXIST else {
      throw .lastSystemError(of: path)
    }
  }

  /// Opens the file at `path` for the writer.
  static func writer(path: String) throws(DatabaseError) -> SQLiteConnection {
    let connection = try SQLiteConnection(path: path)
    do {
      try connection.switchToWriteAheadLog()
      try connection.perform("PRAGMA synchronous = FULL")
      try connection.perform("PRAGMA foreign_keys = ON")
      // What a savepoint or RETURNING needs for a moment is not worth a file.
      try connection.perform("PRAGMA temp_store = MEMORY")
    } catch {
      throw .open(path: path, message: error.description)
    }
    return connection
  }

  /// Opens the file at `path` for a reader; the writer did so before.
  static func reader(path: String) throws(DatabaseError) -> SQLiteConnection {
    let connection = try SQLiteConnection(path: path)
    try connection.perform("PRAGMA query_only = ON")
    return connection
  }

  // When two programs open a new file at once, one of them is told that it is locked without any waiting.
  private func switchToWriteAheadLog() throws(DatabaseError) {
    for _ in 0..<Self.attempts {
      do throws(DatabaseError) {
        return try perform("PRAGMA journal_mode = WAL")
      } catch {
        guard isBusy else { throw error }
        usleep(Self.pause)
      }
    }
    try perform("PRAGMA journal_mode = WAL")
  }

  private static var attempts: Int { 500 }
  private static var pause: UInt32 { 10_000 }
}
