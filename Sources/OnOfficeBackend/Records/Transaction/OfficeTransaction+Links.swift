import Database

/// The kinds of link that an appointment has.
enum AppointmentLink: String, CaseIterable {
  case user, group, address, estate, resource

  /// The table of the links.
  var table: String { "appointment_" + rawValue }
  /// The column that names what is linked.
  var column: String {
    switch self {
    case .user: "user_id"
    case .group: "group_id"
    case .address, .estate: rawValue
    case .resource: "resource_key"
    }
  }
}

extension OfficeTransaction {
  /// Brings an appointment's links from `stored` to `draft`.
  func writeLinks(of draft: AppointmentDraft, over stored: AppointmentDraft?, id: Int64) throws {
    try write(.user, draft.users, over: stored?.users, id, SQLValue.integer)
    try write(.group, draft.groups, over: stored?.groups, id, SQLValue.integer)
    try write(.estate, draft.estates, over: stored?.estates, id, SQLValue.integer)
    try write(.resource, draft.resources, over: stored?.resources, id, SQLValue.text)
    try writeAddresses(draft.addresses, over: stored?.addresses ?? [:], id)
  }

  private func write<Key: Hashable & Comparable>(
    _ link: AppointmentLink, _ linked: Set<Key>, over stored: Set<Key>?, _ id: Int64,
    _ value: (Key) -> SQLValue
  ) throws {
    let stored = stored ?? []
    for key in stored.subtracting(linked).sorted() {
      try connection.execute(
        "DELETE FROM \(link.table) WHERE tenant = ? AND appointment = ? AND \(link.column) = ?",
        [.integer(tenant), .integer(id), value(key)])
    }
    for key in linked.subtracting(stored).sorted() {
      try connection.execute(
        "INSERT INTO \(link.table) (tenant, appointment, \(link.column)) VALUES (?, ?, ?)",
        [.integer(tenant), .integer(id), value(key)])
    }
  }

  private func writeAddresses(
    _ addresses: [Int64: String], over stored: [Int64: String], _ id: Int64
  ) throws {
    for address in stored.keys where addresses[address] == nil {
      try connection.execute(
        "DELETE FROM appointment_address WHERE tenant = ? AND appointment = ? AND address = ?",
        [.integer(tenant), .integer(id), .integer(address)])
    }
    for (address, confirmation) in addresses.sorted(by: { $0.key < $1.key })
    where stored[address] != confirmation {
      try connection.execute(
        """
        INSERT INTO appointment_address (tenant, appointment, address, confirmation) VALUES (?, ?, ?, ?)
        ON CONFLICT (tenant, appointment, address) DO UPDATE SET confirmation = excluded.confirmation
        """, [.integer(tenant), .integer(id), .integer(address), .text(confirmation)])
    }
  }
}

extension RecordReader {
  /// An appointment as it was written; nil if there is none with this number.
  func draft(_ id: Int64) throws -> AppointmentDraft? {
    guard let record = try RecordTable.appointment.records([id], tenant: tenant, on: connection).first?.record
    else { return nil }
    return AppointmentDraft(
      record, users: Set(try links(.user, of: id) { $0.integer(0) }),
      groups: Set(try links(.group, of: id) { $0.integer(0) }), addresses: try confirmations(of: id),
      estates: Set(try links(.estate, of: id) { $0.integer(0) }),
      resources: Set(try links(.resource, of: id) { $0.text(0) }))
  }

  private func links<Value>(
    _ link: AppointmentLink, of id: Int64, _ read: (any SQLRow) -> Value
  ) throws -> [Value] {
    try connection.query(
      "SELECT \(link.column) FROM \(link.table) WHERE tenant = ? AND appointment = ?",
      [.integer(tenant), .integer(id)], read)
  }

  private func confirmations(of id: Int64) throws -> [Int64: String] {
    let rows = try connection.query(
      "SELECT address, confirmation FROM appointment_address WHERE tenant = ? AND appointment = ?",
      [.integer(tenant), .integer(id)]
    ) { ($0.integer(0), $0.text(1)) }
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }
}
