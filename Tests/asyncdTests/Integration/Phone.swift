import SyncModel
import Testing
import WBXML

/// A user's device on a socket of its own, which does what it is told.
final class Phone {
  private let line: Line
  private var keys: [ItemClass: SyncKey] = [:]
  private var items: [ItemClass: [ServerId: Fragment]] = [:]

  /// A device of `login` that has read everything.
  init(_ login: String, version: ProtocolVersion, to site: JoinedSite) async throws {
    line = Line(login, device: "PHONE\(version.rawValue)", version: version, to: site)
    for itemClass in ItemClass.allCases where itemClass != .notes || version >= .v14_0 {
      keys[itemClass] = .initial
      #expect(try await sync(itemClass) == [])
      while try await !sync(itemClass).isEmpty {}
    }
  }

  /// How many items it holds.
  func count(of itemClass: ItemClass) -> Int { items[itemClass]?.count ?? 0 }

  /// The content of a record.
  func item<Content: Element>(
    _ record: Int64, of itemClass: ItemClass, as type: Content.Type = Content.self
  ) throws -> Content {
    try #require(items[itemClass]?[itemClass.serverId(record)]).decode(type)
  }

  /// Syncs once; what came, as `change 4711`. An empty answer leaves the key as it is.
  func sync(_ itemClass: ItemClass) async throws -> [String] {
    var collection = SyncRequest.Collection()
    collection.syncKey = keys[itemClass]
    collection.collectionId = itemClass.collectionId
    guard let told = try await line.sync(collection).first else { return [] }
    #expect(told.status == .success)
    #expect(told.syncKey != keys[itemClass])
    keys[itemClass] = told.syncKey
    return try told.commands.map { try take($0, itemClass) }
  }

  /// Does what a command says; the command as text.
  private func take(_ command: SyncResponse.Command, _ itemClass: ItemClass) throws -> String {
    let id = try #require(command.serverId)
    let record = try #require(itemClass.record(of: id))
    #expect((items[itemClass]?[id] == nil) == (command.kind == .add), "\(command.kind) \(id)")
    items[itemClass, default: [:]][id] = command.applicationData
    return "\(command.kind) \(record)"
  }
}
