import ChangeLog
import Database
import SyncModel

/// One user's records in a write transaction: a snapshot that what was written so far is part of.
final class OfficeWriter: OfficeSnapshot, RecordWriter {
  let office: OfficeTransaction

  init(_ office: OfficeTransaction, of user: UserId) {
    self.office = office
    super.init(office.connection, of: user, office.options)
  }

  func attempt<Value>(_ body: () throws -> Value) throws -> Value { try office.attempt(body) }

  func item(_ record: Int64, of itemClass: ItemClass) throws -> Item? {
    guard try !rows(of: itemClass, records: [record]).isEmpty else { return nil }
    return try readable(mapped([record], of: itemClass)[record])
  }

  /// The item that was found, if any. What cannot be read cannot be brought to what a device makes of it.
  func readable(_ found: Result<Item, BrokenItem>?) throws(ItemRefusal) -> Item? {
    do throws(BrokenItem) {
      return try found?.get()
    } catch {
      throw ItemRefusal(element: error.field, reason: error.reason)
    }
  }

  func add(_ item: Item) throws -> Int64 {
    try refusingItems {
      switch item {
      case .contact(let contact): try add(contact)
      case .calendar(let appointment): try add(appointment)
      case .task(let task): try add(task)
      case .note(let note): try add(note)
      }
    }
  }

  func change(
    _ record: Int64, from before: Item, to after: Item, as standing: DeviceStanding
  ) throws {
    try refusingItems {
      switch (before, after) {
      case (.contact, .contact(let contact)): try change(record, to: contact)
      case (.calendar(let before), .calendar(let item)):
        try change(record, from: before, to: item, as: standing)
      case (.task, .task(let task)): try change(record, to: task)
      case (.note, .note(let note)): try change(record, to: note)
      default: throw ItemRefusal(element: "ApplicationData", reason: "of another class than the item")
      }
    }
  }

  func noteKnown(_ record: Int64, of itemClass: ItemClass, at number: ChangeNumber) throws {
    guard itemClass == .calendar else { return }
    try changeLog.noteKnown(record, in: itemClass, user: user.user, at: number)
  }

  /// A contact is only taken from the user's devices (manual 12.3), an appointment cancelled (12.2), a task given
  /// up; a note is the user's own and goes.
  func delete(_ record: Int64, of itemClass: ItemClass, as standing: DeviceStanding) throws {
    try refusingItems {
      try requireMember(of: record, in: itemClass)
      switch itemClass {
      case .contacts: try office.setOutlookSync(address: record, user: user.user, false)
      case .calendar:
        try cancelFurther(of: record, as: standing)
        try office.cancelAppointment(record)
      case .tasks: try office.modifyTask(record) { $0["Status"] = .integer(OfficeTask.abandoned) }
      case .notes: try office.deleteNote(record)
      }
      try office.stampChanges()
    }
  }

  func unseenChange(of record: Int64, in itemClass: ItemClass) throws -> ChangeNumber? {
    try changeLog.unseenChange(of: record, in: itemClass)
  }

  func writes(of device: String, in collection: CollectionId) throws -> [DeviceWrite] {
    try changeLog.writes(of: device, user: user.user, in: collection)
  }

  @discardableResult func keep(
    _ write: DeviceWrite, of device: String, in collection: CollectionId
  ) throws -> Int64 {
    try changeLog.keep(write, of: device, user: user.user, in: collection)
  }

  func forget(_ writes: [Int64]) throws { try changeLog.forget(writes) }
}

extension OfficeWriter {
  /// The user's login name, as records name him.
  func login() throws -> String {
    guard let link = try reader.user(user.user) else {
      throw BackendError.unavailable(reason: "there is no user \(user.user)")
    }
    return link.login
  }

  /// Throws unless the user has the record: what he has no more is not his to change.
  func requireMember(of record: Int64, in itemClass: ItemClass) throws {
    guard try changeLog.members(of: record, in: itemClass).contains(user.user) else {
      throw ItemRefusal(element: "ServerId", reason: "record \(record) is not the user's")
    }
  }

  /// Keeps beside a record, for this user, what onOffice has no field for. His other devices hear of it.
  ///
  /// Refuses what is too large; what has been kept so far may stay as large as it is.
  func keep(_ bytes: [UInt8]?, beside record: Int64, of itemClass: ItemClass) throws {
    let stored = try changeLog.kept(of: itemClass, user: user.user, records: [record])[record]
    guard bytes != stored else { return }
    if let bytes, bytes.count > max(KeptItem.limit, stored?.count ?? 0) {
      throw KeptItem.refusal(of: bytes)
    }
    try changeLog.setKept(bytes, of: record, in: itemClass, user: user.user)
    try office.touch(record, of: itemClass, user: user.user)
  }

  /// Runs `body`; what onOffice's checks refuse is the item's fault.
  private func refusingItems<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as OfficeError {
      throw ItemRefusal(error)
    }
  }
}
