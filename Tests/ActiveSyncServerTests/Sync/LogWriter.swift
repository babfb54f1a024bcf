import Foundation
import SyncModel

/// A ``LogOffice`` in a write transaction.
///
/// It stores what it gets, but for a few things a test can ask for: a nickname is stored in small letters, a
/// contact whose job is `refused` is refused, one whose job is `done` leaves the devices, one whose job is
/// `irremovable` cannot be deleted, and one whose job is `broken` is stored and cannot be read then.
final class LogWriter: RecordWriter {
  private(set) var office: LogOffice

  init(_ office: LogOffice) { self.office = office }

  func add(_ item: Item) throws -> Int64 {
    let record = (office.records.keys.max() ?? 0) + 1
    try store(item, record)
    return record
  }

  func change(_ record: Int64, from before: Item, to after: Item, as standing: DeviceStanding) throws {
    try store(after, record)
  }

  func item(_ record: Int64, of itemClass: ItemClass, as standing: DeviceStanding) throws -> Item? {
    try item(record, of: itemClass)
  }

  /// Every item is one record here.
  func noteKnown(_ record: Int64, of itemClass: ItemClass, at number: ChangeNumber) {}

  private func store(_ item: Item, _ record: Int64) throws {
    guard case .contact(var contact) = item else { return }
    office.writing?()
    if contact.jobTitle == "refused" {
      throw ItemRefusal(element: "JobTitle", reason: "nobody can have this job")
    }
    contact.nickName = contact.nickName?.lowercased()
    if office.records[record]?.contact == contact { return }
    office.touch(record, isThere: contact.jobTitle != "done")
    office.records[record]?.contact = contact
    if contact.jobTitle == "broken" { office.broken.insert(record) }
  }

  func delete(_ record: Int64, of itemClass: ItemClass, as standing: DeviceStanding) throws {
    guard office.records[record]?.contact?.jobTitle != "irremovable" else {
      throw ItemRefusal(element: "ServerId", reason: "nobody can delete it")
    }
    office.touch(record, isThere: false)
  }

  func item(_ record: Int64, of itemClass: ItemClass) throws -> Item? {
    guard !office.broken.contains(record) else {
      throw ItemRefusal(element: LogOffice.defect.field, reason: LogOffice.defect.reason)
    }
    return office.records[record].map { LogOffice.item(record, $0) }
  }

  /// Nobody reads answers here.
  func confirm(_ record: Int64, as answer: MeetingAnswer, on day: CivilDate?) {}

  func unseenChange(of record: Int64, in itemClass: ItemClass) -> ChangeNumber? {
    office.records[record].flatMap { $0.isThere ? nil : $0.unseen }
  }

  func appointment(uid: String) -> Int64? { nil }

  func recipients(_ query: RecipientQuery) -> RecipientPage { office.recipients(query) }

  func busyTimes(of calendar: FoundRecipient.Calendar, in period: Range<Date>) -> [BusyTime] {
    office.busyTimes(of: calendar, in: period)
  }

  func people(_ request: DirectoryRequest) -> DirectoryPage { office.people(request) }

  func attempt<Value>(_ body: () throws -> Value) throws -> Value {
    let before = office
    do {
      return try body()
    } catch {
      office = before
      throw error
    }
  }

  func writes(of device: String, in collection: CollectionId) -> [DeviceWrite] {
    office.ledger.filter { $0.device == device && $0.collection == collection }.map(\.write)
  }

  func keep(_ write: DeviceWrite, of device: String, in collection: CollectionId) -> Int64 {
    var write = write
    if write.id == 0 {
      office.writes += 1
      write.id = office.writes
    }
    office.ledger.removeAll { $0.write.id == write.id }
    office.ledger.append(.init(device: device, collection: collection, write: write))
    return write.id
  }

  func forget(_ writes: [Int64]) { office.ledger.removeAll { writes.contains($0.write.id) } }

  func position(of itemClass: ItemClass) throws -> LogPosition { try office.position(of: itemClass) }

  func rows(of itemClass: ItemClass, above number: ChangeNumber, limit: Int) -> [LogRow] {
    office.rows(of: itemClass, above: number, limit: limit)
  }

  func window(_ request: WindowRequest) -> CalendarWindow { office.window(request) }

  func rows(of itemClass: ItemClass, records: [Int64]) -> [LogRow] {
    office.rows(of: itemClass, records: records)
  }

  func ended(_ records: [Int64], before moment: Date?) -> Set<Int64> {
    office.ended(records, before: moment)
  }

  func undated(_ records: [Int64]) -> Set<Int64> { office.undated(records) }

  func items(of itemClass: ItemClass, records: [Int64]) -> [Int64: Result<Item, BrokenItem>] {
    office.items(of: itemClass, records: records)
  }
}
