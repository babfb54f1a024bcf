import SyncModel
import Testing
import WBXML

/// A device's copy of one folder, which does what the answers say that it takes.
///
/// It fails the test if an answer adds what it has, or changes or deletes what it has not.
final class Handset {
  let line: Line
  let itemClass: ItemClass
  var options: SyncOptions?
  var window: Int?
  private(set) var key = SyncKey.initial
  /// What it shows.
  private(set) var items: [Int64: Fragment] = [:]
  /// What left by age; some devices show it still.
  private var ghosts: Set<Int64> = []

  /// A device that has opened the folder and holds nothing.
  init(_ line: Line, _ itemClass: ItemClass, options: SyncOptions? = nil, window: Int? = nil) async throws {
    self.line = line
    self.itemClass = itemClass
    self.options = options
    self.window = window
    let answer = try #require(try await send())
    try take(answer)
  }

  /// The request of a Sync that tells `commands`.
  func request(_ commands: [SyncRequest.Command] = []) -> SyncRequest.Collection {
    var collection = SyncRequest.Collection()
    collection.collectionId = itemClass.collectionId
    collection.syncKey = key
    collection.windowSize = window
    collection.options = key == .initial ? [] : options.map { [$0] } ?? []
    collection.commands = commands
    return collection
  }

  /// Sends a Sync. The answer is lost unless it is taken.
  func send(_ commands: [SyncRequest.Command] = []) async throws -> SyncResponse.Collection? {
    let answers = try await line.sync(request(commands))
    #expect(answers.count <= 1)
    return answers.first
  }

  /// Takes an answer to `commands`; what the device sent is its own first, as its user typed it there.
  func take(_ answer: SyncResponse.Collection, to commands: [SyncRequest.Command] = []) throws {
    #expect(answer.status == .success)
    #expect(answer.syncKey != key)
    key = try #require(answer.syncKey)
    for command in commands {
      guard let record = itemClass.record(of: command.serverId), items[record] != nil else { continue }
      items[record] = command.kind == .delete ? nil : command.applicationData
    }
    for command in answer.commands { try take(command) }
    for response in answer.responses where response.kind == .add && response.status == .success {
      let record = try #require(itemClass.record(of: response.serverId))
      let sent = commands.first { $0.kind == .add && $0.clientId == response.clientId }
      #expect(items[record] == nil, "\(record) is doubled")
      items[record] = try #require(sent?.applicationData) as Fragment
    }
  }

  private func take(_ command: SyncResponse.Command) throws {
    let record = try #require(itemClass.record(of: command.serverId))
    switch command.kind {
    case .add:
      #expect(items[record] == nil && !ghosts.contains(record), "\(record) is doubled")
      items[record] = try #require(command.applicationData) as Fragment
    case .change:
      #expect(items[record] != nil, "\(record) is changed and not there")
      items[record] = try #require(command.applicationData) as Fragment
    default:
      let isThere = items.removeValue(forKey: record) != nil
      #expect(isThere || ghosts.remove(record) != nil, "\(record) is deleted and not there")
      if command.kind == .softDelete { ghosts.insert(record) }
    }
  }

  /// Sends a Sync and takes the answer; nil is an empty one.
  @discardableResult
  func sync(_ commands: SyncRequest.Command...) async throws -> SyncResponse.Collection? {
    try await sync(commands)
  }

  /// As ``sync(_:)``, for commands as a list.
  @discardableResult
  func sync(_ commands: [SyncRequest.Command]) async throws -> SyncResponse.Collection? {
    guard let answer = try await send(commands) else { return nil }
    try take(answer, to: commands)
    return answer
  }

  /// Syncs until there is nothing to say.
  func settle() async throws {
    for _ in 0..<200 where try await sync() == nil { return }
    Issue.record("the device never falls silent")
  }
}

extension SyncRequest.Command {
  /// An Add under a ClientId.
  static func add(_ clientId: String, _ data: Fragment) -> SyncRequest.Command {
    var command = SyncRequest.Command()
    command.kind = .add
    command.clientId = ClientId(rawValue: clientId)
    command.applicationData = data
    return command
  }

  /// A Change of an item.
  static func change(_ id: ServerId, _ data: Fragment) -> SyncRequest.Command {
    var command = SyncRequest.Command()
    command.kind = .change
    command.serverId = id
    command.applicationData = data
    return command
  }

  /// A Delete of an item.
  static func delete(_ id: ServerId) -> SyncRequest.Command {
    var command = SyncRequest.Command()
    command.kind = .delete
    command.serverId = id
    return command
  }
}
