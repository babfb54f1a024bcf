import ChangeLog
import Database
import Foundation
import SyncModel
import TestSupport
import Testing

@Suite struct LedgerTests {
  private static let contacts = CollectionId(rawValue: "k")
  private static let tasks = CollectionId(rawValue: "t")

  private let directory: TemporaryDirectory
  private let database: SQLiteDatabase

  init() throws {
    directory = try TemporaryDirectory()
    database = try SQLiteDatabase(path: directory.file("log.db"), migrations: ChangeLog.migrations)
  }

  private func log(_ body: @escaping @Sendable (ChangeLog) throws -> Void) async throws {
    try await database.write { try body(ChangeLog($0, tenant: 1)) }
  }

  private static func add(_ clientId: String, record: Int64) -> DeviceWrite {
    DeviceWrite(
      .add, syncKey: SyncKey(rawValue: "a-1"), lineage: .max, clientId: ClientId(rawValue: clientId),
      digest: [1, 2, 3], record: record, number: ChangeNumber(record + 100), isExact: true,
      time: Date(timeIntervalSince1970: 1_772_000_000.125))
  }

  private static let delete = DeviceWrite(
    .delete, syncKey: SyncKey(rawValue: "b-2"), lineage: -7, instanceId: "20260329T010000Z", digest: [],
    record: 9, number: ChangeNumber(12), isExact: false, time: Date(timeIntervalSince1970: -1))

  @Test func writesComeBackAsTheyWereKeptOldestFirst() async throws {
    try await log { log in
      var kept: [DeviceWrite] = []
      for write in [Self.add("1", record: 1), Self.delete, Self.add("2", record: 2)] {
        var write = write
        write.id = try log.keep(write, of: "phone", user: 5, in: Self.contacts)
        kept.append(write)
      }
      #expect(Set(kept.map(\.id)).count == 3 && !kept.contains { $0.id == 0 })
      #expect(try log.writes(of: "phone", user: 5, in: Self.contacts) == kept)
    }
  }

  @Test func writeWithAnIdReplacesTheKeptOneInItsPlace() async throws {
    try await log { log in
      let first = try log.keep(Self.add("1", record: 1), of: "phone", user: 5, in: Self.contacts)
      let second = try log.keep(Self.add("2", record: 2), of: "phone", user: 5, in: Self.contacts)
      var edited = Self.delete
      edited.id = first
      #expect(try log.keep(edited, of: "phone", user: 5, in: Self.contacts) == first)
      let writes = try log.writes(of: "phone", user: 5, in: Self.contacts)
      #expect(writes.map(\.id) == [first, second])
      #expect(writes.first == edited)
    }
  }

  @Test func ledgersOfDevicesUsersCollectionsAndTenantsAreApart() async throws {
    try await database.write { connection in
      let log = ChangeLog(connection, tenant: 1)
      let other = ChangeLog(connection, tenant: 2)
      let id = try log.keep(Self.delete, of: "phone", user: 5, in: Self.contacts)
      #expect(try log.writes(of: "tablet", user: 5, in: Self.contacts) == [])
      #expect(try log.writes(of: "phone", user: 6, in: Self.contacts) == [])
      #expect(try log.writes(of: "phone", user: 5, in: Self.tasks) == [])
      #expect(try other.writes(of: "phone", user: 5, in: Self.contacts) == [])
      // An id of somebody else's row is never that row.
      var stranger = Self.add("1", record: 1)
      stranger.id = id
      #expect(try other.keep(stranger, of: "phone", user: 5, in: Self.contacts) != id)
      try other.forget([id])
      #expect(try log.writes(of: "phone", user: 5, in: Self.contacts).map(\.kind) == [.delete])
    }
  }

  @Test func aForgottenWritesIdIsNeverGivenAgain() async throws {
    try await log { log in
      let id = try log.keep(Self.delete, of: "phone", user: 5, in: Self.contacts)
      try log.forget([id])
      #expect(try log.keep(Self.delete, of: "phone", user: 5, in: Self.contacts) > id)
    }
  }

  @Test func forgottenWritesAreGoneAndTheOthersStay() async throws {
    try await log { log in
      let ids = try (Int64(1)...120).map {
        try log.keep(Self.add("\($0)", record: $0), of: "phone", user: 5, in: Self.contacts)
      }
      try log.forget([])
      try log.forget(ids.filter { $0 != ids[40] } + [999_999])
      let left = try log.writes(of: "phone", user: 5, in: Self.contacts)
      #expect(left.map(\.record) == [41])
    }
  }

