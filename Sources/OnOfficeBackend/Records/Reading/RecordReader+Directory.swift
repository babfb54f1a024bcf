import Database
import SyncModel

extension RecordReader {
  /// Whom and what attendees may mean: active users, addresses that are not archived, resources.
  func directory(for attendees: [Attendee]) throws -> Directory {
    var directory = Directory()
    let mailboxes = Set(attendees.map(\.mailbox)).subtracting([""])
    guard !mailboxes.isEmpty else { return directory }
    for user in try activeUsers() {
      for email in [user.email?.trimmed.lowercased(), Placeholder.user(user.id).text] {
        if let email, mailboxes.contains(email) { directory.add(.user(user), for: email) }
      }
    }
    for resource in try allResources() {
      let email = Placeholder.resource(Placeholder.localPart(of: resource.key)).text
      directory.add(.resource(resource), for: email)
    }
    for email in mailboxes {
      for address in try activeAddresses(of: email) { directory.add(.address(address), for: email) }
    }
    return directory
  }

  private func activeUsers() throws -> [UserLink] {
    try connection.query(
      "SELECT id, login, vorname, nachname, email FROM office_user WHERE tenant = ? AND active = 1",
      [.integer(tenant)]
    ) { userLink($0, from: 0) }
  }

  private func allResources() throws -> [ResourceLink] {
    try connection.query("SELECT resource_key, name FROM resource WHERE tenant = ?", [.integer(tenant)]) {
      ResourceLink(key: $0.text(0), name: $0.text(1))
    }
  }

  /// The address of which `email` is the placeholder, or those that have it among their mail entries.
  private func activeAddresses(of email: String) throws -> [AddressLink] {
    switch Placeholder(email) {
    case .address(let id): return try activeAddresses("a.id = ?", [.integer(id)])
    case .user, .resource: return []
    case nil:
      let holders = """
        a.id IN (SELECT address FROM address_entry
          WHERE tenant = ? AND entry_group = 'email' AND LOWER(entry_value) = ?)
        """
      return try activeAddresses(holders, [.integer(tenant), .text(email)])
    }
  }

  private func activeAddresses(_ condition: String, _ arguments: [SQLValue]) throws -> [AddressLink] {
    try connection.query(
      """
      SELECT a.id, a."Vorname", a."Name", a."Zusatz1", e.entry_value
      FROM address a LEFT JOIN address_entry e ON e.tenant = a.tenant AND e.address = a.id
        AND e.entry_group = 'email' AND e.is_default = 1
      WHERE a.tenant = ? AND a."Status" = 1 AND \(condition)
      """, [.integer(tenant)] + arguments
    ) { row in
      AddressLink(
        id: row.integer(0),
        name: AddressLink.name(first: row.text(1), last: row.text(2), company: row.text(3)),
        email: row.optionalText(4))
    }
  }
}
