/// The name under which a contact is filed; never missing, because clients need it.
struct FiledName: FieldRule {
  let element = "FileAs"
  let remark =
    "\"Name, Vorname\"; else Zusatz1; else the first mail address or number; else the record's number"

  func value(of address: Address) -> String? {
    name(of: address.record) ?? filled(address.record.text("Zusatz1")) ?? firstEntry(of: address)
      ?? "Adresse \(address.id)"
  }

  private func name(of record: Record) -> String? {
    let parts = [filled(record.text("Name")), filled(record.text("Vorname"))].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// The first of what is sent: mail addresses, then numbers, then faxes.
  private func firstEntry(of address: Address) -> String? {
    let mails: [SyncAssignment] = [.email1, .email2, .email3]
    let assignments = mails + SyncAssignment.allCases.filter { $0.group != .email }
    return assignments.lazy.compactMap { filled(address.entry(for: $0)?.value) }.first
  }

  /// The text without blanks around it; nil if nothing is left.
  private func filled(_ text: String?) -> String? {
    let trimmed = text.map { $0.trimmed } ?? ""
    return trimmed.isEmpty ? nil : trimmed
  }
}

extension StringProtocol {
  /// The text without blanks and line ends around it.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
