import Database

extension RecordReader {
  /// The notes with these numbers, in no order.
  func notes(_ ids: [Int64]) throws -> [OfficeNote] {
    try RecordTable.note.records(ids, tenant: tenant, on: connection).map { OfficeNote(id: $0, record: $1) }
  }
}
