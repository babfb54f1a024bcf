import Database
import Foundation
import HTTPServer
import SyncModel
import Synchronization
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite(.timeLimit(.minutes(10))) struct ForgottenDevicesTests {
  private let time = ManualTime(Date(timeIntervalSince1970: 1_774_263_600))

  private func site(forgetDays: Int = 180) throws -> PurgedSite {
    try PurgedSite(clock: time.clock, forgetDays: forgetDays)
  }

  private func pass(days: Double) { time.pass(seconds: days * 86_400) }

  /// A device that has folders, contacts, a Ping and a waiting Sync behind it, and its keys.
  private func device(_ site: PurgedSite) async throws -> (folders: SyncKey, contacts: SyncKey) {
    let folders = try #require(try await folderSync(site).syncKey)
    let key = try await site.push.start(.contacts)
    let answer = try await site.push.sync(.contacts, key, commands: [.add("a") { $0.lastName = "Tester" }])
    try await ping(site)
    let next = try #require(answer?.collections?.first?.syncKey)
    let silence = try await site.push.untilTimeIsUp {
      try await site.push.sync(.contacts, next, heartbeat: 60)
    }
    #expect(silence == nil)
    return (folders, next)
  }

  /// A Ping that waits until its time is up.
  private func ping(_ site: PurgedSite) async throws {
    let answer = try await site.push.untilTimeIsUp { try await site.push.ping(60, [.contacts]) }
    #expect(answer.status == .noChanges)
  }

  private func folderSync(
    _ site: PurgedSite, _ key: SyncKey = .initial
  ) async throws -> FolderSyncResponse {
    var request = FolderSyncRequest()
    request.syncKey = key
    let response = await site.push.send("FolderSync", try WBXMLEncoder.encode(request))
    return try WBXMLDocument(response.body).decode()
  }

  /// How many rows there are in each table of `sync.db` that names devices.
  private func rows(_ site: PurgedSite) async throws -> [String: Int64] {
    try await site.push.database.read { sql in
      let tables = try sql.query(
        """
        SELECT m.name FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k
        WHERE m.type = 'table' AND k."table" = 'device'
        """
      ) { $0.text(0) }
      var counts: [String: Int64] = [:]
      for table in tables + ["device", "sync_state", "sync_answer", "held_chunk"] {
        counts[table] = try sql.first("SELECT count(*) FROM \(table)") { $0.integer(0) }
      }
      return counts
    }
  }

  @Test func aDeviceNotSeenForLongLosesAllItsStateAndKeepsItsRow() async throws {
    let site = try site()
    let keys = try await device(site)
    await site.purge()
    let before = try await rows(site)
    #expect(Set(before.keys).isSuperset(of: ForgottenDevices.tables))
    pass(days: 181)
    await site.purge()
    let after = try await rows(site)
    #expect(after.filter { $0.value > 0 } == ["device": 1])
    #expect(site.push.backend.now.ledger.isEmpty)
    let told = "msg=\"devices not seen for long are forgotten\" devices=1 days=180"
    #expect(site.push.log.count { $0.contains(told) } == 1)
    // There is nothing left to forget.
    await site.purge()
    #expect(site.push.log.count { $0.contains("forgotten") } == 1)

    #expect(try await folderSync(site, keys.folders).status == .invalidSyncKey)
    #expect(try await site.push.sync(.contacts, keys.contacts)?.collections?.first?.status == .invalidSyncKey)
    #expect(try await site.push.ping([]).status == .missingParameters)
    #expect(try await site.push.ping(60, [.contacts]).status == .folderHierarchyChanged)
    let empty = await site.push.send("Sync", [])
    #expect(try WBXMLDocument(empty.body).decode(SyncResponse.self).status == .incompleteRequest)
  }

  @Test func aDeviceSeenInTimeGoesOn() async throws {
    let site = try site()
    let keys = try await device(site)
    pass(days: 179)
    await site.purge()
    site.push.backend.change { $0.touch(7) }
    let answer = try await site.push.sync(.contacts, keys.contacts)?.collections?.first
    #expect(answer?.records(.add) == [7])
    #expect(site.push.backend.now.ledger.count == 1)
    #expect(!site.push.log.contains { $0.contains("forgotten") })
  }

  @Test func noDeviceIsForgottenUnlessItIsToBe() async throws {
    let site = try site(forgetDays: 0)
    let keys = try await device(site)
    pass(days: 3000)
    await site.purge()
    #expect(try await folderSync(site, keys.folders).status == .success)
    #expect(try await site.push.sync(.contacts, keys.contacts) == nil)
    #expect(site.push.backend.now.ledger.count == 1)
    // The administrator changes his mind.
    site.push.server.use(site.push.options { $0.forgetDays = 1 })
    pass(days: 2)
    await site.purge()
    #expect(try await folderSync(site, keys.folders).status == .invalidSyncKey)
  }

  @Test func aDeviceThatOnlyPingsIsSeen() async throws {
    let site = try site(forgetDays: 1)
    let keys = try await device(site)
    for _ in 0..<5 {
      pass(days: 0.5)
      try await ping(site)
      await site.purge()
    }
    #expect(try await site.push.sync(.contacts, keys.contacts) == nil)
  }

  @Test func whatADroppedDeviceHeldHoldsNothingBack() async throws {
    let site = try site()
    _ = try await device(site)
    site.push.backend.change { office in
      office.touch(1)
      office.touch(1, isThere: false)
    }
    let counter = site.push.backend.now.counter
    await site.purge()
    await site.purge()
    #expect(site.push.backend.now.purgedBelow < counter)
    pass(days: 181)
    await site.purge()
    #expect(site.push.backend.now.purgedBelow == counter)
  }

  @Test func aDeviceIsNotDroppedWhileItsRequestRuns() async throws {
    let site = try site()
    _ = try await device(site)
    pass(days: 181)
    let services = Services(
      backend: site.push.backend, database: site.push.database, clock: time.clock,
      options: site.push.options { _ in })
    let row = try #require(
      try await services.read { try $0.first("SELECT id FROM device") { $0.integer(0) } })
    let now = time.clock.now().wholeSeconds
    let hasEnded = Mutex(false)
    let drop: @Sendable () async throws -> Int = {
      defer { hasEnded.withLock { $0 = true } }
      return try await ForgottenDevices(services).drop()
    }
    let dropping = try await services.turns.run(row) { () async throws in
      let dropping = Task(operation: drop)
      // It has found the device and waits for the turn, unless it does not care.
      while await services.turns.waiting[row]?.isEmpty != false, !hasEnded.withLock(\.self) {
        await Task.yield()
      }
      _ = try await services.write { try $0.execute("UPDATE device SET last_seen = ?", [.integer(now)]) }
      return dropping
    }
    #expect(try await dropping.value == 0)
    #expect(try await rows(site)["collection"] == 1)
  }

  @Test func writesOfDevicesThatAreNotThereAreForgottenAfterADay() async throws {
    let site = try site()
    _ = try await device(site)
    // As after a restore of an older copy.
    _ = try await site.push.database.write { try $0.execute("DELETE FROM device") }
    pass(days: 0.9)
    await site.purge()
    #expect(site.push.backend.now.ledger.count == 1)
    pass(days: 0.2)
    await site.purge()
    #expect(site.push.backend.now.ledger.isEmpty)
  }

  @Test func writesOfADeviceWithAStateStayHoweverOld() async throws {
    let site = try site()
    let key = try await site.push.start(.contacts)
    let lost = try await site.push.sync(.contacts, key, commands: [.add("a") { $0.lastName = "Tester" }])
    pass(days: 100)
    await site.purge()
    let again = try await site.push.sync(.contacts, key, commands: [.add("b") { $0.lastName = "Tester" }])
    #expect(again?.collections?.first?.added == lost?.collections?.first?.added)
    #expect(site.push.backend.now.lastNames == ["Tester"])
  }
}
