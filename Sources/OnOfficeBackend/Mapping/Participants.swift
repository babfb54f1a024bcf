import SyncModel

/// Users, addresses and resources as attendees; never the syncing user, who is the organizer. Manual 12.2.
struct Participants: FieldRule {
  let viewer: Viewer
  let element = "Attendees/Attendee"
  let remark = """
    users and addresses: type 1; resources: type 3; status 3 confirmed, 4 canceled, 5 sent, else 0; \
    without a mail address of its own `number@benutzer.invalid`, `number@adresse.invalid`, \
    `key@resource.invalid`
    """

  func value(of appointment: Appointment) -> [Attendee]? {
    var taken: Set<String> = []
    if let user = viewer.user { taken.insert(user.email.lowercased()) }
    var attendees: [Attendee] = []
    for user in appointment.users where user.id != viewer.user?.id {
      let email = mailAddress(user.email, orElse: "\(user.id)@benutzer.invalid", &taken)
      attendees.append(Attendee(email: email, name: user.name, attendeeStatus: 0, attendeeType: 1))
    }
    for address in appointment.addresses {
      let email = mailAddress(address.email, orElse: "\(address.id)@adresse.invalid", &taken)
      let status = Self.status[address.confirmationStatus] ?? 0
      attendees.append(Attendee(email: email, name: address.name, attendeeStatus: status, attendeeType: 1))
    }
    for resource in appointment.resources {
      let email = Self.localPart(of: resource.key) + "@resource.invalid"
      attendees.append(Attendee(email: email, name: resource.name, attendeeStatus: 0, attendeeType: 3))
    }
    return attendees.isEmpty ? nil : attendees
  }

  /// AttendeeStatus by onOffice's confirmationStatus. [MS-ASCAL] 2.2.2.5.
  static let status = ["not-set": 0, "sent": 5, "confirmed": 3, "canceled": 4]

  /// The own address; the placeholder if that is none or somebody before has the same one, because phones
  /// tell attendees apart by their addresses (a couple with one mailbox).
  private func mailAddress(_ email: String?, orElse placeholder: String, _ taken: inout Set<String>) -> String
  {
    let own = email?.trimmed ?? ""
    return own.isMailAddress && taken.insert(own.lowercased()).inserted ? own : placeholder
  }

  /// A resource's key with everything but letters, digits, `_` and `-` as `=` and hex digits, so that it can
  /// stand before the @ and no two keys become the same.
  static func localPart(of key: String) -> String {
    key.utf8.reduce(into: "") { text, byte in
      let character = Character(Unicode.Scalar(byte))
      if character.isASCII, character.isLetter || character.isNumber || "_-".contains(character) {
        text.append(character)
      } else {
        text += "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
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
