import Database
import Foundation
import OnOfficeBackend
import SyncModel

/// People who work in onOffice.
struct OfficeActor {
  let site: Site
  let records: OfficeRecords
  /// What is typed: new each time.
  let text: String
  /// The mark of what is born.
  let mark: String

  /// Does something to a class; returns what, nil for nothing.
  func act(on itemClass: ItemClass, _ dice: inout Dice) async throws -> String? {
    switch itemClass {
    case .contacts: try await addresses(&dice)
    case .calendar: try await appointments(&dice)
    case .tasks: try await tasks(&dice)
    case .notes: try await notes(&dice)
    }
  }

  var users: [Int64] { Site.logins.indices.map { Int64($0 + 1) } }

  func write<Value: Sendable>(
    _ body: @escaping @Sendable (OfficeTransaction) throws -> Value
  ) async throws {
    _ = try await site.running.office.write(tenant: Site.tenant, body)
  }

  /// The places of an address in which people type.
  private static let places = ["Name", "Zusatz1", "Strasse", "Homepage"]

  private func addresses(_ dice: inout Dice) async throws -> String? {
    let known = records.records(of: .contacts)
    guard let record = dice.pick(known), !dice.once(in: 5) else {
      let (text, mark) = (text, mark)
      let ticked = users.filter { _ in !dice.once(in: 4) }
      try await write { office in
        var address: Record = ["Vorname": .text(mark)]
        for field in OfficeActor.places { address[field] = .text(text) }
        let id = try office.createAddress(address)
        for user in ticked { try office.setOutlookSync(address: id, user: user, true) }
      }
      return "creates address \(mark) \(text) for \(ticked)"
    }
    switch dice.below(8) {
    case 0:
      let status: Int64 = record.isShown ? 0 : 1
      try await write { try $0.modifyAddress(record.id) { $0.record["Status"] = .integer(status) } }
      return "sets Status \(status) of \(record.mark)"
    case 1, 2:
      let user = dice.pick(users) ?? 1
      let isTicked = !record.users.contains(user)
      try await write { try $0.setOutlookSync(address: record.id, user: user, isTicked) }
      return "\(isTicked ? "ticks" : "unticks") \(record.mark) for \(user)"
    case 3:
      // No device sees it.
      let text = text
      try await write { try $0.modifyAddress(record.id) { $0.record["Briefanrede"] = .text(text) } }
      return "writes Briefanrede of \(record.mark)"
    default:
      let (text, field) = (text, dice.pick(Self.places + ["Name", "Name"]) ?? "Name")
      try await write { try $0.modifyAddress(record.id) { $0.record[field] = .text(text) } }
      return "edits \(field) of \(record.mark) to \(text)"
    }
  }
}
