import SyncModel

/// Whom and what the attendees of an item may mean, by their mail addresses; looked up before the item is written.
struct Directory: Hashable, Sendable {
  /// Somebody or something that an appointment can be linked with.
  enum Party: Hashable, Sendable {
    case user(UserLink)
    case address(AddressLink)
    case resource(ResourceLink)
  }

  private var parties: [String: Set<Party>] = [:]

  /// Adds one that has a mail address, or a placeholder for one.
  mutating func add(_ party: Party, for email: String) {
    parties[email.lowercased(), default: []].insert(party)
  }

  /// The one that an attendee means; nil if nobody has the attendee's address or several have it.
  func party(of attendee: Attendee) -> Party? {
    guard let found = parties[attendee.mailbox], found.count == 1 else { return nil }
    return found.first
  }
}

extension Attendee {
  /// The mail address as it is compared.
  var mailbox: String { email?.trimmed.lowercased() ?? "" }
}
