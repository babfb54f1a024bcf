/// A field of a record under onOffice's name: what it may hold.
package struct FieldDefinition: Hashable, Sendable {
  /// What values a field takes.
  package enum Kind: Hashable, Sendable {
    /// Text of at most so many characters; longer text is cut off.
    case text(max: Int? = nil)
    case integer
    /// Digits with a fraction, as hours of work.
    case decimal
    /// 0 or 1.
    case boolean
    /// `YYYY-MM-DD`.
    case date
    /// `HH:MM:SS`.
    case time
    /// `YYYY-MM-DD HH:MM:SS`.
    case dateTime
    /// One of these keys.
    case choice([String])
    /// One of these numbers.
    case number([Int64])
    /// Any of these keys, joined by `|`; an empty list takes any key.
    case choices([String])
  }

  /// onOffice's name, which is the column's too.
  package let name: String
  /// What values it takes.
  package let kind: Kind
  /// Whether onOffice alone sets it.
  package let isFixed: Bool

  /// The field `name`.
  init(_ name: String, _ kind: Kind, isFixed: Bool = false) {
    self.name = name
    self.kind = kind
    self.isFixed = isFixed
  }
}
