import SyncModel
import Synchronization
import Testing
import WBXML

@testable import ActiveSyncServer

/// An answer ends within 25 seconds, by a clock that moves with what a slow backend does.
@Suite struct AnswerTimeTests {
  /// A device whose server measures time by `clock`, and whose office `fill` fills.
  private func device(_ clock: SlowClock, _ fill: (inout LogOffice) -> Void) async throws -> SyncingDevice {
    let device = try await SyncingDevice()
    device.site.adjust = {
      $0.monotonic = clock.now
      $0.calendar.items = 50
    }
    device.backend.change { fill(&$0) }
    return device
  }

  @Test(arguments: [(Folder.contacts, 60), (.calendar, 40)])
  func aPageEndsInTimeAndTheNextOnesGoOn(folder: Folder, count: Int) async throws {
    let clock = SlowClock()
    let device = try await device(clock) { office in
      for record in 1...count { office.touch(Int64(record), day: .today) }
      office.reading = { clock.pass(.seconds($0)) }
    }
    var key = try await device.start(folder)
    var told: [Int64] = []
    while let answer = try await clock.expecting(within: 25, { try await device.sync(folder, key) }) {
      #expect(!answer.commands.isEmpty)
      told += answer.records(.add, in: folder)
      #expect(answer.moreAvailable == (told.count < count))
      key = try answer.key()
    }
    #expect(told == (1...count).map(Int64.init))
  }

  @Test func anItemThatAloneTakesTooLongIsToldAllTheSame() async throws {
    let clock = SlowClock()
    let device = try await device(clock) { office in
      for record in 1...20 { office.touch(Int64(record)) }
      office.reading = { _ in clock.pass(.seconds(40)) }
    }
    let answer = try #require(try await device.sync(.contacts, device.start()))
    #expect(!answer.commands.isEmpty && answer.moreAvailable)
    #expect(answer.commands.count < 20)
  }

  @Test func timeThatTheDevicesOwnWritesTookCounts() async throws {
    let clock = SlowClock()
    let device = try await device(clock) { office in
      for record in 1...30 { office.touch(Int64(record)) }
      office.reading = { _ in clock.pass(.milliseconds(1)) }
      office.writing = { clock.pass(.seconds(20)) }
    }
    let key = try await device.start()
    let adds = try (1...2).map { number in
      try SyncRequest.Command.add("\(number)") { $0.lastName = "Own \(number)" }
    }
    let answer = try #require(try await device.sync(.contacts, key, commands: adds))
    #expect(answer.statuses == [.success, .success])
    #expect(!answer.commands.isEmpty && answer.commands.count < 30)
    #expect(answer.moreAvailable)
    let rest = try #require(try await device.sync(.contacts, answer.key()))
    #expect((answer.records(.add) + rest.records(.add)).sorted() == Array(1...30))
  }

  @Test func theCollectionsBehindTheOneThatTookTheTimeSayThatThereIsMore() async throws {
    let clock = SlowClock()
    let device = try await device(clock) { office in
      for record in 1...3 { office.touch(Int64(record), day: .today) }
      office.reading = { _ in clock.pass(.seconds(26)) }
    }
    var request = SyncRequest()
    request.collections = []
    for folder in [Folder.contacts, .tasks, .inbox, .calendar] {
      var collection = SyncRequest.Collection()
      collection.syncKey = try await device.start(folder)
      collection.collectionId = folder.id
      request.collections?.append(collection)
    }
    let answers = try #require(try await device.send(request)?.collections)
    #expect(answers.map(\.collectionId) == [Folder.contacts, .tasks, .calendar].map(\.id))
    #expect(answers.map(\.commands.count) == [3, 0, 0])
    #expect(answers.map(\.moreAvailable) == [false, true, true])
    // A key goes on only where something was told.
    #expect(answers[1].syncKey == request.collections?[1].syncKey)
    let tasks = try #require(try await device.sync(.tasks, answers[1].key()))
    #expect(tasks.records(.add, in: .tasks) == [1, 2, 3])
  }

  @Test(.timeLimit(.minutes(10))) func aWaitingSyncHasItsTimeFromWhenItIsWoken() async throws {
    let clock = SlowClock()
    let site = try PushSite { $0.monotonic = clock.now }
    let key = try await site.start(.contacts)
    async let answer = site.sync(.contacts, key, heartbeat: 3000)
    await site.waiting(1)
    clock.pass(.seconds(2000))
    site.backend.change { office in
      for record in 1...60 { office.touch(Int64(record)) }
      office.reading = { clock.pass(.seconds($0)) }
    }
    let told = try #require(try await answer?.collections?.first)
    #expect((9...25).contains(told.commands.count), "\(told.commands.count)")
    #expect(told.moreAvailable)
  }
}

/// A clock that shows how long a slow backend took.
private final class SlowClock: Sendable {
  private let time = Mutex(Duration.zero)

  var now: @Sendable () -> Duration { { self.time.withLock { $0 } } }

  func pass(_ duration: Duration) { time.withLock { $0 += duration } }

  /// Expects that `body` takes at most so many seconds.
  func expecting<Value>(within seconds: Int, _ body: () async throws -> Value) async throws -> Value {
    let start = now()
    let value = try await body()
    #expect(now() - start <= .seconds(seconds))
    return value
  }
}
