import ChangeLog
import Database
import SyncModel
import TestSupport
import Testing

@Suite struct ChangeLogTests {
  private let directory: TemporaryDirectory
  private let database: SQLiteDatabase

  init() throws {
    directory = try TemporaryDirectory()
    database = try SQLiteDatabase(path: directory.file("log.db"), migrations: ChangeLog.migrations)
  }

  /// Runs `body` on the log of tenant 1.
  private func log<Value: Sendable>(_ body: @escaping @Sendable (ChangeLog) throws -> Value) async throws
    -> Value
  {
    try await database.write { try body(ChangeLog($0, tenant: 1)) }
  }

  @Test func newLogStandsAtZeroInAnEpochOfItsOwn() async throws {
    let position = try await log { try $0.position(of: .tasks) }
    #expect(position.number == .zero && position.purgedBelow == .zero && position.epoch > 0)
    let other = try SQLiteDatabase(path: directory.file("other.db"), migrations: ChangeLog.migrations)
    let second = try await other.read { try ChangeLog($0, tenant: 1).position(of: .tasks) }
    #expect(second.epoch != position.epoch)
  }

  @Test func epochIsNewWhenRenewedAndElseStays() async throws {
    let before = try await log { try $0.position(of: .calendar) }
    let reopened = try SQLiteDatabase(path: directory.file("log.db"), migrations: ChangeLog.migrations)
    #expect(try await reopened.read { try ChangeLog($0, tenant: 1).position(of: .calendar) } == before)
    try await reopened.write { try ChangeLog.renewEpoch($0) }
    #expect(try await log { try $0.position(of: .calendar) }.epoch != before.epoch)
  }

  @Test func equalDigestWritesNothing() async throws {
    try await log { log throws in
      #expect(try log.stamp(7, of: .contacts, digest: [1]) == ChangeNumber(1))
      #expect(try log.stamp(7, of: .contacts, digest: [1]) == nil)
      #expect(try log.stamp(7, of: .contacts, digest: [2]) == ChangeNumber(2))
      #expect(try log.stamp(7, of: .contacts, digest: nil) == ChangeNumber(3))
      #expect(try log.stamp(7, of: .contacts, digest: nil) == nil)
      #expect(try log.stamp(8, of: .contacts, digest: nil) == nil)
      #expect(try log.stamp(7, of: .contacts, digest: [2]) == ChangeNumber(4))
      #expect(try log.position(of: .contacts).number == ChangeNumber(4))
    }
  }

  @Test func whatChangesOfTheGoneMakesNoRow() async throws {
    try await log { log throws in
      func stamp(_ digest: [UInt8], at departure: ChangeNumber? = nil) throws -> ChangeNumber? {
        try log.stampUnseen(7, of: .tasks, digest: digest, departure: departure)
        return try log.unseenChange(of: 7, in: .tasks)
      }
      // Neither what the log never knew nor what is there.
      #expect(try stamp([1]) == nil)
      try log.stamp(7, of: .tasks, digest: [1])
      try log.setMembers([10], of: 7, in: .tasks)
      #expect(try stamp([1]) == nil)
      #expect(try log.position(of: .tasks).number == ChangeNumber(2))
      let gone = try #require(try log.stamp(7, of: .tasks, digest: nil))
      let rows = try log.rows(of: .tasks, user: 10, above: ChangeNumber(1), limit: 9)
      // One that went before this was noted: what it said is not known, so that it counts as changed.
      #expect(try log.unseenChange(of: 7, in: .tasks) == nil)
      #expect(try stamp([2]) == ChangeNumber(4))
      #expect(try stamp([2]) == ChangeNumber(4))
      #expect(try stamp([3]) == ChangeNumber(5))
      #expect(try stamp([3], at: gone) == gone)
      #expect(try log.rows(of: .tasks, user: 10, above: ChangeNumber(1), limit: 9) == rows)
      try log.stamp(7, of: .tasks, digest: [3])
      #expect(try log.unseenChange(of: 7, in: .tasks) == nil)
    }
  }

  @Test func countersOfTenantsAndClassesAreApart() async throws {
    try await database.write { connection in
      let first = ChangeLog(connection, tenant: 1)
      let second = ChangeLog(connection, tenant: 2)
      for itemClass in ItemClass.allCases {
        #expect(try first.stamp(1, of: itemClass, digest: [1]) == ChangeNumber(1))
        try first.setMembers([10], of: 1, in: itemClass)
        #expect(try second.position(of: itemClass).number == .zero)
        #expect(try second.rows(of: itemClass, user: 10, above: .zero, limit: 9) == [])
        #expect(try second.rows(of: itemClass, user: 10, records: [1]) == [])
      }
    }
  }

  @Test func positionsOfAllLogsAreTold() async throws {
    let positions = try await database.write { connection in
      try ChangeLog(connection, tenant: 1).stamp(1, of: .tasks, digest: [1])
      let other = ChangeLog(connection, tenant: 2)
      try other.stamp(1, of: .calendar, digest: [1])
      try other.stamp(1, of: .calendar, digest: nil)
      try other.purge(below: ChangeNumber(2), of: .calendar)
      let expected = [
        LogName(tenant: 1, itemClass: .tasks): try ChangeLog(connection, tenant: 1).position(of: .tasks),
        LogName(tenant: 2, itemClass: .calendar): try other.position(of: .calendar),
      ]
      #expect(try ChangeLog.positions(connection) == expected)
      return expected
    }
    #expect(positions.values.map(\.number.rawValue).sorted() == [1, 2])
  }

