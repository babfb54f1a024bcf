/// A note (Notiz) of a user's own.
package struct OfficeNote: Hashable, Sendable {
  /// The record's number.
  package let id: Int64
  /// The plain fields of `note`, by their API names: `Betreff`, `Notiz`, `Eintragsdatum`, `modified`, and `userid`,
  /// the number of the user who alone has it.
  package var record: Record

  /// A note of these parts.
  package init(id: Int64, record: Record) {
    self.id = id
    self.record = record
  }
}
