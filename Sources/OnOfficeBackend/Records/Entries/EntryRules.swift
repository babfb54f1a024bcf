/// What onOffice does to phone, fax and mail entries when they are stored.
enum EntryRules {
  /// The entries as they are stored, given what was stored before.
  ///
  /// Empty ones go; mobile numbers get their type; each group that has entries has one default; each Sync
  /// assignment stands once, and a new one takes it from its former holder (manual 12.3).
  static func settled(_ entries: [AddressEntry], over stored: [AddressEntry] = []) -> [AddressEntry] {
    let stored = Dictionary(stored.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var settled = entries.filter { !$0.value.isEmpty }
    for index in settled.indices {
      if settled[index].type == "phone", MobileNumber.isMobile(settled[index].value) {
        settled[index].type = "mobile"
      }
    }
    for group in AddressEntry.Group.allCases { settleDefault(of: group, in: &settled, over: stored) }
    for assignment in SyncAssignment.allCases { settle(assignment, in: &settled, over: stored) }
    return settled
  }

  /// The newly marked default wins over the former one; without any the first entry of the group is it.
  private static func settleDefault(
    of group: AddressEntry.Group, in entries: inout [AddressEntry], over stored: [Int64: AddressEntry]
  ) {
    let members = entries.indices.filter { entries[$0].group == group }
    let marked = members.filter { entries[$0].isDefault }
    let isNew = { (index: Int) in stored[entries[index].id]?.isDefault != true }
    let chosen = marked.last(where: isNew) ?? marked.first ?? members.first
    for index in members { entries[index].isDefault = index == chosen }
  }

  private static func settle(
    _ assignment: SyncAssignment, in entries: inout [AddressEntry], over stored: [Int64: AddressEntry]
  ) {
    let holders = entries.indices.filter { entries[$0].assignment == assignment }
    let isNew = { (index: Int) in stored[entries[index].id]?.assignment != assignment }
    let chosen = holders.last(where: isNew) ?? holders.first
    for index in holders where index != chosen { entries[index].assignment = nil }
  }

  /// The entries of a new address with the assignments that the manual's table gives unasked.
  ///
  /// The manual's single fields are the first entries of a group, its default before the others: Telefon1 and
  /// Telefon2, Mobil, Telefaxnummern, Email1 and Email2.
  static func assigned(_ entries: [AddressEntry]) -> [AddressEntry] {
    var assigned = entries
    let order = entries.indices.sorted {
      (entries[$0].isDefault ? 0 : 1, $0) < (entries[$1].isDefault ? 0 : 1, $1)
    }
    let mobiles = order.filter { entries[$0].type == "mobile" }
    let phones = order.filter { entries[$0].group == .phone && entries[$0].type != "mobile" }
    let faxes = order.filter { entries[$0].group == .fax }
    let mails = order.filter { entries[$0].group == .email }
    let table: [([Int], [SyncAssignment])] = [
      (phones, [.phonePrivate, .phonePrivate2]), (mobiles, [.mobile]), (faxes, [.faxPrivate]),
      (mails, [.email1, .email2]),
    ]
    for (indices, assignments) in table {
      for (index, assignment) in zip(indices, assignments)
      where assigned[index].assignment == nil && !assigned.contains(where: { $0.assignment == assignment }) {
        assigned[index].assignment = assignment
      }
    }
    return assigned
  }

  /// Throws if an entry's type or Sync assignment belongs to another pop-up than the entry.
  static func check(_ entries: [AddressEntry]) throws(OfficeError) {
    for entry in entries {
      guard types[entry.group]?.contains(entry.type) == true else {
        throw .unknownChoice(field: entry.group.rawValue, value: entry.type)
      }
      if let assignment = entry.assignment, assignment.group != entry.group {
        throw .unknownChoice(field: "zpmapping", value: assignment.rawValue)
      }
    }
  }

  private static let types: [AddressEntry.Group: [String]] = [
    .phone: ["phone", "phone_private", "phone_business", "mobile"],
    .fax: ["fax", "fax_private", "fax_business"],
    .email: ["email", "email_private", "email_business"],
  ]
}
