package import Database

/// Which records of a kind are looked for, in which order, and which of them are wanted.
package struct RecordQuery: Sendable {
  /// How a field is compared. Fields without a value count as empty or 0.
  package enum Comparison: String, Sendable, CaseIterable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case greater = ">"
    case atMost = "<="
    case atLeast = ">="
    case like
    case notLike = "not like"
    case between
    case oneOf = "in"
    case noneOf = "not in"
  }

  /// What a field must be; all conditions must hold.
  package struct Condition: Sendable {
    /// onOffice's name.
    package let field: String
    package let comparison: Comparison
    /// One value; two of `between`; any number of `in` and `not in`.
    package let values: [SQLValue]

    /// A condition of these parts.
    package init(_ field: String, _ comparison: Comparison, _ values: [SQLValue]) {
      self.field = field
      self.comparison = comparison
      self.values = values
    }
  }

  /// All must hold.
  package var conditions: [Condition] = []
  /// Only these records; nil for all.
  package var ids: [Int64]?
  /// The field to sort by; records that are alike in it, and all without it, come in the order of their numbers.
  package var sort: (field: String, isDescending: Bool)?
  /// How many at most, 0 or more.
  package var limit: Int
  /// How many to leave out before those.
  package var offset: Int

  /// All records, of which `limit` are wanted behind the first `offset`.
  package init(limit: Int, offset: Int = 0) {
    self.limit = limit
    self.offset = offset
  }
}

/// What a query found.
package struct FoundRecords: Sendable {
  /// The numbers of those that are wanted, in order.
  package let ids: [Int64]
  /// How many there are in all.
  package let total: Int
}
