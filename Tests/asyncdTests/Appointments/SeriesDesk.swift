import ActiveSyncServer
import Database
import Foundation
import OnOfficeBackend
import SyncModel
import Testing
import WBXML

@testable import asyncd

/// Theobald's calendar in an office of some zone, with the whole server before it, for his devices of all versions.
final class SeriesDesk {
  let site: JoinedSite
  let tenant: Int64
  let theobald: Int64
  private var adds = 0

  /// Runs a test's body in such an office; `now` is what clocks in Berlin show.
  static func run(
    zone: String = "Europe/Berlin", now: String = "2026-05-15 12:00:00",
    _ body: (SeriesDesk) async throws -> Void
  ) async throws {
    try await JoinedSite.run(appointments: 10_000) { site in
      site.clock.set(try berlin(now))
      let tenant = try await site.office.createTenant(TenantRecord(name: "MeinMandant", zone: zone))
      let theobald = try await site.office.write(tenant: tenant) { office in
        try office.createUser(
          UserRecord(
            login: "theobald", firstName: "Theobald", lastName: "Tiger", email: "theobald@mandant.example"))
      }
      try await site.office.setPassword(
        SyncedOffice.People.password, of: UserId(tenant: tenant, user: theobald))
      try await body(SeriesDesk(site, tenant, theobald))
    }
  }

  private init(_ site: JoinedSite, _ tenant: Int64, _ theobald: Int64) {
    (self.site, self.tenant, self.theobald) = (site, tenant, theobald)
  }

  /// A device that has read everything, or nothing yet.
  func device(_ name: String, _ version: ProtocolVersion, isNew: Bool = false) async throws -> Handset {
    let line = Line("theobald", device: name, version: version, to: site)
    let device = try await Handset(line, .calendar, window: 512)
    if !isNew { try await device.settle() }
    return device
  }

  /// Lets time pass, so that a record that is saved anew shows it.
  func wait(seconds: Double = 60) { site.clock.set(site.clock.wallClock.now().addingTimeInterval(seconds)) }
}

// MARK: - What a device does
extension SeriesDesk {
  /// Sends commands and takes the answer, which tells nothing of what it answers.
  ///
  /// The device's own copy stays as it is but for what it added: a Change names some elements only.
  @discardableResult
  func push(_ commands: [SyncRequest.Command], by device: Handset) async throws -> [SyncResponse.Response] {
    wait()
    let answer = try #require(try await device.send(commands))
    try device.take(answer, to: commands.filter { $0.kind == .add })
    return answer.responses
  }

  /// Adds appointments in one request; their numbers.
  func add(_ items: [[Wire]], by device: Handset) async throws -> [Int64] {
    let commands = try items.map { elements in
      adds += 1
      return SyncRequest.Command.add("c\(adds)", try elements.fragment)
    }
    return try await push(commands, by: device).map { response in
      #expect(response.status == .success)
      return try #require(ItemClass.calendar.record(of: response.serverId))
    }
  }

  /// Adds an appointment; its number.
  func add(_ elements: [Wire], by device: Handset) async throws -> Int64 {
    try #require(try await add([elements], by: device).first)
  }

  /// Tries to add an appointment; the status of the answer.
  func status(ofAdding elements: [Wire], by device: Handset) async throws -> SyncStatus? {
    adds += 1
    return try await push([.add("c\(adds)", try elements.fragment)], by: device).first?.status
  }

  /// Changes an appointment, or one of its occurrences; the status of what was refused, else nil.
  @discardableResult
  func change(
    _ id: Int64, at instance: String? = nil, _ elements: [Wire], by device: Handset
  ) async throws -> SyncStatus? {
    var command = SyncRequest.Command.change(ItemClass.calendar.serverId(id), try elements.fragment)
    command.instanceId = instance
    return try await push([command], by: device).first?.status
  }

  /// Deletes an occurrence; the status of what was refused, else nil.
  @discardableResult
  func delete(_ id: Int64, at instance: String, by device: Handset) async throws -> SyncStatus? {
    var command = SyncRequest.Command.delete(ItemClass.calendar.serverId(id))
    command.instanceId = instance
    return try await push([command], by: device).first?.status
  }

  /// What comes down to a device until it falls silent, as `change 4`.
  func told(to device: Handset) async throws -> [String] {
    var told: [String] = []
    while let answer = try await device.sync() {
      told += answer.commands.map { command in
        "\(command.kind) \(ItemClass.calendar.record(of: command.serverId).map(String.init) ?? "?")"
      }
    }
    return told
  }
}

// MARK: - What is in onOffice
extension SeriesDesk {
  /// The fields of an appointment that are not empty, as text.
  func stored(_ id: Int64) async throws -> [String: String] {
    let found = try await site.office.read(tenant: tenant) { try $0.appointment(id) }
    return try #require(found).record.fields.compactMapValues { value in
      switch value {
      case .text(let text): text
      case .integer(let number): String(number)
      default: nil
      }
    }
  }

  /// The numbers of the appointments with this subject.
  func numbers(of subject: String) async throws -> [Int64] {
    try await site.data.onOffice.read { sql in
      try sql.query("SELECT id FROM appointment WHERE description = ? ORDER BY id", [.text(subject)]) {
        $0.integer(0)
      }
    }
  }

  /// The numbers of all appointments.
  func numbers() async throws -> [Int64] {
    try await site.data.onOffice.read { sql in
      try sql.query("SELECT id FROM appointment ORDER BY id") { $0.integer(0) }
    }
  }

  /// Adds an appointment of Theobald's.
  func create(_ fields: [String: SQLValue]) async throws -> Int64 {
    let theobald = theobald
    var record = Record(fields)
    record["status"] = .text("active")
    let draft = AppointmentDraft(record, users: [theobald])
    return try await site.office.write(tenant: tenant) { try $0.createAppointment(draft) }
  }
}

extension [String: SQLValue] {
  /// The fields of an appointment at a time of the office's clocks, and of a series, as `w 2`, if it is one.
  static func times(_ start: String, _ end: String, series: String? = nil) -> [String: SQLValue] {
    var fields: [String: SQLValue] = ["start_dt": .text(start), "end_dt": .text(end)]
    guard let parts = series?.split(separator: " "), parts.count == 2 else { return fields }
    fields["rp_flag"] = .integer(1)
    fields["rp_type"] = .text(String(parts[0]))
    fields["rp_tage"] = .integer(Int64(parts[1]) ?? 1)
    fields["rp_ende_status"] = .integer(2)
    return fields
  }
}
