import Database
import Foundation
import TestSupport
import Testing

@Suite struct SQLiteFileTests {
  private static let first = Migration("one", ["CREATE TABLE one (id INTEGER PRIMARY KEY)"])
  private static let second = Migration(
    "two", ["CREATE TABLE two (id INTEGER PRIMARY KEY)", "INSERT INTO one (id) VALUES (1)"])

  private let directory: TemporaryDirectory
  private let path: String

  init() throws {
    directory = try TemporaryDirectory()
    path = directory.file("test.db")
  }

  private func count(_ table: String, in database: SQLiteDatabase) async throws -> Int64? {
    try await database.read { try $0.first("SELECT count(*) FROM \(table)") { $0.integer(0) } }
  }

  @Test func eachMigrationIsAppliedOnce() async throws {
    await (try SQLiteDatabase(path: path, migrations: [Self.first])).close()
    await (try SQLiteDatabase(path: path, migrations: [Self.first, Self.second])).close()
    let database = try SQLiteDatabase(path: path, migrations: [Self.first, Self.second])
    #expect(try await count("one", in: database) == 1)
    let names = try await database.read { connection in
      try connection.query("SELECT name FROM migrations ORDER BY number") { $0.text(0) }
    }
    #expect(names == ["one", "two"])
  }

  @Test func migrationsOfAnotherPartMayComeBeforeOldOnes() async throws {
    let other = Migration("other", ["CREATE TABLE other (id INTEGER PRIMARY KEY)"])
    await (try SQLiteDatabase(path: path, migrations: [Self.first])).close()
    let database = try SQLiteDatabase(path: path, migrations: [other, Self.first])
    #expect(try await count("other", in: database) == 0)
  }

