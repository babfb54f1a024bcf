import SyncModel

/// Users, addresses and resources as attendees; never the syncing user, who is the organizer. Manual 12.2.
struct Participants: WritableRule {
  let viewer: Viewer
  /// Whom attendees may mean that are not linked yet.
  var directory = Directory()
  let element = "Attendees/Attendee"
  let remark = """
    users and addresses: type 1; resources: type 3; status 2 tentative, 3 confirmed, 4 canceled, 5 sent, else 0; \
    without a mail address of its own `number@benutzer.invalid`, `number@adresse.invalid`, \
    `key@resource.invalid`; back: who is exactly one user, address or resource is linked; no link is taken away
    """

  func value(of appointment: Appointment) -> [Attendee]? {
    var taken: Set<String> = []
    if let user = viewer.user { taken.insert(user.email.lowercased()) }
    var attendees: [Attendee] = []
    for user in appointment.users where user.id != viewer.user?.id {
      let email = mailAddress(user.email, orElse: .user(user.id), &taken)
      let status = Self.status[user.confirmationStatus] ?? 0
      attendees.append(Attendee(email: email, name: user.name, attendeeStatus: status, attendeeType: 1))
    }
    for address in appointment.addresses {
      let email = mailAddress(address.email, orElse: .address(address.id), &taken)
      let status = Self.status[address.confirmationStatus] ?? 0
      attendees.append(Attendee(email: email, name: address.name, attendeeStatus: status, attendeeType: 1))
    }
    for resource in appointment.resources {
      let email = Placeholder.resource(Placeholder.localPart(of: resource.key))
      attendees.append(Attendee(email: email.text, name: resource.name, attendeeStatus: 0, attendeeType: 3))
    }
    return attendees.isEmpty ? nil : attendees
  }

  func write(_ value: [Attendee]?, to appointment: inout Appointment) throws(ItemRefusal) {
    for attendee in others(than: appointment, among: value ?? []) {
      if let party = directory.party(of: attendee) { appointment.link(party) }
    }
  }

  /// The attendees that stand for nobody and nothing that the appointment is linked with: after the way back they
  /// are those that onOffice cannot hold.
  func others(than appointment: Appointment, among attendees: [Attendee]) -> [Attendee] {
    var known = Set((self.value(of: appointment) ?? []).map(\.mailbox))
    if let user = viewer.user { known.insert(user.email.lowercased()) }
    return attendees.filter { attendee in
      !known.contains(attendee.mailbox)
        && !(directory.party(of: attendee).map(appointment.isLinked(with:)) ?? false)
    }
  }

  /// AttendeeStatus by onOffice's confirmationStatus. [MS-ASCAL] 2.2.2.5.
  static let status = ["not-set": 0, "sent": 5, "tentative": 2, "confirmed": 3, "canceled": 4]

  /// The own address; the placeholder if that is none or somebody before has the same one, because phones
  /// tell attendees apart by their addresses (a couple with one mailbox).
  private func mailAddress(
    _ email: String?, orElse placeholder: Placeholder, _ taken: inout Set<String>
  ) -> String {
    let own = email?.trimmed ?? ""
    return own.isMailAddress && taken.insert(own.lowercased()).inserted ? own : placeholder.text
  }
}

extension Appointment {
  /// Whether it takes part already.
  fileprivate func isLinked(with party: Directory.Party) -> Bool {
    switch party {
    case .user(let user): users.contains { $0.id == user.id }
    case .address(let address): addresses.contains { $0.id == address.id }
    case .resource(let resource): resources.contains { $0.key == resource.key }
    }
  }

  /// Adds a link, in the order in which links are read.
  fileprivate mutating func link(_ party: Directory.Party) {
    guard !isLinked(with: party) else { return }
    switch party {
    case .user(let user): users = (users + [user]).sorted { $0.id < $1.id }
    case .address(let address): addresses = (addresses + [address]).sorted { $0.id < $1.id }
    case .resource(let resource): resources = (resources + [resource]).sorted { $0.key < $1.key }
    }
  }
}

extension String {
  /// Whether it looks like a mail address that a client accepts; onOffice stores any text.
  fileprivate var isMailAddress: Bool {
    let parts = split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      && !contains { $0.isWhitespace || "<>,;\"".contains($0) }
  }
}
