import Database
import SyncModel

/// The task's description as notes.
struct TaskNotes: WritableRule {
  let element = "Body"
  let remark = "plain text"

  func value(of task: OfficeTask) -> Body? {
    // Devices have their own line ends: those of onOffice stay as they are unless the text changes.
    task.record.text("Aufgabe").map { Body(plain: $0.withPlainLineEnds) }
  }

  func write(_ value: Body?, to task: inout OfficeTask) throws(ItemRefusal) {
    task.record["Aufgabe"] = value?.data.map { .text($0) }
  }
}

/// The kind of task as a category: its label, as "To-do". Manual 12.1.
struct TaskKind: WritableRule {
  /// The tenant's kinds; only the way back needs them.
  let kinds: [ActionType]
  let element = "Categories/Category"
  let remark = """
    the label, as one category; back: the first category that is a label, in any letter case; those that are none \
    are kept for the user
    """

  func value(of task: OfficeTask) -> [String]? { singleCategory(task.artLabel) }

  func write(_ value: [String]?, to task: inout OfficeTask) throws(ItemRefusal) {
    let kind = value?.lazy.compactMap { kinds.first(labelled: $0) }.first
    // Two kinds may have the same label.
    guard let kind, kind.label != task.artLabel else { return }
    task.record["Art"] = .integer(kind.id)
    task.artLabel = kind.label
  }
}

/// Six priorities onto three. Manual 12.1.
struct TaskPriority: WritableRule {
  let element = "Importance"
  let remark = """
    1 Höchste, 2 Hoch: 2 high; 3 Normal, none: 1 normal; 4 Niedrig, 5 Niedrigste: 0 low; back: Hoch, Normal, \
    Niedrig, and the finer one stays if the importance does
    """

  static let importance = [1: 2, 2: 2, 3: 1, 4: 0, 5: 0]
  private static let priority: [Int: Int64] = [2: 2, 1: 3, 0: 4]

  // Always sent: clients read a missing Importance as low.
  func value(of task: OfficeTask) -> Int? { task.record.integer("Prio").flatMap { Self.importance[$0] } ?? 1 }

  func write(_ value: Int?, to task: inout OfficeTask) throws(ItemRefusal) {
    if let priority = value.flatMap({ Self.priority[$0] }) { task.record["Prio"] = .integer(priority) }
  }
}

/// "Zurückgestellt" as the start. Manual 12.1.
struct TaskStart: WritableRule {
  let element = "UtcStartDate, StartDate"
  let remark = "day and time of day; back: another time of the same day changes nothing"

  func value(of task: OfficeTask) -> LocalDateTime? {
    task.record.dateTime("Beginnt_am", timeOfDay: "Beginnt_um")
  }

  func write(_ value: LocalDateTime?, to task: inout OfficeTask) throws(ItemRefusal) {
    task.record.setDay(value, "Beginnt_am", timeOfDay: "Beginnt_um")
  }
}

/// "Fällig am" as the due date, if the deadline is ticked. Manual 12.1.
struct TaskDue: WritableRule {
  let element = "UtcDueDate, DueDate"
  let remark = """
    day and time of day, only if Deadline_strikt is ticked; back: ticked, another time of the same day changes \
    nothing; none: unticked
    """

  func value(of task: OfficeTask) -> LocalDateTime? {
    guard task.record.flag("Deadline_strikt") else { return nil }
    return task.record.dateTime("Deadline", timeOfDay: "Deadline_Zeit")
  }

  func write(_ value: LocalDateTime?, to task: inout OfficeTask) throws(ItemRefusal) {
    task.record["Deadline_strikt"] = .integer(value == nil ? 0 : 1)
    if value != nil { task.record.setDay(value, "Deadline", timeOfDay: "Deadline_Zeit") }
  }
}

/// Private tasks are private, all others personal. Manual 12.1.
struct TaskSensitivity: WritableRule {
  let element = "Sensitivity"
  let remark = "ticked: 2 private; else 1 personal; back: 2 and 3 confidential tick it"

  func value(of task: OfficeTask) -> Int? { task.record.flag("Privat") ? 2 : 1 }

  func write(_ value: Int?, to task: inout OfficeTask) throws(ItemRefusal) {
    task.record.tick("Privat", value == 2 || value == 3)
  }
}

/// Whether the syncing user is reminded.
struct TaskReminderSet: WritableRule {
  let isOn: Bool
  let element = "ReminderSet"
  let remark = "whether the syncing user has a reminder; left out if switched off"

  func value(of task: OfficeTask) -> Bool? {
    isOn ? TaskReminderTime(isOn: isOn).value(of: task) != nil : nil
  }

  func write(_ value: Bool?, to task: inout OfficeTask) throws(ItemRefusal) {
    if isOn, value != true { task.reminder = nil }
  }
}

/// When the syncing user is reminded.
struct TaskReminderTime: WritableRule {
  let isOn: Bool
  let element = "ReminderTime"
  let remark = "the syncing user's own; left out if switched off"

  func value(of task: OfficeTask) -> LocalDateTime? {
    isOn ? task.reminder.flatMap(LocalDateTime.init(text:)) : nil
  }

  func write(_ value: LocalDateTime?, to task: inout OfficeTask) throws(ItemRefusal) {
    if isOn { task.reminder = value?.text }
  }
}

/// The zone of the task's times.
struct TaskZone: FieldRule {
  let zone: String
  let element = "(pairs of local time and UTC)"
  let remark = "the zone of the times above"

  func value(of task: OfficeTask) -> String? { zone }
}

/// A label as a list of one category; nil without label.
func singleCategory(_ label: String?) -> [String]? {
  guard let label, !label.isEmpty else { return nil }
  return [label]
}

extension Record {
  /// The day of one field at the time of day of another; without that, the time that stands with the day.
  fileprivate func dateTime(_ field: String, timeOfDay timeField: String) -> LocalDateTime? {
    guard let start = dateTime(field) else { return nil }
    return LocalDateTime(date: start.date, second: timeOfDay(timeField) ?? start.second)
  }

  /// Sets both fields unless the day is the same: clients know days only, whatever time they send.
  fileprivate mutating func setDay(
    _ value: LocalDateTime?, _ field: String, timeOfDay timeField: String
  ) {
    if let value, value.date == date(field) { return }
    self[field] = value.map { .text($0.text) }
    let hasTime = value.map { $0.second != 0 } ?? false
    self[timeField] = value.flatMap { hasTime ? .text(String($0.text.suffix(8))) : nil }
  }
}
