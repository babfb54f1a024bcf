import Foundation
import SyncModel
import WBXML

/// A device of a user: makes its requests and remembers its keys.
struct Phone {
  let login: String
  let device: String
  private(set) var keys: [String: SyncKey] = [:]

  /// The folders that a phone watches.
  static let folders = ["calendar", "contacts", "tasks", "inbox", "sent"]

  init(_ login: String, device: String = "BENCH") {
    self.login = login
    self.device = device
  }

  /// A command as it goes over the line.
  func request(_ command: String, _ body: [UInt8] = [], method: String = "POST") -> [UInt8] {
    let credentials = Data("\(login):\(Seeding.password)".utf8).base64EncodedString()
    let head = """
      \(method) /Microsoft-Server-ActiveSync?Cmd=\(command)&User=\(login)&DeviceId=\(device)&DeviceType=Bench HTTP/1.1\r
      Host: 127.0.0.1\r
      Authorization: Basic \(credentials)\r
      MS-ASProtocolVersion: 14.1\r
      User-Agent: Bench/1.0\r
      Content-Type: application/vnd.ms-sync.wbxml\r
      Content-Length: \(body.count)\r
      \r

      """
    return Array(head.utf8) + body
  }

  /// OPTIONS.
  var options: [UInt8] { request("", method: "OPTIONS") }

  /// Asks for the folders from a key on.
  func folderSync(_ key: SyncKey = .initial) throws -> [UInt8] {
    var request = FolderSyncRequest()
    request.syncKey = key
    return self.request("FolderSync", try WBXMLEncoder.encode(request))
  }

  /// Waits for changes of all folders.
  func ping() throws -> [UInt8] {
    var request = PingRequest()
    request.heartbeatInterval = 3540
    request.folders = Phone.folders.map { id in
      var folder = PingRequest.Folder()
      folder.id = CollectionId(rawValue: id)
      folder.class = "Contacts"
      return folder
    }
    return self.request("Ping", try WBXMLEncoder.encode(request))
  }

  /// Syncs folders with the keys it has, `commands` for the first one.
  func sync(_ folders: [String], window: Int = 512, _ commands: [SyncRequest.Command] = []) throws -> [UInt8]
  {
    var request = SyncRequest()
    request.collections = folders.map { id in
      var collection = SyncRequest.Collection()
      collection.syncKey = keys[id] ?? .initial
      collection.collectionId = CollectionId(rawValue: id)
      collection.windowSize = window
      if id == folders.first { collection.commands = commands }
      return collection
    }
    return self.request("Sync", try WBXMLEncoder.encode(request))
  }

  /// Takes the keys of a Sync's answer.
  @discardableResult mutating func take(_ answer: Driver.Answer) throws -> SyncResponse? {
    guard answer.status == 200 else { throw BenchError("Sync: HTTP \(answer.status)") }
    guard !answer.body.isEmpty else { return nil }
    let response = try WBXMLDocument(answer.body).decode(SyncResponse.self)
    for collection in response.collections ?? [] {
      guard collection.status == .success, let id = collection.collectionId?.rawValue else {
        throw BenchError("Sync: Status \(collection.status.map { $0.text } ?? "-")")
      }
      keys[id] = collection.syncKey
    }
    return response
  }
}

extension SyncRequest.Command {
  /// A contact that a phone adds.
  static func add(_ number: Int) throws -> SyncRequest.Command {
    var command = SyncRequest.Command()
    command.kind = .add
    command.clientId = ClientId(rawValue: "new\(number)")
    command.applicationData = try content("Neu \(number)")
    return command
  }

  /// A contact of the server that a phone renames.
  static func change(_ serverId: String, _ name: String) throws -> SyncRequest.Command {
    var command = SyncRequest.Command()
    command.kind = .change
    command.serverId = ServerId(rawValue: serverId)
    command.applicationData = try content(name)
    return command
  }

  private static func content(_ name: String) throws -> Fragment {
    var contact = ContactItem()
    contact.firstName = "Käthe"
    contact.lastName = name
    contact.companyName = "Muster GmbH"
    contact.businessAddressCity = "Aachen"
    contact.email1Address = "kaethe@mandant.example"
    contact.mobilePhoneNumber = "+49 170 1234567"
    let presentation = Presentation(version: .v14_1, bodyPreferences: [])
    return try Item.contact(contact).applicationData(for: presentation)
  }
}
