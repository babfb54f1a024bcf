import Database
import SyncModel

extension RecordReader {
  /// Whom and what attendees may mean on `today`: users who may still sign in, addresses that `user` may see,
  /// resources.
  func directory(for attendees: [Attendee], of user: Int64, on today: CivilDate) throws -> Directory {
    var directory = Directory()
    let mailboxes = Set(attendees.map(\.mailbox)).subtracting([""])
    guard !mailboxes.isEmpty else { return directory }
    for user in try activeUsers(on: today) {
      for email in [user.email?.trimmed.lowercased(), Placeholder.user(user.id).text] {
        if let email, mailboxes.contains(email) { directory.add(.user(user), for: email) }
      }
    }
    for resource in try allResources() {
      let email = Placeholder.resource(Placeholder.localPart(of: resource.key)).text
      directory.add(.resource(resource), for: email)
    }
    for email in mailboxes {
      for address in try activeAddresses(of: email, seenBy: user) {
        directory.add(.address(address), for: email)
      }
    }
    return directory
  }

  private func activeUsers(on today: CivilDate) throws -> [UserLink] {
    try connection.query(
      """
      SELECT id, login, vorname, nachname, email FROM office_user
      WHERE tenant = ? AND active = 1 AND (active_until IS NULL OR active_until >= ?)
      """, [.integer(tenant), .text(today.text)]
    ) { userLink($0, from: 0) }
  }

  func allResources() throws -> [ResourceLink] {
    try connection.query("SELECT resource_key, name FROM resource WHERE tenant = ?", [.integer(tenant)]) {
      ResourceLink(key: $0.text(0), name: $0.text(1))
    }
  }

  /// The address of which `email` is the placeholder, or those that have it among their mail entries.
  ///
  /// Nobody is to learn names by counting: a placeholder is understood from who was given it, in a contact or in an
  /// appointment.
  private func activeAddresses(of email: String, seenBy user: Int64) throws -> [AddressLink] {
    switch Placeholder(email) {
    case .address(let id):
      let known = """
        a.id = ? AND (\(Self.isOwn) OR EXISTS (SELECT 1 FROM appointment_address l
          JOIN appointment_participant p ON p.tenant = l.tenant AND p.appointment = l.appointment
          WHERE l.tenant = a.tenant AND l.address = a.id AND p.user_id = ?))
        """
      return try activeAddresses(known, [.integer(id), .integer(user), .integer(user), .integer(user)])
    case .user, .resource: return []
    case nil:
      let visible = """
        a.id IN (SELECT address FROM address_entry
          WHERE tenant = ? AND entry_group = 'email' AND LOWER(entry_value) = ?)
        AND (COALESCE(a."Privat", 0) = 0 OR \(Self.isOwn))
        """
      return try activeAddresses(
        visible, [.integer(tenant), .text(email), .integer(user), .integer(user)])
    }
  }

  /// Whether an address is on a user's devices, or he is its Betreuer; his number stands in it twice.
  private static let isOwn = """
    (EXISTS (SELECT 1 FROM address_sync s WHERE s.tenant = a.tenant AND s.address = a.id AND s.user_id = ?)
      OR a."Benutzer" = (SELECT u.login FROM office_user u WHERE u.tenant = a.tenant AND u.id = ?))
    """

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
