package import Database

/// A record's fields under onOffice's own names; fields without a value are absent.
///
/// Booleans are integers 0 and 1, dates `YYYY-MM-DD`, times of day `HH:MM:SS`, points in time
/// `YYYY-MM-DD HH:MM:SS` on the tenant's wall clock.
package struct Record: Hashable, Sendable {
  /// The values by field name.
  package var fields: [String: SQLValue]

  /// A record with these fields.
  package init(_ fields: [String: SQLValue] = [:]) { self.fields = fields }

  /// The field's value; nil if it is empty.
  package subscript(field: String) -> SQLValue? {
    get { fields[field] }
    set { fields[field] = newValue }
  }
}

extension Record: ExpressibleByDictionaryLiteral {
  /// A record with these fields, each named once.
  package init(dictionaryLiteral fields: (String, SQLValue)...) {
    self.init(Dictionary(uniqueKeysWithValues: fields))
  }
}
