import Database
import SyncModel

// Where the database has what.
extension ItemClass {
  /// The fields that devices see or write.
  var fields: [String] {
    switch self {
    case .contacts: Self.contactFields
    case .calendar: Self.appointmentFields
    case .tasks: Self.taskFields
    case .notes: ["Betreff", "Notiz"]
    }
  }

  private static let contactFields = [
    "Vorname", "Name", "Status", "Titel", "Zusatz1", "Strasse", "Plz", "Ort", "Land", "Geburtsdatum",
    "Homepage",
    "entries",
  ]
  private static let appointmentFields = [
    "description", "status", "start_dt", "end_dt", "ganztags", "rp_flag", "rp_type", "rp_tage",
    "rp_ende_datum",
    "rp_exception", "note", "erinnerung", "ort", "art", "private", "addresses", "resources",
  ]
  private static let taskFields = [
    "Betreff", "Status", "Verantwortung", "Bearbeiter", "Prio", "Deadline", "Deadline_strikt", "Aufgabe",
    "Art",
    "Beginnt_am", "Privat", "erledigt", "Stand", "Austragsdatum",
  ]

  /// Fields that no device sees or writes once the record is there.
  fileprivate var unsynced: [String] {
    switch self {
    case .contacts:
      [
        "KdNr", "uuid", "Anrede", "Zusatz2", "Briefanrede", "Plz_postfach", "Postfach", "Vorname2", "Name2",
        "Telefax2", "letzter_Kontakt", "Eintragsdatum", "SpracheKontakt", "KontaktformBevorzugt", "Benutzer",
        "ArtDaten", "Privat", "jobPosition",
      ]
    case .calendar:
      [
        "reminderTypes", "allowTransitTime", "transitTime", "ProjektNr", "von", "origin", "erledigt",
        "zpushuuid",
      ]
    case .tasks:
      [
        "responsibilityByGroup", "Aufwand_Soll_NUM", "Aufwand_Zusatz_NUM", "Kommentar", "tags",
        "relatedAddressId",
        "relatedEstateId", "relatedProjectIds", "von", "Eintragsdatum",
      ]
    case .notes: ["userid", "Eintragsdatum"]
    }
  }

  fileprivate var table: String {
    switch self {
    case .contacts: "address"
    case .calendar: "appointment"
    case .tasks: "task"
    case .notes: "note"
    }
  }

  /// Users of a record, as a list of numbers; tasks have logins.
  fileprivate var users: String {
    switch self {
    case .contacts:
      "(SELECT group_concat(user_id) FROM address_sync l WHERE l.tenant = r.tenant AND l.address = r.id)"
    case .calendar:
      "(SELECT group_concat(user_id) FROM appointment_user l WHERE l.tenant = r.tenant AND l.appointment = r.id)"
    case .tasks: "NULL"
    case .notes: "userid"
    }
  }
}

extension OfficeRecord {
  /// All records of a class, each with the text of its fields that no device sees or writes.
  static func read(
    _ itemClass: ItemClass, _ sql: any SQLConnection
  ) throws -> [(record: OfficeRecord, unsynced: String)] {
    try sql.query(queries[itemClass] ?? "") { row in
      let fields = itemClass.fields.indices.map { row.text($0 + 3) }
      return (OfficeRecord(itemClass, row.integer(0), users: row.text(1), fields), row.text(2))
    }
  }

  private init(_ itemClass: ItemClass, _ id: Int64, users: String, _ fields: [String]) {
    self.itemClass = itemClass
    self.id = id
    self.fields = fields
    switch itemClass {
    case .contacts:
      (mark, places) = (fields[0], [fields[1], fields[4], fields[5], fields[10]])
      isShown = fields[2] == "1"
    case .calendar:
      let subject = Typed.parts(of: fields[0])
      (mark, places) = (subject.mark, [subject.text, fields[10], fields[12]])
      isShown = fields[1] != "canceled"
      time = AppointmentTime(
        start: fields[2], end: fields[3], isAllDay: fields[4] == "1",
        unit: fields[5] == "1" ? fields[6] : nil,
        interval: max(1, Int(fields[7]) ?? 1), last: fields[8], exceptions: fields[9])
    case .tasks:
      let subject = Typed.parts(of: fields[0])
      (mark, places) = (subject.mark, [subject.text, fields[7]])
      isShown = !["3", "5"].contains(fields[1])
      let logins = fields[2...3]
      self.users = Set(
        Site.logins.indices.filter { logins.contains(Site.logins[$0]) }.map { Int64($0 + 1) })
    case .notes:
      let subject = Typed.parts(of: fields[0])
      (mark, places) = (subject.mark, [subject.text, fields[1]])
      isShown = true
    }
    text = Typed.text(places)
    guard itemClass != .tasks else { return }
    self.users = Set(users.split(separator: ",").compactMap { Int64($0) })
  }

  /// Number, users, the unsynced fields in one text, the fields.
  private static let queries = Dictionary(
    uniqueKeysWithValues: ItemClass.allCases.map { itemClass in
      let unsynced = itemClass.unsynced.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
      let fields = itemClass.fields.map { linked[$0] ?? "\"\($0)\"" }.joined(separator: ", ")
      return (
        itemClass,
        "SELECT id, \(itemClass.users), \(unsynced), \(fields) FROM \(itemClass.table) r WHERE tenant = 1 ORDER BY id"
      )
    })

  /// What stands in tables of its own.
  private static let linked = [
    "entries": """
    (SELECT group_concat(coalesce(assignment, '') || '=' || entry_value, '|') FROM address_entry e
    WHERE e.tenant = r.tenant AND e.address = r.id)
    """,
    "addresses": """
    (SELECT group_concat(address) FROM appointment_address l WHERE l.tenant = r.tenant AND l.appointment = r.id)
    """,
    "resources": """
    (SELECT group_concat(resource_key) FROM appointment_resource l
    WHERE l.tenant = r.tenant AND l.appointment = r.id)
    """,
  ]
}
