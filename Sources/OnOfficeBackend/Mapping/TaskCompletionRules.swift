import Database
import SyncModel

/// What is done on the phone becomes Erledigt, and what it takes back is as it was. Manual 12.1.
struct TaskCompletion: WritableRule {
  /// The day on the tenant's clock; only the way back needs it.
  let today: CivilDate
  let element = "Complete"
  let remark = """
    0: tasks in Status 3 Erledigt and 5 Abgebrochen are not synced; back: 1 Erledigt, 0 what was before Erledigt
    """

  func value(of task: OfficeTask) -> Bool? { task.isDone }

  func write(_ value: Bool?, to task: inout OfficeTask) throws(ItemRefusal) {
    if value == true {
      task.record["Status"] = .integer(OfficeTask.done)
      task.record["erledigt"] = .integer(1)
      task.record["Stand"] = .integer(100)
      task.record["Austragsdatum"] = .text(today.text)
    } else if task.isDone {
      let former = task.beforeDone ?? ["Status": .integer(1)]
      for field in OfficeTask.completionFields { task.record[field] = former[field] }
    }
  }
}

/// The day on which the task was done.
struct TaskCompletedDay: WritableRule {
  let element = "DateCompleted"
  let remark = "not sent with open tasks; back: the day, else today"

  func value(of task: OfficeTask) -> LocalDateTime? {
    task.isDone ? task.record.date("Austragsdatum").map { LocalDateTime(date: $0) } : nil
  }

  func write(_ value: LocalDateTime?, to task: inout OfficeTask) throws(ItemRefusal) {
    if task.isDone, let value { task.record["Austragsdatum"] = .text(value.date.text) }
  }
}
