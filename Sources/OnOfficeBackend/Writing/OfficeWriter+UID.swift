import Database
import SyncModel

extension OfficeWriter {
  func appointment(uid: String) throws -> Int64? {
    let candidates = try namedRecords(uid) + [numberedRecord(in: uid)].compactMap { $0 }
    let there = Set(try rows(of: .calendar, records: candidates).filter(\.isThere).map(\.record))
    return candidates.first(where: there.contains)
  }

  /// The appointments to which a device gave this UID, whether they are there for the user or not.
  private func namedRecords(_ uid: String) throws -> [Int64] {
    try connection.query(
      "SELECT id FROM appointment WHERE tenant = ? AND \"zpushuuid\" = ? ORDER BY id",
      [.integer(user.tenant), .text(uid)]
    ) { $0.integer(0) }
  }

  /// The record whose number the UID is made of, if it has no other.
  private func numberedRecord(in uid: String) throws -> Int64? {
    guard let number = Int64(uid.suffix(16), radix: 16) else { return nil }
    let made = AppointmentUID(tenant: user.tenant).value(of: Appointment(id: number, record: Record()))
    guard uid.uppercased() == made else { return nil }
    let records = try RecordTable.appointment.records([number], tenant: user.tenant, on: connection)
    return records.first { $0.record.text("zpushuuid") == nil }?.id
  }
}
