import Database
import Foundation
import SyncModel

extension OfficeTransaction {
  /// The address; nil if there is none with this number.
  package func address(_ id: Int64) throws -> Address? { try reader.addresses([id]).first }

  /// Adds an address; returns its number.
  ///
  /// Unless `assigning` is false, entries without Sync assignment get those of the manual, section 12.3. An address
  /// without country gets `country`, a key or a name.
  @discardableResult
  package func createAddress(
    _ record: Record, entries: [AddressEntry] = [], assigning: Bool = true, country: String? = "DEU"
  ) throws -> Int64 {
    try EntryRules.check(entries)
    var record = try RecordTable.address.checked(record)
    record["Status"] = record["Status"] ?? .integer(1)
    record["Land"] = record["Land"] ?? country.map { .text($0) }
    record["KdNr"] = .integer(try nextNumber(of: "KdNr"))
    record["uuid"] = .text(UUID().uuidString.lowercased())
    record["Eintragsdatum"] = .text(try localNow().date.text)
    record["Aenderung"] = .text(try localNow().text)
    let id = try nextNumber(of: "address")
    try RecordTable.address.insert(record, id: id, tenant: tenant, on: connection)
    var entries = EntryRules.settled(entries)
    if assigning { entries = EntryRules.assigned(entries) }
    try write(entries, over: [], of: id)
    try writeDirectory(Address(id: id, record: record, entries: entries), over: nil)
    pending.add([.content, .members], id, of: .contacts)
    return id
  }

  /// Changes an address. Entries without number are new, those that are missing afterwards are deleted.
  package func modifyAddress(_ id: Int64, _ change: (inout Address) throws -> Void) throws {
    guard let stored = try address(id) else { throw OfficeError.noSuchRecord(kind: "address", id: id) }
    var address = stored
    try change(&address)
    address.record = try RecordTable.address.checked(address.record, stored: stored.record)
    try EntryRules.check(address.entries)
    address.entries = EntryRules.settled(address.entries, over: stored.entries)
    guard address != stored else { return }
    address.record["Aenderung"] = .text(try localNow().text)
    try RecordTable.address.update(address.record, id: id, tenant: tenant, on: connection)
    try write(address.entries, over: stored.entries, of: id)
    try writeDirectory(address, over: stored)
    // Members are set again when it comes back from the archive: the log may have forgotten them.
    let keepsMembers = address.record["Status"] == stored.record["Status"]
    pending.add(keepsMembers ? .content : [.content, .members], id, of: .contacts)
    if stored.defect != nil { pending.add(.mending, id, of: .contacts) }
    if address.link != stored.link { try restampAppointments(linkedTo: .integer(id), by: .address) }
  }

  /// Ticks or unticks "onOffice Sync" for a user.
  package func setOutlookSync(address: Int64, user: Int64, _ isTicked: Bool) throws {
    let key: [SQLValue] = [.integer(tenant), .integer(address), .integer(user)]
    if isTicked {
      try require([address], in: "address")
      try require([user], in: "office_user")
      try connection.execute(
        "INSERT INTO address_sync (tenant, address, user_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", key)
    } else {
      try connection.execute("DELETE FROM address_sync WHERE tenant = ? AND address = ? AND user_id = ?", key)
    }
    pending.add(.members, address, of: .contacts)
  }

  /// Writes by what an address is found in the directory, unless it is what it was.
  private func writeDirectory(_ address: Address, over stored: Address?) throws {
    let words = DirectoryWords(address)
    guard words != stored.flatMap({ DirectoryWords($0) }) else { return }
    try DirectoryIndex(connection: connection)
      .write(words, of: DirectoryIndex.Key(tenant: tenant, address: address.id))
  }

  /// Brings the stored entries of an address from `old` to `entries`.
  private func write(_ entries: [AddressEntry], over old: [AddressEntry], of address: Int64) throws {
    let kept = Set(entries.map(\.id))
    for entry in old where !kept.contains(entry.id) {
      try connection.execute(
        "DELETE FROM address_entry WHERE tenant = ? AND address = ? AND id = ?",
        [.integer(tenant), .integer(address), .integer(entry.id)])
    }
    let stored = Dictionary(uniqueKeysWithValues: old.map { ($0.id, $0) })
    for entry in entries where stored[entry.id] != entry {
      let id = stored[entry.id] == nil ? try nextNumber(of: "address_entry") : entry.id
      try connection.execute(
        """
        INSERT INTO address_entry (tenant, address, id, entry_group, entry_type, entry_value, comment, is_default,
          assignment) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant, address, id) DO UPDATE SET entry_type = excluded.entry_type,
          entry_value = excluded.entry_value, comment = excluded.comment, is_default = excluded.is_default,
          assignment = excluded.assignment
        """,
        [
          .integer(tenant), .integer(address), .integer(id), .text(entry.group.rawValue), .text(entry.type),
          .text(entry.value), .text(entry.comment), SQLValue(entry.isDefault),
          SQLValue(entry.assignment?.rawValue),
        ])
    }
  }
}

extension Address {
  /// What an appointment shows of it.
  var link: AddressLink {
    AddressLink(
      id: id,
      name: AddressLink.name(
        first: record.text("Vorname") ?? "", last: record.text("Name") ?? "",
        company: record.text("Zusatz1") ?? ""),
      email: entries.first { $0.group == .email && $0.isDefault }?.value)
  }
}
