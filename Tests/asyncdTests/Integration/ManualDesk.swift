import Database
import Foundation
import OnOfficeBackend
import SyncModel
import Testing
import WBXML

/// An office with a device of Theobald's that a test speaks for, and one that only looks.
protocol ManualDesk {
  /// What stands in onOffice.
  associatedtype Stored: StoredFields
  var site: JoinedSite { get }
  /// The device under test.
  var phone: Handset { get }
  /// A further device of Theobald's.
  var other: Handset { get }
  /// Whom and what a new record is linked with.
  var linksOfNew: Set<String> { get }

  /// Adds records in onOffice; their numbers.
  func create(_ records: [Stored]) async throws -> [Int64]
  /// A record's fields, and whom and what it is linked with.
  func state(of id: Int64) async throws -> (record: Record, links: Set<String>)
}

/// What stands in onOffice, its fields at least.
protocol StoredFields: Sendable {
  init(fields: [String: SQLValue])
}

// MARK: - What a device does
extension ManualDesk {
  /// Lets both devices read what there is.
  func settle() async throws {
    try await phone.settle()
    try await other.settle()
  }

  /// Lets time pass, so that a record that is saved anew shows it.
  func wait(seconds: Double = 60) { site.clock.set(site.clock.wallClock.now().addingTimeInterval(seconds)) }

  /// Adds an item; its number.
  func add(_ elements: [Wire], by device: Handset? = nil) async throws -> Int64 {
    wait()
    return try await (device ?? phone).add(elements)
  }

  /// Changes an item; the status of what was refused, else nil.
  @discardableResult
  func change(_ id: Int64, _ elements: [Wire], by device: Handset? = nil) async throws -> SyncStatus? {
    wait()
    return try await (device ?? phone).change(id, elements)
  }

  /// What comes down to a device, as `change 4`.
  func told(to device: Handset? = nil) async throws -> [String] { try await (device ?? phone).told() }
}

// MARK: - The manual's rows
/// One row of the manual's tables "Synchronisation vom Client zu onOffice enterprise": a record in onOffice, what a
/// device makes of it, and all fields that become others.
struct RowFromPhone<Stored: StoredFields>: Sendable, CustomTestStringConvertible {
  /// The row with what it shows; the manual's sentence where it decides.
  let row: String
  /// nil adds a record.
  let stored: Stored?
  let sent: [Wire]
  /// The fields that differ afterwards; null is none any more.
  let changed: [String: SQLValue]
  /// Elements that come back to the device otherwise than it sent them.
  var comesBack: [([any CodePage], String?)] = []

  /// A change of a record.
  init(
    _ row: String, _ fields: [String: SQLValue] = [:], _ sent: [Wire], _ changed: [String: SQLValue],
    comesBack: [([any CodePage], String?)] = []
  ) {
    (self.row, stored, self.sent) = (row, Stored(fields: fields), sent)
    (self.changed, self.comesBack) = (changed, comesBack)
  }

  /// A new record, which has these fields.
  init(
    _ row: String, new sent: [Wire], _ fields: [String: SQLValue], comesBack: [([any CodePage], String?)] = []
  ) {
    (self.row, stored, self.sent, changed) = (row, nil, sent, fields)
    self.comesBack = comesBack
  }

  var testDescription: String { row }
}

extension ManualDesk {
  /// Lets the device do what each row says, and expects what the row says of onOffice and of the user's devices.
  func expect(_ rows: [RowFromPhone<Stored>]) async throws {
    let changed = rows.filter { $0.stored != nil }
    let ids = try await create(changed.compactMap(\.stored))
    try await settle()
    for (row, id) in zip(changed, ids) { try await expectChange(row, of: id) }
    let new = rows.filter { $0.stored == nil }
    var newIds: [Int64] = []
    for row in new { newIds.append(try await expectNew(row)) }
    // What is stored otherwise comes back, and the user's devices end with the same items.
    try await settle()
    for (row, id) in zip(changed + new, ids + newIds) {
      for (path, text) in row.comesBack {
        for device in [phone, other] {
          #expect(try device.items[id]?.text(at: path) == text, "\(row.row): \(path)")
        }
      }
    }
    #expect(Set(phone.items.keys) == Set(other.items.keys))
    for device in [phone, other] { #expect(try await told(to: device) == []) }
  }

  private func expectChange(_ row: RowFromPhone<Stored>, of id: Int64) async throws {
    let before = try await state(of: id)
    #expect(try await change(id, row.sent) == nil, "\(row.row)")
    let after = try await state(of: id)
    #expect(after.record.difference(from: before.record) == row.changed, "\(row.row)")
    #expect(after.links == before.links, "\(row.row)")
  }

  private func expectNew(_ row: RowFromPhone<Stored>) async throws -> Int64 {
    let id = try await add(row.sent)
    let state = try await state(of: id)
    for (name, value) in row.changed {
      #expect(state.record[name] ?? .null == value, "\(row.row): \(name)")
    }
    #expect(state.links == linksOfNew, "\(row.row)")
    return id
  }
}

extension Record {
  /// The fields in which it differs from before, the time of its change left out; null is none any more.
  func difference(from before: Record) -> [String: SQLValue] {
    let names = Set(before.fields.keys).union(fields.keys).subtracting(["modified"])
    return names.reduce(into: [:]) { difference, name in
      if before[name] != self[name] { difference[name] = self[name] ?? .null }
    }
  }
}
