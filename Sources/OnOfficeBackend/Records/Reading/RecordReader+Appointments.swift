import Database
import SyncModel

extension RecordReader {
  /// The appointments with these numbers, with what is linked to them, in no order.
  func appointments(_ ids: [Int64]) throws -> [Appointment] {
    let records = try RecordTable.appointment.records(ids, tenant: tenant, on: connection)
    guard !records.isEmpty else { return [] }
    let labels = Dictionary(
      try actionTypes(.appointment).map { ($0.key, $0.label) }, uniquingKeysWith: { first, _ in first })
    let users = try users(of: ids)
    let addresses = try addresses(of: ids)
    let estates = try estates(of: ids)
    let resources = try resources(of: ids)
    let answers = try answers(of: ids)
    return records.map { id, record in
      var appointment = Appointment(
        id: id, record: record, artLabel: record.text("art").flatMap { labels[$0] }, users: users[id] ?? [],
        addresses: addresses[id] ?? [], estates: estates[id] ?? [], resources: resources[id] ?? [])
      for answer in answers[id] ?? [] {
        appointment.answers[answer.user, default: [:]][answer.day] = answer.confirmation
      }
      return appointment
    }
  }

  /// The answers of users to single dates.
  private func answers(
    of ids: [Int64]
  ) throws -> [Int64: [(user: Int64, day: CivilDate, confirmation: String)]] {
    try lists(of: ids) { marks in
      """
      SELECT appointment, user_id, day, confirmation FROM appointment_confirmation
      WHERE tenant = ? AND appointment IN (\(marks)) AND day <> ''
      """
    } read: { row in
      CivilDate(text: row.text(2)).map { (row.integer(1), $0, row.text(3)) }
    }.mapValues { $0.compactMap(\.self) }
  }

  private func users(of ids: [Int64]) throws -> [Int64: [UserLink]] {
    try lists(of: ids) { marks in
      """
      SELECT p.appointment, u.id, u.login, u.vorname, u.nachname, u.email, c.confirmation
      FROM appointment_participant p JOIN office_user u ON u.tenant = p.tenant AND u.id = p.user_id
      LEFT JOIN appointment_confirmation c ON c.tenant = p.tenant AND c.appointment = p.appointment
        AND c.user_id = p.user_id AND c.day = ''
      WHERE p.tenant = ? AND p.appointment IN (\(marks)) ORDER BY p.appointment, u.id
      """
    } read: { row in
      userLink(row, from: 1, confirmation: row.optionalText(6))
    }
  }

  /// A user as appointments show him; nil if there is none with this number.
  func user(_ id: Int64) throws -> UserLink? {
    try connection.first(
      "SELECT id, login, vorname, nachname, email FROM office_user WHERE tenant = ? AND id = ?",
      [.integer(tenant), .integer(id)]
    ) { userLink($0, from: 0) }
  }

  /// Reads number, login, first name, last name and mail address, which begin at `column`.
  func userLink(_ row: any SQLRow, from column: Int, confirmation: String? = nil) -> UserLink {
    let login = row.text(column + 1)
    let name = [row.text(column + 2), row.text(column + 3)].filter { !$0.isEmpty }.joined(separator: " ")
    let email = row.text(column + 4)
    return UserLink(
      id: row.integer(column), login: login, name: name.isEmpty ? login : name,
      email: email.isEmpty ? nil : email, confirmationStatus: confirmation ?? "not-set")
  }

  private func addresses(of ids: [Int64]) throws -> [Int64: [AddressLink]] {
    let links = try lists(of: ids) { marks in
      """
      SELECT l.appointment, a.id, a."Vorname", a."Name", a."Zusatz1", l.confirmation, e.entry_value
      FROM appointment_address l JOIN address a ON a.tenant = l.tenant AND a.id = l.address
      LEFT JOIN address_entry e ON e.tenant = a.tenant AND e.address = a.id AND e.entry_group = 'email'
        AND e.is_default = 1
      WHERE l.tenant = ? AND l.appointment IN (\(marks)) ORDER BY l.appointment, a.id
      """
    } read: { row in
      AddressLink(
        id: row.integer(1),
        name: AddressLink.name(first: row.text(2), last: row.text(3), company: row.text(4)),
        email: row.optionalText(6), confirmationStatus: row.text(5))
    }
    return links
  }

  private func estates(of ids: [Int64]) throws -> [Int64: [EstateLink]] {
    try lists(of: ids) { marks in
      """
      SELECT l.appointment, e.id, e."objektnr_extern", e."objekttitel", e."strasse", e."hausnummer", e."plz",
        e."ort"
      FROM appointment_estate l JOIN estate e ON e.tenant = l.tenant AND e.id = l.estate
      WHERE l.tenant = ? AND l.appointment IN (\(marks)) ORDER BY l.appointment, e.id
      """
    } read: { row in
      let street = [row.text(4), row.text(5)].filter { !$0.isEmpty }.joined(separator: " ")
      let town = [row.text(6), row.text(7)].filter { !$0.isEmpty }.joined(separator: " ")
      return EstateLink(
        id: row.integer(1), number: row.text(2), title: row.text(3),
        address: [street, town].filter { !$0.isEmpty }.joined(separator: ", "))
    }
  }

  private func resources(of ids: [Int64]) throws -> [Int64: [ResourceLink]] {
    try lists(of: ids) { marks in
      """
      SELECT l.appointment, r.resource_key, r.name
      FROM appointment_resource l JOIN resource r
        ON r.tenant = l.tenant AND r.resource_key = l.resource_key
      WHERE l.tenant = ? AND l.appointment IN (\(marks)) ORDER BY l.appointment, r.resource_key
      """
    } read: { row in
      ResourceLink(key: row.text(1), name: row.text(2))
    }
  }
}

extension AddressLink {
  /// A person's name, or else the company's.
  static func name(first: String, last: String, company: String) -> String {
    let person = [first, last].filter { !$0.isEmpty }.joined(separator: " ")
    return person.isEmpty ? company : person
  }
}
