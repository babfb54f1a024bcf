/// A task (Aufgabe).
package struct OfficeTask: Hashable, Sendable {
  /// The record's number.
  package let id: Int64
  /// The plain fields of `task`, by their API names: `Betreff`, `Aufgabe`, `Prio`, `Status`, ...
  package var record: Record
  /// The label of `Art`.
  package var artLabel: String?
  /// The syncing user's own reminder on the tenant's wall clock, `YYYY-MM-DD HH:MM:SS`; nil without one.
  package var reminder: String?

  /// A task of these parts.
  package init(id: Int64, record: Record, artLabel: String? = nil, reminder: String? = nil) {
    self.id = id
    self.record = record
    self.artLabel = artLabel
    self.reminder = reminder
  }
}
