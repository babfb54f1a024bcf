import Foundation
import SyncModel

// What the device's commands may repeat, as the records stand.
extension WriteRun {
  /// Where the request stands as to the open writes.
  mutating func place(among open: [DeviceWrite]) throws -> WriteMatches.Place {
    var (changed, repeatable, unanswered): (Set<Int64>, Set<Int64>, Set<Int64>) = ([], [], [])
    for write in open where write.syncKey != writes.key {
      let isChanged = try write.kind == .add && isChanged(write)
      if isChanged { changed.insert(write.id) }
      if try isRepeatable(write, isChanged: isChanged) { repeatable.insert(write.id) }
      if write.kind == .add, write.lineage == writes.lineage, try row(of: write.record)?.isThere == true {
        unanswered.insert(write.id)
      }
    }
    return WriteMatches.Place(
      key: writes.key, lineage: writes.lineage, isFresh: writes.isFresh,
      oldest: writes.now.addingTimeInterval(-CollectionWrites.matchable), changed: changed,
      repeatable: repeatable, unanswered: unanswered)
  }

  /// Whether a record is no more as a write left it.
  private func isChanged(_ write: DeviceWrite) throws -> Bool {
    try row(of: write.record).map { try number(of: $0) } != write.number
  }

  /// Whether the device may repeat a write under another key than its own.
  ///
  /// An Add whose record was changed and is gone, or is on the device, is none: the same content is a new item then,
  /// as when somebody does the same again that he has done today. A Change or Delete is one as long as the device
  /// holds what was there before it: of two requests at once it may have taken the other one's answer.
  private mutating func isRepeatable(_ write: DeviceWrite, isChanged: Bool) throws -> Bool {
    guard write.kind == .add else { return try held.isBehind(write) }
    return try !isChanged || (row(of: write.record)?.isThere == true && entry(of: write.record) == nil)
  }
}
