import Foundation
import SyncModel

/// A change log of one user in memory: what a snapshot tells, without a backend.
struct LogOffice: Snapshot {
  /// A record as the log and the devices see it.
  struct Record {
    var number: ChangeNumber
    var isThere: Bool
    /// An appointment's day; other classes need none.
    var day: CivilDate
    var content = 0
    /// What a device or the office wrote; nil for a record that was only touched.
    var contact: ContactItem?
    /// The number of the last change of what is gone.
    var unseen: ChangeNumber?
  }

  /// A write in the ledger.
  struct Kept {
    let device: String
    let collection: CollectionId
    let write: DeviceWrite
  }

  var records: [Int64: Record] = [:]
  var counter: Int64 = 0
  var epoch: Int64 = 1
  var purgedBelow: Int64 = 0
  /// The ledger of device writes, and how many there ever were.
  var ledger: [Kept] = []
  var writes: Int64 = 0
  /// Records whose items cannot be read.
  var broken: Set<Int64> = []
  /// Broken appointments of which nobody can say when they take place.
  var timeless: Set<Int64> = []
  /// Called with how many items are read.
  var reading: (@Sendable (Int) -> Void)?
  /// Called for each contact that a device writes.
  var writing: (@Sendable () -> Void)?

  /// What is wrong with them.
  static let defect = BrokenItem(field: "Geburtsdatum", reason: "no value of the field's kind")

  /// Classes whose log cannot be read.
  var unreadable: Set<ItemClass> = []

  /// Makes a record or changes it: content, place in the calendar, or that it is gone. No row tells what changes of
  /// one that is gone.
  mutating func touch(_ record: Int64, isThere: Bool = true, day: CivilDate = CivilDate(dayNumber: 0)) {
    counter += 1
    let old = records[record]
    if old?.isThere == false, !isThere {
      records[record]?.unseen = ChangeNumber(counter)
      return
    }
    records[record] = Record(
      number: ChangeNumber(counter), isThere: isThere, day: day, content: (old?.content ?? 0) + 1,
      contact: old?.contact)
  }

  /// Forgets what is gone below a number.
  mutating func purge(below number: ChangeNumber) {
    let bound = min(number.rawValue, counter)
    guard bound > purgedBelow else { return }
    purgedBelow = bound
    records = records.filter { $0.value.isThere || $0.value.number.rawValue >= bound }
  }

  func recipients(_ query: RecipientQuery) -> RecipientPage { RecipientPage(total: 0, recipients: []) }

  func busyTimes(of calendar: FoundRecipient.Calendar, in period: Range<Date>) -> [BusyTime] { [] }

  func people(_ request: DirectoryRequest) -> DirectoryPage { DirectoryPage(total: 0, entries: []) }

  func position(of itemClass: ItemClass) throws -> LogPosition {
    guard !unreadable.contains(itemClass) else { throw BackendError.unavailable(reason: "a test says so") }
    return LogPosition(epoch: epoch, number: ChangeNumber(counter), purgedBelow: ChangeNumber(purgedBelow))
  }

  func rows(of itemClass: ItemClass, above number: ChangeNumber, limit: Int) -> [LogRow] {
    let above = rows(of: itemClass, records: Array(records.keys)).filter { $0.number > number }
    let told = number == .zero ? above.filter(\.isThere) : above
    return Array(told.sorted { $0.number < $1.number }.prefix(limit))
  }

  func rows(of itemClass: ItemClass, records asked: [Int64]) -> [LogRow] {
    asked.compactMap { record in
      records[record].map { LogRow(record: record, number: $0.number, isThere: $0.isThere) }
    }
  }

  /// The timeless ones count as in the period by their days, as if something of their times could be read.
  func window(_ request: WindowRequest) -> CalendarWindow {
    let possible = records.filter { _, record in
      record.isThere && moment(record) < request.until && moment(record) >= request.from ?? .distantPast
    }
    let order = possible.filter { !timeless.contains($0.key) }.sorted { left, right in
      let (leftDay, rightDay) = (moment(left.value), moment(right.value))
      let (leftAhead, rightAhead) = (leftDay >= request.now, rightDay >= request.now)
      if leftAhead != rightAhead { return leftAhead }
      if leftDay != rightDay { return leftAhead ? leftDay < rightDay : leftDay > rightDay }
      return left.key < right.key
    }
    let rows = order.map { LogRow(record: $0.key, number: $0.value.number, isThere: true) }
    let unreadable = self.rows(of: .calendar, records: timeless.intersection(possible.keys).sorted())
    return CalendarWindow(rows: Array(rows.prefix(request.limit)), total: rows.count, unreadable: unreadable)
  }

  func ended(_ asked: [Int64], before moment: Date?) -> Set<Int64> {
    guard let moment else { return [] }
    return Set(
      asked.filter { !timeless.contains($0) }
        .filter { records[$0].map { $0.isThere && self.moment($0) < moment } ?? false })
  }

  func undated(_ asked: [Int64]) -> Set<Int64> {
    timeless.intersection(asked).filter { records[$0]?.isThere == true }
  }

  func items(of itemClass: ItemClass, records asked: [Int64]) -> [Int64: Result<Item, BrokenItem>] {
    reading?(asked.count)
    let there = asked.compactMap { record in records[record].map { (record, $0) } }.filter(\.1.isThere)
    return Dictionary(
      uniqueKeysWithValues: there.map { record, state in
        (record, broken.contains(record) ? .failure(Self.defect) : .success(LogOffice.item(record, state)))
      })
  }

  /// The item of a record, there or gone.
  static func item(_ record: Int64, _ state: Record) -> Item {
    if let contact = state.contact { return .contact(contact) }
    var contact = ContactItem()
    contact.lastName = "\(record) in state \(state.content)"
    return .contact(contact)
  }

  private func moment(_ record: Record) -> Date {
    Date(timeIntervalSince1970: Double(record.day.dayNumber) * 86400)
  }
}