  @Test func fileOfANewerProgramIsRefused() async throws {
    await (try SQLiteDatabase(path: path, migrations: [Self.first, Self.second])).close()
    #expect(throws: DatabaseError.newerSchema(path: path)) {
      try SQLiteDatabase(path: path, migrations: [Self.first])
    }
  }

  @Test func failedMigrationLeavesTheFileAsItWas() async throws {
    let broken = Migration("broken", ["CREATE TABLE three (id INTEGER)", "INSERT INTO nowhere VALUES (1)"])
    let error = #expect(throws: DatabaseError.self) {
      try SQLiteDatabase(path: path, migrations: [Self.first, broken])
    }
    #expect(
      error == .statement(message: "no such table: nowhere", sql: "INSERT INTO nowhere VALUES (1)"))
    let database = try SQLiteDatabase(path: path, migrations: [])
    let tables = try await database.read { connection in
      try connection.query("SELECT name FROM sqlite_master WHERE type = 'table'") { $0.text(0) }
    }
    #expect(tables == ["migrations"])
  }

  @Test func migrationFillsWhatItMadeOnce() async throws {
    let known = [Self.first, Self.second]
    await (try SQLiteDatabase(path: path, migrations: known)).close()
    let filling = Migration("filling", ["CREATE TABLE copy (id INTEGER)"]) { connection in
      for id in try connection.query("SELECT id FROM one", { $0.integer(0) }) {
        try connection.execute("INSERT INTO copy (id) VALUES (?)", [.integer(id)])
      }
    }
    await (try SQLiteDatabase(path: path, migrations: known + [filling])).close()
    let database = try SQLiteDatabase(path: path, migrations: known + [filling])
    #expect(try await count("copy", in: database) == 1)
  }

  @Test func failedFillLeavesTheFileAsItWas() async throws {
    struct Spoilt: Error {}
    let known = [Self.first, Self.second]
    await (try SQLiteDatabase(path: path, migrations: known)).close()
    let filling = Migration("filling", ["CREATE TABLE copy (id INTEGER)"]) { _ in throw Spoilt() }
    #expect(throws: DatabaseError.statement(message: "Spoilt()", sql: "filling")) {
      try SQLiteDatabase(path: path, migrations: known + [filling])
    }
    let database = try SQLiteDatabase(path: path, migrations: known)
    let tables = try await database.read { connection in
      try connection.query("SELECT name FROM sqlite_master WHERE name = 'copy'") { $0.text(0) }
    }
    #expect(tables == [])
  }

  @Test(arguments: 0..<20) func programsThatOpenANewFileAtOnceBothWork(_ round: Int) async throws {
    try await withThrowingTaskGroup(of: Void.self) { [path] group in
      for _ in 0..<4 {
        group.addTask {
          let database = try SQLiteDatabase(path: path, migrations: [Self.first, Self.second])
          try await database.write { try $0.execute("INSERT INTO two DEFAULT VALUES") }
          await database.close()
        }
      }
      try await group.waitForAll()
    }
    let database = try SQLiteDatabase(path: path, migrations: [Self.first, Self.second])
    #expect(try await count("one", in: database) == 1)
    #expect(try await count("two", in: database) == 4)
  }

  @Test func twoProgramsWriteTheSameFile() async throws {
    let databases = try (0..<2).map { _ in try SQLiteDatabase(path: path, migrations: [Self.first]) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        let database = databases[number % 2]
        group.addTask { _ = try await database.write { try $0.execute("INSERT INTO one DEFAULT VALUES") } }
      }
      try await group.waitForAll()
    }
    #expect(try await count("one", in: databases[0]) == 200)
    #expect(try await count("one", in: databases[1]) == 200)
  }

  @Test func whatWasWrittenOutlivesACrash() async throws {
    let database = try SQLiteDatabase(path: path, migrations: [Self.first])
    try await database.write { try $0.execute("INSERT INTO one (id) VALUES (41), (42)") }
    // The files as a crash at this moment would leave them, log not folded in.
    let copy = directory.file("crashed.db")
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
    }
    let recovered = try SQLiteDatabase(path: copy, migrations: [Self.first])
    #expect(try await count("one", in: recovered) == 2)
  }

  @Test func logCutOffByACrashLosesOnlyTheUnfinishedTransaction() async throws {
    let database = try SQLiteDatabase(path: path, migrations: [Self.first])
    try await database.write { try $0.execute("INSERT INTO one (id) VALUES (1)") }
    let durable = try Data(contentsOf: URL(filePath: path + "-wal"))
    try await database.write { try $0.execute("INSERT INTO one (id) VALUES (2)") }
    let whole = try Data(contentsOf: URL(filePath: path + "-wal"))
    try #require(whole.count > durable.count)
    let copy = directory.file("crashed.db")
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    try whole.prefix(whole.count - 100).write(to: URL(filePath: copy + "-wal"))
    let recovered = try SQLiteDatabase(path: copy, migrations: [Self.first])
    #expect(try await count("one", in: recovered) == 1)
  }

  @Test func onlyTheOwnerMayReadTheFiles() async throws {
    let database = try SQLiteDatabase(path: path, migrations: [Self.first])
    try await database.write { try $0.execute("INSERT INTO one DEFAULT VALUES") }
    for suffix in ["", "-wal", "-shm"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: path + suffix)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
    }
  }

  @Test func closedDatabaseRefuses() async throws {
    let database = try SQLiteDatabase(path: path, migrations: [Self.first])
    try await database.write { try $0.execute("INSERT INTO one DEFAULT VALUES") }
    await database.close()
    await database.close()
    #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    await #expect(throws: DatabaseError.closed) { try await database.read { _ in } }
    await #expect(throws: DatabaseError.closed) { try await database.write { _ in } }
  }

  @Test func whatWasAskedForBeforeClosingIsAnswered() async throws {
    let database = try SQLiteDatabase(path: path, migrations: [Self.first], readers: 1)
    let answers = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<50 {
        group.addTask {
          do {
            if number.isMultiple(of: 2) {
              try await database.write { try $0.execute("INSERT INTO one DEFAULT VALUES") }
            } else {
              _ = try await count("one", in: database)
            }
          } catch {
            #expect(error as? DatabaseError == .closed)
          }
          return true
        }
      }
      group.addTask {
        await database.close()
        return true
      }
      return await group.reduce(0) { count, _ in count + 1 }
    }
    #expect(answers == 51)
  }

  @Test func fileThatCannotBeOpenedIsReported() throws {
    let missing = directory.file("missing/test.db")
    #expect(throws: DatabaseError.open(path: missing, message: "No such file or directory")) {
      try SQLiteDatabase(path: missing, migrations: [])
    }
    #expect(throws: DatabaseError.self) { try SQLiteDatabase(path: directory.path, migrations: []) }
  }

  @Test func fileThatIsNoDatabaseIsReported() throws {
    try Data(repeating: 0x41, count: 8_192).write(to: URL(filePath: path))
    let error = #expect(throws: DatabaseError.self) { try SQLiteDatabase(path: path, migrations: []) }
    guard case .open(path, let message)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(message.contains("file is not a database"))
    #expect(try Data(contentsOf: URL(filePath: path)) == Data(repeating: 0x41, count: 8_192))
  }

  @Test func corruptPageIsReported() async throws {
    let database = try SQLiteDatabase(path: path, migrations: [Self.first])
    try await database.write { try $0.execute("INSERT INTO one (id) VALUES (1)") }
    await database.close()
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes.replaceSubrange(4_096..<bytes.count, with: repeatElement(0xEE, count: bytes.count - 4_096))
    try bytes.write(to: URL(filePath: path))
    #expect(throws: DatabaseError.self) { try SQLiteDatabase(path: path, migrations: [Self.first]) }
  }
}
