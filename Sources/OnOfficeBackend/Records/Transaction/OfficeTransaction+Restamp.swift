import Database
import SyncModel

// Devices see more of a record than its own fields: names of people, labels, the zone. Whoever writes those calls
// these in the same transaction; records that look the same afterwards are not stamped.
extension OfficeTransaction {
  /// After a user's name or mail address changed.
  func restampUser(_ user: Int64) throws {
    try restamp(
      .calendar, "SELECT appointment FROM appointment_participant WHERE tenant = ? AND user_id = ?",
      [.integer(user)])
  }

  /// After a user got or lost a login name: tasks name people by it. Called once for the old and once for the new.
  func restampLogin(_ login: String) throws {
    try restamp(
      .tasks, "SELECT id FROM task WHERE tenant = ? AND (\"Verantwortung\" = ? OR \"Bearbeiter\" = ?)",
      [.text(login), .text(login)], .members)
  }

  /// After a group's members changed.
  func restampGroup(_ group: Int64) throws {
    try restamp(
      .calendar, "SELECT appointment FROM appointment_group WHERE tenant = ? AND group_id = ?",
      [.integer(group)], [.content, .members])
  }

  /// After the tenant's time zone changed: all appointments and tasks move.
  func restampZone() throws {
    forgetZone()
    try restamp(.calendar, "SELECT id FROM appointment WHERE tenant = ?", [])
    try restamp(.tasks, "SELECT id FROM task WHERE tenant = ?", [])
  }

  /// The appointments that are linked to something.
  func restampAppointments(linkedTo value: SQLValue, by link: AppointmentLink) throws {
    try restamp(
      .calendar, "SELECT appointment FROM \(link.table) WHERE tenant = ? AND \(link.column) = ?", [value])
  }

  /// The records that a statement gives, whose first placeholder is the tenant.
  func restamp(
    _ itemClass: ItemClass, _ sql: String, _ arguments: [SQLValue], _ work: PendingStamps.Work = .content
  ) throws {
    for id in try connection.query(sql, [.integer(tenant)] + arguments, { $0.integer(0) }) {
      pending.add(work, id, of: itemClass)
    }
  }
}
