import HTTPServer
import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite(.timeLimit(.minutes(10))) struct StatisticsTests {
  @Test func requestsAreCountedByWhatCameOfThem() async throws {
    let site = try PushSite()
    let key = try await site.start(.contacts)
    site.backend.change { office in
      office.touch(1)
      office.touch(2)
    }
    let add = try SyncRequest.Command.add("a") { $0.lastName = "Tester" }
    _ = try await site.sync(.contacts, key, commands: [add])
    _ = try await site.sync(.contacts, SyncKey(rawValue: "{unknown}"))
    _ = await site.send("FolderCreate", [])
    let statistics = await site.server.statistics
    #expect(statistics.requests[.init(command: "Sync", httpStatus: 200, easStatus: 1)] == 2)
    #expect(statistics.requests[.init(command: "Sync", httpStatus: 200, easStatus: 3)] == 1)
    #expect(statistics.requests[.init(command: "FolderCreate", httpStatus: 200, easStatus: 137)] == 1)
    #expect(statistics.changesSent == 2)
    #expect(statistics.changesReceived == 1)
    #expect(statistics.durations["Sync"]?.counts.reduce(0, +) == 3)
    #expect((statistics.durations["Sync"]?.sum ?? 0) > 0)
    #expect(
      site.log.contains { $0.contains("changes.sent=2 changes.received=1") && $0.contains("eas.status=1") })
    #expect(site.log.contains { $0.contains("command=Sync") && $0.contains("eas.status=3") })
  }

  @Test func waitsAreCountedWhileTheyLastAndWhenTheyEnd() async throws {
    let site = try PushSite()
    for folder in [Folder.contacts, .tasks] { try await site.sync(folder) }
    async let ping = site.ping(3000, [.contacts])
    await site.waiting(1)
    let key = try await site.start(.contacts, device: "other")
    async let sync = site.sync(.contacts, key, heartbeat: 3000, device: "other")
    await site.waiting(2)
    var statistics = await site.server.statistics
    #expect((statistics.waitingPings, statistics.waitingSyncs) == (1, 1))
    site.backend.change { $0.touch(1) }
    _ = try await (ping, sync)
    await site.server.stop(within: .zero)
    statistics = await site.server.statistics
    #expect((statistics.waitingPings, statistics.waitingSyncs) == (0, 0))
    #expect(statistics.requests[.init(command: "Ping", httpStatus: 200, easStatus: 2)] == 1)
    #expect(statistics.waits == ["changes": 2])
    #expect(statistics.changesSent == 1)
    let lines = site.log.filter { $0.contains("msg=\"wait ended\"") && $0.contains("ending=changes") }
    #expect(lines.count == 2)
    #expect(
      lines.contains {
        $0.contains(
          "user=theobald.tiger_MeinMandant device.id=other command=Sync version=14.1 http.status=200 eas.status=1"
        )
          && $0.contains("changes.sent=1 waited=")
      })
  }

  @Test func wrongPasswordsAreCounted() async throws {
    let site = try TestSite()
    _ = await site.send(password: "falsch")
    _ = await site.send(password: "falsch", path: "/autodiscover/autodiscover.xml")
    _ = await site.send(method: "OPTIONS")
    #expect(await site.server.statistics.wrongSignIns == 2)
  }

  @Test func durationsFallIntoTheirBuckets() {
    let counters = Counters()
    var record = RequestRecord()
    record.command = "Sync"
    record.status = 1
    for _ in 0..<1000 { counters.count(record, .wbxml([]), took: .milliseconds(3)) }
    let statistics = counters.statistics
    #expect(statistics.requests == [.init(command: "Sync", httpStatus: 200, easStatus: 1): 1000])
    #expect(statistics.durations["Sync"]?.counts[2] == 1000)
    #expect(abs((statistics.durations["Sync"]?.sum ?? 0) - 3) < 0.001)
  }
}
