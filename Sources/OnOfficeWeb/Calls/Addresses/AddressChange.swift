import Database
import OnOfficeBackend

/// What a client wants an address to be: its fields and its phone, fax and mail entries.
///
/// `apidoc.onoffice.de`, Create Addresses and Modify Addresses.
struct AddressChange {
  /// The fields that are named, as they are stored.
  private(set) var fields: [String: SQLValue] = [:]
  /// What is to become of entries, in the order in which it is said.
  private(set) var entries: [EntryChange] = []
  /// What each Sync assignment is to be given; nil if nothing is said of them.
  private(set) var mapping: [SyncAssignment: String]?
  /// Whether the client's user ticks "onOffice Sync"; nil if nothing is said of it.
  private(set) var isTicked: Bool?

  /// Reads the parameters of an action.
  init(_ parameters: JSONObject, isNew: Bool) throws {
    for parameter in parameters.members where !Self.others.contains(parameter.name) {
      try read(parameter.name, parameter.value, isNew: isNew)
    }
    guard mapping == nil || entries.isEmpty else {
      throw APIError(
        208, "Using parameter zpmapping is not allowed when using other parameters for phone/fax/email")
    }
  }

  /// What says how an address is made, and not what it is.
  private static let others: Set = [
    "checkDuplicate", "noOverrideByDuplicate", "default_phone", "default_fax", "default_email",
  ]

  private mutating func read(_ name: String, _ value: JSON, isNew: Bool) throws {
    if let group = EntryChange.groups[name] {
      entries +=
        try isNew ? EntryChange.new(value, type: name, group) : EntryChange.edits(value, type: name, group)
    } else if name == "zpmapping" {
      mapping = try Self.mapping(value)
    } else if name == "outlookSync" {
      guard let isTrue = value.bool else { throw APIError.invalidValue(name) }
      isTicked = isTrue
    } else {
      guard let field = RecordTable.address[name] else { throw APIError.unknownField(name) }
      fields[name] = try name == "Land" ? country(value) : field.read(value)
    }
  }

  /// A country by its key or any of its names; other text is kept, as onOffice does.
  private func country(_ value: JSON) throws(APIError) -> SQLValue {
    guard let text = value.text else { throw .invalidValue("Land") }
    return .text(Country.key(of: text) ?? text)
  }

  /// `{"Telefon (privat)": "0241 5670"}`, or a list of `key` and `value`; an empty value takes the assignment away.
  private static func mapping(_ value: JSON) throws -> [SyncAssignment: String] {
    let pairs =
      try value.array?.map { pair in
        guard let key = pair.object?["key"]?.text, let value = pair.object?["value"]?.text else {
          throw APIError(209, "Missing key/value(s) in zpmapping")
        }
        return (key, value)
      } ?? value.object?.members.map { ($0.name, $0.value.text ?? "") }
    guard let pairs, !pairs.isEmpty else { throw APIError(207, "Empty Z-Push address phone mapping") }
    var mapping: [SyncAssignment: String] = [:]
    for (key, value) in pairs {
      guard let assignment = SyncAssignment(rawValue: key) else {
        throw APIError(206, "Unknown Z-Push address phone mapping")
      }
      mapping[assignment] = value
    }
    return mapping
  }
}

extension AddressChange {
  /// Brings an address to it.
  func apply(to address: inout Address) throws {
    for (name, value) in fields { address.record[name] = value == .null ? nil : value }
    for entry in entries { try entry.apply(to: &address.entries) }
    for (assignment, value) in mapping ?? [:] { try assign(value, as: assignment, in: &address.entries) }
  }

  private func assign(
    _ value: String, as assignment: SyncAssignment, in entries: inout [AddressEntry]
  ) throws {
    for index in entries.indices where entries[index].assignment == assignment {
      entries[index].assignment = nil
    }
    guard !value.isEmpty else { return }
    guard let index = entries.firstIndex(where: { $0.value == value && assignment.isOffered(to: $0) }) else {
      throw APIError(83, "Unknown address phone record")
    }
    entries[index].assignment = assignment
  }
}
