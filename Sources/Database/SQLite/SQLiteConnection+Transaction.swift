extension SQLiteConnection {
  /// Runs `body` between `begin` and COMMIT, or rolls back and throws what it threw.
  func transaction<Value>(_ begin: String, _ body: () throws -> Value) throws -> Value {
    try perform(begin)
    do {
      let value = try body()
      try perform("COMMIT")
      return value
    } catch {
      rollBack()
      throw error
    }
  }

  func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
    // The name is always the same: SQLite means the innermost one.
    try perform("SAVEPOINT body")
    do {
      let value = try body()
      try perform("RELEASE body")
      return value
    } catch {
      if isInTransaction {
        try perform("ROLLBACK TO body")
        try perform("RELEASE body")
      }
      throw error
    }
  }

  /// Ends the transaction, if one is open, and leaves nothing of it.
  func rollBack() {
    // A failing rollback leaves the transaction open; the next BEGIN then says so.
    if isInTransaction { try? perform("ROLLBACK") }
  }
}
