import SyncModel

/// The phone, fax or mail entry that the column "Sync" or the fallback gives to an element. Manual 12.3.
struct SyncedEntry: WritableRule {
  let assignment: SyncAssignment
  let element: String

  init(_ assignment: SyncAssignment, _ element: String) {
    self.assignment = assignment
    self.element = element
  }

  var remark: String {
    switch assignment {
    case .phonePrivate: "the entry; no number assigned: the default one, unless it is mobile"
    case .mobile: "the entry; no number assigned: the default one if it is mobile, else the first mobile one"
    case .faxPrivate: "the entry; no fax assigned: the default one"
    case .email1: "the entry; no address assigned: the default one"
    default: "the entry"
    }
  }

  func value(of address: Address) -> String? { address.entry(for: assignment)?.value }

  func write(_ value: String?, to address: inout Address) throws(ItemRefusal) {
    EntryRules.assign(value, as: assignment, in: &address.entries)
  }
}

extension SyncAssignment {
  /// The pop-up that offers the choice.
  var group: AddressEntry.Group {
    switch self {
    case .phonePrivate, .phonePrivate2, .phoneBusiness, .phoneBusiness2, .mobile, .car, .pager, .radio,
      .assistant,
      .companyMain:
      .phone
    case .faxPrivate, .faxBusiness: .fax
    case .email1, .email2, .email3: .email
    }
  }
}

extension SyncAssignment {
  /// Whether an entry's pop-up offers it.
  package func isOffered(to entry: AddressEntry) -> Bool { group == entry.group }
}

extension Address {
  /// The entry that is sent as `assignment`: the one that has it, or by the fallback if none of the group
  /// has any.
  func entry(for assignment: SyncAssignment) -> AddressEntry? {
    let group = entries.lazy.filter { $0.group == assignment.group && !$0.value.isEmpty }
    guard group.allSatisfy({ $0.effectiveAssignment == nil }) else {
      return group.first { $0.effectiveAssignment == assignment }
    }
    guard let main = group.first(where: \.isDefault) ?? group.first else { return nil }
    switch assignment {
    case .phonePrivate: return main.isMobile ? nil : main
    case .mobile: return main.isMobile ? main : group.first(where: \.isMobile)
    case .faxPrivate, .email1: return main
    default: return nil
    }
  }
}

extension AddressEntry {
  /// The assignment, if the entry's pop-up offers it.
  var effectiveAssignment: SyncAssignment? { assignment.flatMap { $0.group == group ? $0 : nil } }

  fileprivate var isMobile: Bool { type == "mobile" }
}
