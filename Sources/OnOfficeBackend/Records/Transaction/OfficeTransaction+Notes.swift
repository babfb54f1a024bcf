import ChangeLog
import Database
import Foundation
import SyncModel

extension OfficeTransaction {
  /// The note; nil if there is none with this number.
  package func note(_ id: Int64) throws -> OfficeNote? { try reader.notes([id]).first }

  /// Adds a note of a user; returns its number.
  @discardableResult
  package func createNote(_ record: Record, of user: Int64) throws -> Int64 {
    try require([user], in: "office_user")
    var record = try RecordTable.note.checked(record)
    record["userid"] = .integer(user)
    record["Eintragsdatum"] = .text(try localNow().date.text)
    record["modified"] = .text(LocalDateTime(now, in: .gmt).text)
    let id = try nextNumber(of: "note")
    try RecordTable.note.insert(record, id: id, tenant: tenant, on: connection)
    pending.add([.content, .members], id, of: .notes)
    return id
  }

  /// Changes a note's fields. With `isOtherBeside` it counts as changed in any case: its user's devices have
  /// something else beside it.
  package func modifyNote(
    _ id: Int64, isOtherBeside: Bool = false, _ change: (inout Record) throws -> Void = { _ in }
  ) throws {
    guard let note = try note(id) else { throw OfficeError.noSuchRecord(kind: "note", id: id) }
    var record = note.record
    try change(&record)
    record = try RecordTable.note.checked(record, stored: note.record)
    guard record != note.record || isOtherBeside else { return }
    record["modified"] = .text(LocalDateTime(now, in: .gmt).text)
    try RecordTable.note.update(record, id: id, tenant: tenant, on: connection)
    pending.add(.content, id, of: .notes)
    if note.defect != nil { pending.add(.mending, id, of: .notes) }
  }

  /// Deletes a note with what is kept beside it: it is its user's alone.
  package func deleteNote(_ id: Int64) throws {
    guard let note = try note(id) else { throw OfficeError.noSuchRecord(kind: "note", id: id) }
    if let owner = note.owner { try changeLog.setKept(nil, of: id, in: .notes, user: owner) }
    try connection.execute(
      "DELETE FROM note WHERE tenant = ? AND id = ?", [.integer(tenant), .integer(id)])
    pending.add(.content, id, of: .notes)
  }
}

extension OfficeNote {
  /// The number of the user who alone has it.
  var owner: Int64? { record.integer("userid").map(Int64.init) }
}
