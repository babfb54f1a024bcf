import Database
import SyncModel

extension OfficeWriter {
  /// Adds an address that is synced with the user, who cares for it (Betreuer).
  func add(_ contact: ContactItem) throws -> Int64 {
    var address = try OnOfficeMapping.address(Address(id: 0, record: Record()), changedTo: contact)
    address.record["Benutzer"] = .text(try login())
    // A country that the device does not know of would be lost with its next change: it tells the whole contact.
    let id = try office.createAddress(address.record, entries: address.entries, country: nil)
    try office.setOutlookSync(address: id, user: user.user, true)
    try settle(id, contact)
    return id
  }

  /// Brings an address to what a device made of it.
  func change(_ id: Int64, to contact: ContactItem) throws {
    try requireMember(of: id, in: .contacts)
    try office.modifyAddress(id) { $0 = try OnOfficeMapping.address($0, changedTo: contact) }
    try settle(id, contact)
  }

  private func settle(_ id: Int64, _ contact: ContactItem) throws {
    try office.stampChanges()
    try keep(KeptItem.bytes(of: contact), beside: id, of: .contacts)
  }
}
