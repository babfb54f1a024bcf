import SyncModel

/// What a phone's edit does to phone, fax and mail entries. Manual 12.3.
extension EntryRules {
  /// The address with those entries assigned that the fallback sends.
  static func withExplicitAssignments(_ address: Address) -> Address {
    var explicit = address
    for assignment in SyncAssignment.allCases {
      guard let sent = address.entry(for: assignment),
        let index = address.entries.firstIndex(where: { $0.id == sent.id && $0.group == sent.group })
      else { continue }
      explicit.entries[index].assignment = assignment
    }
    return explicit
  }

  /// The entries after an edit, without the assignments of ``withExplicitAssignments(_:)`` in groups in which
  /// nothing was changed: there the fallback goes on.
  static func withoutNeedlessAssignments(
    _ edited: [AddressEntry], over explicit: [AddressEntry], stored: [AddressEntry]
  ) -> [AddressEntry] {
    AddressEntry.Group.allCases.reduce(into: edited) { entries, group in
      guard edited.filter({ $0.group == group }) == explicit.filter({ $0.group == group }) else { return }
      let former = Dictionary(stored.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      for index in entries.indices where entries[index].group == group {
        entries[index] = former[entries[index].id] ?? entries[index]
      }
    }
  }

  /// Makes `value` what is sent as `assignment`; nil: nothing is.
  ///
  /// No number is changed or deleted: the former one stays without assignment, a new one is added. One that is
  /// there already and free is assigned.
  static func assign(_ value: String?, as assignment: SyncAssignment, in entries: inout [AddressEntry]) {
    let group = assignment.group
    let value = value.map { group.stored($0) } ?? ""
    let holder = entries.firstIndex { $0.group == group && $0.assignment == assignment }
    if let holder {
      if !value.isEmpty, group.areSame(entries[holder].value, value) { return }
      entries[holder].assignment = nil
    }
    if !value.isEmpty { add(value, as: assignment, to: &entries) }
    joinDoubles(of: group, in: &entries)
  }

  private static func add(_ value: String, as assignment: SyncAssignment, to entries: inout [AddressEntry]) {
    let group = assignment.group
    let free = entries.firstIndex { $0.isFree(in: group) && group.areSame($0.value, value) }
    if let free {
      entries[free].assignment = assignment
    } else {
      entries.append(
        AddressEntry(group: group, type: assignment.entryType, value: value, assignment: assignment))
    }
  }

  /// Numbers that change places on the phone are added while their entry still has its former assignment; once
  /// that is free, it takes the place of the added one.
  private static func joinDoubles(of group: AddressEntry.Group, in entries: inout [AddressEntry]) {
    for index in entries.indices where entries[index].id != 0 && entries[index].isFree(in: group) {
      let value = entries[index].value
      let added = entries.firstIndex { $0.id == 0 && $0.group == group && group.areSame($0.value, value) }
      guard let added else { continue }
      entries[index].assignment = entries[added].assignment
      entries.remove(at: added)
      return
    }
  }
}

extension AddressEntry {
  /// Whether it stands in the group and nothing is sent of it.
  fileprivate func isFree(in group: Group) -> Bool { self.group == group && effectiveAssignment == nil }
}

extension AddressEntry.Group {
  /// The value as it is stored: a mail address without the name before it, and cut as onOffice does.
  fileprivate func stored(_ value: String) -> String {
    switch self {
    case .phone, .fax: FieldDefinition.cut(value.trimmed, to: 40)
    case .email: FieldDefinition.cut(value.mailAddress.trimmed, to: 100)
    }
  }

  /// Whether two values are one number or address, however it is written.
  fileprivate func areSame(_ one: String, _ other: String) -> Bool {
    switch self {
    case .phone, .fax: DialledNumber(one) == DialledNumber(other)
    case .email: one.mailAddress.trimmed.lowercased() == other.mailAddress.trimmed.lowercased()
    }
  }
}

extension SyncAssignment {
  /// onOffice's type of an entry that a phone adds.
  fileprivate var entryType: String {
    switch self {
    case .phonePrivate, .phonePrivate2: "phone_private"
    case .phoneBusiness, .phoneBusiness2: "phone_business"
    case .mobile: "mobile"
    case .car, .pager, .radio, .assistant, .companyMain: "phone"
    case .faxPrivate: "fax_private"
    case .faxBusiness: "fax_business"
    case .email1, .email2, .email3: "email"
    }
  }
}
