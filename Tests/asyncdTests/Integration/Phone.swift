import Foundation
import FoundationNetworking
import SyncModel
import Testing
import WBXML

/// A user's device on a socket of its own, which does what it is told.
final class Phone {
  private let url: String
  private let authorization: String
  private let version: ProtocolVersion
  private var keys: [ItemClass: SyncKey] = [:]
  private var items: [ItemClass: [ServerId: Fragment]] = [:]

  /// A device of `login` that has read everything.
  init(_ login: String, password: String, version: ProtocolVersion, port: UInt16) async throws {
    self.version = version
    url = "http://127.0.0.1:\(port)/Microsoft-Server-ActiveSync"
    authorization = "Basic " + Data("\(login):\(password)".utf8).base64EncodedString()
    for itemClass in ItemClass.allCases {
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
    let id = ServerId(rawValue: "\(itemClass.collection):\(record)")
    return try #require(items[itemClass]?[id]).decode(type)
  }

  /// Syncs once; what came, as `change 4711`. An empty answer leaves the key as it is.
  func sync(_ itemClass: ItemClass) async throws -> [String] {
    var collection = SyncRequest.Collection()
    collection.syncKey = keys[itemClass]
    collection.collectionId = CollectionId(rawValue: itemClass.collection)
    var request = SyncRequest()
    request.collections = [collection]
    guard let answer: SyncResponse = try await post("Sync", request) else { return [] }
    let told = try #require(answer.collections?.first)
    #expect(told.status == .success)
    #expect(told.syncKey != keys[itemClass])
    keys[itemClass] = told.syncKey
    return try told.commands.map { try take($0, itemClass) }
  }

  /// Does what a command says; the command as text.
  private func take(_ command: SyncResponse.Command, _ itemClass: ItemClass) throws -> String {
    let id = try #require(command.serverId)
    #expect((items[itemClass]?[id] == nil) == (command.kind == .add), "\(command.kind) \(id)")
    items[itemClass, default: [:]][id] = command.applicationData
    return "\(command.kind) \(id.rawValue.dropFirst(itemClass.collection.count + 1))"
  }

  /// Posts a command; nil is an empty answer.
  private func post<Answer: RootElement>(
    _ command: String, _ request: some RootElement
  ) async throws -> Answer? {
    let query = "?Cmd=\(command)&User=x&DeviceId=PHONE\(version.rawValue)&DeviceType=Test"
    var message = URLRequest(url: try #require(URL(string: url + query)))
    message.httpMethod = "POST"
    message.setValue(authorization, forHTTPHeaderField: "Authorization")
    message.setValue(version.text, forHTTPHeaderField: "MS-ASProtocolVersion")
    message.httpBody = Data(try WBXMLEncoder.encode(request))
    let (data, response) = try await URLSession.shared.data(for: message)
    #expect((response as? HTTPURLResponse)?.statusCode == 200)
    return data.isEmpty ? nil : try WBXMLDocument(Array(data)).decode()
  }
}

extension ItemClass {
  /// The folder's id.
  fileprivate var collection: String { rawValue.lowercased() }
}
