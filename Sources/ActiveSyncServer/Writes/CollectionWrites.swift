import Foundation
import SyncModel

/// A device's own changes of one collection, carried out in one transaction of the backend together with the
/// ledger of them.
struct CollectionWrites: Sendable {
  /// For how long a write is matched under another key than its own, in seconds.
  static let matchable: TimeInterval = 86_400

  let folder: Folder
  let itemClass: ItemClass
  let reading: Reading
  /// Whether the device's change counts if both sides changed an item. [MS-ASCMD] 2.2.3.34.
  let deviceWins: Bool
  /// The device's own id: rows of `sync.db` may be numbered anew after a restore.
  let device: String
  /// The key of the request and the line of states it belongs to.
  let key: SyncKey
  let lineage: Int64
  /// Whether the device was told nothing yet since it started anew.
  let isFresh: Bool
  /// The writes whose outcome the device knows, and those of them of which that is durable.
  let known: Set<Int64>
  let forgettable: Set<Int64>
  /// The keys with which the device may come, and so may repeat what it wrote under them.
  let livingKeys: Set<SyncKey>
  /// The calendar's period; nil for other classes.
  let window: WindowRequest?
  let now: Date

  /// Carries out `commands` for a device that holds `held`; Fetches are passed over.
  func run(
    _ commands: [SyncRequest.Command], _ held: HeldSet, on writer: any RecordWriter
  ) throws -> WriteOutcome {
    let kept = try writer.writes(of: device, in: folder.id)
    var held = held
    let forgotten = Set(
      try kept.filter { try forgettable.contains($0.id) || isOutdated($0, &held) }.map(\.id))
    if !forgotten.isEmpty { try writer.forget(forgotten.sorted()) }
    let numbered = commands.enumerated().compactMap { index, command in
      WriteCommand(command, in: folder).map { (index, $0) }
    }
    let open = try closingAdds(
      of: Set(numbered.compactMap(\.1.record)),
      among: kept.filter { !known.contains($0.id) && !forgotten.contains($0.id) }, on: writer)
    var run = WriteRun(self, writer, held, open)
    let place = try run.place(among: open)
    var found = WriteMatches(numbered.map(\.1), among: open, at: place)
    if itemClass == .notes {
      found.match(numbered.map(\.1), goingOnWith: try run.standingNotes(among: open), reading)
    }
    let matches = found.matches
    // What the ledger does not keep at all was forgotten by a request that then failed.
    run.outcome.forgotten = forgotten.union(forgettable)
    for (position, (index, command)) in numbered.enumerated() {
      try run.carryOut(command, at: index, matches[position])
    }
    try run.pin()
    return run.outcome
  }

  /// The open writes, of which no Add of `records` is matched under another key any more: a device that names a
  /// record has it, whatever became of the answer. The same content is a new item from now on.
  private func closingAdds(
    of records: Set<Int64>, among open: [DeviceWrite], on writer: any RecordWriter
  ) throws -> [DeviceWrite] {
    try open.map { write in
      guard write.kind == .add, write.syncKey != key, records.contains(write.record) else { return write }
      var closed = write
      closed.time = .distantPast
      try writer.keep(closed, of: device, in: folder.id)
      return closed
    }
  }

  /// Whether nobody can repeat a write any more. As long as the device holds what was there before its Change or
  /// Delete it may do so, however long it was away.
  private func isOutdated(_ write: DeviceWrite, _ held: inout HeldSet) throws -> Bool {
    guard now.timeIntervalSince(write.time) > Self.matchable, !livingKeys.contains(write.syncKey) else {
      return false
    }
    return try write.kind == .add || !held.isBehind(write)
  }
}

extension HeldSet {
  /// Whether the device holds what was there before a write of its own.
  mutating func isBehind(_ write: DeviceWrite) throws -> Bool {
    try entry(of: write.record)?.onDevice.map { $0.number < write.number } ?? false
  }
}
