import SyncModel
import Testing
import WBXML

/// A user's device with its copy of the contacts, which says what its user types and takes what it is told.
final class ContactPhone {
  let line: Line
  private let supported: [WBXML.Tag]?
  private var key = SyncKey.initial
  private var adds = 0
  /// What it shows.
  private(set) var items: [Int64: ContactElements] = [:]

  init(_ line: Line, supported: [WBXML.Tag]?) {
    self.line = line
    self.supported = supported
  }

  private var version: ProtocolVersion { line.version }

  /// Syncs until nothing is left; what came, as `change 4711`.
  @discardableResult
  func settle() async throws -> [String] {
    var told: [String] = []
    while let answer = try await send([]) { told += try answer.commands.map(take) }
    return told
  }

  /// The elements of an item.
  func item(_ id: Int64) throws -> ContactElements { try #require(items[id], "item \(id)") }

  /// Sends commands; the answer, whose commands are still to be taken. Nil is an empty answer.
  func send(_ commands: [SyncRequest.Command]) async throws -> SyncResponse.Collection? {
    var collection = SyncRequest.Collection()
    collection.syncKey = key
    collection.collectionId = ItemClass.contacts.collectionId
    collection.supported = key == .initial ? supported : nil
    collection.windowSize = 512
    collection.commands = commands
    guard let answer = try await line.sync(collection).first else { return nil }
    #expect(answer.status == .success)
    key = try #require(answer.syncKey)
    return answer
  }

  private func take(_ command: SyncResponse.Command) throws -> String {
    let id = try #require(ItemClass.contacts.record(of: command.serverId))
    items[id] = try command.applicationData.map { try ContactElements($0) }
    return "\(command.kind) \(id)"
  }

  /// Sends Changes with exactly these elements, all in one request; what is answered besides success, as `4711: 6`.
  ///
  /// Nothing comes back at once, as the device has it, but for what was refused.
  @discardableResult
  func change(_ changes: [(id: Int64, elements: ContactElements)]) async throws -> [String] {
    let commands = try changes.map { id, elements in
      SyncRequest.Command.change(ItemClass.contacts.serverId(id), try elements.data)
    }
    let answer = try #require(try await send(commands))
    let failed = answer.responses.filter { $0.status != .success }
    let told = try answer.commands.map(take)
    #expect(told.isEmpty || !failed.isEmpty)
    let refused = Set(failed.compactMap { ItemClass.contacts.record(of: $0.serverId) })
    for (id, elements) in changes where !refused.contains(id) {
      items[id] = try shown(item(id), after: elements)
    }
    return failed.map { "\($0.serverId?.rawValue ?? "?"): \($0.status?.rawValue ?? 0)" }
  }

  @discardableResult
  func change(_ id: Int64, _ elements: ContactElements) async throws -> [String] {
    try await change([(id, elements)])
  }

  /// What its user makes of items, all in one request: the whole contact is sent, with elements that are gone empty
  /// up to 14.1, and left out from 16.0, as a contact is replaced then.
  @discardableResult
  func edit(_ edits: [(id: Int64, make: (inout ContactElements) -> Void)]) async throws -> [String] {
    try await change(
      edits.map { id, make in
        let before = try item(id)
        var after = before
        make(&after)
        let gone = before.names.filter { after[$0] == nil }
        if version < .v16_0 { for name in gone { after[name] = "" } }
        return (id, after)
      })
  }

  @discardableResult
  func edit(_ id: Int64, _ make: @escaping (inout ContactElements) -> Void) async throws -> [String] {
    try await edit([(id, make)])
  }

  /// Adds a contact; its number, or nil if the answer is another status than success.
  func add(_ elements: ContactElements, status: SyncStatus = .success) async throws -> Int64? {
    adds += 1
    let answer = try #require(try await send([.add("new\(adds)", try elements.data)]))
    #expect(answer.commands.isEmpty)
    let response = try #require(answer.responses.first)
    #expect(response.status == status)
    guard response.status == .success else { return nil }
    let id = try #require(ItemClass.contacts.record(of: response.serverId))
    items[id] = elements.filter { elements[$0] != "" }
    return id
  }

  /// Deletes a contact.
  func delete(_ id: Int64) async throws {
    let answer = try #require(try await send([.delete(ItemClass.contacts.serverId(id))]))
    #expect(answer.commands.isEmpty && answer.responses.isEmpty)
    items[id] = nil
  }

  /// What the device holds of an item after a Change of its own.
  private func shown(_ item: ContactElements, after change: ContactElements) -> ContactElements {
    let kept = version < .v16_0 ? item : item.filter { ["FileAs", "Picture"].contains($0) }
    let merged = kept.merging(change)
    return merged.filter { merged[$0] != "" }
  }
}