  @Test func editOfASharedRecordIsOneStamp() async throws {
    try await log { log in
      try log.stamp(1, of: .contacts, digest: [1])
      #expect(try log.setMembers(Set(1...500), of: 1, in: .contacts) == Set(1...500))
      let before = try log.position(of: .contacts).number
      try log.stamp(1, of: .contacts, digest: [2])
      let after = try log.position(of: .contacts).number
      #expect(after.rawValue == before.rawValue + 1)
      for user in Int64(1)...500 {
        #expect(
          try log.rows(of: .contacts, user: user, above: before, limit: 10)
            == [LogRow(record: 1, number: after, isThere: true)])
      }
    }
  }

  @Test func membersWhoseRowsDifferAreTold() async throws {
    try await log { log in
      try log.stamp(1, of: .tasks, digest: [1])
      #expect(try log.setMembers([1, 2], of: 1, in: .tasks) == [1, 2])
      let both = try log.position(of: .tasks).number
      #expect(try log.setMembers([1, 2], of: 1, in: .tasks) == [])
      #expect(try log.setMembers([2, 3], of: 1, in: .tasks) == [1, 3])
      #expect(try log.rows(of: .tasks, user: 1, above: both, limit: 9).map(\.isThere) == [false])
      #expect(try log.rows(of: .tasks, user: 2, above: both, limit: 9) == [])
      #expect(try log.rows(of: .tasks, user: 3, above: both, limit: 9).map(\.isThere) == [true])
      #expect(try log.rows(of: .tasks, user: 4, above: .zero, limit: 9) == [])
    }
  }

  @Test func ownReminderIsTheUsersAlone() async throws {
    try await log { log in
      try log.stamp(1, of: .calendar, digest: [1])
      try log.setMembers([1, 2], of: 1, in: .calendar)
      let before = try log.position(of: .calendar).number
      try log.touch(1, of: .calendar, user: 1)
      try log.touch(1, of: .calendar, user: 3)
      try log.touch(2, of: .calendar, user: 1)
      let after = try log.position(of: .calendar).number
      #expect(after.rawValue == before.rawValue + 1)
      let row = LogRow(record: 1, number: after, isThere: true)
      #expect(try log.rows(of: .calendar, user: 1, above: before, limit: 9) == [row])
      #expect(try log.rows(of: .calendar, user: 1, records: [1]) == [row])
      #expect(try log.rows(of: .calendar, user: 2, above: before, limit: 9) == [])
    }
  }

  @Test func goneRowsAreToldAboveANumberButNotAboveZero() async throws {
    try await log { log in
      for record in Int64(1)...3 {
        try log.stamp(record, of: .contacts, digest: [1])
        try log.setMembers([1], of: record, in: .contacts)
      }
      try log.stamp(1, of: .contacts, digest: nil)
      try log.setMembers([], of: 2, in: .contacts)
      #expect(try log.rows(of: .contacts, user: 1, above: .zero, limit: 9).map(\.record) == [3])
      let rows = try log.rows(of: .contacts, user: 1, above: ChangeNumber(1), limit: 9)
      #expect(rows.map(\.record) == [3, 1, 2])
      #expect(rows.map(\.isThere) == [true, false, false])
      #expect(try log.rows(of: .contacts, user: 1, above: ChangeNumber(1), limit: 0) == [])
    }
  }

  @Test func rowsOfManyRecordsAreFound() async throws {
    try await log { log in
      for record in Int64(1)...120 {
        try log.stamp(record, of: .contacts, digest: [1])
        try log.setMembers([1], of: record, in: .contacts)
      }
      for count in [0, 1, 49, 50, 51, 100, 120] {
        let records = (0..<count).map { Int64($0 + 1) }
        let rows = try log.rows(of: .contacts, user: 1, records: records + [500])
        #expect(rows.map(\.record).sorted() == records)
      }
    }
  }

  @Test func purgeForgetsWhatIsGoneBelowItsBound() async throws {
    try await log { log in
      for record in Int64(1)...3 {
        try log.stamp(record, of: .contacts, digest: [1])
        try log.setMembers([1, 2], of: record, in: .contacts)
      }
      try log.stamp(1, of: .contacts, digest: nil)  // 7
      try log.setMembers([1], of: 2, in: .contacts)  // 8
      try log.stamp(3, of: .contacts, digest: nil)  // 9
      try log.purge(below: ChangeNumber(9), of: .contacts)
      #expect(try log.position(of: .contacts).purgedBelow == ChangeNumber(9))
      #expect(try log.rows(of: .contacts, user: 1, records: [1, 2, 3]).map(\.record) == [2, 3])
      #expect(try log.rows(of: .contacts, user: 2, records: [1, 2, 3]).map(\.record) == [3])
      try log.purge(below: ChangeNumber(4), of: .contacts)
      #expect(try log.position(of: .contacts).purgedBelow == ChangeNumber(9))
      try log.purge(below: ChangeNumber(99), of: .contacts)
      let position = try log.position(of: .contacts)
      #expect(position.purgedBelow == position.number)
    }
  }

  @Test func purgeKeepsARowThatIsGoneBelowButToldAbove() async throws {
    try await log { log in
      try log.stamp(1, of: .contacts, digest: [1])
      try log.setMembers([1], of: 1, in: .contacts)
      try log.setMembers([], of: 1, in: .contacts)  // 3
      try log.stamp(1, of: .contacts, digest: [2])  // 4: a walk tells the row here
      try log.purge(below: ChangeNumber(4), of: .contacts)
      let told = try log.rows(of: .contacts, user: 1, above: ChangeNumber(2), limit: 9)
      #expect(told == [LogRow(record: 1, number: ChangeNumber(4), isThere: false)])
    }
  }
}
