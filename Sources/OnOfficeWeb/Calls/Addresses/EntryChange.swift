import OnOfficeBackend

/// What is to become of one phone, fax or mail entry. `apidoc.onoffice.de`, Modify Addresses, contact data.
struct EntryChange {
  private enum Action: String {
    case add, modify, delete
  }

  private let action: Action
  private let type: String
  private let group: AddressEntry.Group
  private let oldValue: String?
  private let newValue: String?
  /// Whether it becomes its group's main entry; nil if nothing is said of that.
  private let isDefault: Bool?

  /// The types of entries, which are the names of the parameters, by group.
  static let groups: [String: AddressEntry.Group] = [
    "phone": .phone, "phone_private": .phone, "phone_business": .phone, "mobile": .phone, "fax": .fax,
    "fax_private": .fax, "fax_business": .fax, "email": .email, "email_private": .email,
    "email_business": .email,
  ]

  /// Entries of a new address: a value, or a list of them.
  static func new(
    _ value: JSON, type: String, _ group: AddressEntry.Group
  ) throws -> [EntryChange] {
    try (value.array ?? [value]).map { value in
      guard let text = value.text else { throw APIError(300, "Invalid address phone value") }
      return EntryChange(
        action: .add, type: type, group: group, oldValue: nil, newValue: text, isDefault: nil)
    }
  }

  /// What a change of an address says: an object, or a list of them.
  static func edits(
    _ value: JSON, type: String, _ group: AddressEntry.Group
  ) throws -> [EntryChange] {
    try (value.array ?? [value]).map { value in
      guard let edit = value.object, let name = edit["action"]?.text else {
        throw APIError(81, "Missing type for address phone action")
      }
      guard let action = Action(rawValue: name) else {
        throw APIError(82, "Invalid type for address phone action")
      }
      let change = EntryChange(
        action: action, type: type, group: group, oldValue: edit["oldvalue"]?.text,
        newValue: edit["newvalue"]?.text, isDefault: edit["default"]?.bool)
      try change.check()
      return change
    }
  }

  private func check() throws(APIError) {
    if action != .add, oldValue?.isEmpty != false {
      throw APIError(86, "Missing address phone record identifier")
    }
    if action != .delete, newValue?.isEmpty != false, action == .add || isDefault == nil {
      throw APIError(85, "Missing address phone value")
    }
  }

  /// Brings an address's entries to it.
  func apply(to entries: inout [AddressEntry]) throws(APIError) {
    guard action != .add else {
      entries.append(
        AddressEntry(group: group, type: type, value: newValue ?? "", isDefault: isDefault ?? false))
      return
    }
    let found = entries.indices.filter { entries[$0].group == group && entries[$0].value == oldValue }
    guard let index = found.first else { throw APIError(83, "Unknown address phone record") }
    guard found.count == 1 else { throw APIError(87, "Ambiguous address phone record identifier") }
    guard action == .modify else {
      entries.remove(at: index)
      return
    }
    entries[index].type = type
    if let newValue, !newValue.isEmpty { entries[index].value = newValue }
    if isDefault == true { makeDefault(index, of: &entries) }
  }

  private func makeDefault(_ index: Int, of entries: inout [AddressEntry]) {
    for other in entries.indices where entries[other].group == group {
      entries[other].isDefault = other == index
    }
  }
}
