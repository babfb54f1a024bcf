import Foundation
import SyncModel
import WBXML

/// One pass over a device's commands inside the backend's transaction.
struct WriteRun {
  var outcome = WriteOutcome()
  let writes: CollectionWrites
  let writer: any RecordWriter
  var held: HeldSet
  /// The records that were stored as the device has them.
  private var written: Set<Int64> = []
  /// Those of them that the device had otherwise than the server when the request came.
  private var owedBefore: Set<Int64> = []
  /// The open writes of the ledger by record and id, as they stand now.
  private var ledger: [Int64: [Int64: DeviceWrite]]

  init(
    _ writes: CollectionWrites, _ writer: any RecordWriter, _ held: HeldSet, _ open: [DeviceWrite]
  ) {
    self.writes = writes
    self.writer = writer
    self.held = held
    ledger = Dictionary(grouping: open, by: \.record).mapValues { writes in
      Dictionary(writes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Carries out one command. What is wrong with it fails it alone.
  mutating func carryOut(_ command: WriteCommand, at index: Int, _ match: WriteMatches.Match?) throws {
    try noteKnown(command)
    let before = self
    do {
      let status = try writer.attempt { try run(command, match) }
      if command.kind == .add || status != .success { respond(command, at: index, status) }
    } catch let refusal as ItemRefusal {
      self = before
      if let record = command.record { try owe(record, insteadOf: command) }
      respond(command, at: index, .conversionError, refusal)
    } catch is WriteConflict {
      self = before
      if let record = command.record { try owe(record, insteadOf: command) }
      respond(command, at: index, .conflict)
    }
  }

  private mutating func run(_ command: WriteCommand, _ match: WriteMatches.Match?) throws -> SyncStatus {
    switch command.kind {
    case .add: try add(command, match)
    case .change: try change(command, match)
    case .delete: try delete(command, match)
    }
  }

  private mutating func respond(
    _ command: WriteCommand, at index: Int, _ status: SyncStatus, _ refusal: ItemRefusal? = nil
  ) {
    var response = SyncResponse.Response(to: command.request, status)
    if command.kind == .add, status == .success {
      response.serverId = addedId
      response.applicationData = addedData
    }
    outcome.responses[index] = response
    guard status != .success else { return }
    let item = command.request.serverId?.rawValue ?? command.clientId?.rawValue ?? ""
    outcome.refusals.append(.init(item: item, status: status, refusal: refusal))
  }

  /// The ServerId of what the last Add came to.
  var addedId: ServerId?
  /// What the answer to the last Add tells besides; nil for nothing.
  var addedData: Fragment?

  /// Keeps a device's own appointments on it that lie outside its period, where it put them. One that it was refused
  /// to change goes as others do.
  mutating func pin() throws {
    guard let window = writes.window, !written.isEmpty else { return }
    let inside = Set(try writer.window(window).possible.map(\.record))
    for (record, entry) in outcome.held
    where entry != nil && written.contains(record) && !inside.contains(record) {
      outcome.held[record]??.isPinned = true
    }
  }
}

// MARK: - What the device holds
extension WriteRun {
  /// What the device holds of a record now.
  mutating func entry(of record: Int64) throws -> HeldEntry? { try held.entry(of: record)?.onDevice }

  /// The record as the log knows it for the user; nil if he never had it.
  func row(of record: Int64) throws -> LogRow? {
    try writer.rows(of: writes.itemClass, records: [record]).first
  }

  /// How the device's change of a record is read.
  mutating func reading(of record: Int64) throws -> Reading {
    var reading = writes.reading
    reading.holdsPart = try holdsPart(of: record)
    return reading
  }

  /// How the device stands to a record.
  mutating func standing(of record: Int64) throws -> DeviceStanding {
    let entry = try entry(of: record)
    return DeviceStanding(
      knows: entry?.isExact == true ? entry?.number : nil, winsConflicts: writes.deviceWins)
  }

  /// How the device stands to a record that it adds although it is there: unless it made that itself, without hearing
  /// of it yet, it means the record as it is.
  mutating func standing(ofKnown row: LogRow) throws -> DeviceStanding {
    guard try entry(of: row.record) == nil, writes(of: row.record).isEmpty else {
      return try standing(of: row.record)
    }
    return DeviceStanding(knows: row.number, winsConflicts: writes.deviceWins)
  }

  /// Notes what the device was told of the record that it is about to write.
  private mutating func noteKnown(_ command: WriteCommand) throws {
    guard let record = command.record, let known = try standing(of: record).knows else { return }
    try writer.noteKnown(record, of: writes.itemClass, at: known)
  }

  /// The item of a record as the device has it.
  mutating func item(of record: Int64) throws -> Item? {
    try writer.item(record, of: writes.itemClass, as: standing(of: record))
  }

  /// Whether the device was given only a part of a record's texts.
  private mutating func holdsPart(of record: Int64) throws -> Bool { try entry(of: record)?.isCut ?? false }

  /// Notes what the device holds of a record; nil if nothing.
  mutating func hold(_ record: Int64, _ entry: HeldEntry?) throws {
    try held.apply([record: entry])
    outcome.held[record] = .some(entry)
  }

  /// Whether the device knows a record: it holds what there is, or made that itself.
  mutating func isOwn(_ row: LogRow) throws -> Bool {
    let number = try self.number(of: row)
    return try knows(row.record) { $0 == number }
  }

  /// Whether a record that is gone was taken from the devices by this one, as a task that it finished, and still is
  /// on it. Others may have changed it since.
  mutating func hasFinished(_ row: LogRow) throws -> Bool {
    try !row.isThere && knows(row.record) { $0 >= row.number }
  }

  /// The number of a record's latest change, be it one of which no device is told.
  func number(of row: LogRow) throws -> ChangeNumber {
    guard !row.isThere else { return row.number }
    return max(row.number, try writer.unseenChange(of: row.record, in: writes.itemClass) ?? .zero)
  }

  private mutating func knows(_ record: Int64, _ isIt: (ChangeNumber) -> Bool) throws -> Bool {
    try entry(of: record).map { isIt($0.number) } == true || ownNumbers(of: record).contains(where: isIt)
  }

  /// Sees to it that the device gets the server's version of a record that it has otherwise, or has no more, by
  /// a command that was refused.
  private mutating func owe(_ record: Int64, insteadOf command: WriteCommand) throws {
    if command.deed.isWholeDelete {
      try hold(record, nil)
    } else if var entry = try entry(of: record) {
      entry.isExact = false
      try hold(record, entry)
    }
    outcome.due.append(record)
  }

  /// Notes that the device holds what it sent, which was stored under `number`; what differs from the server's
  /// is told by the next answer, not by this one.
  mutating func holdOwn(_ record: Int64, _ number: ChangeNumber, isExact: Bool, isNew: Bool) throws {
    if try !written.contains(record) && entry(of: record)?.isExact == false { owedBefore.insert(record) }
    try hold(record, HeldEntry(number: number, isExact: isExact, isCut: holdsPart(of: record)))
    written.insert(record)
    let row = try row(of: record)
    let differs = !isExact || row?.isThere != true || row?.number != number
    // What the device had otherwise before is told in any case: one that writes in each request would never get it.
    if isNew || differs && !owedBefore.contains(record) { outcome.deferred.insert(record) }
    if differs { outcome.owed.append(record) }
  }
}

// MARK: - The ledger
extension WriteRun {
  /// The notes that open Adds made and that are still as those left them, by the ids of the writes.
  func standingNotes(among open: [DeviceWrite]) throws -> [Int64: NoteItem] {
    var notes: [Int64: NoteItem] = [:]
    for write in open where write.kind == .add {
      guard let row = try row(of: write.record), row.isThere, row.number == write.number else { continue }
      do {
        if case .note(let note)? = try writer.item(write.record, of: .notes) { notes[write.id] = note }
      } catch is ItemRefusal {
        // Of a damaged one nobody can say how it begins.
        continue
      }
    }
    return notes
  }

  /// Whether the ledger still has a write as it was when the request came.
  func stands(_ write: DeviceWrite) -> Bool { ledger[write.record]?[write.id] == write }

  /// The numbers under which the device's own open writes left a record that it still has.
  private func ownNumbers(of record: Int64) -> Set<ChangeNumber> {
    Set(writes(of: record).filter { !$0.deed.isWholeDelete }.map(\.number))
  }

  private func writes(of record: Int64) -> [DeviceWrite] { ledger[record].map { Array($0.values) } ?? [] }

  /// Whether the device has a record as it was stored when it was told or wrote it, but for what it says now. Of what
  /// it wrote otherwise than stored it may have been told since, as when it started anew. What it wrote without
  /// getting an answer it may have taken back, if it says nothing of that now.
  mutating func holdsExactly(_ record: Int64, saying told: Set<Tag>) throws -> Bool {
    guard let entry = try entry(of: record), entry.isExact else { return false }
    return writes(of: record).allSatisfy { write in
      write.number <= entry.number || write.isExact && write.told.isSubset(of: told)
    }
  }

  /// The open write of a Change or Delete of the same thing, which a newer one takes the place of.
  func earlier(_ command: WriteCommand, of record: Int64) -> DeviceWrite? {
    writes(of: record).first {
      $0.kind == command.kind && $0.kind != .add && $0.instanceId == command.request.instanceId
    }
  }

  /// Keeps in the ledger what came of a command, in the place of an earlier write of it.
  mutating func keep(
    _ command: WriteCommand, insteadOf earlier: DeviceWrite? = nil, _ record: Int64, _ number: ChangeNumber,
    told: Set<Tag> = [], isExact: Bool
  ) throws {
    var write = DeviceWrite(
      command.kind, syncKey: writes.key, lineage: writes.lineage, clientId: command.clientId,
      instanceId: command.request.instanceId, digest: command.digest, told: told.union(earlier?.told ?? []),
      record: record, number: number,
      isExact: isExact, time: writes.now)
    if let earlier {
      // Whoever was told what came of the earlier one does not know what came of this one, if it is something else.
      if earlier.number == number { write.id = earlier.id } else { try forget([earlier], of: earlier.record) }
    }
    write.id = try writer.keep(write, of: writes.device, in: writes.folder.id)
    ledger[record, default: [:]][write.id] = write
    outcome.told.append(write.id)
  }

  private mutating func forget(_ writes: [DeviceWrite], of record: Int64) throws {
    guard !writes.isEmpty else { return }
    try writer.forget(writes.map(\.id))
    for write in writes { ledger[record]?[write.id] = nil }
  }
}
