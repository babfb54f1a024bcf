import ChangeLog
import Database
import Foundation
import SyncModel

extension OfficeTransaction {
  /// The appointment; nil if there is none with this number.
  package func appointment(_ id: Int64) throws -> Appointment? { try reader.appointments([id]).first }

  /// Adds an appointment; returns its number.
  @discardableResult
  package func createAppointment(_ draft: AppointmentDraft) throws -> Int64 {
    var draft = draft
    draft.record = try AppointmentChecks.settled(RecordTable.appointment.checked(draft.record))
    if draft.record["art"] == nil {
      draft.record["art"] = try reader.actionTypes(.appointment).first { $0.isDefault }.map { .text($0.key) }
    }
    try check(draft, over: nil)
    draft.record["modified"] = .text(utcNow)
    let id = try nextNumber(of: "appointment")
    try RecordTable.appointment.insert(draft.record, id: id, tenant: tenant, on: connection)
    try writeLinks(of: draft, over: nil, id: id)
    try writeLast(of: draft.record, id: id)
    pending.add([.content, .members], id, of: .calendar)
    return id
  }

  /// Changes an appointment; a series changes as a whole.
  package func modifyAppointment(_ id: Int64, _ change: (inout AppointmentDraft) throws -> Void) throws {
    guard let stored = try reader.draft(id) else {
      throw OfficeError.noSuchRecord(kind: "appointment", id: id)
    }
    var draft = stored
    try change(&draft)
    draft.record = try RecordTable.appointment.checked(draft.record, stored: stored.record)
    guard draft != stored else { return }
    // Times that cannot be read are no reason to keep the rest as it is, as when the appointment is cancelled.
    if stored.defect == nil || AppointmentChecks.differs(draft.record, from: stored.record) {
      draft.record = try AppointmentChecks.settled(draft.record)
      guard draft != stored else { return }
    }
    try check(draft, over: stored)
    draft.record["modified"] = .text(utcNow)
    try RecordTable.appointment.update(draft.record, id: id, tenant: tenant, on: connection)
    try writeLinks(of: draft, over: stored, id: id)
    try writeLast(of: draft.record, id: id)
    if AppointmentChecks.moves(draft.record, from: stored.record) { try forgetConfirmations(ofMoved: id) }
    // Members are set again when it comes back from being cancelled: the log may have forgotten them.
    let keepsMembers =
      draft.users == stored.users && draft.groups == stored.groups
      && draft.record["status"] == stored.record["status"]
    pending.add(keepsMembers ? .content : [.content, .members], id, of: .calendar)
    if stored.defect != nil { pending.add(.mending, id, of: .calendar) }
  }

  /// Cancels an appointment: it stays in onOffice and leaves the devices.
  package func cancelAppointment(_ id: Int64) throws {
    try modifyAppointment(id) { $0.record["status"] = .text("canceled") }
  }

  /// Deletes an appointment.
  package func deleteAppointment(_ id: Int64) throws {
    try require([id], in: "appointment")
    let key: [SQLValue] = [.integer(tenant), .integer(id)]
    for link in AppointmentLink.allCases {
      try connection.execute("DELETE FROM \(link.table) WHERE tenant = ? AND appointment = ?", key)
    }
    for table in ["appointment_participant", "appointment_confirmation"] {
      try connection.execute("DELETE FROM \(table) WHERE tenant = ? AND appointment = ?", key)
    }
    try connection.execute("DELETE FROM appointment WHERE tenant = ? AND id = ?", key)
    try changeLog.forgetKept(of: id, in: .calendar)
    try changeLog.forgetParts(of: id, in: .calendar)
    pending.add(.content, id, of: .calendar)
  }

  private var utcNow: String { LocalDateTime(now, in: .gmt).text }

  /// Throws if a draft names what does not exist. What was there before is not asked for again.
  private func check(_ draft: AppointmentDraft, over stored: AppointmentDraft?) throws {
    try require(draft.users.subtracting(stored?.users ?? []), in: "office_user")
    try require(draft.groups.subtracting(stored?.groups ?? []), in: "office_group")
    try require(draft.addresses.keys.filter { stored?.addresses[$0] == nil }, in: "address")
    try require(draft.estates.subtracting(stored?.estates ?? []), in: "estate")
    for key in draft.resources.subtracting(stored?.resources ?? []).sorted() {
      guard try resourceName(key) != nil else { throw OfficeError.noSuchResource(key: key) }
    }
    let states = ["not-set", "sent", "confirmed", "canceled"]
    if let unknown = draft.addresses.values.first(where: { !states.contains($0) }) {
      throw OfficeError.unknownChoice(field: "confirmationStatus", value: unknown)
    }
    guard let art = draft.record.text("art"), art != stored?.record.text("art") else { return }
    guard try reader.actionTypes(.appointment).contains(where: { $0.key == art }) else {
      throw OfficeError.unknownChoice(field: "art", value: art)
    }
  }

  private func writeLast(of record: Record, id: Int64) throws {
    let last = AppointmentChecks.lastMoment(of: record)
    for table in ["appointment", "appointment_participant"] {
      let column = table == "appointment" ? "id" : "appointment"
      try connection.execute(
        "UPDATE \(table) SET last_dt = ? WHERE tenant = ? AND \(column) = ?",
        [.text(last), .integer(tenant), .integer(id)])
    }
  }
}
