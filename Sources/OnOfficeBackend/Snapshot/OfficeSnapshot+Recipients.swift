import Database
import Foundation
import SyncModel

// Whom device users mean, and when those are free.
extension OfficeSnapshot {
  func recipients(_ query: RecipientQuery) throws -> RecipientPage {
    let mail = query.text.mailAddress.trimmed.withoutMailto
    return mail.contains("@") ? RecipientPage(try holder(of: mail, query)) : try recipients(named: query)
  }

  /// The one whose mail address it is, in onOffice or in appointments.
  private func holder(of email: String, _ query: RecipientQuery) throws -> FoundRecipient? {
    if email.lowercased() == query.own?.lowercased(), let own = try reader.user(user.user) {
      return FoundRecipient(name: own.name, email: email, calendar: .user(own.id))
    }
    let attendee = Attendee(email: email, name: "")
    let today = CivilDate(query.now, in: try zone())
    switch try reader.directory(for: [attendee], of: user.user, on: today).party(of: attendee) {
    case .user(let user): return FoundRecipient(name: user.name, email: email, calendar: .user(user.id))
    case .resource(let resource):
      return FoundRecipient(name: resource.name, email: email, calendar: .resource(resource.key))
    case .address(let address):
      return options.directoryAddresses
        ? FoundRecipient(name: address.name, email: email, calendar: nil) : nil
    case nil: return nil
    }
  }

  /// People who are looked at for one who is called just so.
  private static let mostNamesakes = 100

  /// Those whom the words of a name mean, people before resources. One who is called just so is meant alone.
  private func recipients(named query: RecipientQuery) throws -> RecipientPage {
    let range = 0..<max(query.limit, Self.mostNamesakes)
    let page = try people(DirectoryRequest(query: query.text, range: range, now: query.now))
    let entries = page.entries.filter { $0.emailAddress != nil || $0.alias != nil }
    let resources = try resources(named: query.text)
    let name = query.text.trimmed.lowercased()
    let namesakes =
      try entries.filter { $0.displayName?.lowercased() == name }.compactMap(recipient)
      + resources.filter { $0.name.lowercased() == name }
    if namesakes.count == 1 { return RecipientPage(namesakes.first) }
    let total = page.total - (page.entries.count - entries.count) + resources.count
    let limit = total == 1 ? 1 : query.limit
    let found = try entries.prefix(limit).compactMap(recipient) + resources
    return RecipientPage(total: total, recipients: Array(found.prefix(limit)))
  }

  /// The resources whose names a text means. There are few in a tenant.
  private func resources(named text: String) throws -> [FoundRecipient] {
    let query = DirectoryQuery(text)
    guard !query.readings.isEmpty else { return [] }
    return try reader.allResources()
      .filter { query.means(Set(FoldedText.words(of: $0.name))) }
      .sorted { ($0.name, $0.key) < ($1.name, $1.key) }
      .map { resource in
        let email = Placeholder.resource(Placeholder.localPart(of: resource.key)).text
        return FoundRecipient(name: resource.name, email: email, calendar: .resource(resource.key))
      }
  }

  /// An entry of the directory as a recipient; nil for an address without a mail address.
  private func recipient(_ entry: DirectoryEntry) throws -> FoundRecipient? {
    let user = try entry.alias.flatMap(reader.user(login:))
    guard let email = entry.emailAddress ?? user.map({ Placeholder.user($0.id).text }) else { return nil }
    return FoundRecipient(
      name: entry.displayName ?? email, email: email, calendar: user.map { .user($0.id) })
  }
}

extension String {
  /// The address of a link to it.
  fileprivate var withoutMailto: String {
    let scheme = "mailto:"
    guard lowercased().hasPrefix(scheme) else { return self }
    return String(dropFirst(scheme.count).prefix { $0 != "?" })
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
