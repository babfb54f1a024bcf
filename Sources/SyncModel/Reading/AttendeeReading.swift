extension [Attendee] {
  /// The attendees that are somebody, each once; what the device does not say of those before stays.
  func settled(over before: [Attendee]?) -> [Attendee]? {
    let known = Dictionary((before ?? []).map { ($0.key, $0) }) { first, _ in first }
    var taken: Set<String> = []
    let attendees = map { $0.settled(over: known[$0.key]) }
      .filter { $0.email != nil && taken.insert($0.key).inserted }
    if let before, Set(attendees.map(\.compared)) == Set(before.map(\.compared)) { return before }
    return attendees.isEmpty ? nil : attendees
  }
}

extension Attendee {
  /// What tells one attendee from another.
  var key: String { (email?.mailAddress ?? name ?? "").lowercased() }

  /// The attendee as he is compared: the address in small letters, kind and answer with their defaults.
  var compared: Attendee {
    var attendee = self
    attendee.email = email?.mailAddress.lowercased()
    attendee.attendeeType = attendeeType ?? 1
    attendee.attendeeStatus = attendeeStatus ?? 0
    return attendee
  }

  fileprivate func settled(over before: Attendee?) -> Attendee {
    var attendee = self
    attendee.name = name.flatMap { $0.isEmpty ? nil : $0 }
    attendee.email = email.flatMap { $0.isEmpty ? nil : $0.mailAddress } ?? attendee.name?.placeholder
    attendee.attendeeStatus = attendeeStatus ?? before?.attendeeStatus
    attendee.attendeeType = attendeeType ?? before?.attendeeType
    attendee.proposedStartTime = proposedStartTime ?? before?.proposedStartTime
    attendee.proposedEndTime = proposedEndTime ?? before?.proposedEndTime
    return attendee
  }
}

extension Presentation.Organizer {
  /// Whether it is he whom a device names among the attendees: by any form of his sign-in name, which is what stands
  /// before the `@`.
  func isNamed(_ key: String) -> Bool { key.beforeAt == email.lowercased().beforeAt }
}

extension String {
  fileprivate var beforeAt: Substring { prefix { $0 != "@" } }

  /// The address of somebody of whom a device knows no other: [MS-ASCAL] 2.2.2.19 wants one of every attendee.
  fileprivate var placeholder: String {
    let local = utf8.reduce(into: "") { text, byte in
      let character = Character(Unicode.Scalar(byte))
      if character.isASCII, character.isLetter || character.isNumber {
        text.append(character)
      } else {
        text += "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return local + "@teilnehmer.invalid"
  }
}
