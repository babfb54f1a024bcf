import ActiveSyncServer
import Database
import Foundation
import HTTPServer
import OnOfficeBackend
import SyncModel
import WBXML

// Records that another program damages in the database.
extension Simulation {
  /// A record is damaged; a device that syncs gets everything else and keeps what it has of it. Then it is mended,
  /// and somebody edits it, of which everybody is told as usual.
  func damage(_ device: SimulatedDevice, _ dice: inout Dice) async throws {
    let itemClass = dice.pick(device.classes) ?? .contacts
    guard isSettled(itemClass, device), let record = dice.pick(oracle.records.records(of: itemClass)),
      itemClass != .notes || record.isShown
    else {
      return
    }
    let kind = Damage(itemClass)
    let before = try await write(kind.value, into: kind.column, of: record, kind)
    note("\(record.name) is damaged")
    try oracle.officeWrote(try await records())
    try await syncAround(record, device)
    _ = try await write(before, into: kind.column, of: record, kind)
    note("\(record.name) is mended")
    try site.checkErrors(but: "an item cannot be sent")
    let text = text()
    try await edit(record, text)
    note("onOffice edits \(record.mark) to \(text)")
    try oracle.officeWrote(try await records())
    try await lookAtWaits()
    try await checkList(isSettled(itemClass, device) ? record : nil, device)
  }

  /// The device's Syncs while a record is broken.
  private func syncAround(_ record: OfficeRecord, _ device: SimulatedDevice) async throws {
    var dice = Dice(0)
    for _ in 0..<60 {
      let attempt = try device.attempt([record.itemClass], share: 0, at: site.now, &dice)
      note("\(device.name) syncs \(attempt)")
      tally.requests += 1
      let response = await post(attempt)
      let answer = try await judge(attempt, response, isStray: false, hasFault: false)
      for command in answer?.collections?.first?.commands ?? []
      where command.kind != .delete && record.itemClass.name(of: command.serverId) == record.name {
        throw Violation("\(record.name), which is broken, is told")
      }
      guard
        try device.take(
          answer, to: attempt, oracle, expectation(of: device), since: Set(attempt.classes))
      else { return try checkOthers(record, device) }
    }
    throw Violation("\(device.name) never has everything beside \(record.name), which is broken")
  }

  /// The device has everything but what is broken.
  private func checkOthers(_ record: OfficeRecord, _ device: SimulatedDevice) throws {
    guard record.itemClass != .calendar, let holding = device.folders[record.itemClass] else { return }
    let held = Set((holding.items + holding.deleted).compactMap(\.name))
    let expected = expectation(of: device).names(record.itemClass, filter: nil)
    guard held.symmetricDifference(expected).subtracting([record.name]).isEmpty else {
      throw Violation(
        "\(device.name) lacks \(expected.subtracting(held).sorted()) beside the broken \(record.name)")
    }
  }

  /// Once the device was told of a mended record, the administrator is shown no item of it that is left out.
  private func checkList(_ record: OfficeRecord?, _ device: SimulatedDevice) async throws {
    guard let record else { return }
    let listed = { [site] in
      try await SkippedItems(database: site.running.syncDatabase).all().filter {
        $0.device == "phone\(device.name)" && $0.serverId == record.name.description
      }
    }
    guard record.itemClass != .calendar else { return }
    let wasThere = device.folders[record.itemClass]?.index(of: record.name) != nil
    let isDue =
      record.isFor(device.user) && !wasThere
      && device.folders[record.itemClass]?.deleted.contains { $0.name == record.name } == false
    let before = try await listed()
    guard before.isEmpty || record.isFor(device.user), !isDue || !before.isEmpty else {
      throw Violation("\(record.name), which is left out, is \(before.isEmpty ? "not " : "")listed")
    }
    var dice = Dice(0)
    for _ in 0..<60 {
      let attempt = try device.attempt([record.itemClass], share: 0, at: site.now, &dice)
      let answer = try await judge(attempt, await post(attempt), isStray: false, hasFault: false)
      guard try device.take(answer, to: attempt, oracle, expectation(of: device)) else { break }
    }
    guard try await listed().isEmpty else {
      throw Violation("\(record.name), which is mended, is still listed")
    }
  }

  private func write(
    _ value: SQLValue, into column: String, of record: OfficeRecord, _ kind: Damage
  ) async throws -> SQLValue {
    try await site.writePastTheServer { sql in
      let isNumber = record.itemClass == .tasks
      let old = try sql.first(
        "SELECT \"\(column)\" FROM \(kind.table) WHERE tenant = ? AND id = ?",
        [.integer(Site.tenant), .integer(record.id)]
      ) { row -> SQLValue in
        row.isNull(0) ? .null : isNumber ? .integer(row.integer(0)) : .text(row.text(0))
      }
      try sql.execute(
        "UPDATE \(kind.table) SET \"\(column)\" = ? WHERE tenant = ? AND id = ?",
        [value, .integer(Site.tenant), .integer(record.id)])
      return old ?? .null
    }
  }

  private func edit(_ record: OfficeRecord, _ text: String) async throws {
    let subject = "\(record.mark) \(text)"
    try await site.running.office.write(tenant: Site.tenant) { office in
      switch record.itemClass {
      case .contacts: try office.modifyAddress(record.id) { $0.record["Name"] = .text(text) }
      case .calendar: try office.modifyAppointment(record.id) { $0.record["description"] = .text(subject) }
      case .tasks: try office.modifyTask(record.id) { $0["Betreff"] = .text(subject) }
      case .notes: try office.modifyNote(record.id) { $0["Betreff"] = .text(subject) }
      }
    }
  }
}

/// What is written over which column.
private struct Damage {
  let table: String
  let column: String
  let value: SQLValue

  init(_ itemClass: ItemClass) {
    switch itemClass {
    case .contacts: (table, column, value) = ("address", "Geburtsdatum", .text("im Mai"))
    case .calendar: (table, column, value) = ("appointment", "start_dt", .text("gestern"))
    case .tasks: (table, column, value) = ("task", "Prio", .text("hoch"))
    case .notes: (table, column, value) = ("note", "modified", .text("gestern"))
    }
  }
}
