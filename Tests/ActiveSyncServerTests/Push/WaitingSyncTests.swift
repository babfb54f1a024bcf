import HTTPServer
import SyncModel
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite(.timeLimit(.minutes(10))) struct WaitingSyncTests {
  @Test func aChangeAnswersTheSyncItself() async throws {
    let site = try PushSite()
    let key = try await site.start(.contacts)
    async let answer = site.sync(.contacts, key, heartbeat: 3000)
    await site.waiting(1)
    site.backend.change { $0.touch(1) }
    let collection = try #require(try await answer?.collections?.first)
    #expect(collection.records(.add) == [1])
    #expect(collection.syncKey != key)
  }

  @Test func whatIsThereIsToldAtOnce() async throws {
    let site = try PushSite()
    let key = try await site.start(.contacts)
    site.backend.change { $0.touch(1) }
    #expect(try await site.sync(.contacts, key, wait: 59)?.collections?.first?.records(.add) == [1])
  }

  @Test(.manual("1 Häufigkeit")) func withoutChangesTheAnswerIsEmptyWhenTimeIsUp() async throws {
    let site = try PushSite()
    let key = try await site.start(.contacts)
    async let answer = site.sync(.contacts, key, heartbeat: 60)
    await site.waiting(1)
    await site.pass(seconds: 59)
    #expect(await site.server.waiting == 1)
    site.waitingTime.pass(seconds: 1)
    #expect(try await answer == nil)
  }

  @Test(arguments: [(0, 1), (60, 59), (-1, 1), (Int.max, 59), (Int.min, 1)])
  func aWaitOutOfRangeIsToldItsLimitInMinutes(asked: Int, limit: Int)
    async throws
  {
    let site = try PushSite()
    let response = try #require(try await site.sync(.contacts, .initial, wait: asked))
    #expect(response.status == .invalidWait)
    #expect(response.limit == limit)
  }

  @Test(arguments: [(0, 1), (3541, 3540), (-1, 1), (Int.max, 3540), (Int.min, 1)])
  func aHeartbeatOutOfRangeIsToldItsLimitInSeconds(asked: Int, limit: Int) async throws {
    let site = try PushSite()
    let response = try #require(try await site.sync(.contacts, .initial, heartbeat: asked))
    #expect(response.status == .invalidWait)
    #expect(response.limit == limit)
  }

  @Test func bothKindsOfWaitAreAProtocolError() async throws {
    let response = try await PushSite().sync(.contacts, .initial, wait: 5, heartbeat: 300)
    #expect(response?.status == .protocolError)
  }

  @Test func thereIsNoHeartbeatIntervalBefore14() async throws {
    let site = try PushSite()
    let key = try await site.start(.contacts)
    let refused = try await site.sync(.contacts, key, heartbeat: 300, version: "12.1")
    #expect(refused?.status == .protocolError)
    async let answer = site.sync(.contacts, key, wait: 5, version: "12.1")
    await site.waiting(1)
    site.backend.change { $0.touch(1) }
    #expect(try await answer?.collections?.first?.records(.add) == [1])
  }

  @Test func aPingEndsAnOlderWaitingSync() async throws {
    let site = try PushSite()
    let key = try await site.start(.contacts)
    async let older = site.sync(.contacts, key, heartbeat: 3000)
    await site.waiting(1)
    async let newer = site.ping(3000, [.contacts])
    #expect(try await older == nil)
    site.backend.change { $0.touch(1) }
    #expect(try await newer.status == .changes)
  }

  @Test func aNewerSyncEndsAnOlderWaitingOneBeforeItWrites() async throws {
    let site = try PushSite()
    let key = try await site.start(.contacts)
    async let older = site.sync(.contacts, key, heartbeat: 3000)
    await site.waiting(1)
    let newer = try await site.sync(.contacts, key, commands: [.add("1") { $0.lastName = "Tester" }])
    #expect(newer?.collections?.first?.added == [1])
    #expect(try await older == nil)
  }

  @Test func aDevicesOwnWritesDoNotEndItsPing() async throws {
    let site = try PushSite()
    var key = try await site.start(.contacts)
    async let ping = site.ping(3000, [.contacts])
    await site.waiting(1)
    for number in 1...20 {
      let add = try SyncRequest.Command.add("\(number)") { $0.lastName = "Tester \(number)" }
      let answer = try #require(try await site.sync(.contacts, key, commands: [add])?.collections?.first)
      key = try answer.key()
    }
    await site.server.stop(within: .zero)
    #expect(try await ping.status == .noChanges)
  }

  @Test func changedTicksAnswerAWaitingSync() async throws {
    let site = try PushSite()
    let key = try await site.start(.contacts)
    async let answer = site.sync(.contacts, key, heartbeat: 3000)
    await site.waiting(1)
    site.backend.change(account: .with(classes: [.tasks]))
    #expect(try await answer?.status == .folderHierarchyChanged)
  }
}
