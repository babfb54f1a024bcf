import Database
import SyncModel

/// A record of onOffice as its database has it, read past the program under test.
struct OfficeRecord: Hashable, Sendable {
  let itemClass: ItemClass
  let id: Int64
  /// Names the item from its birth on; nobody edits it.
  let mark: String
  /// What people edit; each text is typed once.
  let text: String
  /// Who has it, if it is shown at all.
  var users: Set<Int64> = []
  /// Whether it is active, not cancelled, open.
  let isShown: Bool
  /// When an appointment takes place.
  var time: AppointmentTime?
  /// The other fields.
  let fields: [String]

  /// What names a record in the history.
  struct Name: Hashable, Comparable, Sendable, CustomStringConvertible {
    let itemClass: ItemClass
    let id: Int64
    var description: String { "\(itemClass.folder):\(id)" }
    static func < (left: Name, right: Name) -> Bool {
      (left.itemClass.rawValue, left.id) < (right.itemClass.rawValue, right.id)
    }
  }

  var name: Name { Name(itemClass: itemClass, id: id) }

  /// Whether a user's devices may have it.
  func isFor(_ user: Int64) -> Bool { isShown && users.contains(user) }
}

/// All records of the office at one moment.
struct OfficeRecords: Hashable, Sendable {
  private(set) var all: [OfficeRecord.Name: OfficeRecord] = [:]

  /// The records of a class by number.
  func records(of itemClass: ItemClass) -> [OfficeRecord] {
    all.values.filter { $0.itemClass == itemClass }.sorted { $0.id < $1.id }
  }

  /// What the record of an item says.
  func text(of command: SentCommand) -> String? { all.values.first { $0.mark == command.mark }?.text }

  subscript(name: OfficeRecord.Name) -> OfficeRecord? { all[name] }

  /// Reads them.
  init(_ database: any Database) async throws {
    all = try await database.read { sql in
      var records = try Self.addresses(sql) + Self.appointments(sql) + Self.tasks(sql)
      let ticks = try Self.links("SELECT address, user_id FROM address_sync", sql)
      let participants = try Self.links("SELECT appointment, user_id FROM appointment_user", sql)
      for index in records.indices {
        switch records[index].itemClass {
        case .contacts: records[index].users = ticks[records[index].id] ?? []
        case .calendar: records[index].users = participants[records[index].id] ?? []
        case .tasks: break
        }
      }
      return Dictionary(uniqueKeysWithValues: records.map { ($0.name, $0) })
    }
  }

  private static func addresses(_ sql: any SQLConnection) throws -> [OfficeRecord] {
    try sql.query(
      """
      SELECT id, "Vorname", "Name", "Status", "Zusatz1", "Homepage", "Titel", (SELECT group_concat(entry_value)
        FROM address_entry e WHERE e.tenant = a.tenant AND e.address = a.id) FROM address a
      """
    ) { row in
      OfficeRecord(
        itemClass: .contacts, id: row.integer(0), mark: row.text(1), text: row.text(2),
        isShown: row.integer(3) == 1, fields: (4...7).map { row.text($0) })
    }
  }

  private static func appointments(_ sql: any SQLConnection) throws -> [OfficeRecord] {
    try sql.query(
      """
      SELECT id, "description", "status", "start_dt", "end_dt", "ganztags", "rp_flag", "rp_type", "rp_tage",
        "rp_ende_datum", "rp_exception", "note", "erinnerung", "ort" FROM appointment
      """
    ) { row in
      let (mark, text) = Typed.parts(of: row.text(1))
      return OfficeRecord(
        itemClass: .calendar, id: row.integer(0), mark: mark, text: text, isShown: row.text(2) != "canceled",
        time: AppointmentTime(
          start: row.text(3), end: row.text(4), isAllDay: row.flag(5),
          unit: row.flag(6) ? row.text(7) : nil, interval: max(1, Int(row.integer(8))),
          last: row.text(9), exceptions: row.text(10)),
        fields: (2...13).map { row.text($0) })
    }
  }

  private static func tasks(_ sql: any SQLConnection) throws -> [OfficeRecord] {
    try sql.query(
      """
      SELECT id, "Betreff", "Status", "Verantwortung", "Bearbeiter", "Prio", "Deadline", "Aufgabe" FROM task
      """
    ) { row in
      let (mark, text) = Typed.parts(of: row.text(1))
      let logins = [row.text(3), row.text(4)]
      let users = Site.logins.indices.filter { logins.contains(Site.logins[$0]) }.map { Int64($0 + 1) }
      return OfficeRecord(
        itemClass: .tasks, id: row.integer(0), mark: mark, text: text, users: Set(users),
        isShown: ![3, 5].contains(row.integer(2)), fields: (2...7).map { row.text($0) })
    }
  }

  private static func links(_ query: String, _ sql: any SQLConnection) throws -> [Int64: Set<Int64>] {
    var links: [Int64: Set<Int64>] = [:]
    for (record, user) in try sql.query(query, { ($0.integer(0), $0.integer(1)) }) {
      links[record, default: []].insert(user)
    }
    return links
  }
}

/// What people type: a birth mark that stays, and a text that is new with each edit.
enum Typed {
  /// Mark and text of a subject.
  static func parts(of subject: String) -> (mark: String, text: String) {
    let parts = subject.split(separator: " ", maxSplits: 1)
    return (parts.first.map(String.init) ?? "", parts.count > 1 ? String(parts[1]) : "")
  }
}

extension ItemClass {
  /// The folder's CollectionId.
  var folder: String {
    switch self {
    case .calendar: "calendar"
    case .contacts: "contacts"
    case .tasks: "tasks"
    }
  }

  /// The class of a folder.
  init?(folder: String?) {
    guard let found = ItemClass.allCases.first(where: { $0.folder == folder }) else { return nil }
    self = found
  }

  /// The record that a ServerId names; nil if it is none of this class.
  func name(of serverId: ServerId?) -> OfficeRecord.Name? {
    guard let text = serverId?.rawValue, text.hasPrefix(folder + ":"),
      let id = Int64(text.dropFirst(folder.count + 1))
    else { return nil }
    return OfficeRecord.Name(itemClass: self, id: id)
  }
}
