import SyncModel

/// The task's description as notes.
struct TaskNotes: FieldRule {
  let element = "Body"
  let remark = "plain text"

  func value(of task: OfficeTask) -> Body? { task.record.text("Aufgabe").map(Body.init(plain:)) }
}

/// The kind of task as a category: its label, as "To-do". Manual 12.1.
struct TaskKind: FieldRule {
  let element = "Categories/Category"
  let remark = "the label, as one category"

  func value(of task: OfficeTask) -> [String]? { singleCategory(task.artLabel) }
}

/// Six priorities onto three. Manual 12.1.
struct TaskPriority: FieldRule {
  let element = "Importance"
  let remark = "1 Höchste, 2 Hoch: 2 high; 3 Normal, none: 1 normal; 4 Niedrig, 5 Niedrigste: 0 low"

  static let importance = [1: 2, 2: 2, 3: 1, 4: 0, 5: 0]

  // Always sent: clients read a missing Importance as low.
  func value(of task: OfficeTask) -> Int? { task.record.integer("Prio").flatMap { Self.importance[$0] } ?? 1 }
}

/// "Zurückgestellt" as the start. Manual 12.1.
struct TaskStart: FieldRule {
  let element = "UtcStartDate, StartDate"
  let remark = "day and time of day"

  func value(of task: OfficeTask) -> LocalDateTime? {
    task.record.dateTime("Beginnt_am", timeOfDay: "Beginnt_um")
  }
}

/// "Fällig am" as the due date, if the deadline is ticked. Manual 12.1.
struct TaskDue: FieldRule {
  let element = "UtcDueDate, DueDate"
  let remark = "day and time of day, only if Deadline_strikt is ticked"

  func value(of task: OfficeTask) -> LocalDateTime? {
    guard task.record.flag("Deadline_strikt") else { return nil }
    return task.record.dateTime("Deadline", timeOfDay: "Deadline_Zeit")
  }
}

/// Private tasks are private, all others personal. Manual 12.1.
struct TaskSensitivity: FieldRule {
  let element = "Sensitivity"
  let remark = "ticked: 2 private; else 1 personal"

  func value(of task: OfficeTask) -> Int? { task.record.flag("Privat") ? 2 : 1 }
}

/// What is sent is not done: done and cancelled tasks are not synced. Manual 12.1.
struct TaskCompletion: FieldRule {
  let element = "Complete"
  let remark = "always 0: tasks in Status 3 Erledigt and 5 Abgebrochen are not synced"

  func value(of task: OfficeTask) -> Bool? { false }
}

/// Whether the syncing user is reminded.
struct TaskReminderSet: FieldRule {
  let isOn: Bool
  let element = "ReminderSet"
  let remark = "whether the syncing user has a reminder; left out if switched off"

  func value(of task: OfficeTask) -> Bool? {
    isOn ? TaskReminderTime(isOn: isOn).value(of: task) != nil : nil
  }
}

/// When the syncing user is reminded.
struct TaskReminderTime: FieldRule {
  let isOn: Bool
  let element = "ReminderTime"
  let remark = "the syncing user's own; left out if switched off"

  func value(of task: OfficeTask) -> LocalDateTime? {
    isOn ? task.reminder.flatMap(LocalDateTime.init(text:)) : nil
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
}
