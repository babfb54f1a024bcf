import Database
import SyncModel

extension OfficeTransaction {
  /// How a user answers an appointment, or one occurrence of a series.
  enum Confirmation: String, Sendable {
    case tentative, confirmed, canceled
  }

  /// Writes down a participating user's answer; `day` is that of the occurrence that is meant alone. An answer to a
  /// whole series takes the place of those to single occurrences.
  func confirm(_ id: Int64, of user: Int64, as confirmation: Confirmation, on day: CivilDate?) throws {
    let key: [SQLValue] = [.integer(tenant), .integer(id), .integer(user)]
    if day == nil {
      try connection.execute(
        "DELETE FROM appointment_confirmation WHERE tenant = ? AND appointment = ? AND user_id = ?", key)
    }
    try connection.execute(
      """
      INSERT INTO appointment_confirmation (tenant, appointment, user_id, day, confirmation)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (tenant, appointment, user_id, day) DO UPDATE SET confirmation = excluded.confirmation
      """, key + [.text(day?.text ?? ""), .text(confirmation.rawValue)])
    pending.add(.content, id, of: .calendar)
  }

  /// Forgets the answers of those who take part no more.
  func forgetConfirmations(of id: Int64) throws {
    try connection.execute(
      """
      DELETE FROM appointment_confirmation WHERE tenant = ? AND appointment = ? AND user_id NOT IN (
        SELECT user_id FROM appointment_participant p WHERE p.tenant = ? AND p.appointment = ?)
      """, [.integer(tenant), .integer(id), .integer(tenant), .integer(id)])
  }
}
