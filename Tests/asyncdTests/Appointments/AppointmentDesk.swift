import ActiveSyncServer
import Database
import Foundation
import OnOfficeBackend
import SyncModel
import Testing
import WBXML

@testable import asyncd

/// An office with everything that an appointment may be linked with, a device of Theobald's that a test speaks for,
/// and one that only looks.
final class AppointmentDesk: ManualDesk {
  let site: JoinedSite
  let people: People
  /// The device under test.
  let phone: Handset
  /// A further device of Theobald's.
  let other: Handset
  /// The appointments that were there before the devices.
  let appointments: [Int64]

  /// The numbers of tenant, users and what else there is.
  struct People: Sendable {
    let tenant: Int64
    let theobald: Int64
    let petra: Int64
    /// Has no mail address in onOffice.
    let ignaz: Int64
    /// A group of Theobald and Ignaz.
    let group: Int64
    /// `anna@kunde.example`, who has `anna@privat.example` as well.
    let anna: Int64
    /// Two addresses with the mailbox `paar@kunde.example`.
    let couple: [Int64]
    /// An address without any mail address.
    let bare: Int64
    /// Nr. 4711, and one without a number.
    let estates: [Int64]
  }

  /// An appointment in onOffice: on 9 April from 10 to 11, of Theobald, unless something else is said.
  struct Stored: StoredFields {
    var fields: [String: SQLValue] = [:]
    /// nil is Theobald alone.
    var users: Set<Int64>?
    var groups: Set<Int64> = []
    var addresses: [Int64: String] = [:]
    var estates: Set<Int64> = []
    var resources: Set<String> = []
  }

  /// Runs a test's body on an office with these appointments.
  static func run(
    _ version: ProtocolVersion, options: SyncOptions? = nil, type: String = "Test", as account: String? = nil,
    office settings: OnOfficeOptions = OnOfficeOptions(),
    _ appointments: @escaping @Sendable (People) -> [Stored] = { _ in [] },
    _ body: (AppointmentDesk) async throws -> Void
  ) async throws {
    try await JoinedSite.run(office: settings) { site in
      let people = try await People(in: site.office)
      let ids = try await site.office.write(tenant: people.tenant) { office in
        try appointments(people).map { try office.create($0, for: people) }
      }
      let line = Line(
        "theobald", device: "PHONE", type: type, as: account, version: version, to: site)
      let phone = try await Handset(line, .calendar, options: options, window: 512)
      let other = try await Handset(
        Line("theobald", device: "OTHER", version: version, to: site), .calendar, window: 512)
      let desk = AppointmentDesk(site, people, ids, phone, other)
      try await desk.settle()
      try await body(desk)
    }
  }

  private init(_ site: JoinedSite, _ people: People, _ ids: [Int64], _ phone: Handset, _ other: Handset) {
    (self.site, self.people, appointments) = (site, people, ids)
    (self.phone, self.other) = (phone, other)
  }

  /// A further device, which has read everything.
  func device(
    _ name: String, of login: String = "theobald", _ version: ProtocolVersion = .v16_1,
    as account: String? = nil, options: SyncOptions? = nil
  ) async throws -> Handset {
    let line = Line(login, device: name, as: account, version: version, to: site)
    let device = try await Handset(line, .calendar, options: options, window: 512)
    try await device.settle()
    return device
  }
}

// MARK: - What a device does
extension AppointmentDesk {
  /// What a device shows of an appointment.
  func shown(_ id: Int64, on device: Handset? = nil) throws -> Fragment {
    try #require((device ?? phone).items[id])
  }
}

// MARK: - What is in onOffice
extension AppointmentDesk {
  /// An appointment with its links.
  func stored(_ id: Int64) async throws -> Appointment {
    try #require(try await site.office.read(tenant: people.tenant) { try $0.appointment(id) })
  }

