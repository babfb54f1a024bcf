extension SQLiteConnection {
  /// Applies the migrations that the file has not seen, all in one transaction.
  func migrate(_ migrations: [Migration], path: String) throws(DatabaseError) {
    try perform("BEGIN IMMEDIATE")
    defer { rollBack() }
    try execute(
      "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)", [])
    let applied = try appliedMigrations()
    guard applied.isSubset(of: migrations.map(\.name)) else { throw .newerSchema(path: path) }
    for migration in migrations where !applied.contains(migration.name) {
      for statement in migration.statements { try execute(statement, []) }
      try fill(migration)
      try execute("INSERT INTO migrations (name) VALUES (?)", [.text(migration.name)])
    }
    try perform("COMMIT")
  }

  private func fill(_ migration: Migration) throws(DatabaseError) {
    do {
      try migration.fill?(self)
    } catch let error as DatabaseError {
      throw error
    } catch {
      throw .statement(message: "\(error)", sql: migration.name)
    }
  }

  private func appliedMigrations() throws(DatabaseError) -> Set<String> {
    let statement = try statement("SELECT name FROM migrations", [])
    defer { statement.reset() }
    var names: Set<String> = []
    while try statement.step() { names.insert(statement.text(0)) }
    return names
  }
}
