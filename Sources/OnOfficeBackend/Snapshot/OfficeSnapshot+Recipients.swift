import Database
import Foundation
import SyncModel

// Whom device users mean, and when those are free.
extension OfficeSnapshot {
  func recipients(_ query: RecipientQuery) throws -> RecipientPage {
    let text = query.text.trimmed.lowercased()
    guard text.contains("@") else { return try recipients(named: query) }
    return RecipientPage(try holder(of: text, query))
  }

  /// The one whose mail address it is, in onOffice or in appointments.
  private func holder(of email: String, _ query: RecipientQuery) throws -> FoundRecipient? {
    if email == query.own?.lowercased(), let own = try reader.user(user.user) {
      return FoundRecipient(name: own.name, email: query.text, calendar: .user(own.id))
    }
    let attendee = Attendee(email: email, name: "")
    let today = CivilDate(query.now, in: try zone())
    switch try reader.directory(for: [attendee], of: user.user, on: today).party(of: attendee) {
    case .user(let user): return FoundRecipient(name: user.name, email: query.text, calendar: .user(user.id))
    case .resource(let resource):
      return FoundRecipient(name: resource.name, email: query.text, calendar: .resource(resource.key))
    case .address(let address):
      return options.directoryAddresses
        ? FoundRecipient(name: address.name, email: query.text, calendar: nil) : nil
    case nil: return nil
    }
  }

  /// Those whom the words of a name mean. One who is called just so is meant alone.
  private func recipients(named query: RecipientQuery) throws -> RecipientPage {
    let request = DirectoryRequest(query: query.text, range: 0..<max(query.limit, 1), now: query.now)
    let page = try people(request)
    let found = try page.entries.compactMap(recipient)
    let name = query.text.trimmed.lowercased()
    let namesakes = found.filter { $0.name.lowercased() == name }
    if namesakes.count == 1 { return RecipientPage(namesakes.first) }
    return RecipientPage(
      total: page.total - (page.entries.count - found.count),
      recipients: Array(found.prefix(page.total == 1 ? 1 : query.limit)))
  }

  /// An entry of the directory as a recipient; nil for an address without a mail address.
  private func recipient(_ entry: DirectoryEntry) throws -> FoundRecipient? {
    let user = try entry.alias.flatMap(reader.user(login:))
    guard let email = entry.emailAddress ?? user.map({ Placeholder.user($0.id).text }) else { return nil }
    return FoundRecipient(
      name: entry.displayName ?? email, email: email, calendar: user.map { .user($0.id) })
  }
}

extension RecipientPage {
  /// The one who is meant, or nobody.
  fileprivate init(_ recipient: FoundRecipient?) {
    self.init(total: recipient == nil ? 0 : 1, recipients: [recipient].compactMap(\.self))
  }
}

extension RecordReader {
  /// The user with a login name.
  fileprivate func user(login: String) throws -> UserLink? {
    try connection.first(
      "SELECT id, login, vorname, nachname, email FROM office_user WHERE tenant = ? AND login = ?",
      [.integer(tenant), .text(login)]
    ) { userLink($0, from: 0) }
  }
}
