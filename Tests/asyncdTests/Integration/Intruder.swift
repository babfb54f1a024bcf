import Database
import SyncModel
import Testing

@testable import asyncd

/// A user's device with good keys of its own, which sends names of others.
struct Intruder {
  let phone: XMLPhone
  let user: UserId
  private let site: JoinedSite
  /// Its own keys, which no refused request takes further.
  private let keys: [String: String]

  init(_ login: String, in tenants: TwoTenants) async throws {
    phone = tenants.phone(login)
    user = try tenants.user(login)
    site = tenants.site
    _ = try await phone.folderSync("0")
    var keys: [String: String] = [:]
    for folder in login.hasPrefix("carla") ? ["contacts"] : ["contacts", "calendar", "tasks", "notes"] {
      keys["$mine-\(folder)"] = try await phone.syncAll(folder).key
    }
    self.keys = keys
  }

  /// What is stored of other users' devices.
  func othersRows() async throws -> DatabaseRows {
    try await .ofOthers(than: (user.tenant, user.user), in: site.data.sync)
  }

  /// Sends requests with names of `login` and of nobody: the answers are the same, and no row of anybody changes but
  /// those of the intruder's own device.
  func prove(
    _ attempts: [Attempt], _ names: DeviceNames, _ records: [Int64], of login: String
  ) async throws {
    let office = try await DatabaseRows(site.data.onOffice)
    let devices = try await othersRows()
    for attempt in attempts {
      let nobodys = try await send(attempt, .invented)
      #expect(
        attempt.answer.map { nobodys.xml.contains($0) } ?? !nobodys.xml.contains("<Status>1<"), "\(attempt)")
      let needsRecord = ["$contact", "$calendar", "$task", "$note"].contains {
        attempt.xml.contains($0 + "<")
      }
      for record in needsRecord ? records : [0] {
        let answer = try await send(attempt, names.with(record: record))
        #expect(answer == nobodys, "\(attempt.testDescription) with \(record) of \(login)")
      }
    }
    #expect(office.lost(in: try await DatabaseRows(site.data.onOffice)) == [])
    #expect(try await DatabaseRows(site.data.onOffice) == office)
    #expect(try await othersRows() == devices)
  }

  private func send(_ attempt: Attempt, _ names: DeviceNames) async throws -> XMLPhone.Answer {
    let own = keys.reduce(attempt.xml) { $0.replacing($1.key, with: $1.value) }
    let answer = try await phone.post(attempt.command, names.filled(own))
    // Keys are never the same.
    let xml = answer.xml.replacing(#/<SyncKey[^>]*>[^<]*</#, with: "<SyncKey>…<")
    return XMLPhone.Answer(status: answer.status, xml: names.blanked(xml))
  }

  /// Adds an item under names of `login`: it is a new record, and whatever was there stays as it was.
  func add(_ folder: String, _ command: String, besides names: DeviceNames, of login: String) async throws {
    let office = try await DatabaseRows(site.data.onOffice)
    let devices = try await othersRows()
    let last = try await lastNumber(folder)
    let key = try await phone.syncAll(folder).key
    let answer = try await phone.sync(folder, key, command)
    #expect(answer.texts("ServerId") == ["\(folder):\(last + 1)"], "\(login): \(answer.xml)")
    // The next Add is another item: this answer was received.
    _ = try await phone.sync(folder, #require(answer.text("SyncKey")))
    let lost = office.lost(in: try await DatabaseRows(site.data.onOffice))
    let mine = ["record_number: \(user.tenant)|", "change_counters: \(user.tenant)|"]
    let others = lost.filter { row in
      // The ledger forgets what the device itself has been told.
      let isOwnWrite =
        row.hasPrefix("device_writes") && row.contains("|\(user.tenant)|\(user.user)|'shared'|")
      return !isOwnWrite && !mine.contains { row.hasPrefix($0) }
    }
    #expect(others == [], "\(login)")
    #expect(try await othersRows() == devices)
  }

  private func lastNumber(_ folder: String) async throws -> Int64 {
    let table = folder == "contacts" ? "address" : "appointment"
    let tenant = user.tenant
    return try await site.data.onOffice.read { sql in
      try sql.first("SELECT max(id) FROM \(table) WHERE tenant = ?", [.integer(tenant)]) { $0.integer(0) }
    } ?? 0
  }
}
