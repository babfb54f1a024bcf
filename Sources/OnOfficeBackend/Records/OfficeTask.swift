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

  /// What the fields of ``completionFields`` held before the task was done; read for the way back only.
  var beforeDone: Record?

  /// A task of these parts.
  package init(id: Int64, record: Record, artLabel: String? = nil, reminder: String? = nil) {
    self.id = id
    self.record = record
    self.artLabel = artLabel
    self.reminder = reminder
  }
}

extension OfficeTask {
  /// The Status of what is done: Erledigt.
  static let done: Int64 = 3
  /// The Status of what is given up: Abgebrochen.
  static let abandoned: Int64 = 5

  /// What changes when a task is done.
  static let completionFields = ["Status", "erledigt", "Stand", "Austragsdatum"]

  /// Whether it is Erledigt.
  var isDone: Bool { record.isDoneTask }

  /// Tasks that are done or given up are on no device.
  var isOpen: Bool { !isDone && record.integer("Status") != Int(Self.abandoned) }
}

extension Record {
  /// Whether a task with these fields is Erledigt.
  var isDoneTask: Bool { integer("Status") == Int(OfficeTask.done) }
}
