import Database
import SyncModel

extension OfficeTransaction {
  /// How a user answers an appointment, or one occurrence of a series.
  enum Confirmation: String, Sendable {
    case tentative, confirmed, canceled
  }

  /// Writes down a participating user's answer; `day` is that of the occurrence that is meant alone. An answer to a
  /// whole series takes the place of those to single occurrences: [MS-ASCMD] 2.2.3.92.1.
  func confirm(_ id: Int64, of user: Int64, as confirmation: Confirmation, on day: CivilDate?) throws {
    let key: [SQLValue] = [.integer(tenant), .integer(id), .integer(user)]
    let before = try answers(to: key)
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
    // Colleagues see the answer to the whole; that to a date is the user's own.
    pending.add(.content, id, of: .calendar)
    if try answers(to: key) != before { try touch(id, of: .calendar, user: user) }
  }

  /// A user's answers to single dates of an appointment.
  private func answers(to key: [SQLValue]) throws -> [String: String] {
    let rows = try connection.query(
      """
      SELECT day, confirmation FROM appointment_confirmation
      WHERE tenant = ? AND appointment = ? AND user_id = ? AND day <> ''
      """, key
    ) { ($0.text(0), $0.text(1)) }
    return Dictionary(rows) { first, _ in first }
  }

  /// Answers an appointment that was a date of a series as its users answered that date, or else the series.
  func copyConfirmations(from series: Int64, of day: CivilDate, to id: Int64) throws {
    for answered in [day.text, ""] {
      try connection.execute(
        """
        INSERT INTO appointment_confirmation (tenant, appointment, user_id, day, confirmation)
        SELECT c.tenant, ?, c.user_id, '', c.confirmation FROM appointment_confirmation c
        WHERE c.tenant = ? AND c.appointment = ? AND c.day = ?
        ON CONFLICT (tenant, appointment, user_id, day) DO NOTHING
        """, [.integer(id), .integer(tenant), .integer(series), .text(answered)])
    }
  }

  /// Forgets how users answer an appointment that now takes place at another time: it was not what they answered.
  func forgetConfirmations(ofMoved id: Int64) throws {
    try connection.execute(
      "DELETE FROM appointment_confirmation WHERE tenant = ? AND appointment = ?",
      [.integer(tenant), .integer(id)])
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
