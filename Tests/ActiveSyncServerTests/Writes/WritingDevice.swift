import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

// What a test writes as a device.
extension SyncRequest.Command {
  /// An Add of a contact.
  static func add(_ clientId: String, _ fill: (inout ContactItem) -> Void) throws -> SyncRequest.Command {
    var command = SyncRequest.Command()
    command.kind = .add
    command.clientId = ClientId(rawValue: clientId)
    command.applicationData = try .contact(fill)
    return command
  }

  /// A Change of a contact.
  static func change(
    _ record: Int64, _ fill: (inout ContactItem) -> Void
  ) throws -> SyncRequest.Command {
    var command = SyncRequest.Command()
    command.kind = .change
    command.serverId = Folder.contacts.serverId(of: record)
    command.applicationData = try .contact(fill)
    return command
  }

  /// A Delete of a contact.
  static func delete(_ record: Int64) -> SyncRequest.Command {
    var command = SyncRequest.Command()
    command.kind = .delete
    command.serverId = Folder.contacts.serverId(of: record)
    return command
  }
}

extension Fragment {
  /// The ApplicationData of a contact.
  static func contact(_ fill: (inout ContactItem) -> Void) throws -> Fragment {
    var contact = ContactItem()
    fill(&contact)
    return try Fragment(encoding: contact)
  }
}

extension SyncResponse.Collection {
  /// The statuses of the device's commands that are answered.
  var statuses: [SyncStatus?] { responses.map(\.status) }

  /// The records that the Adds came to.
  var added: [Int64] {
    responses.filter { $0.kind == .add }.compactMap { $0.serverId.flatMap { Folder.contacts.record(of: $0) } }
  }

  /// The contact that a command brings of a record.
  func contact(_ record: Int64) throws -> ContactItem {
    let id = Folder.contacts.serverId(of: record)
    return try #require(commands.first { $0.serverId == id }?.applicationData).decode()
  }
}

extension LogOffice {
  /// The contacts that are there, by last name.
  var lastNames: [String] {
    records.values.filter(\.isThere).compactMap { $0.contact?.lastName }.sorted()
  }

  /// Changes a contact as somebody in the office does.
  mutating func write(_ record: Int64, _ change: (inout ContactItem) -> Void) {
    var contact = records[record]?.contact ?? ContactItem()
    change(&contact)
    touch(record)
    records[record]?.contact = contact
  }
}
