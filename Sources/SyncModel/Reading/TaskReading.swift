import Foundation
import WBXML

extension TaskItem: ReadableItem {
  static let computed: Set<Tag> = [AirSyncBase.nativeBodyType.tag]
  static let paired: Set<Tag> = [
    Tasks.startDate.tag, Tasks.utcStartDate.tag, Tasks.dueDate.tag, Tasks.utcDueDate.tag,
    Tasks.reminderSet.tag, Tasks.reminderTime.tag,
  ]

  var asItem: Item { .task(self) }

  /// Supported is for contacts and calendars only: [MS-ASCMD] 2.2.3.179.
  static func isCleared(_ tag: Tag, leftOutOf told: Set<Tag>, for reading: Reading) -> Bool { false }

  mutating func settle(_ change: ToldChange<TaskItem>) {
    zone = zone ?? change.reading.zone
    let clock = zone.flatMap(TimeZone.init(identifier:)) ?? .gmt
    settleRecurrence(change, clock)
    settleDates(change, clock)
    settleCompletion(change, clock)
    settleReminder(change, clock)
    if categories != change.before.categories { categories = categories?.withoutEmptyTexts }
  }

  /// Before the dates, whose forms tell the device's zone.
  private mutating func settleRecurrence(_ change: ToldChange<TaskItem>, _ clock: TimeZone) {
    guard recurrence != change.before.recurrence else { return }
    let version = change.reading.presentation.version
    recurrence?.keepUnsaid(of: change.before.recurrence, for: version)
    guard let start = recurrence?.start else { return }
    guard start != change.shown.recurrence?.start else {
      recurrence?.start = change.before.recurrence?.start
      return
    }
    let pairs = [(startDate, utcStartDate), (dueDate, utcDueDate)].compactMap { local, utc in
      local.flatMap { local in utc.map { (local: local, utc: $0) } }
    }
    recurrence?.start = RecurrenceStart(zone: clock).kept(start, in: version, pairs: pairs)
  }

  private mutating func settleDates(_ change: ToldChange<TaskItem>, _ clock: TimeZone) {
    let (told, shown) = (change.told, change.shown)
    let start = TaskDatePair(local: startDate, utc: utcStartDate, Tasks.startDate, .utcStartDate)
    self.start = start.read(over: self.start, shown: (shown.startDate, shown.utcStartDate), told, in: clock)
    let due = TaskDatePair(local: dueDate, utc: utcDueDate, Tasks.dueDate, .utcDueDate)
    self.due = due.read(over: self.due, shown: (shown.dueDate, shown.utcDueDate), told, in: clock)
    (startDate, utcStartDate, dueDate, utcDueDate) = (nil, nil, nil, nil)
  }

  /// [MS-ASTASK] 2.2.2.8, 2.2.2.9.
  private mutating func settleCompletion(_ change: ToldChange<TaskItem>, _ clock: TimeZone) {
    if change.told.empty.contains(Tasks.dateCompleted.tag) { completed = nil }
    if let dateCompleted {
      completed = WireDate.day(dateCompleted) ?? LocalDateTime(dateCompleted, in: clock)
    }
    if change.told.tags.contains(Tasks.complete.tag), complete == false { completed = nil }
    dateCompleted = nil
  }

  /// A reminder is there if it has a time and is not switched off. [MS-ASTASK] 2.2.2.22, 2.2.2.23.
  private mutating func settleReminder(_ change: ToldChange<TaskItem>, _ clock: TimeZone) {
    defer { reminderTime = nil }
    let tags: Set<Tag> = [Tasks.reminderSet.tag, Tasks.reminderTime.tag]
    guard !change.told.tags.isDisjoint(with: tags) else { return }
    if let reminderTime, reminderTime != change.shown.reminderTime {
      reminder = LocalDateTime(reminderTime, in: clock)
    }
    let isOff = change.told.tags.contains(Tasks.reminderSet.tag) && reminderSet != true
    if isOff || change.told.empty.contains(Tasks.reminderTime.tag) { reminder = nil }
    reminderSet = reminder != nil
  }
}

/// A date of a task as it is told: local time written as if it were UTC, and true UTC.
private struct TaskDatePair {
  private let local: Date?
  private let utc: Date?
  private let tags: (local: Tag, utc: Tag)

  init(local: Date?, utc: Date?, _ localToken: Tasks, _ utcToken: Tasks) {
    self.local = local
    self.utc = utc
    tags = (localToken.tag, utcToken.tag)
  }

  /// The time on the wall's clock.
  ///
  /// The local time counts: a task that is due on a day is due on that day in every zone. A device in another
  /// zone makes one half anew from the other that it was shown: as long as one half is the same, nothing changes,
  /// unless no zone makes the one of the other. A date of years that Exchange does not know, as 4501 and 1,
  /// is how some say that there is none.
  func read(
    over before: LocalDateTime?, shown: (local: Date?, utc: Date?), _ told: ToldElements, in zone: TimeZone
  ) -> LocalDateTime? {
    guard local != nil || utc != nil else {
      return told.empty.contains(tags.local) || told.empty.contains(tags.utc) ? nil : before
    }
    let isLocalSame = local != nil && local == shown.local
    let isSame = isLocalSame || utc != nil && utc == shown.utc
    guard !isSame || !isOfOneZone else { return before }
    let told = isLocalSame ? nil : local.map { WireDate.utc($0).local }
    let read = told ?? utc.map { WireDate.day($0) ?? LocalDateTime($0, in: zone) }
    return read.flatMap { CivilDate.yearsOfExchange.contains($0.year) ? $0 : nil }
  }

  /// Whether there is a zone, from twelve hours west of Greenwich to fourteen east, in which both are the same moment.
  private var isOfOneZone: Bool {
    guard let local, let utc else { return true }
    return (-12 * 3600...14 * 3600).contains(local.timeIntervalSince(utc))
  }
}

extension TaskRecurrence {
  /// Keeps what the version cannot say.
  mutating func keepUnsaid(of before: TaskRecurrence?, for version: ProtocolVersion) {
    guard let before, before.type == type else { return }
    if version < .v14_0 { (calendarType, isLeapMonth) = (before.calendarType, before.isLeapMonth) }
    if version < .v14_1 { firstDayOfWeek = before.firstDayOfWeek }
  }
}
