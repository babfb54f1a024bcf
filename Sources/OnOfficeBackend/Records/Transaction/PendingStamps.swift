import SyncModel

/// What a transaction has touched and must still stamp, in the order in which it was touched.
struct PendingStamps {
  /// What may have changed about a record.
  struct Work: OptionSet {
    let rawValue: Int
    /// What the devices see of it.
    static let content = Work(rawValue: 1)
    /// Which users have it.
    static let members = Work(rawValue: 2)
    /// It was broken before: devices that were told nothing of it are told again.
    static let mending = Work(rawValue: 4)
  }

  /// A user's own reminder of a task.
  struct Reminder: Hashable {
    let task: Int64
    let user: Int64
  }

  /// The reminders that were touched.
  private(set) var reminders: [Reminder] = []
  private var order: [ItemClass: [Int64]] = [:]
  private var works: [ItemClass: [Int64: Work]] = [:]

  /// Notes that a record was touched.
  mutating func add(_ work: Work, _ record: Int64, of itemClass: ItemClass) {
    let known = works[itemClass]?[record]
    if known == nil { order[itemClass, default: []].append(record) }
    works[itemClass, default: [:]][record] = (known ?? []).union(work)
  }

  /// Notes that a reminder was touched.
  mutating func add(_ reminder: Reminder) {
    if !reminders.contains(reminder) { reminders.append(reminder) }
  }

  /// The touched records of a class of which `work` is to do.
  func records(of itemClass: ItemClass, with work: Work) -> [Int64] {
    let works = works[itemClass] ?? [:]
    return (order[itemClass] ?? []).filter { works[$0]?.contains(work) == true }
  }
}
