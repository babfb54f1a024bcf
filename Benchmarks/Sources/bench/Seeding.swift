import ChangeLog
import Database
import OnOfficeBackend
import SyncModel

/// Fills an onOffice database by SQL, as its own transactions would take many minutes for so many people.
///
/// Tenant 1 has the waiting phones' users, each with an appointment and a task, and two contacts that many share.
/// Tenant 2 has users with more or fewer of the same contacts.
struct Seeding {
  /// Users of tenant 1.
  static let phones = 19_900
  /// Users of tenant 1 who have contact 2.
  static let shared = 10_000
  /// Users of tenant 2, and how many contacts they have.
  static let offices = [("hundred", 100), ("thousand", 1000), ("many", 10_000), ("all", 100_000)]
  /// Users of tenant 2 who have none yet: `writer0` and so on.
  static let writers = 65
  /// Every user's.
  static let password = "bench"
  /// MD5 crypt(3): signing in is no part of what is measured, and yescrypt would take many minutes.
  private static let hash = "$1$bench$IDaFocGqo.f39hZ5dc3P7."

  private let connection: any SQLConnection

  /// Makes the database in a directory.
  static func fill(_ directory: String) async throws {
    let database = try SQLiteDatabase(path: directory + "/onoffice.db", migrations: OnOffice.migrations)
    try await database.write { try Seeding(connection: $0).write() }
    await database.close()
  }

  private func write() throws {
    for (id, name) in [(1, "Phones"), (2, "Items")] {
      try connection.execute(
        """
        INSERT INTO tenant (id, name, zone, active, module_active, edition)
        VALUES (?, ?, 'Europe/Berlin', 1, 1, 'plus')
        """, [.integer(Int64(id)), .text(name)])
    }
    try writePhones()
    try writeOffices()
  }

  private func writePhones() throws {
    let users = Set((1...Self.phones).map(Int64.init))
    for user in users { try writeUser(tenant: 1, user, "u\(user)") }
    let log = ChangeLog(connection, tenant: 1)
    try writeContact(tenant: 1, 1, of: users, log)
    try writeContact(tenant: 1, 2, of: users.filter { $0 <= Self.shared }, log)
    for user in users {
      try writeAppointment(of: user, log)
      try writeTask(of: user, log)
    }
    for kind in ["address", "address_entry", "KdNr", "appointment", "task"] { try setNumber(tenant: 1, kind) }
  }

  private func writeOffices() throws {
    for (index, office) in Self.offices.enumerated() {
      try writeUser(tenant: 2, Int64(index + 1), office.0)
    }
    for writer in 0..<Self.writers { try writeUser(tenant: 2, Int64(100 + writer), "writer\(writer)") }
    let log = ChangeLog(connection, tenant: 2)
    for contact in 1...100_000 {
      let users = Self.offices.indices.filter { Self.offices[$0].1 >= contact }.map { Int64($0 + 1) }
      try writeContact(tenant: 2, Int64(contact), of: Set(users), log)
    }
    for kind in ["address", "KdNr", "address_entry"] { try setNumber(tenant: 2, kind) }
  }

  private func setNumber(tenant: Int64, _ kind: String) throws {
    try connection.execute(
      "INSERT INTO record_number (tenant, kind, last) VALUES (?, ?, 1000000)",
      [.integer(tenant), .text(kind)])
  }

  private func writeUser(tenant: Int64, _ id: Int64, _ login: String) throws {
    try connection.execute(
      """
      INSERT INTO office_user (tenant, id, login, vorname, nachname, password, active, may_log_in, sync_right,
        sync_contacts, sync_tasks, sync_calendar, z_push_locked, version)
      VALUES (?, ?, ?, 'Petra', 'Panter', ?, 1, 1, 1, 1, 1, 1, 0, 1)
      """, [.integer(tenant), .integer(id), .text(login), .text(Self.hash)])
  }
}

extension Seeding {
  private func writeContact(tenant: Int64, _ id: Int64, of users: Set<Int64>, _ log: ChangeLog) throws {
    try connection.execute(
      """
      INSERT INTO address (tenant, id, "KdNr", "uuid", "Vorname", "Name", "Zusatz1", "Strasse", "Plz", "Ort",
        "Land", "Status", "Aenderung")
      VALUES (?, ?, ?, ?, 'Käthe', ?, 'Muster GmbH', 'Hauptstr. 1', '52068', 'Aachen', 'DEU', 1,
        '2026-03-01 12:00:00')
      """, [.integer(tenant), .integer(id), .integer(id), .text("uuid-\(id)"), .text("Müller \(id)")])
    let entries = [
      ("phone", "phone_private", "Telefon (privat)", "+49 241 \(id)"),
      ("phone", "mobile", "Mobil", "+49 170 \(id)"),
      ("email", "email", "E-Mail 1", "kaethe.\(id)@mandant.example"),
    ]
    for (index, entry) in entries.enumerated() {
      try connection.execute(
        """
        INSERT INTO address_entry (tenant, address, id, entry_group, entry_type, entry_value, comment, is_default,
          assignment) VALUES (?, ?, ?, ?, ?, ?, '', ?, ?)
        """,
        [
          .integer(tenant), .integer(id), .integer(id * 3 + Int64(index)), .text(entry.0), .text(entry.1),
          .text(entry.3), SQLValue(index != 1), .text(entry.2),
        ])
    }
    for user in users {
      try connection.execute(
        "INSERT INTO address_sync (tenant, address, user_id) VALUES (?, ?, ?)",
        [.integer(tenant), .integer(id), .integer(user)])
    }
    try stamp(id, of: .contacts, users, log)
  }

  private func writeAppointment(of user: Int64, _ log: ChangeLog) throws {
    try connection.execute(
      """
      INSERT INTO appointment (tenant, id, "description", "start_dt", "end_dt", "status", last_dt)
      VALUES (1, ?, 'Besichtigung', '2099-07-01 09:00:00', '2099-07-01 10:00:00', 'active', '2099-07-01 10:00:00')
      """, [.integer(user)])
    for table in ["appointment_user", "appointment_participant"] {
      let isLast = table == "appointment_participant"
      try connection.execute(
        "INSERT INTO \(table) VALUES (1, ?, ?\(isLast ? ", '2099-07-01 10:00:00'" : ""))",
        [.integer(user), .integer(user)])
    }
    try stamp(user, of: .calendar, [user], log)
  }

  private func writeTask(of user: Int64, _ log: ChangeLog) throws {
    try connection.execute(
      """
      INSERT INTO task (tenant, id, "Betreff", "Verantwortung", "Prio", "Status", "Stand")
      VALUES (1, ?, 'Exposé schreiben', ?, 3, 1, 0)
      """, [.integer(user), .text("u\(user)")])
    try stamp(user, of: .tasks, [user], log)
  }

  /// Writes the log as a transaction's end does; no digest of a real item is equal to this one.
  private func stamp(_ id: Int64, of itemClass: ItemClass, _ users: Set<Int64>, _ log: ChangeLog) throws {
    try log.setMembers(users, of: id, in: itemClass)
    try log.stamp(id, of: itemClass, digest: [0])
  }
}
