import Database
import SyncModel
import Testing

@testable import OnOfficeBackend

/// What devices do to an office's records, each call a request of its own.
extension TestOffice {
  func store<Value: Sendable>(
    as user: Int64, _ body: @escaping @Sendable (any RecordWriter) throws -> Value
  ) async throws -> Value {
    try await office.write(for: UserId(tenant: tenant, user: user), body)
  }

  func add(_ item: Item, as user: Int64) async throws -> Int64 {
    try await store(as: user) { try $0.add(item) }
  }

  /// A new contact of Theobald's.
  func addContact(_ fill: (inout ContactItem) -> Void) async throws -> Int64 {
    var contact = ContactItem()
    fill(&contact)
    return try await add(.contact(contact), as: theobald)
  }

  /// A new task of Theobald's.
  func addTask(_ fill: (inout TaskItem) -> Void) async throws -> Int64 {
    var task = TaskItem()
    task.subject = "Exposé"
    fill(&task)
    return try await add(.task(task), as: theobald)
  }

  /// An address with these fields and entries, synced with Theobald and Petra.
  func address(_ fields: SampleFields, _ entries: [AddressEntry] = []) async throws -> Int64 {
    let users = [theobald, petra]
    return try await write { office in
      let id = try office.createAddress(fields.record, entries: entries, assigning: false)
      for user in users { try office.setOutlookSync(address: id, user: user, true) }
      return id
    }
  }

  /// A task with these fields that Theobald is responsible for.
  func task(_ fields: SampleFields) async throws -> Int64 {
    try await write { office in
      try office.createTask(fields.adding(["Verantwortung": "theobald.tiger"]).record)
    }
  }

  /// What a device makes of a contact; Theobald's, if nothing else is said.
  func edit(
    contact id: Int64, as user: Int64? = nil, _ change: @escaping @Sendable (inout ContactItem) -> Void
  ) async throws {
    try await store(as: user ?? theobald) { writer in
      guard case .contact(var contact) = try writer.item(id, of: .contacts) else { throw NoSuchItem() }
      let before = contact
      change(&contact)
      try writer.change(id, from: .contact(before), to: .contact(contact))
    }
  }

  /// What a device of Theobald's makes of a task.
  func edit(task id: Int64, _ change: @escaping @Sendable (inout TaskItem) -> Void) async throws {
    try await store(as: theobald) { writer in
      guard case .task(var task) = try writer.item(id, of: .tasks) else { throw NoSuchItem() }
      let before = task
      change(&task)
      try writer.change(id, from: .task(before), to: .task(task))
    }
  }

  /// The contact as a user's devices have it.
  func contact(_ id: Int64, of user: Int64? = nil) async throws -> ContactItem {
    let items = try await look(as: user ?? theobald) { try $0.items(of: .contacts, records: [id]) }
    guard case .success(.contact(let contact)) = items[id] else { throw NoSuchItem() }
    return contact
  }

  /// Theobald's item of a record, on his devices or not.
  func item(_ id: Int64, of itemClass: ItemClass) async throws -> Item? {
    try await store(as: theobald) { try $0.item(id, of: itemClass) }
  }

  func taskItem(_ id: Int64) async throws -> TaskItem {
    guard case .task(let task) = try await item(id, of: .tasks) else { throw NoSuchItem() }
    return task
  }

  /// A new note of Theobald's.
  func addNote(_ fill: (inout NoteItem) -> Void) async throws -> Int64 {
    var note = NoteItem()
    note.subject = "Einkauf"
    fill(&note)
    return try await add(.note(note), as: theobald)
  }

  /// What a device of Theobald's makes of a note.
  func edit(note id: Int64, _ change: @escaping @Sendable (inout NoteItem) -> Void) async throws {
    try await store(as: theobald) { writer in
      guard case .note(var note) = try writer.item(id, of: .notes) else { throw NoSuchItem() }
      let before = note
      change(&note)
      try writer.change(id, from: .note(before), to: .note(note))
    }
  }

  func noteItem(_ id: Int64) async throws -> NoteItem {
    guard case .note(let note) = try await item(id, of: .notes) else { throw NoSuchItem() }
    return note
  }

  func storedNote(_ id: Int64) async throws -> Record {
    try #require(try await read { try $0.note(id)?.record })
  }

  func storedAddress(_ id: Int64) async throws -> Address {
    try #require(try await read { try $0.address(id) })
  }

  func storedTask(_ id: Int64) async throws -> OfficeTask {
    let user = theobald
    return try #require(try await read { try $0.task(id, user: user) })
  }

  /// The number of the latest change of a task that is done.
  func unseenChange(task id: Int64) async throws -> ChangeNumber? {
    try await store(as: theobald) { try $0.unseenChange(of: id, in: .tasks) }
  }

  /// The user's row of a record.
  func row(_ id: Int64, of itemClass: ItemClass, as user: Int64? = nil) async throws -> LogRow? {
    try await look(as: user ?? theobald) { try $0.rows(of: itemClass, records: [id]).first }
  }
}

/// What a device does that knows nothing of the record but what it says.
extension RecordWriter {
  func change(_ record: Int64, from before: Item, to after: Item) throws {
    try change(record, from: before, to: after, as: DeviceStanding(knows: nil))
  }

  func delete(_ record: Int64, of itemClass: ItemClass) throws {
    try delete(record, of: itemClass, as: DeviceStanding(knows: nil))
  }
}

/// The office has no such item for the user.
struct NoSuchItem: Error {}
