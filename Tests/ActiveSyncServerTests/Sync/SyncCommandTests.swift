import Foundation
import SyncModel
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite struct SyncCommandTests {
  @Test(
    .manual(
      "4.3 Erste Synchronisation", "5.3 Erste Synchronisation", "8 Erste Synchronisation",
      "9 Erste Synchronisation"))
  func aFirstSyncTellsEverythingInWindowsAndThenNothing() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in for record in 1...17 { office.touch(Int64(record)) } }
    var key = try await device.start()
    var told: [Int64] = []
    for expected in [7, 7, 3] {
      let answer = try #require(try await device.sync(.contacts, key, window: 7))
      #expect(answer.commands.count == expected)
      #expect(answer.moreAvailable == (expected == 7))
      told += answer.records(.add)
      key = try answer.key()
    }
    #expect(told.sorted() == Array(1...17))
    #expect(try await device.sync(.contacts, key) == nil)
  }

  @Test(.manual("1 Änderungen", "7 Von Hand")) func changesComeDownOnceAsChangeAndDelete() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in for record in 1...3 { office.touch(Int64(record)) } }
    let first = try #require(try await device.sync(.contacts, device.start()))
    device.backend.change { office in
      office.touch(1)
      office.touch(2, isThere: false)
      office.touch(4)
      office.touch(5)
      office.touch(5, isThere: false)
    }
    let answer = try #require(try await device.sync(.contacts, first.key()))
    #expect(answer.records(.change) == [1])
    #expect(answer.records(.delete) == [2])
    #expect(answer.records(.add) == [4])
    #expect(try await device.sync(.contacts, answer.key()) == nil)
  }

  @Test func aLostAnswerIsMadeAgainUnderAFreshKeyAndBothKeysAreGood() async throws {
    let device = try await SyncingDevice()
    device.backend.change { $0.touch(1) }
    let key = try await device.start()
    let lost = try #require(try await device.sync(.contacts, key))
    device.backend.change { $0.touch(2) }
    let again = try #require(try await device.sync(.contacts, key))
    #expect(again.records(.add) == [1, 2])
    #expect(again.syncKey != lost.syncKey)
    // The first answer was only late: what it did not tell comes now.
    let next = try #require(try await device.sync(.contacts, lost.key()))
    #expect(next.records(.add) == [2])
  }

  @Test func aThirdAnswerDropsTheFirst() async throws {
    let device = try await SyncingDevice()
    device.backend.change { $0.touch(1) }
    let key = try await device.start()
    var keys: [SyncKey] = []
    for _ in 0..<3 { keys.append(try #require(try await device.sync(.contacts, key)?.syncKey)) }
    #expect(Set(keys).count == 3)
    #expect(try await device.sync(.contacts, keys[0])?.status == .invalidSyncKey)
    // Being refused destroyed nothing.
    #expect(try await device.sync(.contacts, keys[1]) == nil)
    #expect(try await device.sync(.contacts, keys[2]) == nil)
  }

  @Test func usingAKeyDropsTheOlderOnes() async throws {
    let device = try await SyncingDevice()
    device.backend.change { $0.touch(1) }
    let first = try await device.start()
    let second = try #require(try await device.sync(.contacts, first)?.syncKey)
    device.backend.change { $0.touch(2) }
    let third = try #require(try await device.sync(.contacts, second)?.syncKey)
    #expect(try await device.sync(.contacts, first)?.status == .invalidSyncKey)
    #expect(try await device.sync(.contacts, third) == nil)
  }

  @Test func aStateThatTheDeviceNeverUsedIsNotTheOneItWaitsWith() async throws {
    let device = try await SyncingDevice()
    device.backend.change { $0.touch(1) }
    let first = try #require(try await device.sync(.contacts, device.start()))
    device.backend.change { $0.touch(2) }
    let second = try #require(try await device.sync(.contacts, first.key()))
    // The answer to key 0 is lost, and the device goes on where it was.
    let opened = try await device.start()
    let session = try device.session()
    let newest = {
      try await session.services.read {
        try CollectionStore.newestKey(Folder.contacts.id, device: session.device.row, $0)
      }
    }
    #expect(try await newest() == opened)
    #expect(try await device.sync(.contacts, second.key()) == nil)
    #expect(try await newest() == second.syncKey)
  }

  @Test func keyZeroKeepsTheOldStateUntilTheNewKeyIsUsed() async throws {
    let device = try await SyncingDevice()
    device.backend.change { $0.touch(1) }
    let old = try #require(try await device.sync(.contacts, device.start())?.syncKey)
    let lost = try await device.start()
    let new = try await device.start()
    #expect(try await device.sync(.contacts, old) == nil)
    #expect(try #require(try await device.sync(.contacts, new)).records(.add) == [1])
    #expect(try #require(try await device.sync(.contacts, lost)).status == .invalidSyncKey)
    #expect(try await device.sync(.contacts, old)?.status == .invalidSyncKey)
  }

  @Test(arguments: ["1", "", "abc", "{uuid}3", "00"]) func anUnknownKeyIsStatus3(key: String) async throws {
    let device = try await SyncingDevice()
    _ = try await device.start()
    let answer = try #require(try await device.sync(.contacts, SyncKey(rawValue: key)))
    #expect(answer.status == .invalidSyncKey)
    #expect(answer.collectionId == Folder.contacts.id)
  }

  @Test func anUnknownFolderIsStatus12() async throws {
    let device = try await SyncingDevice()
    var collection = SyncRequest.Collection()
    collection.syncKey = .initial
    collection.collectionId = CollectionId(rawValue: "U1f38d")
    var request = SyncRequest()
    request.collections = [collection]
    let answer = try #require(try await device.send(request)?.collections?.first)
    #expect(answer.status == .folderHierarchyChanged)
  }

  @Test(.manual("1 E-Mails"), arguments: [Folder.inbox, .sentItems, .deletedItems])
  func mailFoldersSyncAndAreEmpty(folder: Folder) async throws {
    let device = try await SyncingDevice()
    let key = try await device.start(folder)
    #expect(try await device.sync(folder, key) == nil)
    #expect(try await device.estimate(folder, key).collection?.estimate == 0)
  }

  @Test(
    .manual("2.1 Weitere"),
    arguments: [
      (AirSync.add, SyncStatus.conversionError), (.change, .objectNotFound), (.delete, .objectNotFound),
    ])
  func mailFoldersTakeNothingIn(kind: AirSync, status: SyncStatus) async throws {
    let device = try await SyncingDevice()
    var command = SyncRequest.Command()
    command.kind = kind
    command.clientId = kind == .add ? ClientId(rawValue: "1") : nil
    command.serverId = kind == .add ? nil : Folder.inbox.serverId(of: 1)
    let key = try await device.start(.inbox)
    let answer = try #require(try await device.sync(.inbox, key, commands: [command]))
    #expect(answer.responses.map(\.status) == [status])
    #expect(answer.responses.map(\.clientId) == [command.clientId])
    #expect(answer.syncKey == key)
  }

  @Test(arguments: [(nil, 100), (0, 512), (513, 512), (-1, 512), (512, 512), (1, 1)])
  func windowSizes(asked: Int?, told: Int) async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in for record in 1...600 { office.touch(Int64(record)) } }
    let answer = try #require(try await device.sync(.contacts, device.start(), window: asked))
    #expect(answer.commands.count == told)
    #expect(answer.moreAvailable)
  }

  @Test func theWindowOfTheRequestHoldsForAllCollectionsTogether() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in for record in 1...5 { office.touch(Int64(record), day: .today) } }
    var request = SyncRequest()
    request.windowSize = 7
    request.collections = []
    for folder in [Folder.contacts, .tasks, .calendar] {
      var collection = SyncRequest.Collection()
      collection.syncKey = try await device.start(folder)
      collection.collectionId = folder.id
      request.collections?.append(collection)
    }
    let answers = try #require(try await device.send(request)?.collections)
    #expect(answers.map(\.commands.count) == [5, 2, 0])
    #expect(answers.map(\.moreAvailable) == [false, true, true])
    #expect(answers[2].syncKey == request.collections?[2].syncKey)
  }

  @Test func collectionsFailEachAlone() async throws {
    let device = try await SyncingDevice()
    device.backend.change { $0.touch(1) }
    var request = SyncRequest()
    request.collections = []
    for (folder, key) in [(Folder.contacts, try await device.start()), (.tasks, SyncKey(rawValue: "7"))] {
      var collection = SyncRequest.Collection()
      collection.syncKey = key
      collection.collectionId = folder.id
      request.collections?.append(collection)
    }
    let answers = try #require(try await device.send(request)?.collections)
    #expect(answers.map(\.status) == [.success, .invalidSyncKey])
    #expect(answers[0].commands.count == 1)
  }

  @Test func withoutGetChangesNothingIsTold() async throws {
    let device = try await SyncingDevice()
    device.backend.change { $0.touch(1) }
    let key = try await device.start()
    #expect(try await device.sync(.contacts, key, getChanges: false) == nil)
    #expect(try #require(try await device.sync(.contacts, key, getChanges: true)).commands.count == 1)
  }

  @Test func optionsHoldUntilOthersCome() async throws {
    let device = try await SyncingDevice()
    let today = CivilDate.today
    device.backend.change { office in
      office.touch(1, day: today)
      office.touch(2, day: today.adding(days: -20))
      office.touch(3, day: today.adding(days: -80))
    }
    func told(_ key: SyncKey, _ options: SyncOptions?) async throws -> SyncResponse.Collection {
      try #require(try await device.sync(.calendar, key, options: options))
    }
    let twoWeeks = try await told(device.start(.calendar), .filter(4))
    #expect(twoWeeks.records(.add, in: .calendar) == [1])
    #expect(try await device.sync(.calendar, twoWeeks.key()) == nil)
    // A changed period moves the window and starts nothing anew.
    let threeMonths = try await told(twoWeeks.key(), .filter(6))
    #expect(threeMonths.records(.add, in: .calendar) == [2, 3])
    // Options without a period ask for the manual's month.
    let month = try await told(threeMonths.key(), SyncOptions())
    #expect(month.records(.softDelete, in: .calendar) == [3])
    #expect(month.commands.count == 1)
  }

  @Test func midnightMovesTheCalendar() async throws {
    let device = try await SyncingDevice()
    device.backend.change { $0.touch(1, day: CivilDate.today.adding(days: -14)) }
    let first = try #require(try await device.sync(.calendar, device.start(.calendar), options: .filter(4)))
    let key = try first.key()
    // 23:59 in Berlin, then midnight.
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    device.now = LocalDateTime(date: .today, second: 86_340).instant(in: berlin)
    #expect(try await device.sync(.calendar, key) == nil)
    device.now += 60
    #expect(try await device.estimate(.calendar, key).collection?.estimate == 1)
    let moved = try #require(try await device.sync(.calendar, key))
    #expect(moved.records(.softDelete, in: .calendar) == [1])
  }

  @Test func anotherLogMeansANewStart() async throws {
    let device = try await SyncingDevice()
    device.backend.change { $0.touch(1) }
    let key = try #require(try await device.sync(.contacts, device.start())?.syncKey)
    device.backend.change { $0.epoch = 2 }
    #expect(try await device.sync(.contacts, key)?.status == .invalidSyncKey)
    #expect(try await device.estimate(.contacts, key).status == .invalidSyncKey)
    let again = try #require(try await device.sync(.contacts, device.start()))
    #expect(again.records(.add) == [1])
  }

  @Test func aPurgeBehindTheDeviceMeansANewStart() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in for record in 1...4 { office.touch(Int64(record)) } }
    let key = try #require(try await device.sync(.contacts, device.start(), window: 2)?.syncKey)
    device.backend.change { office in
      office.touch(1, isThere: false)
      office.touch(5)
      office.purge(below: ChangeNumber(6))
    }
    #expect(try await device.sync(.contacts, key)?.status == .invalidSyncKey)
    let again = try #require(try await device.sync(.contacts, device.start()))
    #expect(again.records(.add) == [2, 3, 4, 5])
  }

  @Test func anItemIsFetchedByItsServerId() async throws {
    let device = try await SyncingDevice()
    device.backend.change { $0.touch(1) }
    let first = try #require(try await device.sync(.contacts, device.start()))
    let commands = ["contacts:1", "contacts:2", "tasks:1", "contacts:01", "x"].map {
      SyncRequest.Command.fetch($0)
    }
    let answer = try #require(try await device.sync(.contacts, first.key(), commands: commands))
    #expect(answer.responses.map(\.status) == [.success] + Array(repeating: .objectNotFound, count: 4))
    #expect(answer.responses[0].applicationData == first.commands[0].applicationData)
    #expect(answer.syncKey == first.syncKey)
  }

  @Test func anItemThatCannotBeSentFailsAloneAndOnce() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in
      office.broken = [2]
      for record in 1...3 { office.touch(Int64(record)) }
    }
    let answer = try #require(try await device.sync(.contacts, device.start()))
    #expect(answer.records(.add) == [1, 3])
    #expect(device.lines.all.contains { $0.contains("an item cannot be sent") && $0.contains("contacts:2") })
    let key = try answer.key()
    #expect(try await device.sync(.contacts, key) == nil)
    device.backend.change { office in
      office.broken = []
      office.touch(2)
    }
    #expect(try #require(try await device.sync(.contacts, key)).records(.add) == [2])
  }

  @Test func requestsThatCannotBeAnsweredSayWhy() async throws {
    let device = try await SyncingDevice()
    #expect(try await device.send(nil)?.status == .incompleteRequest)
    var partial = SyncRequest()
    partial.partial = true
    #expect(try await device.send(partial)?.status == .protocolError)
    partial.wait = 5
    #expect(try await device.send(partial)?.status == .incompleteRequest)
    var empty = SyncRequest()
    empty.collections = []
    #expect(try await device.send(empty)?.status == .protocolError)
    empty.collections = [SyncRequest.Collection()]
    #expect(try await device.send(empty)?.collections?.first?.status == .protocolError)
    empty.collections = Array(repeating: SyncRequest.Collection(), count: 51)
    let tooMany = try await device.send(empty)
    #expect(tooMany?.status == .tooManyCollections)
    #expect(tooMany?.limit == 50)
    #expect(
      try await device.sync(.contacts, .initial, commands: [.fetch("contacts:1")])?.status == .protocolError)
  }

  @Test func estimatesSayWhatIsWrong() async throws {
    let device = try await SyncingDevice()
    #expect(try await device.estimate(.contacts, .initial).status == .notSynchronized)
    #expect(try await device.estimate(.contacts, SyncKey(rawValue: "5")).status == .invalidSyncKey)
  }
}

