import Database
import Foundation
import SyncModel

extension OfficeWriter {
  /// Adds a task that the user is responsible for. Manual 12.1.
  func add(_ item: TaskItem) throws -> Int64 {
    // The log tells nothing of a task that was never open: one that comes done is added before it is done.
    var open = item
    open.complete = false
    open.completed = nil
    var task = try OnOfficeMapping.task(
      OfficeTask(id: 0, record: Record()), changedTo: open, in: taskSurroundings())
    task.record["Verantwortung"] = .text(try login())
    task.record["von"] = task.record["Verantwortung"]
    let id = try office.createTask(task.record)
    if let reminder = task.reminder { try office.setReminder(task: id, user: user.user, at: reminder) }
    try settle(id, open)
    if item.complete == true { try change(id, to: item) }
    return id
  }

  /// Brings a task to what a device made of it.
  func change(_ id: Int64, to item: TaskItem) throws {
    try requireMember(of: id, in: .tasks)
    guard var stored = try office.task(id, user: user.user) else {
      throw OfficeError.noSuchRecord(kind: "task", id: id)
    }
    stored.beforeDone = try reader.beforeDone(task: id)
    let task = try OnOfficeMapping.task(stored, changedTo: item, in: taskSurroundings())
    try office.modifyTask(id) { $0 = task.record }
    if task.reminder != stored.reminder {
      try office.setReminder(task: id, user: user.user, at: task.reminder)
    }
    try settle(id, item)
  }

  private func settle(_ id: Int64, _ item: TaskItem) throws {
    try office.stampChanges()
    try keep(KeptItem.bytes(of: item, kinds: reader.actionTypes(.task)), beside: id, of: .tasks)
  }

  private func taskSurroundings() throws -> TaskSurroundings {
    TaskSurroundings(
      zone: try zone().identifier, reminders: options.taskReminders, kinds: try reader.actionTypes(.task),
      today: try office.localNow().date)
  }
}
