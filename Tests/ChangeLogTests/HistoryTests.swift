import ChangeLog
import Database
import TestSupport
import Testing

@Suite struct HistoryTests {
  @Test(arguments: 0..<20) func deviceThatWalksEndsWithTheTruth(_ hundred: UInt64) async throws {
    let directory = try TemporaryDirectory()
    let database = try SQLiteDatabase(path: directory.file("log.db"), migrations: ChangeLog.migrations)
    let violations = try await database.write { connection in
      // Histories of one database are tenants beside each other.
      try (UInt64(0)..<100).compactMap { number -> String? in
        let seed = hundred * 100 + number
        var history = History(ChangeLog(connection, tenant: Int64(number)), seed: seed)
        do {
          try history.run(steps: 80)
          return nil
        } catch let violation as Violation {
          return "history \(seed): \(violation)"
        }
      }
    }
    #expect(violations == [])
  }
}
