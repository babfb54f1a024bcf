import Database

extension RecordReader {
  /// The tasks with these numbers, with the reminders of `user`, in no order.
  func tasks(_ ids: [Int64], user: Int64?) throws -> [OfficeTask] {
    let records = try RecordTable.task.records(ids, tenant: tenant, on: connection)
    guard !records.isEmpty else { return [] }
    let labels = Dictionary(
      try actionTypes(.task).map { ($0.id, $0.label) }, uniquingKeysWith: { first, _ in first })
    let reminders = try user.map { try self.reminders(of: ids, user: $0) } ?? [:]
    return records.map { id, record in
      OfficeTask(
        id: id, record: record, artLabel: record.integer("Art").flatMap { labels[Int64($0)] },
        reminder: reminders[id])
    }
  }

  /// What the completion fields of a task held before it was done; nil if it was never anything else.
  func beforeDone(task: Int64) throws -> Record? {
    try connection.first(
      "SELECT \"Status\", \"erledigt\", \"Stand\", \"Austragsdatum\" FROM task_before_done WHERE tenant = ? AND task = ?",
      [.integer(tenant), .integer(task)]
    ) { row in
      var record = Record()
      for (column, field) in OfficeTask.completionFields.enumerated() where !row.isNull(column) {
        record[field] = row.value(column)
      }
      return record
    }
  }

  private func reminders(of ids: [Int64], user: Int64) throws -> [Int64: String] {
    let rows = try connection.query(forEachOf: ids, [.integer(tenant), .integer(user)]) { marks in
      "SELECT task, remind_at FROM task_reminder WHERE tenant = ? AND user_id = ? AND task IN (\(marks))"
    } read: { row in
      (row.integer(0), row.text(1))
    }
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }
}
