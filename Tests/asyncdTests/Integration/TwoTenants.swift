import Database
import Foundation
import OnOfficeBackend
import SyncModel
import Testing

/// Two tenants with users of the same names and records of the same numbers, whose devices have the same id.
///
/// Of each class the first tenant has: 1 Anna's, 2 Bert's; the second: 1 and 3 Anna's, 2 and 4 Bert's. Only an address
/// is shared in each, the last one. What is a user's alone has his whole name in it.
struct TwoTenants: Sendable {
  let site: JoinedSite
  let version: ProtocolVersion
  /// Tenant -> users.
  let users: [String: [String: UserId]]

  /// The tenants and how often each user has one of each class.
  private static let tenants = [("Erste", 1), ("Zweite", 2)]
  private static let logins = ["anna", "bert"]

  init(_ site: JoinedSite, _ version: ProtocolVersion) async throws {
    self.site = site
    self.version = version
    var users: [String: [String: UserId]] = [:]
    for (tenant, rounds) in Self.tenants {
      users[tenant] = try await Self.fill(site.office, tenant, rounds)
    }
    self.users = users
  }

  func user(_ name: String) throws -> UserId {
    let parts = name.split(separator: "_").map(String.init)
    return try #require(users[parts[1]]?[parts[0]])
  }

  func phone(_ login: String) -> XMLPhone { XMLPhone(login: login, version: version, port: site.port) }

  private static func fill(
    _ office: OnOffice, _ name: String, _ rounds: Int
  ) async throws -> [String: UserId] {
    let tenant = try await office.createTenant(TenantRecord(name: name))
    let users = try await office.write(tenant: tenant) { office in
      let pairs = try (logins + ["carla"]).map { login in
        var user = UserRecord(
          login: login, firstName: login, lastName: name, email: "\(login)@\(name.lowercased()).example")
        if login == "carla" { user.ticks = [.contacts] }
        return (login, try office.createUser(user))
      }
      for kind in [ActionType.Kind.task, .appointment] {
        _ = try office.createActionType(kind, key: "ind1", label: "Art", isDefault: true)
      }
      for _ in 0..<rounds {
        for (login, user) in pairs where logins.contains(login) {
          try fill(office, "\(login)_\(name)", login, user)
        }
      }
      let shared = try office.createAddress(["Name": .text("Gemeinsam")])
      for (_, user) in pairs { try office.setOutlookSync(address: shared, user: user, true) }
      return Dictionary(uniqueKeysWithValues: pairs)
    }
    for user in users.values {
      try await office.setPassword(XMLPhone.password, of: UserId(tenant: tenant, user: user))
    }
    return users.mapValues { UserId(tenant: tenant, user: $0) }
  }

  /// One record of each class of a user's.
  private static func fill(
    _ office: OfficeTransaction, _ name: String, _ login: String, _ user: Int64
  ) throws {
    let mail = AddressEntry(group: .email, type: "email", value: "kunde@\(name).example")
    let address = try office.createAddress(["Name": .text(name)], entries: [mail])
    try office.setOutlookSync(address: address, user: user, true)
    let fields: Record = [
      "description": .text(name), "start_dt": .text("2026-04-01 09:00:00"),
      "end_dt": .text("2026-04-01 10:00:00"),
      "status": .text("active"), "rp_flag": .integer(1), "rp_type": .text("t"),
    ]
    _ = try office.createAppointment(AppointmentDraft(fields, users: [user]))
    _ = try office.createTask([
      "Betreff": .text(name), "Verantwortung": .text(login), "Prio": .integer(3),
      "Deadline": .text("2026-04-30 00:00:00"),
    ])
    _ = try office.createNote(["Betreff": .text(name), "Notiz": .text(name)], of: user)
  }
}

/// What a user's device has: keys, ids, and what it last asked for. An intruder uses them as if they were its own.
struct DeviceNames: Sendable {
  /// Placeholder -> value.
  private(set) var values: [String: String] = [:]

