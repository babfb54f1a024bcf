import Database
import Foundation
import TestSupport
import Testing

@Suite struct SQLiteTransactionTests {
  private struct Refusal: Error {}

  private let directory: TemporaryDirectory
  private let database: SQLiteDatabase

  init() throws {
    directory = try TemporaryDirectory()
    database = try SQLiteDatabase(
      path: directory.file("test.db"),
      migrations: [
        Migration(
          "1",
          [
            "CREATE TABLE account (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL)",
            "CREATE TABLE entry (account INTEGER NOT NULL REFERENCES account, body BLOB)",
            "INSERT INTO account (id, amount) VALUES (1, 500), (2, 500)",
          ])
      ])
  }

  private func amounts() async throws -> [Int64] {
    try await database.read { try $0.query("SELECT amount FROM account ORDER BY id") { $0.integer(0) } }
  }

  @Test func everyOneOfManyWritersIsHeard() async throws {
    let returned = try await withThrowingTaskGroup(of: Int64?.self) { [database] group in
      for _ in 0..<500 {
        group.addTask {
          try await database.write { connection in
            try connection.first("UPDATE account SET amount = amount + 1 WHERE id = 1 RETURNING amount") {
              $0.integer(0)
            }
          }
        }
      }
      return try await group.reduce(into: Set<Int64?>()) { $0.insert($1) }
    }
    #expect(returned == Set((501...1_000).map { $0 }))
    #expect(try await amounts() == [1_000, 500])
  }

  @Test func readersSeeWholeTransactionsOnly() async throws {
    try await withThrowingTaskGroup(of: Void.self) { [database] group in
      for _ in 0..<200 {
        group.addTask {
          try await database.write { connection in
            try connection.execute("UPDATE account SET amount = amount - 1 WHERE id = 1")
            try connection.execute("UPDATE account SET amount = amount + 1 WHERE id = 2")
          }
        }
        group.addTask {
          let sums = try await database.read { connection in
            try (0..<3).map { _ in
              let first = try connection.first("SELECT amount FROM account WHERE id = 1") { $0.integer(0) }
              let second = try connection.first("SELECT amount FROM account WHERE id = 2") { $0.integer(0) }
              return [first ?? 0, second ?? 0]
            }
          }
          #expect(sums[0][0] + sums[0][1] == 1_000)
          #expect(Set(sums).count == 1)
        }
      }
      try await group.waitForAll()
    }
    #expect(try await amounts() == [300, 700])
  }

  @Test func writesThatWaitCommitTogetherAndOneThatThrowsTakesOnlyItselfBack() async throws {
    let log = URL(filePath: directory.file("test.db-wal"))
    let before = try Data(contentsOf: log).count
    let arrived = DispatchSemaphore(value: 0)
    let kept = try await withThrowingTaskGroup(of: Bool.self) { [database] group in
      // The first body keeps the writer busy until all the others are on their way.
      let (isRunning, run) = AsyncStream.makeStream(of: Void.self)
      group.addTask {
        try await database.write { _ in
          run.finish()
          for _ in 0..<300 { arrived.wait() }
          return false
        }
      }
      for await _ in isRunning {}
      for number in 0..<300 {
        group.addTask {
          arrived.signal()
          do {
            try await database.write { connection in
              try connection.execute("UPDATE account SET amount = amount + 1 WHERE id = 2")
              if number.isMultiple(of: 3) { throw Refusal() }
            }
            return true
          } catch {
            #expect(error is Refusal)
            return false
          }
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(kept == 200)
    #expect(try await amounts() == [500, 700])
    // Each transaction appends the one page that all of them change.
    let frames = (try Data(contentsOf: log).count - before) / (4_096 + 24)
    #expect((1..<30).contains(frames))
  }

  @Test func brokenReferenceIsRefused() async throws {
    await #expect(throws: DatabaseError.self) {
      try await database.write { try $0.execute("INSERT INTO entry (account) VALUES (9)") }
    }
  }

  @Test func failedCommitFailsTheWriteAndLeavesNothingBehind() async throws {
    await #expect(throws: DatabaseError.statement(message: "FOREIGN KEY constraint failed", sql: "COMMIT")) {
      try await database.write { connection in
        try connection.execute("PRAGMA defer_foreign_keys = ON")
        try connection.execute("UPDATE account SET amount = 0")
        try connection.execute("INSERT INTO entry (account) VALUES (9)")
      }
    }
    #expect(try await amounts() == [500, 500])
    try await database.write { try $0.execute("UPDATE account SET amount = 9") }
    #expect(try await amounts() == [9, 9])
  }

  @Test func readerCannotWrite() async throws {
    await #expect(throws: DatabaseError.self) {
      try await database.read { try $0.execute("UPDATE account SET amount = 0") }
    }
    #expect(try await amounts() == [500, 500])
  }

  @Test func cancelledWriterStillWrites() async throws {
    let task = Task { [database] in
      withUnsafeCurrentTask { $0?.cancel() }
      return try await database.write { try $0.execute("UPDATE account SET amount = 7") }
    }
    #expect(try await task.value == 2)
    #expect(try await amounts() == [7, 7])
  }

  @Test func fullDiskFailsTheWriteAndLeavesNothingBehind() async throws {
    try await database.write { _ = try $0.query("PRAGMA max_page_count = 20") { _ in } }
    let failure = await #expect(throws: DatabaseError.self) {
      try await database.write { connection in
        try connection.execute("UPDATE account SET amount = 0")
        // A body that does not care must not go on outside of its transaction.
        _ = try? connection.execute(
          "INSERT INTO entry (account, body) VALUES (1, ?)", [.blob([UInt8](repeating: 1, count: 200_000))])
        try connection.execute("INSERT INTO entry (account) VALUES (2)")
      }
    }
    guard case .statement = try #require(failure) else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(try await amounts() == [500, 500])
    try await database.write { try $0.execute("UPDATE account SET amount = 8") }
    #expect(try await amounts() == [8, 8])
  }
}
