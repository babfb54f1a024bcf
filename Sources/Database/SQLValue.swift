/// A value in a column or for a placeholder.
public enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  /// A number, or NULL.
  public init(_ value: Int64?) { self = value.map(SQLValue.integer) ?? .null }

  /// A number, or NULL.
  public init(_ value: Int?) { self.init(value.map(Int64.init)) }

  /// A text, or NULL.
  public init(_ value: String?) { self = value.map(SQLValue.text) ?? .null }

  /// Bytes, or NULL.
  public init(_ value: [UInt8]?) { self = value.map(SQLValue.blob) ?? .null }

  /// 1 or 0.
  public init(_ value: Bool) { self = .integer(value ? 1 : 0) }
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral {
  /// A number.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }
  /// NULL.
  public init(nilLiteral: ()) { self = .null }
}
