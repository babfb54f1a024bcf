import SyncModel
import WBXML

// A device's Change and Delete. [MS-ASCMD] 2.2.3.24, 2.2.3.42.2.
extension WriteRun {
  mutating func change(_ command: WriteCommand, _ match: WriteMatches.Match?) throws -> SyncStatus {
    guard command.request.serverId != nil, let content = command.request.applicationData else {
      return .protocolError
    }
    guard let record = command.record else { return .objectNotFound }
    // A newer edit of the same request may have taken the place of what is repeated, which then comes after it.
    if case .repeated(let write) = match, stands(write) {
      try repeatChange(command, write)
      return .success
    }
    return try change(command, of: record) { reading, item throws(ItemRefusal) in
      guard let occurrence = command.request.instanceId else {
        return try reading.change(of: item, by: content)
      }
      return try reading.change(of: item, at: occurrence, by: content)
    }
  }

  mutating func delete(_ command: WriteCommand, _ match: WriteMatches.Match?) throws -> SyncStatus {
    guard command.request.serverId != nil else { return .protocolError }
    guard let record = command.record else { return .objectNotFound }
    if let occurrence = command.request.instanceId {
      if case .repeated(let write) = match {
        try repeatChange(command, write)
        return .success
      }
      return try change(command, of: record) { reading, item throws(ItemRefusal) in
        try reading.deletion(of: item, at: occurrence)
      }
    }
    if case .repeated(let write) = match {
      try keep(command, insteadOf: write, record, write.number, isExact: true)
      try hold(record, nil)
      return .success
    }
    return try deleteNow(command, record)
  }

  /// What somebody else deleted before is deleted as well; what the device never had is not found. What changed
  /// since the device got it is kept, unless the device is to win, and comes again. [MS-ASCMD] 2.2.3.34.
  private mutating func deleteNow(_ command: WriteCommand, _ record: Int64) throws -> SyncStatus {
    let row = try row(of: record).flatMap { $0.isThere ? $0 : nil }
    guard try row != nil || entry(of: record) != nil else { return .objectNotFound }
    if let row {
      guard try isOwn(row) || writes.deviceWins else {
        try hold(record, nil)
        outcome.due.append(record)
        return .conflict
      }
      try writer.delete(record, of: writes.itemClass, as: standing(of: record))
    }
    let number = try self.row(of: record)?.number ?? .zero
    try keep(command, insteadOf: earlier(command, of: record), record, number, isExact: true)
    try hold(record, nil)
    return .success
  }

  /// The device did not get the answer to its Change and repeats it.
  private mutating func repeatChange(_ command: WriteCommand, _ write: DeviceWrite) throws {
    try keep(command, insteadOf: write, write.record, write.number, isExact: write.isExact)
    try holdOwn(write.record, write.number, isExact: write.isExact, isNew: false)
  }

  private mutating func change(
    _ command: WriteCommand, of record: Int64, by read: (Reading, Item) throws(ItemRefusal) -> ItemEdit
  ) throws -> SyncStatus {
    guard let row = try row(of: record), let item = try item(of: record) else {
      return .objectNotFound
    }
    let isOwn = try isOwn(row)
    // What is gone can be changed only by a device that finished it itself, as a task, and still shows it.
    // [MS-ASCMD] 2.2.3.177.17: whoever wins conflicts, there is no object any more.
    guard try row.isThere || hasFinished(row) else {
      if try entry(of: record) != nil { outcome.due.append(record) }
      return .objectNotFound
    }
    guard isOwn || writes.deviceWins else {
      outcome.due.append(record)
      return .conflict
    }
    let edit = try edit(command, of: record, item, by: read)
    let number = try self.number(of: self.row(of: record) ?? row)
    // A change names some elements: of the others the device has what it had, which may not be what is stored.
    let isExact = try isStored(edit, as: record) && isOwn && holdsExactly(record, saying: edit.told)
    try keep(
      command, insteadOf: earlier(command, of: record), record, number, told: edit.told, isExact: isExact)
    try holdOwn(record, number, isExact: isExact, isNew: false)
    return .success
  }

  /// Brings an item to what the device says of it.
  ///
  /// An occurrence that the item no longer has the device may have changed before it was told what became of it.
  private mutating func edit(
    _ command: WriteCommand, of record: Int64, _ item: Item,
    by read: (Reading, Item) throws(ItemRefusal) -> ItemEdit
  ) throws -> ItemEdit {
    let reading = try reading(of: record)
    let (present, former) = (
      try standing(of: record),
      DeviceStanding(knows: nil, winsConflicts: writes.deviceWins, isOfFormerDay: true)
    )
    let (edit, before, standing): (ItemEdit, Item, DeviceStanding)
    do {
      (edit, before, standing) = (try read(reading, item), item, present)
    } catch {
      guard command.request.instanceId != nil,
        let whole = try writer.item(record, of: writes.itemClass, as: former), whole != item
      else { throw error }
      (edit, before, standing) = (try read(reading, whole), whole, former)
    }
    if edit.item != before { try writer.change(record, from: before, to: edit.item, as: standing) }
    return edit
  }
}
