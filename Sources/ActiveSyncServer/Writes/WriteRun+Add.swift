import SyncModel
import WBXML

// A device's Add. [MS-ASCMD] 2.2.3.7.2.
extension WriteRun {
  mutating func add(_ command: WriteCommand, _ match: WriteMatches.Match?) throws -> SyncStatus {
    guard command.clientId != nil, let content = command.request.applicationData else {
      return .protocolError
    }
    switch match {
    case .repeated(let write): try repeatAdd(command, write)
    case .edited(let write): try edit(command, write, content)
    case nil: try addNew(command, content)
    }
    return .success
  }

  private mutating func addNew(_ command: WriteCommand, _ content: Fragment) throws {
    let edit = try writes.reading.addition(content, of: writes.itemClass)
    // The same UID of the same user is the same appointment, wherever the device has it from.
    if case .calendar(let appointment) = edit.item, let uid = appointment.uid,
      let record = try writer.appointment(uid: uid), let row = try row(of: record),
      case let standing = try standing(ofKnown: row),
      let before = try writer.item(record, of: .calendar, as: standing)
    {
      let change = try reading(of: record).change(of: before, by: content)
      if change.item != before {
        try writer.change(record, from: before, to: change.item, as: standing)
      }
      return try finish(command, record, change)
    }
    try finish(command, try writer.add(edit.item), edit)
  }

  /// The device did not get the answer to its Add and repeats it.
  private mutating func repeatAdd(_ command: WriteCommand, _ write: DeviceWrite) throws {
    try keep(command, insteadOf: write, write.record, write.number, isExact: write.isExact)
    try holdOwn(write.record, write.number, isExact: write.isExact, isNew: true)
    try answer(with: write.record)
  }

  /// The device did not get the answer to its Add, and its user went on editing.
  private mutating func edit(_ command: WriteCommand, _ write: DeviceWrite, _ content: Fragment) throws {
    // What is gone under the write's own number the device finished itself, as a task that it added done.
    guard let row = try row(of: write.record),
      try number(of: row) == write.number
        || writes.deviceWins && (row.isThere || row.number <= write.number),
      let before = try item(of: write.record)
    else { return try lose(command, to: write) }
    let edit = try writes.reading.addition(content, of: writes.itemClass)
    do {
      let standing = try standing(of: write.record)
      try writer.attempt {
        if edit.item != before {
          try writer.change(write.record, from: before, to: edit.item, as: standing)
        }
      }
    } catch is WriteConflict {
      return try lose(command, to: write)
    }
    try finish(command, write.record, edit, insteadOf: write)
  }

  /// Somebody else changed or removed meanwhile what the device edits: it gets that with the next answer.
  private mutating func lose(_ command: WriteCommand, to write: DeviceWrite) throws {
    outcome.refusals.append(
      .init(item: command.clientId?.rawValue ?? "", status: .conflict, refusal: nil))
    try keep(command, insteadOf: write, write.record, write.number, isExact: false)
    try holdOwn(write.record, write.number, isExact: false, isNew: true)
    try answer(with: write.record)
  }

  private mutating func finish(
    _ command: WriteCommand, _ record: Int64, _ edit: ItemEdit, insteadOf earlier: DeviceWrite? = nil
  ) throws {
    let number = try row(of: record).map { try self.number(of: $0) } ?? .zero
    let isExact = try isStored(edit, as: record)
    try keep(command, insteadOf: earlier, record, number, isExact: isExact)
    try holdOwn(record, number, isExact: isExact, isNew: true)
    try answer(with: record)
  }

  /// Has the answer tell what an Add came to. From 16.0 the UID of an appointment is the server's to make, and the
  /// answer to the Add tells it. [MS-ASCAL] 2.2.2.46.
  private mutating func answer(with record: Int64) throws {
    addedId = writes.folder.serverId(of: record)
    addedData = nil
    guard writes.reading.presentation.version >= .v16_0,
      case .calendar(let appointment)? = try writer.item(record, of: writes.itemClass)
    else { return }
    var told = CalendarItem()
    told.uid = appointment.uid
    addedData = try Fragment(encoding: told)
  }

  /// Whether the device sees no difference between what it has and what is stored; notes it if there is one.
  mutating func isStored(_ edit: ItemEdit, as record: Int64) throws -> Bool {
    guard let stored = try writer.item(record, of: writes.itemClass) else { return false }
    let isStored = edit.isStored(as: stored, for: writes.reading.presentation)
    if !isStored { outcome.altered.append(.init(record: record, refused: edit.refused)) }
    return isStored
  }
}
