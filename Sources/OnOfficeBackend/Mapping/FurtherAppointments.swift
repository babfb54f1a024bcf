import SyncModel

/// An appointment that one item leads to besides its own: onOffice needs several where a device has one.
struct FurtherAppointment: Hashable {
  /// What tells it from the others of the item: the day of the occurrence that it was, or its weekday.
  enum Name: Hashable {
    /// An occurrence that differs.
    case day(CivilDate)
    /// The series on another weekday than the first, 0 Sunday to 6 Saturday.
    case weekday(Int)

    /// Whether it is a series on another weekday.
    var isWeekday: Bool { if case .weekday = self { true } else { false } }

    /// As it is kept: `2024-05-26`, `w5`.
    var text: String {
      switch self {
      case .day(let day): day.text
      case .weekday(let weekday): "w\(weekday)"
      }
    }

    /// Reads what was kept.
    init?(_ text: String) {
      if let day = CivilDate(text: text) {
        self = .day(day)
      } else if text.hasPrefix("w"), let weekday = Int(text.dropFirst()), (0...6).contains(weekday) {
        self = .weekday(weekday)
      } else {
        return nil
      }
    }
  }

  /// Which one it is.
  let name: Name
  /// What the device means by it: the whole appointment, without changed occurrences of its own.
  let item: CalendarItem
  /// What the device says of it alone, apart from the rest of its item.
  let own: CalendarItem
  /// The day of a series that it was, if it takes place as planned: its users' answers are to it as well.
  var answeredDay: CivilDate?
}

extension FurtherAppointment {
  /// How many occurrences of a series may differ: each becomes a record, while nobody else can write.
  static let limit = 256

  /// The further appointments that an item leads to: the other weekdays of a series, and the occurrences that differ
  /// from it.
  static func all(of item: CalendarItem) throws(ItemRefusal) -> [FurtherAppointment] {
    guard let recurrence = item.recurrence, let schedule = item.schedule else { return [] }
    let plan = try SeriesPlan(recurrence, from: schedule.firstDay)
    let occurrences = (item.exceptions ?? []).compactMap { occurrence($0, of: item) }
    guard occurrences.count <= limit else {
      throw ItemRefusal(element: "Exceptions", reason: "more than \(limit) that differ")
    }
    return plan.starts.dropFirst().compactMap { weekday(from: $0, of: item, by: plan) } + occurrences
  }

  /// The series on another weekday than the first; nil if it ends before it begins.
  private static func weekday(
    from first: CivilDate, of item: CalendarItem, by plan: SeriesPlan
  ) -> FurtherAppointment? {
    if let last = plan.last, last < first { return nil }
    let series = plan.series(from: first)
    var further = item.alone
    further.schedule = item.schedule?.moved(to: first)
    further.recurrence = series.recurrence
    let gaps = (item.exceptions ?? []).filter(\.leavesSeries).compactMap(\.occurrence)
    let days = Set(gaps.filter(series.contains)).sorted()
    further.exceptions = days.isEmpty ? nil : days.map(CalendarException.init(leftOut:))
    return FurtherAppointment(name: .weekday(first.weekday), item: further, own: further)
  }

  /// An occurrence that differs; nil if it is left out or differs in nothing.
  private static func occurrence(
    _ exception: CalendarException, of item: CalendarItem
  ) -> FurtherAppointment? {
    guard exception.deleted != true, exception.leavesSeries, let day = exception.occurrence else {
      return nil
    }
    var further = item.alone
    further.schedule = exception.schedule ?? item.schedule?.moved(to: day)
    further.take(exception)
    let isMoved = exception.schedule != nil
    // At another time the answer to the date is none.
    if isMoved, exception.answered != nil, exception.busyStatus == exception.answered {
      further.busyStatus = item.busyStatus
    }
    var own = CalendarItem()
    own.schedule = exception.schedule
    own.take(exception)
    return FurtherAppointment(
      name: .day(day), item: further, own: own, answeredDay: isMoved ? nil : day)
  }
}

extension Appointment {
  /// A new appointment with everything of this one but its series, its name and its age.
  var template: Appointment {
    var copy = Appointment(
      id: 0, record: record, artLabel: artLabel, users: users, addresses: addresses, estates: estates,
      resources: resources)
    copy.record.endSeries()
    copy.record["zpushuuid"] = nil
    copy.record["modified"] = nil
    return copy
  }
}

extension CalendarItem {
  /// The item as one that takes place once, and has an id of its own.
  fileprivate var alone: CalendarItem {
    var item = self
    item.uid = nil
    item.recurrence = nil
    item.exceptions = nil
    return item
  }
}
