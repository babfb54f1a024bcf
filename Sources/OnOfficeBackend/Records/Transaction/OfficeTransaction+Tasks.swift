import ChangeLog
import Database
import SyncModel

extension OfficeTransaction {
  /// The task with a user's reminder of it; nil if there is none with this number.
  package func task(_ id: Int64, user: Int64? = nil) throws -> OfficeTask? {
    try reader.tasks([id], user: user).first
  }

  /// Adds a task; returns its number.
  @discardableResult
  package func createTask(_ record: Record) throws -> Int64 {
    var record = try RecordTable.task.checked(record)
    record["Status"] = record["Status"] ?? .integer(1)
    record["Prio"] = record["Prio"] ?? .integer(3)
    if record["Art"] == nil {
      record["Art"] = try reader.actionTypes(.task).first { $0.isDefault }.map { .integer($0.id) }
    }
    try checkKind(of: record, over: Record())
    record["Eintragsdatum"] = .text(try localNow().date.text)
    record["modified"] = .text(try localNow().text)
    let id = try nextNumber(of: "task")
    try RecordTable.task.insert(record, id: id, tenant: tenant, on: connection)
    pending.add([.content, .members], id, of: .tasks)
    return id
  }

  /// Changes a task's fields.
  package func modifyTask(_ id: Int64, _ change: (inout Record) throws -> Void) throws {
    guard let task = try task(id) else { throw OfficeError.noSuchRecord(kind: "task", id: id) }
    let stored = task.record
    var record = stored
    try change(&record)
    record = try RecordTable.task.checked(record, stored: stored)
    guard record != stored else { return }
    try checkKind(of: record, over: stored)
    record["modified"] = .text(try localNow().text)
    try RecordTable.task.update(record, id: id, tenant: tenant, on: connection)
    try rememberCompletion(of: id, record, over: stored)
    pending.add([.content, .members], id, of: .tasks)
    if task.defect != nil { pending.add(.mending, id, of: .tasks) }
  }

  /// Deletes a task.
  package func deleteTask(_ id: Int64) throws {
    try require([id], in: "task")
    let key: [SQLValue] = [.integer(tenant), .integer(id)]
    try connection.execute("DELETE FROM task_reminder WHERE tenant = ? AND task = ?", key)
    try connection.execute("DELETE FROM task_before_done WHERE tenant = ? AND task = ?", key)
    try connection.execute("DELETE FROM task WHERE tenant = ? AND id = ?", key)
    try changeLog.forgetKept(of: id, in: .tasks)
    pending.add(.content, id, of: .tasks)
  }

  /// Sets when a user is reminded of a task, `YYYY-MM-DD HH:MM:SS`; nil for not at all.
  package func setReminder(task: Int64, user: Int64, at moment: String?) throws {
    try require([task], in: "task")
    let key: [SQLValue] = [.integer(tenant), .integer(task), .integer(user)]
    let stored = try connection.first(
      "SELECT remind_at FROM task_reminder WHERE tenant = ? AND task = ? AND user_id = ?", key
    ) { $0.text(0) }
    if let moment, LocalDateTime(text: moment) == nil {
      throw OfficeError.invalidValue(field: "Erinnerungsdatum")
    }
    guard stored != moment else { return }
    try connection.execute("DELETE FROM task_reminder WHERE tenant = ? AND task = ? AND user_id = ?", key)
    if let moment {
      try connection.execute(
        "INSERT INTO task_reminder (tenant, task, user_id, remind_at) VALUES (?, ?, ?, ?)",
        key + [.text(moment)])
    }
    pending.add(.init(task: task, user: user))
  }

  /// Remembers what a task was before it was done, for as long as it is.
  private func rememberCompletion(of id: Int64, _ record: Record, over stored: Record) throws {
    guard record.isDoneTask != stored.isDoneTask else { return }
    let key: [SQLValue] = [.integer(tenant), .integer(id)]
    guard record.isDoneTask else {
      try connection.execute("DELETE FROM task_before_done WHERE tenant = ? AND task = ?", key)
      return
    }
    try connection.execute(
      """
      INSERT INTO task_before_done (tenant, task, "Status", "erledigt", "Stand", "Austragsdatum")
      VALUES (?, ?, ?, ?, ?, ?)
      """, key + OfficeTask.completionFields.map { stored[$0] ?? .null })
  }

  private func checkKind(of record: Record, over stored: Record) throws {
    guard let art = record.integer("Art"), record["Art"] != stored["Art"] else { return }
    guard try reader.actionTypes(.task).contains(where: { $0.id == Int64(art) }) else {
      throw OfficeError.unknownChoice(field: "Art", value: String(art))
    }
  }
}
