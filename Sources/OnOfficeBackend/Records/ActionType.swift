/// A kind of appointment (Terminart) or of task (Art), as the tenant has defined it.
package struct ActionType: Hashable, Sendable {
  /// What it is a kind of.
  package enum Kind: String, Sendable {
    /// Appointments; their `art` holds the key.
    case appointment = "Termin"
    /// Tasks; their `Art` holds the number.
    case task = "Aufgabe"
  }

  /// The number, by which tasks name it.
  package let id: Int64
  /// What it is a kind of.
  package let kind: Kind
  /// The key, by which appointments name it.
  package let key: String
  /// What people read.
  package let label: String
  /// Whether a new record gets it unasked.
  package let isDefault: Bool
}

extension Collection<ActionType> {
  /// The kind with this label; of labels that differ in letter case only, the one that is written like it.
  func first(labelled text: String) -> ActionType? {
    let text = text.trimmed
    return first { $0.label.trimmed == text }
      ?? first { $0.label.trimmed.lowercased() == text.lowercased() }
  }
}
