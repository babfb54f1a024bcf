import ActiveSyncServer
import OnOfficeBackend
import SyncModel
import Testing

/// An office of two users, Theobald with devices of 14.1 and 16.1 and Petra with one, which have read everything.
final class SyncedOffice {
  let site: JoinedSite
  let people: People
  let old: Phone
  let new: Phone
  private let petras: Phone

  /// The numbers of tenant, users and group.
  struct People: Sendable {
    let tenant: Int64
    let theobald: Int64
    let petra: Int64
    /// Petra's group.
    let group: Int64
  }

  /// Runs a test's body in an office where `fill` has written something before the devices came.
  static func run<Filled: Sendable>(
    appointments: Int = CalendarLimits().items,
    _ fill: @escaping @Sendable (OfficeTransaction, People) throws -> Filled,
    _ body: (SyncedOffice, Filled) async throws -> Void
  ) async throws {
    try await JoinedSite.run(appointments: appointments) { site in
      let people = try await People(in: site.office)
      let filled = try await site.office.write(tenant: people.tenant) { try fill($0, people) }
      try await body(SyncedOffice(site, people), filled)
    }
  }

  private init(_ site: JoinedSite, _ people: People) async throws {
    self.site = site
    self.people = people
    old = try await Phone("theobald", version: .v14_1, to: site)
    new = try await Phone("theobald", version: .v16_1, to: site)
    petras = try await Phone("petra", version: .v16_1, to: site)
  }

  /// Does something in onOffice as a colleague.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (OfficeTransaction) throws -> Value
  ) async throws -> Value {
    try await site.office.write(tenant: people.tenant, body)
  }

  /// Looks into onOffice.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (OfficeTransaction) throws -> Value
  ) async throws -> Value {
    try await site.office.read(tenant: people.tenant, body)
  }

  /// A further device of Petra's, which comes now and reads everything.
  func lateDevice(of version: ProtocolVersion) async throws -> Phone {
    try await Phone("petra", version: version, to: site)
  }

  /// Writes to onOffice and expects what comes down to both of Theobald's devices and to Petra's, and nothing
  /// after that.
  func expect(
    _ itemClass: ItemClass, _ theobalds: [String], petra: [String] = [],
    after change: @escaping @Sendable (OfficeTransaction) throws -> Void,
    at location: SourceLocation = #_sourceLocation
  ) async throws {
    try await site.office.write(tenant: people.tenant, change)
    try await expect(itemClass, theobalds, petra: petra, at: location)
  }

  /// Expects what comes down, and nothing after that.
  func expect(
    _ itemClass: ItemClass, _ theobalds: [String], petra: [String] = [],
    at location: SourceLocation = #_sourceLocation
  ) async throws {
    for (phone, told) in [(old, theobalds), (new, theobalds), (petras, petra)] {
      #expect(try await phone.sync(itemClass) == told, sourceLocation: location)
      for itemClass in ItemClass.allCases {
        #expect(try await phone.sync(itemClass) == [], sourceLocation: location)
      }
    }
  }
}

extension SyncedOffice.People {
  static let password = "Ähre-Biber-47"

  /// Makes tenant, users and group.
  fileprivate init(in office: OnOffice) async throws {
    tenant = try await office.createTenant(TenantRecord(name: "MeinMandant"))
    (theobald, petra, group) = try await office.write(tenant: tenant) { office in
      let users = try ["theobald", "petra"].map { login in
        try office.createUser(
          UserRecord(login: login, firstName: login, lastName: "Tester", email: "\(login)@mandant.example"))
      }
      return (users[0], users[1], try office.createGroup("Vertrieb", members: [users[1]]))
    }
    for user in [theobald, petra] {
      try await office.setPassword(Self.password, of: UserId(tenant: tenant, user: user))
    }
  }
}