extension SyncResponse.Collection {
  /// The key of an answer that must have one.
  func key() throws -> SyncKey { try #require(syncKey) }
}

extension CivilDate {
  /// The day on which ``SyncingDevice`` lives: 23 March 2026.
  static let today = CivilDate(dayNumber: 20_535)
}

extension SyncOptions {
  /// Options that ask for a period.
  static func filter(_ type: Int) -> SyncOptions {
    var options = SyncOptions()
    options.filterType = type
    return options
  }
}

extension SyncRequest.Command {
  /// A Fetch.
  static func fetch(_ serverId: String) -> SyncRequest.Command {
    var command = SyncRequest.Command()
    command.kind = .fetch
    command.serverId = ServerId(rawValue: serverId)
    return command
  }

  @Test func optionsOfALostStartDoNotHoldForTheOldState() async throws {
    let device = try await SyncingDevice()
    let long = CivilDate.today.adding(months: -5)
    device.backend.change(.calendar) { $0.touch(1, day: long) }
    var options = SyncOptions()
    options.filterType = 7
    let key = try #require(try await device.sync(.calendar, .initial, options: options)?.syncKey)
    let told = try #require(try await device.sync(.calendar, key))
    #expect(told.records(.add, in: .calendar) == [1])
    // Key 0 without Options, whose answer is lost.
    _ = try await device.start(.calendar)
    device.backend.change(.calendar) { $0.touch(2, day: .today) }
    let next = try #require(try await device.sync(.calendar, told.key()))
    #expect(next.commands.count == 1)
    #expect(next.records(.add, in: .calendar) == [2])
  }
}
