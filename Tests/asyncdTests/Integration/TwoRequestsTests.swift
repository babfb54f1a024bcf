import Database
import OnOfficeBackend
import SyncModel
import Testing
import WBXML

/// Requests of one device that run at the same time, and requests of many commands.
@Suite("Two requests of a device at once") struct TwoRequestsTests {
  /// An office with a few contacts and tasks of Theobald's, and a line of a device of his.
  private func run(_ body: (SyncedOffice, Line) async throws -> Void) async throws {
    try await SyncedOffice.run { office, people in
      for number in 1...5 {
        _ = try Draft.contacts.create(office, people, "Kontakt \(number)")
        _ = try Draft.tasks.create(office, people, "Aufgabe \(number)")
      }
    } _: { office, _ in
      try await body(office, Line("theobald", device: "TWO", to: office.site))
    }
  }

  /// Expects that a new device gets what `device` shows.
  private func expectFresh(_ device: Handset, _ office: SyncedOffice, _ draft: Draft) async throws {
    let fresh = try await Handset(
      Line("theobald", device: "FRESH", to: office.site), device.itemClass, window: 512)
    try await fresh.settle()
    #expect(
      try device.items.mapValues { try draft.title($0) } == fresh.items.mapValues { try draft.title($0) })
  }

  @Test func theSameRequestTwiceIsCarriedOutOnce() async throws {
    try await run { office, line in
      let device = try await Handset(line, .contacts)
      try await device.settle()
      for round in 0..<6 {
        let (changed, deleted) = try #require(device.items.keys.sorted().prefix(2).pair)
        let last = try #require(device.items.keys.max())
        try await office.write { try Draft.contacts.rename($0, last, "Office \(round)") }
        let commands: [SyncRequest.Command] = [
          .add("1", try Draft.contacts.make("Neu \(round)")),
          .add("2", try Draft.contacts.make("Zwilling")), .add("3", try Draft.contacts.make("Zwilling")),
          .change(ItemClass.contacts.serverId(changed), try Draft.contacts.make("Anders \(round)")),
          .delete(ItemClass.contacts.serverId(deleted)),
        ]
        let request = device.request(commands)
        async let one = line.sync(request)
        async let other = line.sync(request)
        let answers = try await (one + other)
        #expect(answers.map(\.status) == [.success, .success])
        #expect(answers[0].responses == answers[1].responses)
        #expect(answers[0].responses.map(\.status) == [.success, .success, .success])
        #expect(answers[0].commands == answers[1].commands)
        #expect(answers[0].syncKey != answers[1].syncKey)
        // Whichever comes last is the one that the device goes on with.
        try device.take(answers[round % 2], to: commands)
        try await device.settle()
        try await expectFresh(device, office, .contacts)
      }
      #expect(device.items.count == 5 + 6 * 2)
    }
  }

  @Test func twoCollectionsAtOnceDoNotDisturbEachOther() async throws {
    try await run { office, line in
      let contacts = try await Handset(line, .contacts, window: 2)
      let tasks = try await Handset(line, .tasks, window: 2)
      for round in 0..<6 {
        let contact = SyncRequest.Command.add("1", try Draft.contacts.make("Neu \(round)"))
        let task = SyncRequest.Command.add("1", try Draft.tasks.make("Neu \(round)"))
        let (left, right) = (contacts.request([contact]), tasks.request([task]))
        async let one = line.sync(left)
        async let other = line.sync(right)
        let answers = try await (one + other)
        #expect(answers.map(\.collectionId) == [left.collectionId, right.collectionId])
        try contacts.take(answers[0], to: [contact])
        try tasks.take(answers[1], to: [task])
      }
      try await contacts.settle()
      try await tasks.settle()
      #expect(contacts.items.count == 11)
      #expect(tasks.items.count == 11)
      try await expectFresh(contacts, office, .contacts)
      try await expectFresh(tasks, office, .tasks)
    }
  }

  @Test func aFolderSyncWithChangedFoldersBesideASync() async throws {
    try await run { office, line in
      let contacts = try await Handset(line, .contacts, window: 2)
      let tasks = try await Handset(line, .tasks, window: 2)
      var hierarchy = FolderSyncRequest()
      hierarchy.syncKey = .initial
      hierarchy.syncKey = try #require(
        try await line.post("FolderSync", hierarchy, FolderSyncResponse.self)
      ).syncKey
      let theobald = office.people.theobald
      for round in 0..<4 {
        let isTicked = round % 2 == 1
        try await office.write {
          try $0.modifyUser(theobald) {
            $0.ticks = Set(ItemClass.allCases).subtracting(isTicked ? [] : [.tasks])
          }
        }
        let contact = SyncRequest.Command.add("1", try Draft.contacts.make("Neu \(round)"))
        let (left, right) = (contacts.request([contact]), tasks.request())
        let asked = hierarchy
        async let folders = line.post("FolderSync", asked, FolderSyncResponse.self)
        async let synced = line.sync(left, right)
        let told = try #require(try await folders)
        #expect(told.status == .success)
        #expect(told.changes?.adds.count == (isTicked ? 1 : 0))
        #expect(told.changes?.deletes.map(\.serverId) == (isTicked ? [] : [right.collectionId]))
        hierarchy.syncKey = told.syncKey
        let answers = try await synced
        try contacts.take(answers[0], to: [contact])
        #expect(answers.map(\.status) == [.success, isTicked ? .success : .folderHierarchyChanged])
        if isTicked { try tasks.take(answers[1]) }
      }
      try await contacts.settle()
      try await tasks.settle()
      #expect(contacts.items.count == 9)
      #expect(tasks.items.count == 5)
    }
  }

  @Test func sevenHundredCommandsAreAllCarriedOutAndAnsweredInOrder() async throws {
    try await run { office, line in
      let people = office.people
      let stale = try await office.write { office in
        try (0..<300).map { try Draft.contacts.create(office, people, "Alt \($0)") }
      }
      let device = try await Handset(line, .contacts, window: 512)
      try await device.settle()
      try await office.write { office in
        for id in stale[290...] { try Draft.contacts.rename(office, id, "Office") }
      }
      var commands: [SyncRequest.Command] = []
      for number in 0..<350 {
        commands.append(.add("\(number)", try Draft.contacts.make("Neu \(number % 300)")))
        let id = ItemClass.contacts.serverId(number < 300 ? stale[number] : 9_000_000)
        let isRefused = number % 50 == 7
        let content =
          try isRefused ? Draft.contacts.refused("Falsch") : Draft.contacts.make("Anders \(number)")
        commands.append(number % 2 == 0 ? .delete(id) : .change(id, content))
      }
      #expect(commands.count == 700)
      let lost = try #require(try await device.send(commands))
      let other = try await Handset(
        Line("theobald", device: "OTHER", to: office.site), .contacts, window: 512)
      try await other.settle()
      let answer = try #require(try await device.send(commands))
      #expect(answer.responses == lost.responses)
      // In the order of the commands, each with what it was about.
      var rest = commands[...]
      for response in answer.responses {
        rest = rest.drop { $0.clientId != response.clientId || $0.serverId != response.commandId }
        #expect(rest.popFirst() != nil, "\(response.kind) comes too late")
      }
      #expect(answer.responses.count { $0.kind == .add && $0.status == .success } == 350)
      #expect(answer.responses.count { $0.status == .conflict } == 10)
      #expect(answer.responses.count { $0.status == .conversionError } == 6)
      #expect(answer.responses.count { $0.status == .objectNotFound } == 50)
      #expect(Set(answer.responses.compactMap { $0.kind == .add ? $0.serverId : nil }).count == 350)
      // The repetition changed nothing.
      #expect(try await other.sync() == nil)
      try device.take(answer, to: commands)
      try await device.settle()
      try await expectFresh(device, office, .contacts)
      #expect(device.items.count == other.items.count)
    }
  }
}

extension SyncResponse.Response {
  /// The ServerId that the command had.
  fileprivate var commandId: ServerId? { kind == .add ? nil : serverId }
}

extension Collection {
  /// The first two elements, if there are as many.
  fileprivate var pair: (Element, Element)? {
    guard count > 1, let first, let second = dropFirst().first else { return nil }
    return (first, second)
  }
}
