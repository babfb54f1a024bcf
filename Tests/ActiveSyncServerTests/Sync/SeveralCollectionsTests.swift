import Database
import ServerTestSupport
import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

/// Several collections in one Sync: what is wrong with one is told of it alone.
@Suite struct SeveralCollectionsTests {
  /// A device of a version that has read contacts, tasks and calendar, since when a record changed.
  private func device(
    _ version: ProtocolVersion = .v14_1
  ) async throws -> (SyncingDevice, [Folder: SyncKey]) {
    let device = try await SyncingDevice()
    device.version = version
    var keys: [Folder: SyncKey] = [:]
    for folder in [Folder.contacts, .tasks, .calendar] { keys[folder] = try await device.start(folder) }
    // Twice, so that something is stored of the state as well as of the answer to it.
    for _ in 0..<2 {
      device.backend.change { $0.touch(1, day: .today) }
      for (folder, key) in keys { keys[folder] = try #require(try await device.sync(folder, key)).key() }
    }
    device.backend.change { $0.touch(1, day: .today) }
    return (device, keys)
  }

  private func collection(_ id: CollectionId?, _ key: SyncKey?) -> SyncRequest.Collection {
    var collection = SyncRequest.Collection()
    collection.collectionId = id
    collection.syncKey = key
    return collection
  }

  private func request(_ collections: SyncRequest.Collection...) -> SyncRequest {
    var request = SyncRequest()
    request.collections = collections
    return request
  }

  @Test func eachFailsAloneAndTheOthersAreAnswered() async throws {
    let (device, keys) = try await device()
    let unknown = CollectionId(rawValue: "U1f38d")
    let answers = try #require(
      try await device.send(
        request(
          collection(Folder.contacts.id, SyncKey(rawValue: "7")), collection(unknown, .initial),
          collection(nil, keys[.tasks]), collection(Folder.inbox.id, nil),
          collection(Folder.tasks.id, keys[.tasks]))
      )?.collections)
    #expect(
      answers.map(\.status) == [
        .invalidSyncKey, .folderHierarchyChanged, .protocolError, .protocolError, .success,
      ])
    #expect(
      answers.map(\.collectionId) == [Folder.contacts.id, unknown, nil, Folder.inbox.id, Folder.tasks.id])
    #expect(answers[4].records(.change, in: .tasks) == [1])
    #expect(try await device.sync(.tasks, answers[4].key()) == nil)
    // What was refused is as it was.
    let contacts = try #require(keys[.contacts])
    #expect(try #require(try await device.sync(.contacts, contacts)).records(.change) == [1])
  }

  @Test(arguments: [false, true], [false, true])
  func aDamagedHeldSetIsStatus3(isAcknowledged: Bool, withWrites: Bool) async throws {
    let (device, keys) = try await device()
    if isAcknowledged {
      // An answer that is lost: its request acknowledged the state, which then is a held set of its own.
      _ = try await device.send(request(collection(Folder.contacts.id, keys[.contacts])))
    }
    try await device.damage(
      isAcknowledged ? "held_chunk SET packed" : "sync_answer SET changes", of: .contacts)
    var damaged = collection(Folder.contacts.id, keys[.contacts])
    if withWrites {
      damaged.commands = try [.add("1") { $0.lastName = "New" }, .change(1) { $0.lastName = "B" }]
    }
    let answers = try #require(
      try await device.send(request(damaged, collection(Folder.tasks.id, keys[.tasks])))?.collections)
    #expect(answers.map(\.status) == [.invalidSyncKey, .success])
    #expect(device.backend.now.lastNames == [])
    #expect(device.backend.now.ledger.isEmpty)
    #expect(try #require(try await device.sync(.contacts, device.start())).records(.add) == [1])
  }

  @Test(arguments: [(ProtocolVersion.v12_1, SyncStatus.serverError), (.v14_1, .retry), (.v16_1, .retry)])
  func whatTheBackendCannotAnswerIsToComeAgain(version: ProtocolVersion, status: SyncStatus) async throws {
    let (device, keys) = try await device(version)
    device.backend.change { $0.unreadable = [.tasks] }
    let both = request(
      collection(Folder.tasks.id, keys[.tasks]), collection(Folder.contacts.id, keys[.contacts]))
    let answers = try #require(try await device.send(both)?.collections)
    #expect(answers.map(\.status) == [status, .success])
    #expect(answers[0].syncKey == keys[.tasks])
    #expect(answers[0].commands.isEmpty)
    #expect(answers[1].records(.change) == [1])
    #expect(device.lines.all.contains { $0.contains("not answered") && $0.contains("a test says so") })
    // If there is nothing else to say, the request is to come again.
    let quiet = request(
      collection(Folder.tasks.id, keys[.tasks]), collection(Folder.contacts.id, try answers[1].key()))
    await #expect(throws: CommandError.self) { _ = try await device.send(quiet) }
    device.backend.change { $0.unreadable = [] }
    let tasks = try #require(keys[.tasks])
    #expect(try #require(try await device.sync(.tasks, tasks)).records(.change, in: .tasks) == [1])
  }

  @Test func ifNoneCanBeAnsweredTheRequestIsToComeAgain() async throws {
    let (device, keys) = try await device()
    device.backend.change { $0.unreadable = [.tasks, .contacts] }
    let both = request(
      collection(Folder.tasks.id, keys[.tasks]), collection(Folder.contacts.id, keys[.contacts]))
    do {
      _ = try await device.send(both)
      Issue.record("it was answered")
    } catch CommandError.unavailable {
      // 503.
    }
  }

  @Test func aStateThatCannotBeStoredFailsItsCollectionAndDoublesNothing() async throws {
    let (device, keys) = try await device()
    var contacts = collection(Folder.contacts.id, keys[.contacts])
    contacts.commands = [try .add("1") { $0.lastName = "New" }]
    let both = request(contacts, collection(Folder.tasks.id, keys[.tasks]))
    device.site.faults.fail()
    let answers = try #require(try await device.send(both)?.collections)
    #expect(answers.map(\.status) == [.retry, .success])
    #expect(answers[0].syncKey == keys[.contacts])
    #expect(answers[0].responses.isEmpty)
    let retry = try #require(try await device.send(request(contacts))?.collections?.first)
    #expect(retry.added == [2])
    #expect(device.backend.now.lastNames == ["New"])
  }

  @Test func oneThatComesTwiceIsAnsweredOnce() async throws {
    let (device, keys) = try await device()
    var first = collection(Folder.contacts.id, keys[.contacts])
    var second = first
    first.commands = [try .add("1") { $0.lastName = "New" }]
    second.commands = [try .add("2") { $0.lastName = "Other" }]
    let answers = try #require(
      try await device.send(request(first, collection(Folder.tasks.id, keys[.tasks]), second))?.collections)
    #expect(answers.map(\.status) == [.success, .success, .protocolError])
    #expect(answers[0].added == [2])
    #expect(answers[0].records(.change) == [1])
    #expect(answers[2].syncKey == keys[.contacts])
    #expect(answers[2].commands.isEmpty && answers[2].responses.isEmpty)
    #expect(device.backend.now.lastNames == ["New"])
    let next = try #require(try await device.sync(.contacts, answers[0].key(), commands: second.commands))
    #expect(next.added == [3])
  }
}

extension SyncingDevice {
  /// Writes nonsense into what is stored of the items that a collection holds: a table and its column.
  fileprivate func damage(_ stored: String, of folder: Folder) async throws {
    try await database.write { sql -> Void in
      try sql.execute(
        """
        UPDATE \(stored) = ? WHERE state IN (
          SELECT s.id FROM sync_state s JOIN collection c ON c.id = s.collection WHERE c.name = ?)
        """, [.blob([0x80]), .text(folder.id.rawValue)])
    }
  }
}
