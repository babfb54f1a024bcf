/// What is written of an appointment: its fields, and its links by number.
///
/// ``Appointment`` is what is read: there the members of groups stand beside the users.
package struct AppointmentDraft: Hashable, Sendable {
  /// The plain fields of `calendar`; `start_dt` and `end_dt` must have values.
  package var record: Record
  /// Participating users.
  package var users: Set<Int64>
  /// Participating groups.
  package var groups: Set<Int64>
  /// Linked addresses with their `confirmationStatus`: `not-set`, `sent`, `confirmed`, `canceled`.
  package var addresses: [Int64: String]
  /// Linked estates.
  package var estates: Set<Int64>
  /// Linked resources, by key.
  package var resources: Set<String>

  /// A draft of these parts.
  package init(
    _ record: Record, users: Set<Int64> = [], groups: Set<Int64> = [], addresses: [Int64: String] = [:],
    estates: Set<Int64> = [], resources: Set<String> = []
  ) {
    self.record = record
    self.users = users
    self.groups = groups
    self.addresses = addresses
    self.estates = estates
    self.resources = resources
  }
}