  /// Does something in onOffice as a colleague.
  @discardableResult
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (OfficeTransaction) throws -> Value
  ) async throws -> Value {
    wait()
    return try await site.office.write(tenant: people.tenant, body)
  }

  /// Adds appointments in onOffice; their numbers.
  func create(_ appointments: [Stored]) async throws -> [Int64] {
    let people = people
    return try await write { office in try appointments.map { try office.create($0, for: people) } }
  }

  /// Sets fields of an appointment in onOffice.
  func edit(_ id: Int64, _ fields: [String: SQLValue]) async throws {
    try await write {
      try $0.modifyAppointment(id) { for (name, value) in fields { $0.record[name] = value } }
    }
  }

  /// The fields in which an appointment differs from before, the time of its change left out; null is none any
  /// more. Its links must be the same.
  func difference(from before: Appointment) async throws -> [String: SQLValue] {
    let after = try await stored(before.id)
    #expect(after.links == before.links)
    return after.record.difference(from: before.record)
  }

  var linksOfNew: Set<String> { ["user \(people.theobald)"] }

  func state(of id: Int64) async throws -> (record: Record, links: Set<String>) {
    let appointment = try await stored(id)
    return (appointment.record, appointment.links)
  }

  /// Everything that onOffice and its change log hold, but for the ledger of what devices wrote, which keeps the
  /// number of each request.
  func everything() async throws -> DatabaseRows {
    try await DatabaseRows(site.data.onOffice) {
      ["device_writes", "z_push_failure"].contains($0) ? nil : "1"
    }
  }
}

extension AppointmentDesk.Stored {
  init(fields: [String: SQLValue]) { self.init(fields: fields, users: nil) }
}

extension Appointment {
  /// Whom and what it is linked with, in words: `user 2`, `address 7 confirmed`, `estate 3`, `resource Beamer`.
  var links: Set<String> {
    Set(
      users.map { "user \($0.id)" } + addresses.map { "address \($0.id) \($0.confirmationStatus)" }
        + estates.map { "estate \($0.id)" } + resources.map { "resource \($0.key)" })
  }
}

extension OfficeTransaction {
  fileprivate func create(
    _ appointment: AppointmentDesk.Stored, for people: AppointmentDesk.People
  ) throws -> Int64 {
    var fields: [String: SQLValue] = [
      "start_dt": .text("2026-04-09 10:00:00"), "end_dt": .text("2026-04-09 11:00:00"),
      "status": .text("active"), "von": .text("petra"),
    ]
    fields.merge(appointment.fields) { $1 }
    return try createAppointment(
      AppointmentDraft(
        Record(fields), users: appointment.users ?? [people.theobald], groups: appointment.groups,
        addresses: appointment.addresses, estates: appointment.estates, resources: appointment.resources))
  }
}

extension AppointmentDesk.People {
  /// Makes tenant, users, and what an appointment may be linked with.
  fileprivate init(in office: OnOffice) async throws {
    let tenant = try await office.createTenant(TenantRecord(name: "MeinMandant"))
    self = try await office.write(tenant: tenant) { office in
      let users = try [("theobald", "Tiger"), ("petra", "Panter"), ("ignaz", "Wrobel")].map { login, name in
        let email = login == "ignaz" ? nil : "\(login)@mandant.example"
        return try office.createUser(
          UserRecord(login: login, firstName: login.capitalized, lastName: name, email: email))
      }
      for (index, label) in ["Besichtigung", "Notartermin", "Beratung"].enumerated() {
        _ = try office.createActionType(.appointment, key: "ind\(index)", label: label, isDefault: index == 0)
      }
      for (key, name) in [("Beamer", "Beamer"), ("Raum 1/2", "Großer Raum")] {
        try office.createResource(key: key, name: name)
      }
      func address(_ name: String, _ mails: String...) throws -> Int64 {
        let entries = mails.map { AddressEntry(group: .email, type: "email", value: $0) }
        return try office.createAddress(["Vorname": .text(name), "Name": .text("Kunde")], entries: entries)
      }
      return Self(
        tenant: tenant, theobald: users[0], petra: users[1], ignaz: users[2],
        group: try office.createGroup("Vertrieb", members: [users[0], users[2]]),
        anna: try address("Anna", "anna@kunde.example", "anna@privat.example"),
        couple: [
          try address("Paul", "paar@kunde.example"), try address("Paula", "paar@kunde.example"),
        ],
        bare: try address("Bruno"),
        estates: [
          try office.createEstate([
            "objektnr_extern": .text("4711"), "objekttitel": .text("Villa am See"),
            "strasse": .text("Seestr."), "hausnummer": .text("1"), "plz": .text("12345"),
            "ort": .text("Berlin"),
          ]), try office.createEstate(["objekttitel": .text("Hof & Scheune")]),
        ])
    }
    for user in [theobald, petra] {
      try await office.setPassword(SyncedOffice.People.password, of: UserId(tenant: tenant, user: user))
    }
  }
}
