import Database
import TestSupport
import Testing

@Suite struct SQLiteStatementTests {
  private let directory: TemporaryDirectory
  private let database: SQLiteDatabase

  init() throws {
    directory = try TemporaryDirectory()
    database = try SQLiteDatabase(
      path: directory.file("test.db"),
      migrations: [Migration("1", ["CREATE TABLE item (id INTEGER PRIMARY KEY, value, note TEXT UNIQUE)"])])
  }

  @Test(arguments: [
    SQLValue.null, .integer(.min), .integer(.max), .integer(0), .real(1.5), .real(-.greatestFiniteMagnitude),
    .text(""), .text("Müller 🎈"), .text("before\0after"), .blob([]), .blob([0, 1, 255]),
    .blob([UInt8](repeating: 7, count: 100_000)),
  ])
  func valueComesBackAsItWent(_ value: SQLValue) async throws {
    let stored = try await database.write { connection in
      let id = try connection.insert("INSERT INTO item (value) VALUES (?) RETURNING id", [value])
      return try connection.first("SELECT value FROM item WHERE id = ?", [.integer(id)]) { $0.value(0) }
    }
    #expect(stored == value)
  }

  @Test func nullReadsAsNothing() async throws {
    let rows = try await database.read { connection in
      try connection.query("SELECT NULL AS gap, 5, 'five', x'05'") { row in
        #expect(row.count == 4)
        #expect(row.name(0) == "gap")
        #expect(row.isNull(0) && !row.isNull(1))
        #expect(row.integer(0) == 0 && row.text(0) == "" && row.blob(0) == [] && !row.flag(0))
        #expect(row.optionalInteger(0) == nil && row.optionalText(0) == nil && row.optionalBlob(0) == nil)
        #expect(row.optionalInteger(1) == 5 && row.optionalText(2) == "five" && row.optionalBlob(3) == [5])
        return row.flag(1)
      }
    }
    #expect(rows == [true])
  }

  @Test func optionalsAndLiteralsBecomeValues() {
    #expect(SQLValue(Int64?.none) == nil && SQLValue(Int?.some(3)) == 3 && SQLValue(Int64(4)) == 4)
    #expect(SQLValue(String?.none) == nil && SQLValue("a") == "a")
    #expect(SQLValue([UInt8]?.none) == nil && SQLValue([UInt8]([1])) == .blob([1]))
    #expect(SQLValue(true) == 1 && SQLValue(false) == 0)
  }

  @Test func changedRowsAreCounted() async throws {
    let counts = try await database.write { connection in
      [
        try connection.execute("INSERT INTO item (value) VALUES (1), (2), (3)"),
        try connection.execute("UPDATE item SET value = value + 1 WHERE value > ?", [1]),
        try connection.execute("CREATE TABLE other (id INTEGER)"),
        try connection.execute("DELETE FROM item WHERE value = ?", [99]),
      ]
    }
    #expect(counts == [3, 2, 0, 0])
  }

  @Test func sameStatementRunsInsideItself() async throws {
    let pairs = try await database.write { connection in
      try connection.execute("INSERT INTO item (value) VALUES (1), (2)")
      return try connection.query("SELECT value FROM item ORDER BY id") { outer in
        let inner = try connection.query("SELECT value FROM item ORDER BY id") { $0.integer(0) }
        return [outer.integer(0)] + inner
      }
    }
    #expect(pairs == [[1, 1, 2], [2, 1, 2]])
  }

  @Test func statementRunsAgainAfterItsReaderThrew() async throws {
    struct Enough: Error {}
    try await database.write { connection in
      try connection.execute("INSERT INTO item (value) VALUES (1), (2)")
      let sql = "SELECT value FROM item ORDER BY id"
      #expect(throws: Enough.self) { try connection.query(sql) { _ in throw Enough() } }
      #expect(try connection.query(sql) { $0.integer(0) } == [1, 2])
    }
  }

  @Test func endlesslyManyStatementsAreServed() async throws {
    let sum = try await database.read { connection in
      try (0..<1_200).reduce(Int64(0)) { sum, number in
        try sum + (connection.first("SELECT \(number)") { $0.integer(0) } ?? 0)
      }
    }
    #expect(sum == 1_199 * 600)
  }

  @Test func errorNamesTheStatementButNoValues() async throws {
    let sql = "INSERT INTO item (note) VALUES (?)"
    let failure = await #expect(throws: DatabaseError.self) {
      try await database.write { connection in
        try connection.execute(sql, ["secret"])
        try connection.execute(sql, ["secret"])
      }
    }
    let error = try #require(failure)
    #expect(error == .statement(message: "UNIQUE constraint failed: item.note", sql: sql))
    #expect(!error.description.contains("secret"))
  }

  @Test(arguments: [
    ("SELECT absent FROM item", [], "no such column: absent"),
    ("SELECT ?", [], "1 placeholders, 0 values"),
    ("SELECT 1", [SQLValue.integer(1)], "0 placeholders, 1 values"),
    ("SELECT 1; SELECT 2", [], "not one statement"),
    ("  ", [], "not one statement"),
  ])
  func badStatementIsRefused(_ sql: String, _ values: [SQLValue], _ message: String) async {
    await #expect(throws: DatabaseError.statement(message: message, sql: sql)) {
      try await database.read { _ = try $0.query(sql, values) { _ in } }
    }
  }

  @Test func insertWithoutRowIsAnError() async throws {
    let sql = "INSERT INTO item (id) VALUES (1) ON CONFLICT DO NOTHING RETURNING id"
    await #expect(throws: DatabaseError.statement(message: "returned no row", sql: sql)) {
      try await database.write { connection in
        _ = try connection.insert(sql, [])
        _ = try connection.insert(sql, [])
      }
    }
  }
}
