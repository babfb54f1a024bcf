import ActiveSyncServer
import Database
import Foundation
import OnOfficeBackend
import SyncModel
import Testing
import WBXML

/// An office with Theobald's tasks, his device that a test speaks for, and one that only looks.
final class TaskDesk: ManualDesk {
  let site: JoinedSite
  let people: People
  /// The device under test.
  let phone: Handset
  /// A further device of Theobald's.
  let other: Handset
  /// The tasks that were there before the devices.
  let tasks: [Int64]

  /// The numbers of tenant, users and kinds of task.
  struct People: Sendable {
    let tenant: Int64
    let theobald: Int64
    let petra: Int64
    /// `To-do`, which is the default, `Telefon`, `Besichtigung` and one more `Besichtigung`.
    let kinds: [Int64]
  }

  /// A task before the devices come; Theobald is responsible unless something else is said.
  struct Stored: StoredFields {
    var fields: [String: SQLValue] = [:]
    var reminder: String?
  }

  /// Runs a test's body on an office with these tasks.
  static func run(
    _ version: ProtocolVersion, zone: String = "Europe/Berlin", options: SyncOptions? = nil,
    office settings: OnOfficeOptions = OnOfficeOptions(), _ tasks: [Stored] = [],
    _ body: (TaskDesk) async throws -> Void
  ) async throws {
    try await JoinedSite.run(office: settings) { site in
      let people = try await People(in: site.office, zone: zone)
      let ids = try await site.office.write(tenant: people.tenant) { office in
        try tasks.map { try office.create($0, for: people) }
      }
      try await body(TaskDesk(site, people, ids, version, options))
    }
  }

  private init(
    _ site: JoinedSite, _ people: People, _ tasks: [Int64], _ version: ProtocolVersion,
    _ options: SyncOptions?
  ) async throws {
    (self.site, self.people, self.tasks) = (site, people, tasks)
    phone = try await Handset(
      Line("theobald", device: "PHONE", version: version, to: site), .tasks, options: options)
    other = try await Handset(Line("theobald", device: "OTHER", version: version, to: site), .tasks)
    try await settle()
  }

  /// A further device, which has read everything.
  func device(
    _ name: String, of login: String = "theobald", _ version: ProtocolVersion = .v16_1,
    options: SyncOptions? = nil
  ) async throws -> Handset {
    let line = Line(login, device: name, version: version, to: site)
    let device = try await Handset(line, .tasks, options: options)
    try await device.settle()
    return device
  }
}

// MARK: - What a device does
extension TaskDesk {
  /// Brings a task back as the device was shown it; `leavingOut` names what its client does not send.
  func sendBack(_ id: Int64, leavingOut: Set<String> = [], by device: Handset? = nil) async throws {
    wait()
    let device = device ?? phone
    let shown = try #require(device.items[id])
    let sent = try Fragment(shown.children().filter { !leavingOut.contains($0.tag.name ?? "") })
    try await device.sync(.change(ItemClass.tasks.serverId(id), sent))
  }
}

// MARK: - What is in onOffice
extension TaskDesk {
  /// A task with Theobald's reminder.
  func stored(_ id: Int64, user: Int64? = nil) async throws -> OfficeTask {
    let user = user ?? people.theobald
    return try #require(
      try await site.office.read(tenant: people.tenant) { try $0.task(id, user: user) })
  }

  /// Does something in onOffice as a colleague.
  func write(_ body: @escaping @Sendable (OfficeTransaction) throws -> Void) async throws {
    try await site.office.write(tenant: people.tenant, body)
  }

  /// Adds a task in onOffice; its number.
  func create(_ task: Stored) async throws -> Int64 {
    try #require(try await create([task]).first)
  }

  /// Adds tasks in onOffice; their numbers.
  func create(_ tasks: [Stored]) async throws -> [Int64] {
    let people = people
    return try await site.office.write(tenant: people.tenant) { office in
      try tasks.map { try office.create($0, for: people) }
    }
  }

  /// Sets fields of a task in onOffice.
  func edit(_ id: Int64, _ fields: [String: SQLValue]) async throws {
    wait()
    try await write { try $0.modifyTask(id) { for (name, value) in fields { $0[name] = value } } }
  }

  /// The fields in which a task differs from before, the time of its change left out; null is none any more.
  func difference(from before: OfficeTask) async throws -> [String: SQLValue] {
    try await stored(before.id).record.difference(from: before.record)
  }

  var linksOfNew: Set<String> { [] }

  func state(of id: Int64) async throws -> (record: Record, links: Set<String>) {
    (try await stored(id).record, [])
  }
}

extension TaskDesk.Stored {
  init(fields: [String: SQLValue]) { self.init(fields: fields, reminder: nil) }
}

extension OfficeTransaction {
  fileprivate func create(_ task: TaskDesk.Stored, for people: TaskDesk.People) throws -> Int64 {
    var fields = task.fields
    if fields["Verantwortung"] == nil { fields["Verantwortung"] = .text("theobald") }
    let id = try createTask(Record(fields))
    if let reminder = task.reminder { try setReminder(task: id, user: people.theobald, at: reminder) }
    return id
  }
}

extension TaskDesk.People {
  fileprivate init(in office: OnOffice, zone: String) async throws {
    tenant = try await office.createTenant(TenantRecord(name: "MeinMandant", zone: zone))
    (theobald, petra, kinds) = try await office.write(tenant: tenant) { office in
      let users = try ["theobald", "petra"].map { login in
        try office.createUser(
          UserRecord(login: login, firstName: login, lastName: "Tester", email: "\(login)@mandant.example"))
      }
      let kinds = try ["To-do", "Telefon", "Besichtigung", "Besichtigung"].enumerated().map { index, label in
        try office.createActionType(.task, key: "ind\(index)", label: label, isDefault: index == 0)
      }
      return (users[0], users[1], kinds)
    }
    for user in [theobald, petra] {
      try await office.setPassword(SyncedOffice.People.password, of: UserId(tenant: tenant, user: user))
    }
  }
}
