import Database

extension RecordReader {
  /// The addresses with these numbers, with their entries, in no order.
  func addresses(_ ids: [Int64]) throws -> [Address] {
    let entries = try entries(of: ids)
    return try RecordTable.address.records(ids, tenant: tenant, on: connection).map { id, record in
      Address(id: id, record: record, entries: entries[id] ?? [])
    }
  }

  /// The phone, fax and mail entries of addresses, in the order of their numbers.
  private func entries(of ids: [Int64]) throws -> [Int64: [AddressEntry]] {
    try lists(of: ids) { marks in
      """
      SELECT address, id, entry_group, entry_type, entry_value, comment, is_default, assignment
      FROM address_entry WHERE tenant = ? AND address IN (\(marks)) ORDER BY address, id
      """
    } read: { row in
      AddressEntry(
        id: row.integer(1), group: AddressEntry.Group(rawValue: row.text(2)) ?? .phone, type: row.text(3),
        value: row.text(4), comment: row.text(5), isDefault: row.flag(6),
        assignment: row.isNull(7) ? nil : SyncAssignment(rawValue: row.text(7)))
    }
  }

  /// The users who ticked "onOffice Sync" at an address.
  func usersSyncing(address: Int64) throws -> Set<Int64> {
    Set(
      try connection.query(
        "SELECT user_id FROM address_sync WHERE tenant = ? AND address = ?",
        [.integer(tenant), .integer(address)]
      ) { $0.integer(0) })
  }
}
