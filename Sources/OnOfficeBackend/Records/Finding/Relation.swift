import Database

/// A kind of link between two records, by the name that stands behind onOffice's URN.
package enum Relation: String, CaseIterable, Sendable {
  /// The users on whose devices an address is ("onOffice Sync").
  case addressUserSync = "address:user:sync"
  case calendarAddress = "calendar:address"
  case calendarEstate = "calendar:estate"
  case taskAddress = "task:address"
  case taskEstate = "task:estate"

  /// Table, the parent's column, the child's.
  fileprivate var columns: (table: String, parent: String, child: String) {
    switch self {
    case .addressUserSync: ("address_sync", "address", "user_id")
    case .calendarAddress: ("appointment_address", "appointment", "address")
    case .calendarEstate: ("appointment_estate", "appointment", "estate")
    case .taskAddress: ("task", "id", "\"relatedAddressId\"")
    case .taskEstate: ("task", "id", "\"relatedEstateId\"")
    }
  }
}

extension OfficeTransaction {
  /// The children of each of these parents that has any, in ascending order.
  package func children(of parents: [Int64], by relation: Relation) throws -> [Int64: [Int64]] {
    let (table, parent, child) = relation.columns
    return try pairs(of: parents, table, given: parent, sought: child)
  }

  /// The parents of each of these children that has any, in ascending order.
  package func parents(of children: [Int64], by relation: Relation) throws -> [Int64: [Int64]] {
    let (table, parent, child) = relation.columns
    return try pairs(of: children, table, given: child, sought: parent)
  }

  private func pairs(
    of ids: [Int64], _ table: String, given: String, sought: String
  ) throws -> [Int64: [Int64]] {
    try reader.lists(of: ids) { marks in
      """
      SELECT \(given), \(sought) FROM \(table)
      WHERE tenant = ? AND \(given) IN (\(marks)) AND \(sought) IS NOT NULL ORDER BY \(given), \(sought)
      """
    } read: { row in
      row.integer(1)
    }
  }

  /// Links two records, or takes their link away; both must be there to be linked. A task has one address and one
  /// estate: another one takes its place.
  package func setRelated(
    _ relation: Relation, parent: Int64, child: Int64, _ isRelated: Bool
  ) throws {
    switch relation {
    case .addressUserSync: try setOutlookSync(address: parent, user: child, isRelated)
    case .calendarAddress:
      try modifyAppointment(parent) { draft in
        draft.addresses[child] = isRelated ? draft.addresses[child] ?? "not-set" : nil
      }
    case .calendarEstate:
      try modifyAppointment(parent) { draft in
        if isRelated { draft.estates.insert(child) } else { draft.estates.remove(child) }
      }
    case .taskAddress: try setLink(of: parent, "relatedAddressId", to: child, in: "address", isRelated)
    case .taskEstate: try setLink(of: parent, "relatedEstateId", to: child, in: "estate", isRelated)
    }
  }

  private func setLink(
    of task: Int64, _ field: String, to id: Int64, in table: String, _ isRelated: Bool
  ) throws {
    if isRelated { try require([id], in: table) }
    try modifyTask(task) { record in
      if isRelated {
        record[field] = .integer(id)
      } else if record[field] == .integer(id) {
        record[field] = nil
      }
    }
  }
}
