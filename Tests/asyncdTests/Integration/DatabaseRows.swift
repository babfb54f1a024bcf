import Database

@testable import asyncd

/// All rows of tables as text, so that a test sees which of them changed.
struct DatabaseRows: Equatable {
  /// Table -> rows.
  private(set) var rows: [String: [String]] = [:]

  /// The rows of every table for which `condition` has a condition; nil leaves the table out.
  init(_ database: any Database, where condition: @escaping @Sendable (String) -> String? = { _ in "1" })
    async throws
  {
    rows = try await database.read { sql in
      let tables = try sql.query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
      ) { $0.text(0) }
      var rows: [String: [String]] = [:]
      for table in tables {
        guard let condition = condition(table) else { continue }
        let columns = try sql.query("SELECT name FROM pragma_table_info('\(table)')") {
          "quote(\"\($0.text(0))\")"
        }
        let row = columns.joined(separator: " || '|' || ")
        rows[table] = try sql.query("SELECT \(row) FROM \(table) WHERE \(condition)") { $0.text(0) }.sorted()
      }
      return rows
    }
  }

  /// `table: row` for each row that `later` has not any more.
  func lost(in later: DatabaseRows) -> [String] {
    rows.sorted { $0.key < $1.key }.flatMap { table, before in
      let after = Set(later.rows[table] ?? [])
      return before.filter { !after.contains($0) }.map { "\(table): \($0)" }
    }
  }

  /// The rows of `sync.db` that belong to other devices than those of `user`.
  static func ofOthers(than user: (tenant: Int64, user: Int64), in sync: any Database) async throws
    -> DatabaseRows
  {
    let devices = "SELECT id FROM device WHERE tenant = \(user.tenant) AND user_id = \(user.user)"
    let collections = "SELECT id FROM collection WHERE device IN (\(devices))"
    let states = "SELECT id FROM sync_state WHERE collection IN (\(collections))"
    let conditions = [
      "device": "id NOT IN (\(devices))", "collection": "device NOT IN (\(devices))",
      "hierarchy": "device NOT IN (\(devices))", "ping": "device NOT IN (\(devices))",
      "waiting_sync": "device NOT IN (\(devices))", "sync_state": "collection NOT IN (\(collections))",
      "sync_answer": "state NOT IN (\(states))", "held_chunk": "state NOT IN (\(states))",
    ]
    return try await DatabaseRows(sync) { conditions[$0] }
  }
}
