import Foundation

extension TaskItem {
  /// The task as a device may see it.
  func presented(for presentation: Presentation) -> TaskItem {
    let zone = zone.flatMap(TimeZone.init(identifier:)) ?? .gmt
    var task = self
    task.body = (body ?? Body(plain: "")).presented(for: presentation)
    task.nativeBodyType = task.body?.nativeType
    if let start { (task.startDate, task.utcStartDate) = start.pair(in: zone) }
    if let due { (task.dueDate, task.utcDueDate) = due.pair(in: zone) }
    if let completed { task.dateCompleted = completed.instant(in: zone) }
    if let reminder { task.reminderTime = reminder.instant(in: zone) }
    if task.reminderTime != nil { task.reminderSet = reminderSet ?? true }
    task.complete = complete ?? (task.dateCompleted != nil)
    // Android reads a missing one as low.
    task.importance = importance ?? 1
    task.recurrence?.keepElements(of: presentation.version)
    task.recurrence?.start = recurrence?.start.map {
      RecurrenceStart(zone: zone).shown($0, in: presentation.version)
    }
    return task
  }
}

extension LocalDateTime {
  /// The time written as if it were UTC, and the true moment.
  fileprivate func pair(in zone: TimeZone) -> (local: Date, utc: Date) {
    (WireDate.instant(self), instant(in: zone))
  }
}
