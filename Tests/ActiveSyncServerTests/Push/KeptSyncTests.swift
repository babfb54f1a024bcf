import Database
import HTTPServer
import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

/// Empty and Partial requests. [MS-ASCMD] 2.2.1.21.1, 2.2.3.131.
@Suite(.timeLimit(.minutes(10))) struct KeptSyncTests {
  private let site: PushSite

  init() throws { site = try PushSite() }

  /// What of one collection is to be in a request.
  private func collection(
    _ folder: Folder, _ key: SyncKey?, window: Int? = nil, commands: [SyncRequest.Command] = []
  ) -> SyncRequest.Collection {
    var collection = SyncRequest.Collection()
    collection.syncKey = key
    collection.collectionId = folder.id
    collection.windowSize = window
    collection.commands = commands
    return collection
  }

  /// A request for some collections, or a Partial one.
  private func request(
    _ collections: [SyncRequest.Collection]?, heartbeat: Int? = nil, wait: Int? = nil, window: Int? = nil,
    partial: Bool = false
  ) -> SyncRequest {
    var request = SyncRequest()
    request.collections = collections
    request.heartbeatInterval = heartbeat
    request.wait = wait
    request.windowSize = window
    request.partial = partial
    return request
  }

  /// Sends a request, nil is an empty one; returns nil for an empty answer.
  private func send(_ request: SyncRequest?, version: String = "14.1") async throws -> SyncResponse? {
    let body = try request.map { try WBXMLEncoder.encode($0) } ?? []
    let response = await site.send("Sync", body, version: version)
    #expect(response.status == 200)
    return response.body.isEmpty ? nil : try WBXMLDocument(response.body).decode(SyncResponse.self)
  }

  /// Sends a request that waits until its time is up.
  private func sendAndWait(_ request: SyncRequest?) async throws -> SyncResponse? {
    try await site.untilTimeIsUp { try await send(request) }
  }

  /// How often what is kept was written from now on.
  private func countWrites() async throws {
    try await site.database.write { sql in
      try sql.execute("CREATE TABLE written (device BIGINT)")
      for event in ["INSERT", "UPDATE"] {
        try sql.execute(
          """
          CREATE TRIGGER written_\(event) AFTER \(event) ON waiting_sync
          BEGIN INSERT INTO written VALUES (NEW.device); END
          """)
      }
    }
  }

  private func writes() async throws -> Int64 {
    try await site.database.read { try $0.first("SELECT count(*) FROM written") { $0.integer(0) } } ?? 0
  }

  // MARK: - Empty requests
  @Test(arguments: ["12.1", "14.0", "14.1", "16.0", "16.1"])
  func anEmptyRequestMeansTheLastOneThatHadNothingToSay(version: String) async throws {
    #expect(try await send(nil, version: version)?.status == .incompleteRequest)
    let key = try await site.start(.contacts)
    #expect(try await send(request([collection(.contacts, key, window: 1)]), version: version) == nil)
    // Without a Wait it is answered at once, as the last one was.
    #expect(try await send(nil, version: version) == nil)
    site.backend.change { office in
      office.touch(1)
      office.touch(2)
    }
    let told = try #require(try await send(nil, version: version)?.collections?.first)
    #expect(told.records(.add) == [1])
    #expect(told.moreAvailable)
  }

  @Test func anEmptyRequestWaitsAsTheLastOneDid() async throws {
    let key = try await site.start(.contacts)
    async let first = send(request([collection(.contacts, key)], heartbeat: 3000))
    await site.waiting(1)
    async let answer = send(nil)
    // The newer wait takes the place of the older one.
    #expect(try await first == nil)
    await site.waiting(1)
    site.backend.change { $0.touch(1) }
    #expect(try await answer?.collections?.first?.records(.add) == [1])
  }

  @Test func aWaitWhoseRequestAnotherOneReplacedEndsAndIsNotDeaf() async throws {
    let key = try await site.start(.contacts)
    async let answer = send(request([collection(.contacts, key)], heartbeat: 3000))
    await site.waiting(1)
    // As a Sync of other collections leaves it that ran beside this one, before it waited.
    let other = try #require(KeptSync(request([]), answered: nil, before: nil).stored)
    try await site.database.write { sql -> Void in
      try sql.execute("UPDATE waiting_sync SET request = ?", [.blob(other)])
    }
    site.backend.change { $0.touch(1) }
    #expect(try await answer == nil)
    #expect(try await send(request([collection(.contacts, key)]))?.collections?.first?.records(.add) == [1])
  }

  @Test func whatIsLongerThanAnyDevicesRequestIsNotKept() async throws {
    let key = try await site.start(.contacts)
    #expect(try await send(request([collection(.contacts, key)])) == nil)
    var long = collection(.contacts, key)
    var options = SyncOptions()
    options.bodyPreferences = Array(repeating: BodyPreference(type: .plain), count: 10_000)
    long.options = [options]
    #expect(try await send(request([long])) == nil)
    #expect(try await send(nil)?.status == .incompleteRequest)
  }

  @Test func anAnswerThatMayBeLostIsNotAcknowledgedByAnEmptyRequest() async throws {
    let key = try await site.start(.contacts)
    #expect(try await send(request([collection(.contacts, key)])) == nil)
    site.backend.change { $0.touch(1) }
    let lost = try #require(try await send(nil)?.collections?.first)
    #expect(lost.records(.add) == [1])
    for _ in 0..<3 { #expect(try await send(nil)?.status == .incompleteRequest) }
    #expect(site.log.contains { $0.contains("the last Sync cannot be repeated") && $0.contains("contacts") })
    // The device then sends everything: nothing is lost.
    let again = try #require(try await send(request([collection(.contacts, key)]))?.collections?.first)
    #expect(again.records(.add) == [1])
    #expect(try await send(request([collection(.contacts, again.key())])) == nil)
    #expect(try await send(nil) == nil)
  }

  @Test func aStateThatWasNeverUsedIsNotRepeated() async throws {
    let key = try await site.start(.contacts)
    #expect(try await send(nil)?.status == .incompleteRequest)
    #expect(try await send(request([collection(.contacts, key)])) == nil)
    #expect(try await send(nil) == nil)
    _ = try await site.start(.contacts)
    #expect(try await send(nil)?.status == .incompleteRequest)
  }

  @Test func commandsAreNotRepeated() async throws {
    let key = try await site.start(.contacts)
    #expect(try await send(request([collection(.contacts, key)])) == nil)
    let add = try SyncRequest.Command.add("1") { $0.lastName = "Tester" }
    let sent = request([collection(.contacts, key, commands: [add])], heartbeat: 3000)
    #expect(try await send(sent)?.collections?.first?.added == [1])
    #expect(try await send(nil)?.status == .incompleteRequest)
    // Whether the device got that answer or not: the request with the commands is answered as before.
    let again = try #require(try await send(sent)?.collections?.first)
    #expect(again.added == [1])
    #expect(try await send(request([collection(.contacts, again.key())])) == nil)
    #expect(try await send(nil) == nil)
    #expect(site.backend.now.records.count == 1)
  }

  @Test func aFetchIsNotRepeated() async throws {
    site.backend.change { $0.touch(1) }
    let start = try await site.start(.contacts)
    let key = try #require(try await site.sync(.contacts, start)?.collections?.first).key()
    let sent = request([collection(.contacts, key, commands: [.fetch("contacts:1")])])
    #expect(try await send(sent)?.collections?.first?.responses.count == 1)
    #expect(try await send(nil) == nil)
  }

  @Test func aRefusedRequestLeavesNothingToRepeat() async throws {
    let key = try await site.start(.contacts)
    #expect(try await send(request([collection(.contacts, key)])) == nil)
    #expect(try await send(request([collection(.contacts, key)], wait: 60))?.status == .invalidWait)
    #expect(try await send(nil)?.status == .incompleteRequest)
    #expect(try await send(request([collection(.contacts, key)])) == nil)
    #expect(try await send(request([collection(.contacts, SyncKey(rawValue: "7"))]))?.worstStatus == 3)
    #expect(try await send(nil)?.status == .incompleteRequest)
  }

  @Test func boundsThatWereNarrowedSinceAreTold() async throws {
    let key = try await site.start(.contacts)
    #expect(try await sendAndWait(request([collection(.contacts, key)], heartbeat: 2)) == nil)
    site.server.use(site.options { $0.heartbeat = 90...1000 })
    for _ in 0..<2 {
      let response = try #require(try await send(nil))
      #expect(response.status == .invalidWait)
      #expect(response.limit == 90)
    }
    // In whole minutes that are long enough.
    let response = try #require(try await send(request([collection(.contacts, key)], wait: 1)))
    #expect(response.status == .invalidWait)
    #expect(response.limit == 2)
  }

  @Test func aFolderThatIsShownNoMoreIsToldOf() async throws {
    let key = try await site.start(.contacts)
    #expect(try await send(request([collection(.contacts, key)])) == nil)
    site.backend.change(account: .with(classes: [.tasks]))
    #expect(try await send(nil)?.collections?.map(\.status) == [.folderHierarchyChanged])
  }

  @Test func whatIsKeptAlreadyIsNotWrittenAgain() async throws {
    var key = try await site.start(.contacts)
    try await countWrites()
    for _ in 0..<3 { #expect(try await send(request([collection(.contacts, key)])) == nil) }
    for _ in 0..<3 { #expect(try await send(nil) == nil) }
    #expect(try await writes() == 1)
    // An answer under a new key makes the kept one worthless by itself.
    for record in 1...3 {
      site.backend.change { $0.touch(Int64(record)) }
      key = try #require(try await send(request([collection(.contacts, key)]))?.collections?.first).key()
    }
    #expect(try await writes() == 1)
    #expect(try await send(request([collection(.contacts, key)])) == nil)
    #expect(try await writes() == 2)
  }

  @Test func whatWasKeptWithoutKeysIsNotRepeated() async throws {
    let key = try await site.start(.contacts)
    let old = try WBXMLEncoder.encode(request([collection(.contacts, nil)], heartbeat: 1))
    try await site.database.write { sql -> Void in
      try sql.execute("UPDATE waiting_sync SET request = ?", [.blob(old)])
    }
    #expect(try await send(nil)?.status == .incompleteRequest)
    #expect(try await sendAndWait(request([collection(.contacts, key)], heartbeat: 1)) == nil)
    #expect(try await sendAndWait(nil) == nil)
  }

  // MARK: - Partial requests
  @Test func aPartialRequestLeavesTheOtherCollectionsAsBefore() async throws {
    let (contacts, tasks) = (try await site.start(.contacts), try await site.start(.tasks))
    let whole = [collection(.contacts, contacts, window: 1), collection(.tasks, tasks, window: 1)]
    #expect(try await send(request(whole, window: 2)) == nil)
    site.backend.change { office in for record in 1...3 { office.touch(Int64(record)) } }
    // Named without a window: that is 100 now, but for the one of the whole.
    let answer = try await send(request([collection(.tasks, tasks)], partial: true))
    let answers = try #require(answer?.collections)
    #expect(answers.map(\.collectionId) == [Folder.contacts.id, Folder.tasks.id])
    #expect(answers.map(\.commands.count) == [1, 1])
  }

  @Test func onlyWhatAnAnswerToldOfHasToBeNamed() async throws {
    let (contacts, mail) = (try await site.start(.contacts), try await site.start(.inbox))
    let whole = [collection(.contacts, contacts), collection(.inbox, mail)]
    site.backend.change { $0.touch(1) }
    // The mail folder is silent in an answer that tells of the contacts.
    let first = try #require(try await send(request(whole, heartbeat: 3000))?.collections)
    #expect(first.map(\.collectionId) == [Folder.contacts.id])
    async let answer = send(request([collection(.contacts, first[0].key())], partial: true))
    await site.waiting(1)
    site.backend.change { $0.touch(2) }
    #expect(try await answer?.collections?.first?.records(.add) == [2])
    // Which may be lost: the contacts cannot be left out now, and nothing is done in part.
    let add = try SyncRequest.Command.add("1") { $0.lastName = "Tester" }
    let partial = request([collection(.inbox, mail, commands: [add])], partial: true)
    #expect(try await send(partial)?.status == .incompleteRequest)
    #expect(site.backend.now.records.count == 2)
  }

  @Test func aPartialRequestAddsACollection() async throws {
    let (contacts, tasks) = (try await site.start(.contacts), try await site.start(.tasks))
    #expect(try await send(request([collection(.contacts, contacts)])) == nil)
    #expect(try await send(request([collection(.tasks, tasks)], partial: true)) == nil)
    site.backend.change { $0.touch(1) }
    #expect(try await send(nil)?.collections?.count == 2)
  }

  @Test func aPartialRequestOnlyChangesHowItWaits() async throws {
    let key = try await site.start(.contacts)
    #expect(try await sendAndWait(request([collection(.contacts, key)], heartbeat: 1)) == nil)
    async let answer = send(request(nil, wait: 50, partial: true))
    await site.waiting(1)
    site.backend.change { office in for record in 1...3 { office.touch(Int64(record)) } }
    #expect(try await answer?.collections?.first?.records(.add) == [1, 2, 3])
  }

  @Test func aPartialRequestOnlyChangesTheWindow() async throws {
    let key = try await site.start(.contacts)
    #expect(try await send(request([collection(.contacts, key)])) == nil)
    site.backend.change { office in for record in 1...3 { office.touch(Int64(record)) } }
    #expect(try await send(request(nil, window: 2, partial: true))?.changes == 2)
  }

  @Test func aPartialRequestThatCannotBeCompletedSaysWhy() async throws {
    let unknown = request([collection(.contacts, SyncKey(rawValue: "7"))], partial: true)
    #expect(try await send(unknown)?.status == .incompleteRequest)
    #expect(try await send(request(nil, heartbeat: 60, partial: true))?.status == .incompleteRequest)
    for nothing in [nil, [SyncRequest.Collection]()] {
      #expect(try await send(request(nothing, partial: true))?.status == .protocolError)
    }
    let key = try await site.start(.contacts)
    // Nothing but the answer to key 0 named the key of the contacts.
    #expect(try await send(request(nil, heartbeat: 60, partial: true))?.status == .incompleteRequest)
    #expect(try await send(request([collection(.contacts, key)])) == nil)
    #expect(try await send(request(nil, partial: true))?.status == .protocolError)
  }

  @Test func aCompletedRequestHasItsLimitsToo() async throws {
    let key = try await site.start(.contacts)
    #expect(try await send(request([collection(.contacts, key)])) == nil)
    let many = (1...50).map { number in
      var collection = SyncRequest.Collection()
      collection.syncKey = key
      collection.collectionId = CollectionId(rawValue: "folder\(number)")
      return collection
    }
    #expect(try await send(request(many, partial: true))?.status == .tooManyCollections)
  }

  @Test func behindALostAnswerThatMattersNoMoreEmptyRequestsGoOn() async throws {
    let key = try await site.start(.contacts)
    site.backend.change { $0.touch(1) }
    #expect(try await send(request([collection(.contacts, key)])) != nil)
    site.backend.change { $0.touch(1, isThere: false) }
    #expect(try await send(request([collection(.contacts, key)])) == nil)
    #expect(try await send(nil) == nil)
  }
}
