extension Recurrence {
  /// The recurrence in the backend's form.
  func settled(
    over before: Recurrence?, _ days: SeriesDays, for version: ProtocolVersion
  ) throws(ItemRefusal) -> Recurrence {
    guard type != nil else { throw ItemRefusal(element: "Recurrence", reason: "without Type") }
    try check()
    var recurrence = days.pattern(self)
    if let until {
      let lastDay = days.lastDay(until: until)
      guard lastDay >= days.first else { throw ItemRefusal(element: "Until", reason: "before StartTime") }
      recurrence.lastDay = lastDay
      // Until and Occurrences exclude each other: [MS-ASCAL] 2.2.2.47.
      (recurrence.until, recurrence.occurrences) = (nil, nil)
    }
    guard let before, before.type == type else { return recurrence }
    if version < .v14_0 {
      (recurrence.calendarType, recurrence.isLeapMonth) = (before.calendarType, before.isLeapMonth)
    }
    if version < .v14_1 { recurrence.firstDayOfWeek = before.firstDayOfWeek }
    return recurrence
  }
}

// MARK: - Patterns that no calendar has
extension Recurrence {
  /// Refuses values that are none of their element, lacks what its Type needs, and days that no month has.
  /// [MS-ASCAL] 2.2.2.37.
  private func check() throws(ItemRefusal) {
    for (element, value, range) in values where value.map(range.contains) == false {
      throw ItemRefusal(element: element, reason: "none of \(range.lowerBound) to \(range.upperBound)")
    }
    guard type != 4 else { throw ItemRefusal(element: "Type", reason: "no kind of recurrence") }
    for (element, value, types) in needs where value == nil && types.contains(type ?? 0) {
      throw ItemRefusal(element: element, reason: "missing for Type \(type ?? 0)")
    }
    // 2028 has a 29 February.
    guard type == 5, isGregorian, let monthOfYear, let dayOfMonth,
      dayOfMonth > CivilDate.days(inMonth: monthOfYear, of: 2028)
    else { return }
    throw ItemRefusal(element: "DayOfMonth", reason: "no day of the month")
  }

  /// The elements with what they may hold.
  private var values: [(element: String, value: Int?, range: ClosedRange<Int>)] {
    [
      ("Type", type, 0...6), ("Occurrences", occurrences, 1...999), ("Interval", interval, 0...999),
      ("WeekOfMonth", weekOfMonth, 1...5), ("DayOfWeek", dayOfWeek, 1...127),
      ("MonthOfYear", monthOfYear, isGregorian ? 1...12 : 1...13), ("DayOfMonth", dayOfMonth, 1...31),
      ("FirstDayOfWeek", firstDayOfWeek, 0...6),
    ]
  }

  /// The elements without which a Type says nothing. Without DayOfWeek it is that of the first day.
  private var needs: [(element: String, value: Int?, types: Set<Int>)] {
    [
      ("DayOfMonth", dayOfMonth, [2, 5]), ("WeekOfMonth", weekOfMonth, [3, 6]),
      ("MonthOfYear", monthOfYear, [5, 6]),
    ]
  }
}

// MARK: - Occurrences
extension Recurrence {
  /// Whether a series that begins on `first` has an occurrence on `day`, as far as it can be told without
  /// counting: true for patterns by weekday of a month and for other calendars.
  func occurs(on day: CivilDate, from first: CivilDate) -> Bool {
    guard day >= first, day <= lastDay ?? day else { return false }
    return day == first || matches(day, first)
  }

  /// Whether its days of the week, the month or the year have `day` among them.
  func fits(_ day: CivilDate) -> Bool { matches(day, day) }

  private func matches(_ day: CivilDate, _ first: CivilDate) -> Bool {
    guard isGregorian else { return true }
    switch type {
    case 0: return occursDaily(day, first)
    case 1: return occursWeekly(day, first)
    case 2: return (day.months - first.months) % step == 0 && isDayOfMonth(day, first)
    case 5:
      let isMonth = day.month == monthOfYear ?? first.month
      return isMonth && (day.year - first.year) % step == 0 && isDayOfMonth(day, first)
    default: return true
    }
  }

  /// Every how many units.
  var step: Int { max(1, interval ?? 1) }

  /// In a month without such a day it is the last one.
  private func isDayOfMonth(_ day: CivilDate, _ first: CivilDate) -> Bool {
    day == day.inItsMonth(on: dayOfMonth ?? first.day)
  }

  /// With days of the week, a daily series is one of working days, on each of them.
  private func occursDaily(_ day: CivilDate, _ first: CivilDate) -> Bool {
    if let dayOfWeek, (1...126).contains(dayOfWeek) { return dayOfWeek & 1 << day.weekday != 0 }
    return (day.dayNumber - first.dayNumber) % step == 0
  }

  /// Without FirstDayOfWeek both Sunday and Monday may begin the week.
  private func occursWeekly(_ day: CivilDate, _ first: CivilDate) -> Bool {
    guard (dayOfWeek ?? 1 << first.weekday) & 1 << day.weekday != 0 else { return false }
    return (firstDayOfWeek.map { [$0] } ?? [0, 1]).contains { start in
      let weeks = (day.startOfWeek(start).dayNumber - first.startOfWeek(start).dayNumber) / 7
      return weeks % step == 0
    }
  }
}

extension CivilDate {
  fileprivate var months: Int { 12 * year + month - 1 }

  /// The last day up to this one with that weekday.
  fileprivate func startOfWeek(_ weekday: Int) -> CivilDate {
    adding(days: -((self.weekday - weekday % 7 + 7) % 7))
  }
}