  /// Names that never were, in the form that real ones have.
  static let invented = DeviceNames(values: [
    "$folderKey": "1kqxq9z0q0q0-2z9", "$contactsKey": "1kqxq9z0q0q0-3z9", "$calendarKey": "1kqxq9z0q0q0-4z9",
    "$tasksKey": "1kqxq9z0q0q0-5z9", "$notesKey": "1kqxq9z0q0q0-7z9", "$contactsLost": "1kqxq9z0q0q0-6z9",
    "$policyKey": "1234567890",
    "$contact": "contacts:999999", "$calendar": "calendar:999999", "$task": "tasks:999999",
    "$note": "notes:999999",
    "$collection": "nowhere",
  ])

  private init(values: [String: String]) { self.values = values }

  /// Lets a device do all that a device can do, and notes every name that comes up. The last answer is lost.
  init(_ phone: XMLPhone) async throws {
    values["$folderKey"] = try await phone.folderSync("0").text("SyncKey")
    // There is something to fetch then: the Ping need not wait.
    #expect(try await phone.sync("contacts", "0").text("Status") == "1")
    let ping = """
      <Ping xmlns="Ping"><HeartbeatInterval>3000</HeartbeatInterval><Folders><Folder><Id>contacts</Id>\
      <Class>Contacts</Class></Folder></Folders></Ping>
      """
    #expect(try await phone.post("Ping", ping).text("Status") == "2")
    for folder in ["contacts", "calendar", "tasks", "notes"] {
      values["$\(folder)Key"] = try await phone.syncAll(folder).key
    }
    let key = try #require(values["$contactsKey"])
    let waited = try await phone.sync("contacts", key, more: "<HeartbeatInterval>1</HeartbeatInterval>")
    #expect(waited.xml.isEmpty)
    values["$contactsLost"] = try await phone.sync("contacts", key, Self.unsent).text("SyncKey")
    values["$policyKey"] = try await phone.post("Provision", Self.policy()).text("PolicyKey")
    let set = """
      <Settings xmlns="Settings"><DeviceInformation><Set><FriendlyName>\(phone.login)</FriendlyName></Set>\
      </DeviceInformation></Settings>
      """
    _ = try await phone.post("Settings", set)
  }

  /// The Add whose answer the device did not get: the same of everybody, so that only the ledger tells them apart.
  static let unsent =
    XMLPhone.add("client-1", "Contacts", "<LastName>Neu</LastName><HomeAddressCity>Ort</HomeAddressCity>")

  /// A Provision: of a policy, or its acknowledgement.
  static func policy(_ key: String = "") -> String {
    let acknowledged = key.isEmpty ? "" : "<PolicyKey>\(key)</PolicyKey><Status>1</Status>"
    return """
      <Provision xmlns="Provision"><Policies><Policy><PolicyType>MS-EAS-Provisioning-WBXML</PolicyType>\
      \(acknowledged)</Policy></Policies></Provision>
      """
  }

  /// The same with records of these numbers.
  func with(record: Int64) -> DeviceNames {
    var names = self
    for (name, folder) in [
      ("$contact", "contacts"), ("$calendar", "calendar"), ("$task", "tasks"), ("$note", "notes"),
    ] {
      names.values[name] = "\(folder):\(record)"
    }
    return names
  }

  func with(_ name: String, _ value: String) -> DeviceNames {
    var names = self
    names.values[name] = value
    return names
  }

  /// Longer names first, as one may begin with another.
  private var sorted: [(name: String, value: String)] {
    values.sorted { $0.key.count > $1.key.count }.map { ($0.key, $0.value) }
  }

  /// A text with the values in the place of their placeholders.
  func filled(_ text: String) -> String { sorted.reduce(text) { $0.replacing($1.name, with: $1.value) } }

  /// A text with placeholders in the place of the values: equal for an id that is another's and one that is nobody's.
  func blanked(_ text: String) -> String { sorted.reduce(text) { $0.replacing($1.value, with: $1.name) } }
}
