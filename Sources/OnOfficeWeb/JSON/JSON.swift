/// A JSON value. Objects keep the order of their members: onOffice's older HMAC is made of it.
package enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case text(String)
  case array([JSON])
  case object(JSONObject)
}

/// The members of a JSON object in their order; of two with one name the last counts.
package struct JSONObject: Hashable, Sendable {
  /// A name with its value.
  package struct Member: Hashable, Sendable {
    package let name: String
    package var value: JSON
  }

  /// All of them, each name once.
  package private(set) var members: [Member] = []

  /// An object without members.
  package init() {}

  /// The value of this name; nil takes it away.
  package subscript(name: String) -> JSON? {
    get { members.first { $0.name == name }?.value }
    set {
      let index = members.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(name: name, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Adds a member that is known not to be there.
  mutating func append(_ name: String, _ value: JSON) { members.append(Member(name: name, value: value)) }

  /// The same members in the order of their names' bytes, as PHP's `ksort` has them.
  var sorted: JSONObject {
    var sorted = self
    sorted.members.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return sorted
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// An object of these members, each named once.
  package init(dictionaryLiteral members: (String, JSON)...) {
    for (name, value) in members { append(name, value) }
  }
}

// MARK: - Reading values
extension JSON {
  /// The members of an object; of an empty list, which is what PHP makes of an empty object, none.
  var object: JSONObject? {
    switch self {
    case .object(let object): object
    case .array([]): JSONObject()
    default: nil
    }
  }

  /// The values of a list.
  var array: [JSON]? { if case .array(let values) = self { values } else { nil } }

  /// The text of a string or number.
  var text: String? {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .number(let number): String(number)
    default: nil
    }
  }

  /// A whole number, also one that was sent as text.
  var integer: Int64? {
    switch self {
    case .integer(let number): number
    case .text(let text): Int64(text)
    case .number(let number): Int64(exactly: number)
    default: nil
    }
  }

  /// A truth, as JSON, PHP and onOffice write it.
  var bool: Bool? {
    switch self {
    case .bool(let isTrue): isTrue
    case .integer(0), .text("0"), .text("false"), .text(""): false
    case .integer(1), .text("1"), .text("true"): true
    default: nil
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  /// A string.
  package init(stringLiteral text: String) { self = .text(text) }
  /// A whole number.
  package init(integerLiteral number: Int64) { self = .integer(number) }
  /// A truth.
  package init(booleanLiteral isTrue: Bool) { self = .bool(isTrue) }
  /// A list.
  package init(arrayLiteral values: JSON...) { self = .array(values) }
  /// An object of these members, each named once.
  package init(dictionaryLiteral members: (String, JSON)...) {
    var object = JSONObject()
    for (name, value) in members { object.append(name, value) }
    self = .object(object)
  }
  /// null.
  package init(nilLiteral: ()) { self = .null }
}
