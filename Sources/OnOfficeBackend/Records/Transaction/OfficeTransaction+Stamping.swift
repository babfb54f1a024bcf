import ChangeLog
import Database
import Foundation
import SyncModel

extension OfficeTransaction {
  /// Stamps what the transaction has touched so far, if devices see a difference; runs by itself at the end.
  func stampChanges() throws {
    let touched = pending
    pending = PendingStamps()
    // An appointment shows its participants: they come first.
    for id in touched.records(of: .contacts, with: .members) {
      try setMembers(reader.usersSyncing(address: id), of: id, in: .contacts)
    }
    for id in touched.records(of: .calendar, with: .members) {
      try setMembers(writeParticipants(of: id), of: id, in: .calendar)
    }
    for id in touched.records(of: .tasks, with: .members) {
      try setMembers(usersOfTask(id), of: id, in: .tasks)
    }
    for id in touched.records(of: .notes, with: .members) {
      try setMembers(Set([note(id)?.owner].compactMap(\.self)), of: id, in: .notes)
    }
    for itemClass in ItemClass.allCases {
      try stampContent(touched, of: itemClass)
    }
    guard options.taskReminders else { return }
    for reminder in touched.reminders {
      try touch(reminder.task, of: .tasks, user: reminder.user)
    }
  }

  /// Stamps a record for one user, who alone sees what changed of it.
  func touch(_ record: Int64, of itemClass: ItemClass, user: Int64) throws {
    try changeLog.touch(record, of: itemClass, user: user)
    concerned[itemClass, default: []].insert(user)
  }

  private func setMembers(_ users: Set<Int64>, of id: Int64, in itemClass: ItemClass) throws {
    let changed = try changeLog.setMembers(users, of: id, in: itemClass)
    concerned[itemClass, default: []].formUnion(changed)
  }

  private func stampContent(_ touched: PendingStamps, of itemClass: ItemClass) throws {
    let ids = touched.records(of: itemClass, with: .content)
    guard !ids.isEmpty else { return }
    let digests = try digests(of: itemClass, ids)
    let mended = Set(touched.records(of: itemClass, with: .mending))
    for id in ids {
      // Who was told nothing of a broken record is told of it again, be it as it was before it broke.
      let wasStamped = try mended.contains(id) && changeLog.stamp(id, of: itemClass, digest: .broken) != nil
      let number = try changeLog.stamp(id, of: itemClass, digest: digests.open[id])
      // No device hears of it, but one that finished the task itself may not overwrite it unseen.
      if let digest = digests.done[id] {
        try changeLog.stampUnseen(id, of: itemClass, digest: digest, departure: number)
      }
      guard wasStamped || number != nil else { continue }
      concerned[itemClass, default: []].formUnion(try changeLog.members(of: id, in: itemClass))
    }
  }

  /// Hashes of items as nobody's in particular.
  private struct Digests {
    /// Of what devices have.
    var open: [Int64: [UInt8]] = [:]
    /// Of tasks that are not open, and only on devices that finished them themselves.
    var done: [Int64: [UInt8]] = [:]
  }

  /// Hashes items. A broken one is a change like any other: it must not undo what else was written.
  private func digests(of itemClass: ItemClass, _ ids: [Int64]) throws -> Digests {
    let zone = try zone().identifier
    var digests = Digests()
    switch itemClass {
    case .contacts:
      for address in try reader.addresses(ids) where address.isActive {
        digests.open[address.id] = ContentDigest.of(address.defect) {
          .contact(OnOfficeMapping.contact(address))
        }
      }
    case .calendar:
      let viewer = Viewer.neutral(tenant: tenant)
      for appointment in try reader.appointments(ids) where !appointment.isCanceled {
        digests.open[appointment.id] = ContentDigest.of(appointment.defect) {
          .calendar(OnOfficeMapping.calendar(appointment, for: viewer, zone: zone))
        }
      }
    case .tasks:
      for task in try reader.tasks(ids, user: nil) {
        let digest = ContentDigest.of(task.defect) { .task(OnOfficeMapping.task(task, zone: zone)) }
        if task.isOpen { digests.open[task.id] = digest } else { digests.done[task.id] = digest }
      }
    case .notes:
      for note in try reader.notes(ids) {
        digests.open[note.id] = ContentDigest.of(note.defect) { .note(OnOfficeMapping.note(note)) }
      }
    }
    return digests
  }

  /// Writes down who takes part in an appointment: its users and the members of its groups.
  private func writeParticipants(of appointment: Int64) throws -> Set<Int64> {
    let key: [SQLValue] = [.integer(tenant), .integer(appointment)]
    try connection.execute("DELETE FROM appointment_participant WHERE tenant = ? AND appointment = ?", key)
    try connection.execute(
      """
      INSERT INTO appointment_participant (tenant, appointment, user_id, last_dt)
      SELECT a.tenant, a.id, p.user_id, a.last_dt
      FROM appointment a JOIN (
        SELECT u.user_id FROM appointment_user u WHERE u.tenant = ? AND u.appointment = ?
        UNION
        SELECT m.user_id FROM appointment_group g
        JOIN office_group_member m ON m.tenant = g.tenant AND m.group_id = g.group_id
        WHERE g.tenant = ? AND g.appointment = ?) p ON 1 = 1
      WHERE a.tenant = ? AND a.id = ?
      """, key + key + key)
    try forgetConfirmations(of: appointment)
    return Set(
      try connection.query(
        "SELECT user_id FROM appointment_participant WHERE tenant = ? AND appointment = ?", key
      ) { $0.integer(0) })
  }

  /// Who has a task: the one who is responsible, unless that is a group, and the one who works on it.
  private func usersOfTask(_ id: Int64) throws -> Set<Int64> {
    Set(
      try connection.query(
        """
        SELECT u.id FROM task t JOIN office_user u ON u.tenant = t.tenant
          AND (u.login = t."Bearbeiter"
            OR (u.login = t."Verantwortung" AND COALESCE(t."responsibilityByGroup", 0) = 0))
        WHERE t.tenant = ? AND t.id = ?
        """, [.integer(tenant), .integer(id)]
      ) { $0.integer(0) })
  }
}

extension Address {
  /// Archived addresses are on no device. One of which nobody can say whether it is archived stays where it is.
  var isActive: Bool {
    guard let status = record["Status"] else { return false }
    return record.integer("Status") == 1 || !RecordTable.address.takes(status, as: "Status")
  }
}

extension Appointment {
  /// Cancelled appointments are on no device.
  var isCanceled: Bool { record.text("status") == "canceled" }
}
