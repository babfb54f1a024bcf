import Database
import Foundation
import SyncModel

extension OfficeSnapshot {
  func people(_ request: DirectoryRequest) throws -> DirectoryPage {
    let query = DirectoryQuery(request.query)
    guard !query.readings.isEmpty else { return DirectoryPage(total: 0, entries: []) }
    let users = try users(query, at: request.now)
    let index = DirectoryIndex(connection: connection)
    let tenant = user.tenant
    let addresses = try options.directoryAddresses ? index.count(query, tenant: tenant) : 0
    let total = users.count + addresses
    guard request.range.lowerBound < total else { return DirectoryPage(total: total, entries: []) }
    var people = users
    if addresses > 0 {
      // Any of them may come before any user.
      people += try index.addresses(query, tenant: tenant, limit: request.range.upperBound)
        .map { Person(sortName: $0.sortName, address: $0.id) }
    }
    let wanted = people.sorted().dropFirst(request.range.lowerBound).prefix(request.range.count)
    let known = Dictionary(
      try reader.addresses(wanted.compactMap(\.address)).map { ($0.id, DirectoryEntry($0)) },
      uniquingKeysWith: { first, _ in first })
    return DirectoryPage(
      total: total, entries: wanted.compactMap { $0.entry ?? $0.address.flatMap { known[$0] } })
  }

  /// The users whom a query means. There are few in a tenant: no index is worth it.
  private func users(_ query: DirectoryQuery, at now: Date) throws -> [Person] {
    guard let tenant = try TenantRecord.find(user.tenant, in: connection) else { return [] }
    let today = CivilDate(now, in: try zone())
    let columns = UserRecord.columns.joined(separator: ", ")
    return try connection.query(
      "SELECT \(columns), id FROM office_user WHERE tenant = ? AND active = 1", [.integer(user.tenant)]
    ) { row -> Person? in
      let user = UserRecord(row: row)
      let words = DirectoryWords(user, tenant: tenant.name)
      guard user.activeUntil.map({ $0 >= today }) ?? true, query.means(words.words) else { return nil }
      return Person(
        sortName: words.sortName, user: row.integer(UserRecord.columns.count),
        DirectoryEntry(user, company: tenant.name))
    }.compactMap { $0 }
  }
}

/// Somebody who was found.
private struct Person: Comparable {
  private let sortName: String
  /// Users before addresses, each in the order of their numbers.
  private let kind: Int
  private let id: Int64
  /// What is known of a user.
  let entry: DirectoryEntry?

  /// The number of an address, of which more has to be read.
  var address: Int64? { entry == nil ? id : nil }

  init(sortName: String, user: Int64, _ entry: DirectoryEntry) {
    (self.sortName, kind, id, self.entry) = (sortName, 0, user, entry)
  }

  init(sortName: String, address: Int64) {
    (self.sortName, kind, id, entry) = (sortName, 1, address, nil)
  }

  /// As the database compares names: by their bytes.
  static func < (left: Person, right: Person) -> Bool {
    if left.sortName != right.sortName {
      return left.sortName.utf8.lexicographicallyPrecedes(right.sortName.utf8)
    }
    return (left.kind, left.id) < (right.kind, right.id)
  }
}

extension DirectoryEntry {
  /// A user of a company.
  fileprivate init(_ user: UserRecord, company: String) {
    self.init()
    let names = [user.firstName, user.lastName].filter { !$0.isEmpty }
    displayName = names.isEmpty ? user.login : names.joined(separator: " ")
    firstName = user.firstName
    lastName = user.lastName.isEmpty ? nil : user.lastName
    alias = user.login
    self.company = company.isEmpty ? nil : company
    emailAddress = user.email.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// An address, with the default number of each kind, or else the first.
  fileprivate init(_ address: Address) {
    self.init()
    let record = address.record
    firstName = record.text("Vorname") ?? ""
    lastName = record.text("Name")
    company = record.text("Zusatz1")
    emailAddress = address.first { $0.group == .email }
    phone = address.first { $0.group == .phone && $0.type != "mobile" }
    mobilePhone = address.first { $0.group == .phone && $0.type == "mobile" }
    let name = AddressLink.name(first: firstName ?? "", last: lastName ?? "", company: company ?? "")
    displayName = name.isEmpty ? emailAddress ?? phone ?? mobilePhone : name
  }
}

extension Address {
  /// The value of the entry that `condition` wants, the default one before the others.
  fileprivate func first(where condition: (AddressEntry) -> Bool) -> String? {
    let found = entries.filter(condition)
    return (found.first(where: \.isDefault) ?? found.first)?.value
  }
}
