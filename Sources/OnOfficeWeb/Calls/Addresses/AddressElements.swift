import Database
import OnOfficeBackend

/// What the API tells of an address, by the names that a client asks for. `apidoc.onoffice.de`, Read Addresses.
struct AddressElements {
  /// How `Land` is written.
  enum CountryForm: String {
    case name
    case twoLetters = "ISO-3166-2"
    case threeLetters = "ISO-3166-3"
  }

  let address: Address
  let country: CountryForm

  /// Adds what is called `name`; an unknown name is refused.
  func write(_ name: String, to elements: inout JSONObject) throws(APIError) {
    if let selector = EntrySelector.all[name] {
      for entry in address.entries where selector.takes(entry) { write(entry, as: selector, to: &elements) }
    } else if let parts = Self.compounds[name] {
      for part in parts { try write(part, to: &elements) }
    } else {
      elements[name] = try value(of: name)
    }
  }

  private func write(_ entry: AddressEntry, as selector: EntrySelector, to elements: inout JSONObject) {
    let key = "\(selector.key)__\(entry.id)"
    elements[key] = .text(entry.value)
    if !entry.comment.isEmpty { elements[key + "__Comment"] = .text(entry.comment) }
  }

  private func value(of name: String) throws(APIError) -> JSON {
    switch name {
    case "id", "ID", "Id": return .integer(address.id)
    case "imageUrl": return ""
    case "Telefon1": return main(.phone)
    case "Telefax1": return main(.fax)
    case "Email": return main(.email)
    default:
      guard let field = RecordTable.address[name] else { throw APIError(141, "Unknown field: \(name)") }
      if name == "Land", let stored = address.record["Land"] { return shown(country: stored) }
      return field.shown(address.record[name])
    }
  }

  private func shown(country stored: SQLValue) -> JSON {
    guard case .text(let text) = stored else { return "" }
    switch country {
    case .name: return .text(Country.name(of: text))
    case .threeLetters: return .text(Country.key(of: text) ?? text)
    case .twoLetters: return .text(Country.shortKey(of: text) ?? text)
    }
  }

  private func main(_ group: AddressEntry.Group) -> JSON {
    .text(address.entries.first { $0.group == group && $0.isDefault }?.value ?? "")
  }

  /// Fields of which onOffice shows several as one.
  private static let compounds = [
    "Anrede-Titel": ["Anrede", "Titel"], "Plz-Ort": ["Plz", "Ort"],
    "Plz-Postfach": ["Plz_postfach", "Postfach"],
  ]
}

/// What of the phone, fax and mail entries a name in `data` stands for.
struct EntrySelector {
  /// What the entries are called in the answer.
  let key: String
  private let group: AddressEntry.Group
  private let isMobile: Bool
  private let isDefault: Bool

  private init(_ key: String, _ group: AddressEntry.Group, isMobile: Bool = false, isDefault: Bool = false) {
    self.key = key
    self.group = group
    self.isMobile = isMobile
    self.isDefault = isDefault
  }

  /// By name.
  static let all: [String: EntrySelector] = [
    "phone": .init("phone", .phone), "mobile": .init("mobile", .phone, isMobile: true),
    "fax": .init("fax", .fax), "email": .init("email", .email),
    "defaultphone": .init("defaultphone", .phone, isDefault: true),
    "defaultfax": .init("defaultfax", .fax, isDefault: true),
    "defaultemail": .init("defaultemail", .email, isDefault: true),
  ]

  /// Whether an entry is among them. Of numbers, mobile ones have a name of their own; the main one may be any.
  func takes(_ entry: AddressEntry) -> Bool {
    guard entry.group == group else { return false }
    if isDefault { return entry.isDefault }
    return (entry.type == "mobile") == isMobile
  }
}
