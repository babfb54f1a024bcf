import OnOfficeBackend
import Testing

extension AddressEntry {
  /// An entry as tables write it: `phone | 0221 1 | Telefon (privat) | *`, with `-` for „keine Zuordnung“ and a star
  /// for the default one.
  init(table text: String) throws {
    let parts = text.split(separator: " | ").map(String.init)
    try #require((3...4).contains(parts.count), "\(text)")
    let type = parts[0]
    let group: Group = type.hasPrefix("fax") ? .fax : type.hasPrefix("email") ? .email : .phone
    let assignment = SyncAssignment(rawValue: parts[2])
    #expect((parts[2] == "-") == (assignment == nil), "\(text)")
    self.init(
      group: group, type: type, value: parts[1], isDefault: parts.count == 4, assignment: assignment)
  }

  /// The entry as tables write it.
  var tableText: String {
    [type, value, assignment?.rawValue ?? "-"].joined(separator: " | ") + (isDefault ? " | *" : "")
  }
}
