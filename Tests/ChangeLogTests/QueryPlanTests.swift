import ChangeLog
import Database
import Foundation
import SyncModel
import TestSupport
import Testing

/// Every statement of the log finds its rows through an index, so that its cost follows what it returns.
@Suite struct QueryPlanTests {
  /// Notes how SQLite runs each statement.
  private final class Explaining: SQLConnection {
    let connection: any SQLConnection
    var steps: [String] = []

    init(_ connection: any SQLConnection) { self.connection = connection }

    func query<Value>(
      _ sql: String, _ arguments: [SQLValue], _ read: (any SQLRow) throws -> Value
    ) throws -> [Value] {
      steps += try connection.query("EXPLAIN QUERY PLAN " + sql, arguments) { $0.text(3) }
      return try connection.query(sql, arguments, read)
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
      steps += try connection.query("EXPLAIN QUERY PLAN " + sql, arguments) { $0.text(3) }
      return try connection.execute(sql, arguments)
    }

    func savepoint<Value>(_ body: () throws -> Value) throws -> Value { try connection.savepoint(body) }
  }

  private let directory: TemporaryDirectory
  private let database: SQLiteDatabase

  /// 100,000 records of one tenant; user 1 has all of them, user 2 the last ten.
  init() async throws {
    directory = try TemporaryDirectory()
    database = try SQLiteDatabase(path: directory.file("log.db"), migrations: ChangeLog.migrations)
    try await database.write { connection in
      let numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
      try connection.execute(
        "INSERT INTO change_records (tenant, class, record, number, digest) "
          + "\(numbers) SELECT 1, 2, i, i, x'01' FROM n")
      try connection.execute(
        "INSERT INTO change_members (tenant, class, member, record, number, present) "
          + "\(numbers) SELECT 1, 2, 1, i, 100000 + i, 1 FROM n")
      try connection.execute(
        "INSERT INTO change_members (tenant, class, member, record, number, present) "
          + "\(numbers) SELECT 1, 2, 2, i, 200000, 1 FROM n WHERE i > 99990")
      try connection.execute(
        "INSERT INTO change_counters (tenant, class, number, purged_below) VALUES (1, 2, 200000, 0)")
    }
  }

  private func steps(_ body: @escaping @Sendable (ChangeLog) throws -> Void) async throws -> [String] {
    try await database.write { connection in
      let explaining = Explaining(connection)
      try body(ChangeLog(explaining, tenant: 1))
      return explaining.steps
    }
  }

  /// Steps that go through a whole table or a whole class of a tenant. The epoch is a table of one row, and
  /// counters have one row for each class.
  private func scans(_ steps: [String]) -> [String] {
    let small = ["SCAN e", "SCAN bounded", "SEARCH c ", "SEARCH change_counters "]
    return steps.filter { step in
      (step.contains("SCAN") || step.contains("(tenant=? AND class=?)"))
        && !small.contains { step.hasPrefix($0) }
    }
  }

  @Test func oneChangeInAHundredThousandIsFoundThroughTheIndexes() async throws {
    let steps = try await steps { log in
      let number = try #require(try log.stamp(5, of: .contacts, digest: [2]))
      let rows = try log.rows(of: .contacts, user: 1, above: ChangeNumber(200_000), limit: 100)
      #expect(rows == [LogRow(record: 5, number: number, isThere: true)])
      #expect(try log.rows(of: .contacts, user: 2, above: ChangeNumber(200_000), limit: 100) == [])
    }
    #expect(steps.contains { $0.contains("change_records_by_number (tenant=? AND class=? AND number>?") })
    #expect(steps.contains { $0.contains("change_members_by_number (tenant=? AND class=? AND member=? AND") })
    #expect(scans(steps) == [])
    #expect(!steps.contains { $0.contains("TEMP B-TREE") })
  }

  @Test func userWithFewRecordsDoesNotWalkThroughTheTenants() async throws {
    let steps = try await steps { log in
      for record in Int64(1)...300 { try log.stamp(record, of: .contacts, digest: [2]) }
      try log.stamp(100_000, of: .contacts, digest: [2])
      let rows = try log.rows(of: .contacts, user: 2, above: ChangeNumber(200_000), limit: 100)
      #expect(rows.map(\.record) == [100_000])
    }
    #expect(!steps.contains { $0.hasPrefix("SEARCH r USING INDEX change_records_by_number") })
    #expect(scans(steps) == [])
  }

  @Test func everyOtherStatementUsesAnIndex() async throws {
    let steps = try await steps { log in
      _ = try log.position(of: .contacts)
      try log.setMembers([1], of: 99_999, in: .contacts)
      try log.touch(7, of: .contacts, user: 1)
      try log.stamp(9, of: .contacts, digest: nil)
      _ = try log.rows(of: .contacts, user: 1, records: [1, 2, 3])
      try log.purge(below: ChangeNumber(200_003), of: .contacts)
      #expect(try log.rows(of: .contacts, user: 1, records: [9]).count == 1)
      try log.stamp(10, of: .contacts, digest: nil)
      try log.purge(below: ChangeNumber(200_004), of: .contacts)
      #expect(try log.rows(of: .contacts, user: 1, records: [9]) == [])
    }
    #expect(scans(steps) == [])
    #expect(steps.contains { $0.contains("change_members_gone") })
    #expect(steps.contains { $0.contains("change_records_gone") })
  }

  @Test func ledgerAndKeptPropertiesAreFoundThroughTheirIndexes() async throws {
    let contacts = CollectionId(rawValue: "k")
    let steps = try await steps { log in
      var write = DeviceWrite(
        .change, syncKey: SyncKey(rawValue: "a"), lineage: 1, digest: [1], record: 1, number: .zero,
        isExact: true, time: Date(timeIntervalSince1970: 0))
      write.id = try log.keep(write, of: "phone", user: 1, in: contacts)
      _ = try log.keep(write, of: "phone", user: 1, in: contacts)
      #expect(try log.writes(of: "phone", user: 1, in: contacts) == [write])
      try log.forget([write.id])
      try log.setKept([1], of: 1, in: .contacts, user: 1)
      #expect(try log.kept(of: .contacts, user: 1, records: [1, 2]) == [1: [1]])
      try log.setKept(nil, of: 1, in: .contacts, user: 1)
    }
    #expect(scans(steps) == [])
    #expect(!steps.contains { $0.contains("TEMP B-TREE") })
    #expect(steps.contains { $0.contains("device_writes_by_device (tenant=? AND member=? AND device=? AND") })
    #expect(steps.contains { $0.contains("device_writes USING INTEGER PRIMARY KEY") })
    #expect(
      steps.contains { $0.contains("kept_properties_1 (tenant=? AND class=? AND member=? AND record=") })
  }
}
