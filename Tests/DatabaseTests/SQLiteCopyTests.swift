import Database
import Foundation
import TestSupport
import Testing

@Suite struct SQLiteCopyTests {
  private static let migration = Migration(
    "two", ["CREATE TABLE one (id INTEGER PRIMARY KEY)", "CREATE TABLE other (id INTEGER PRIMARY KEY)"])

  private let directory: TemporaryDirectory
  private let path: String
  private let target: String

  init() throws {
    directory = try TemporaryDirectory()
    path = directory.file("test.db")
    target = directory.file("copy.db")
  }

  private func open(_ path: String) throws -> SQLiteDatabase {
    try SQLiteDatabase(path: path, migrations: [Self.migration], readers: 1)
  }

  /// How many rows both tables have, and that they have the same.
  private func count(_ database: SQLiteDatabase) async throws -> Int64 {
    try await database.read { connection in
      let counts = try ["one", "other"].map { table in
        try connection.first("SELECT count(*) FROM \(table)") { $0.integer(0) }
      }
      #expect(counts[0] == counts[1])
      let check = try connection.query("PRAGMA integrity_check") { $0.text(0) }
      #expect(check == ["ok"])
      return counts[0] ?? 0
    }
  }

  private static func write(_ id: Int, _ connection: any SQLConnection) throws {
    for table in ["one", "other"] {
      try connection.execute("INSERT INTO \(table) (id) VALUES (?)", [SQLValue(id)])
    }
  }

  @Test func copyHoldsWhatIsCommittedAndNotYetInTheFileItself() async throws {
    let database = try open(path)
    try await database.write { for id in 1...1000 { try Self.write(id, $0) } }
    try SQLiteDatabase.copy(path, to: target)
    try await database.write { try Self.write(1001, $0) }
    #expect(try await count(open(target)) == 1000)
    #expect(try await count(database) == 1001)
  }

  @Test func copyIsOneConsistentStateWhileOthersWrite() async throws {
    let database = try open(path)
    try await database.write { try Self.write(0, $0) }
    let writer = Task {
      var id = 1
      while !Task.isCancelled {
        let next = id
        try await database.write { try Self.write(next, $0) }
        id += 1
      }
      return id
    }
    var last: Int64 = 0
    for number in 0..<20 {
      let target = directory.file("copy\(number).db")
      try SQLiteDatabase.copy(path, to: target)
      let rows = try await count(open(target))
      #expect(rows >= max(last, 1))
      last = rows
    }
    writer.cancel()
    let written = try await writer.value
    #expect(try await count(database) == Int64(written))
  }

  @Test func copyIsASingleFileForItsOwnerAlone() async throws {
    let database = try open(path)
    try await database.write { try Self.write(1, $0) }
    try SQLiteDatabase.copy(path, to: target) { try Self.write(2, $0) }
    let names = try FileManager.default.contentsOfDirectory(
      atPath: (path as NSString).deletingLastPathComponent)
    #expect(names.filter { $0.hasPrefix("copy") } == ["copy.db"])
    let attributes = try FileManager.default.attributesOfItem(atPath: target)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try await count(open(target)) == 2)
    #expect(try await count(database) == 1)
  }

  @Test func existingFileIsNotReplaced() async throws {
    _ = try open(path)
    try Data("precious".utf8).write(to: URL(filePath: target))
    #expect(throws: DatabaseError.open(path: target, message: "is there already")) {
      try SQLiteDatabase.copy(path, to: target)
    }
    #expect(FileManager.default.contents(atPath: target) == Data("precious".utf8))
  }

  @Test func failedCopyLeavesNothing() async throws {
    struct Refused: Error {}
    _ = try open(path)
    try Data("no database".utf8).write(to: URL(filePath: directory.file("broken.db")))
    #expect(throws: DatabaseError.self) { try SQLiteDatabase.copy(directory.file("none.db"), to: target) }
    #expect(throws: DatabaseError.self) { try SQLiteDatabase.copy(directory.file("broken.db"), to: target) }
    #expect(throws: Refused.self) { try SQLiteDatabase.copy(path, to: target) { _ in throw Refused() } }
    let names = try FileManager.default.contentsOfDirectory(
      atPath: (path as NSString).deletingLastPathComponent)
    #expect(names.filter { $0.hasPrefix("copy") || $0.hasPrefix("none") } == [])
  }
}
