import ActiveSyncServer
import Database
import Foundation
import HTTPServer
import OnOfficeBackend
import ServerTestSupport
import SyncModel
import WBXML

/// Another tenant whose user has the name, the password and a phone with the id of one of ours: what they do is
/// seen by nobody else, and they see nothing of ours.
final class OtherTenant {
  /// Its number and name.
  static let number: Int64 = 2
  static let name = "Zweit"

  private let site: Site
  private var key = SyncKey.initial
  /// What the phone shows, by ServerId.
  private var held: [String: String] = [:]
  private var births = 0

  init(_ site: Site) { self.site = site }

  /// The phone starts again, as it was forgotten.
  func startAnew() { (key, held) = (.initial, [:]) }

  /// Somebody there works in onOffice, or on the phone; the phone syncs. Returns what happened.
  func act(_ dice: inout Dice) async throws -> String {
    births += 1
    let name = "z\(births)"
    if dice.once(in: 2) {
      try await site.running.office.write(tenant: Self.number) { office in
        let id = try office.createAddress(["Vorname": .text(name), "Name": .text("fremd")])
        try office.setOutlookSync(address: id, user: 1, true)
      }
      try await sync()
      return "creates address \(name)"
    }
    if key == .initial { try await sync() }
    var contact = ContactItem()
    (contact.firstName, contact.lastName) = (name, "fremd")
    var add = SyncRequest.Command()
    add.clientId = ClientId(rawValue: name)
    add.applicationData = try Fragment(encoding: contact)
    let told = try await exchange([add])
    guard let response = told?.responses.first, response.status == .success, let id = response.serverId else {
      throw Violation("an Add of the other tenant is not answered")
    }
    held[id.rawValue] = name
    try await sync()
    return "adds \(name) on its phone"
  }

  /// Syncs until nothing is left, and compares with the tenant's records.
  private func sync() async throws {
    while let told = try await exchange([]) {
      for command in told.commands {
        guard let id = command.serverId?.rawValue, let data = command.applicationData, command.kind == .add,
          held[id] == nil
        else { throw Violation("the phone of the other tenant is told \(command.kind)") }
        let contact: ContactItem = try data.decode()
        held[id] = contact.firstName ?? ""
      }
    }
    let there = try await site.running.officeDatabase.read { sql in
      try sql.query(
        "SELECT \"Vorname\" FROM address WHERE tenant = ?", [.integer(Self.number)], { $0.text(0) })
    }
    guard held.values.sorted() == there.sorted() else {
      throw Violation("the phone of the other tenant shows \(held.values.sorted()), not \(there.sorted())")
    }
  }

  /// One Sync; nil if there is nothing to say.
  private func exchange(_ commands: [SyncRequest.Command]) async throws -> SyncResponse.Collection? {
    var collection = SyncRequest.Collection()
    collection.collectionId = CollectionId(rawValue: ItemClass.contacts.folder)
    collection.syncKey = key
    collection.commands = commands
    var request = SyncRequest()
    request.collections = [collection]
    let response = await site.running.server.answered(
      site.request(
        "Sync", try WBXMLEncoder.encode(request), user: 1, tenant: Self.name, device: "PHONEa", .v14_1))
    guard response.status == 200 else { throw Violation("HTTP \(response.status) for the other tenant") }
    guard !response.body.isEmpty else { return nil }
    let answer: SyncResponse = try WBXMLDocument(response.body).decode()
    guard let told = answer.collections?.first, told.status == .success else {
      throw Violation("the other tenant is refused")
    }
    key = told.syncKey ?? key
    return told
  }
}

extension Simulation {
  /// Something happens at the other tenant's, and here nothing.
  func otherTenant(_ dice: inout Dice) async throws {
    let done = try await tenant.act(&dice)
    note("the other tenant \(done)")
    guard try await records().all == oracle.records.all else {
      throw Violation("what the other tenant does changes records here")
    }
  }
}