  @Test func writesOfADeviceFromBeforeAMomentAreForgotten() async throws {
    try await database.write { connection in
      let log = ChangeLog(connection, tenant: 1)
      let other = ChangeLog(connection, tenant: 2)
      let moment = Date(timeIntervalSince1970: 1_772_000_001)
      var young = Self.add("2", record: 2)
      young.time = moment
      let phone = WritingDeviceName(user: UserId(tenant: 1, user: 5), device: "phone")
      #expect(try ChangeLog.writingDevices(before: moment, connection) == [])
      _ = try log.keep(young, of: "phone", user: 5, in: Self.contacts)
      #expect(try ChangeLog.writingDevices(before: moment, connection) == [])
      for collection in [Self.contacts, Self.tasks] {
        _ = try log.keep(Self.add("1", record: 1), of: "phone", user: 5, in: collection)
      }
      #expect(try ChangeLog.writingDevices(before: moment, connection) == [phone])
      // Others whose names are the same but for one part.
      _ = try log.keep(Self.delete, of: "tablet", user: 5, in: Self.contacts)
      _ = try log.keep(Self.delete, of: "phone", user: 6, in: Self.contacts)
      _ = try other.keep(Self.delete, of: "phone", user: 5, in: Self.contacts)
      #expect(try ChangeLog.writingDevices(before: moment, connection).count == 4)
      try log.forgetWrites(of: "phone", user: 5, before: moment)
      let left = try ChangeLog.writingDevices(before: moment, connection)
      #expect(left.count == 3 && !left.contains(phone))
      #expect(try log.writes(of: "phone", user: 5, in: Self.contacts).map(\.record) == [2])
      #expect(try log.writes(of: "phone", user: 5, in: Self.tasks) == [])
    }
  }

  @Test func writeGoesWithItsTransaction() async throws {
    struct Undone: Error {}
    await #expect(throws: Undone.self) {
      try await log { log in
        _ = try log.keep(Self.delete, of: "phone", user: 5, in: Self.contacts)
        throw Undone()
      }
    }
    let left = try await database.read { connection in
      try ChangeLog(connection, tenant: 1).writes(of: "phone", user: 5, in: Self.contacts)
    }
    #expect(left == [])
  }

  @Test func keptPropertiesAreOneUsersOfOneRecord() async throws {
    try await database.write { connection in
      let log = ChangeLog(connection, tenant: 1)
      try log.setKept([1], of: 7, in: .contacts, user: 5)
      try log.setKept([2], of: 7, in: .contacts, user: 6)
      try log.setKept([3], of: 7, in: .tasks, user: 5)
      try log.setKept([], of: 8, in: .contacts, user: 5)
      #expect(try log.kept(of: .contacts, user: 5, records: [7, 8, 9]) == [7: [1], 8: []])
      #expect(try log.kept(of: .contacts, user: 6, records: [7, 8]) == [7: [2]])
      #expect(try ChangeLog(connection, tenant: 2).kept(of: .contacts, user: 5, records: [7]) == [:])
      try log.setKept([4, 5], of: 7, in: .contacts, user: 5)
      try log.setKept(nil, of: 8, in: .contacts, user: 5)
      try log.setKept(nil, of: 9, in: .contacts, user: 5)
      #expect(try log.kept(of: .contacts, user: 5, records: [7, 8, 9]) == [7: [4, 5]])
      #expect(try log.kept(of: .tasks, user: 5, records: [7]) == [7: [3]])
    }
  }

  @Test func keptPropertiesOfManyRecordsAreFound() async throws {
    try await log { log in
      for record in Int64(1)...120 { try log.setKept([UInt8(record)], of: record, in: .contacts, user: 1) }
      for count in [0, 1, 49, 50, 51, 100, 120] {
        let records = (0..<count).map { Int64($0 + 1) }
        let kept = try log.kept(of: .contacts, user: 1, records: records + [500])
        #expect(kept == Dictionary(uniqueKeysWithValues: records.map { ($0, [UInt8($0)]) }))
      }
    }
  }

  @Test func logOfTheFirstReleaseIsBroughtUpToDate() async throws {
    let path = directory.file("old.db")
    let old = try SQLiteDatabase(path: path, migrations: Array(ChangeLog.migrations.prefix(1)))
    let before = try await old.write { connection in
      try ChangeLog(connection, tenant: 1).stamp(1, of: .tasks, digest: [1])
      return try ChangeLog(connection, tenant: 1).position(of: .tasks)
    }
    await old.close()
    let new = try SQLiteDatabase(path: path, migrations: ChangeLog.migrations)
    try await new.write { connection throws in
      let log = ChangeLog(connection, tenant: 1)
      #expect(try log.position(of: .tasks) == before)
      #expect(try log.keep(Self.delete, of: "phone", user: 5, in: Self.tasks) > 0)
    }
  }
}
