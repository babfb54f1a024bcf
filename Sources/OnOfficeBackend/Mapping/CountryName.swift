import Database
import SyncModel

/// The country's German name, which onOffice stores as a key or as text.
struct CountryName: WritableRule {
  let element = "BusinessAddressCountry"
  let remark = """
    the German name of an ISO 3166 alpha-3 key; other text as it is; back: a German or English name or a code \
    becomes the key, other text changes no key
    """

  func value(of address: Address) -> String? {
    address.record.text("Land").map { Self.table[$0] ?? $0 }
  }

  func write(_ value: String?, to address: inout Address) throws(ItemRefusal) {
    guard let value, !value.isEmpty else {
      address.record["Land"] = nil
      return
    }
    let stored = address.record.text("Land").flatMap(Self.key(of:))
    guard let key = Self.key(of: value) else {
      if stored == nil { address.record["Land"] = .text(value) }
      return
    }
    // The same country, be it stored by its key or by its name.
    if key != stored { address.record["Land"] = .text(key) }
  }

  static func key(of text: String) -> String? { keys[text.trimmed.lowercased()] }

  /// The key by each name and code, in lower case.
  private static let keys: [String: String] = {
    var keys: [String: String] = [:]
    for (key, names) in otherNames {
      for name in names + [key] { keys[name.lowercased()] = key }
    }
    for (key, name) in table { keys[name.lowercased()] = key }
    return keys
  }()
}

/// Countries by onOffice's keys, for who reads and writes `Land` by other names.
package enum Country {
  /// The German name of what is stored, a key or a text.
  package static func name(of stored: String) -> String { CountryName.table[stored] ?? stored }

  /// The ISO 3166 alpha-3 key of a name or key; nil if it is none.
  package static func key(of text: String) -> String? { CountryName.key(of: text) }

  /// The alpha-2 code of a name or key; nil if it is none.
  package static func shortKey(of text: String) -> String? {
    key(of: text).flatMap { CountryName.otherNames[$0]?.first }
  }
}
