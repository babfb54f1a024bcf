import Database
import OnOfficeBackend
import SyncModel
import Testing
import WBXML

@testable import asyncd

/// An office of two users with the whole server before it.
final class ContactOffice {
  let site: JoinedSite
  let tenant: Int64
  let theobald: Int64
  let petra: Int64
  private var devices = 0
  /// The users who have a password: to make one costs more than many a test.
  private var signedIn: Set<Int64> = []

  static func run(_ body: (ContactOffice) async throws -> Void) async throws {
    try await JoinedSite.run { site in try await body(ContactOffice(site)) }
  }

  private init(_ site: JoinedSite) async throws {
    self.site = site
    let tenant = try await site.office.createTenant(TenantRecord(name: "MeinMandant"))
    self.tenant = tenant
    (theobald, petra) = try await site.office.write(tenant: tenant) { office in
      let users = try ["theobald", "petra"].map { login in
        try office.createUser(
          UserRecord(login: login, firstName: login, lastName: "Tester", email: "\(login)@mandant.example"))
      }
      return (users[0], users[1])
    }
  }

  /// Does something in onOffice as a colleague.
  @discardableResult
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (OfficeTransaction) throws -> Value
  ) async throws -> Value {
    try await site.office.write(tenant: tenant, body)
  }

  /// A new address that both users have ticked; its entries get the assignments that they bring, and those of the
  /// manual's table only if `assigning`.
  func address(
    _ fields: [String: String], _ entries: [AddressEntry] = [], assigning: Bool = false
  ) async throws -> Int64 {
    let users = [theobald, petra]
    return try await write { office in
      let record = Record(fields.mapValues { .text($0) })
      let id = try office.createAddress(record, entries: entries, assigning: assigning, country: nil)
      for user in users { try office.setOutlookSync(address: id, user: user, true) }
      return id
    }
  }

  /// The address as onOffice has it.
  func stored(_ id: Int64) async throws -> Address {
    try #require(try await site.office.read(tenant: tenant) { try $0.address(id) })
  }

  /// A field as onOffice has it.
  func stored(_ id: Int64, _ field: String) async throws -> String? {
    switch try await stored(id).record[field] {
    case .text(let text): text
    case .integer(let number): String(number)
    default: nil
    }
  }

  /// Who has ticked "onOffice Sync" of an address.
  func ticks(_ id: Int64) async throws -> Set<Int64> {
    let tenant = tenant
    let users = try await site.data.onOffice.read { sql in
      try sql.query(
        "SELECT user_id FROM address_sync WHERE tenant = ? AND address = ?", [.integer(tenant), .integer(id)]
      ) { $0.integer(0) }
    }
    return Set(users)
  }

  /// Everything that onOffice and its change log hold, but for the ledger of what devices wrote, which keeps the
  /// number of each request.
  func everything() async throws -> DatabaseRows {
    try await DatabaseRows(site.data.onOffice) {
      ["device_writes", "z_push_failure"].contains($0) ? nil : "1"
    }
  }

  /// A new device of Theobald's that has opened a folder.
  func handset(_ itemClass: ItemClass) async throws -> Handset {
    try await Handset(line("theobald", type: "Test", .v16_1), itemClass)
  }

  private func line(_ login: String, type: String, _ version: ProtocolVersion) async throws -> Line {
    devices += 1
    let user = login == "petra" ? petra : theobald
    if signedIn.insert(user).inserted {
      try await site.office.setPassword(
        SyncedOffice.People.password, of: UserId(tenant: tenant, user: user))
    }
    return Line(login, device: "CONTACTS\(devices)", type: type, version: version, to: site)
  }

  /// A new device that holds everything.
  func phone(
    _ version: ProtocolVersion, type: String = "Test", login: String = "theobald",
    supported: [String]? = nil
  ) async throws -> ContactPhone {
    let line = try await line(login, type: type, version)
    let phone = ContactPhone(line, supported: try supported?.map { try WBXML.Tag(contactElement: $0) })
    try await phone.settle()
    return phone
  }
}

extension WBXML.Tag {
  /// An element of Contacts or Contacts2.
  init(contactElement name: String) throws {
    let pages = ["Contacts", "Contacts2"]
    self = try #require(pages.lazy.compactMap { WBXML.Tag(namespace: $0, name: name) }.first, "\(name)")
  }
}

extension ProtocolVersion {
  /// What contacts are tried with: the oldest, the last before 16, and the newest.
  static let tried: [ProtocolVersion] = [.v12_1, .v14_1, .v16_1]
}
