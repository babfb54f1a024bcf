import HTTPServer
import SyncModel
import Synchronization
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite(.timeLimit(.minutes(10))) struct LiveOptionsTests {
  @Test func newLimitsHoldForTheNextRequest() async throws {
    let site = try PushSite()
    #expect(try await site.ping(5000, [.contacts]).heartbeatInterval == 3540)
    site.server.use(site.options { $0.heartbeat = 1...1000 })
    #expect(try await site.ping(5000, [.contacts]).heartbeatInterval == 1000)
  }

  @Test func aShorterCalendarTakesItemsAwayAtTheNextSync() async throws {
    let site = try PushSite()
    let days = (1...3).map { CivilDate(dayNumber: 20_540 + $0) }
    for (record, day) in zip(1..., days) {
      site.backend.change(.calendar) { $0.touch(Int64(record), day: day) }
    }
    let key = try await site.start(.calendar)
    let first = try #require(try await site.sync(.calendar, key)?.collections?.first)
    #expect(first.commands.count == 3)
    site.server.use(site.options { $0.calendar.items = 1 })
    let second = try #require(try await site.sync(.calendar, first.syncKey ?? .initial)?.collections?.first)
    #expect(second.commands.count == 2)
    #expect(second.commands.allSatisfy { [.delete, .softDelete].contains($0.kind) })
  }

  @Test func otherMailFoldersEndTheWaitsThatShowThem() async throws {
    let site = try PushSite()
    try await site.sync(.contacts)
    async let answer = site.ping(3000, [.contacts])
    await site.waiting(1)
    site.server.use(site.options { $0.heartbeat = 1...3000 })
    site.server.use(site.options { $0.mailFolders = .never })
    #expect(try await answer.status == .folderHierarchyChanged)
    // It knows no mail folder any more.
    #expect(try await site.ping(3000, [.inbox]).status == .folderHierarchyChanged)
  }

  @Test func passwordsAreRememberedAsLongAsTheOptionsSayNow() async throws {
    let site = try TestSite { $0.credentialSeconds = 300 }
    #expect(await site.send(method: "OPTIONS").status == 200)
    site.pass(seconds: 20)
    #expect(await site.send(method: "OPTIONS").status == 200)
    #expect(site.backend.attempts.count == 1)
    var options = ServerOptions(publicURL: "https://sync.example")
    options.credentialSeconds = 10
    site.server.use(options)
    #expect(await site.send(method: "OPTIONS").status == 200)
    #expect(site.backend.attempts.count == 2)
  }
}

@Suite(.timeLimit(.minutes(10))) struct StopTests {
  /// What passes between ends of waits, noted.
  private final class Pauses: Sendable {
    let all = Mutex<[Duration]>([])
    /// How many waited at the beginning of each pause.
    let waiting = Mutex<[Int]>([])
    let site = Mutex<PushSite?>(nil)

    @Sendable func pass(_ time: Duration) async {
      all.withLock { $0.append(time) }
      let count = await site.withLock { $0 }?.server.waiting ?? -1
      waiting.withLock { $0.append(count) }
    }
  }

  @Test func waitsEndOneAfterTheOtherOverTheTime() async throws {
    let pauses = Pauses()
    let site = try PushSite { $0.stopPause = pauses.pass }
    pauses.site.withLock { $0 = site }
    let phones = (0..<10).map { "phone\($0)" }
    for phone in phones { try await site.sync(.contacts, device: phone) }
    async let answers = withThrowingTaskGroup(of: PingStatus?.self) { group in
      for phone in phones { group.addTask { try await site.ping(3000, [.contacts], device: phone).status } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    await site.waiting(phones.count)
    await site.server.stop(within: .seconds(20))
    #expect(await site.server.waiting == 0)
    #expect(try await answers == Array(repeating: .noChanges, count: phones.count))
    #expect(pauses.all.withLock { $0 } == Array(repeating: .seconds(2), count: 9))
    #expect(pauses.waiting.withLock { $0 } == Array((1...9).reversed()))
    #expect(site.log.count { $0.contains("ending=stopping") } == phones.count)
    pauses.site.withLock { $0 = nil }
  }

  @Test func aWaitingSyncEndsEmpty() async throws {
    let site = try PushSite()
    let key = try await site.start(.contacts)
    async let answer = site.sync(.contacts, key, heartbeat: 3000)
    await site.waiting(1)
    await site.server.stop(within: .seconds(3600))
    #expect(try await answer == nil)
  }

  @Test(
    .manual("11.2 Wartung", "11.2 Geduld"),
    arguments: [
      ("OPTIONS", "/Microsoft-Server-ActiveSync"), ("POST", "/Microsoft-Server-ActiveSync"),
      ("POST", "/autodiscover/autodiscover.xml"), ("GET", "/elsewhere"),
    ])
  func newRequestsAreSentAway(method: String, path: String) async throws {
    let site = try TestSite { $0.retryAfterSeconds = 7...9 }
    await site.server.stop(within: .seconds(60))
    let response = await site.send(method: method, path: path)
    #expect(response.status == 503)
    let seconds = try #require(response.headers["Retry-After"].flatMap { Int($0) })
    #expect((7...9).contains(seconds))
    #expect(site.log.count { $0.contains("msg=request") && $0.contains("http.status=503") } == 1)
    #expect(site.backend.attempts.isEmpty)
  }
}
