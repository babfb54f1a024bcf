/// A day of the Gregorian calendar, without time and zone: birthdays, deadlines, all-day appointments.
///
/// The calendar is the proleptic one: its rules hold for years before 1582 as well.
public struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1 January 1970.
  public let dayNumber: Int

  /// The day that many days after 1 January 1970.
  public init(dayNumber: Int) { self.dayNumber = dayNumber }

  /// The day of that date; nil if there is no such date in the years 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.days(inMonth: month, of: year)
    else { return nil }
    self.init(dayNumber: CivilDate.dayNumber(year: year, month: month, day: day))
  }

  /// Earlier is smaller.
  public static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }

  /// The years of dates that Exchange knows; others stand for none, as 4501 in Outlook.
  public static let yearsOfExchange = 1601...4500

  /// The year, 1 to 9999 for every day that was made from a date.
  public var year: Int { components.year }
  /// The month, 1 to 12.
  public var month: Int { components.month }
  /// The day of the month, 1 to 31.
  public var day: Int { components.day }

  /// The day of the week: 0 is Sunday, 6 is Saturday.
  public var weekday: Int {
    // 1 January 1970 was a Thursday.
    let remainder = (dayNumber + 4) % 7
    return remainder < 0 ? remainder + 7 : remainder
  }

  /// The number of days in a month.
  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether a year has a 29 February.
  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}

// MARK: - Moving about
extension CivilDate {
  /// The day that many days later, or earlier.
  public func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

  /// The same day of the month that many months later; the month's last day if it has no such day.
  public func adding(months: Int) -> CivilDate {
    let (year, month, day) = components
    let count = year * 12 + (month - 1) + months
    let newYear = count >= 0 ? count / 12 : (count - 11) / 12
    let newMonth = count - newYear * 12 + 1
    let newDay = min(day, CivilDate.days(inMonth: newMonth, of: newYear))
    return CivilDate(dayNumber: CivilDate.dayNumber(year: newYear, month: newMonth, day: newDay))
  }

  /// The same date that many years later; 28 February if it is 29 February and there is none.
  public func adding(years: Int) -> CivilDate { adding(months: 12 * years) }

  /// The day with a number in the month of this one; the month's last day if it is shorter.
  public func inItsMonth(on number: Int) -> CivilDate {
    let (year, month, day) = components
    return adding(days: min(max(1, number), CivilDate.days(inMonth: month, of: year)) - day)
  }
}

// MARK: - Text
extension CivilDate: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  public var text: String {
    let (year, month, day) = components
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// As ``text``, for logs and tests.
  public var description: String { text }

  /// Reads `YYYY-MM-DD`; nil for anything else and for a date that does not exist.
  public init?(text: String) {
    var scanner = DigitScanner(text)
    guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
      let day = scanner.number(2), scanner.isAtEnd
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

// MARK: - Arithmetic
extension CivilDate {
  // The year is taken to begin in March, so that a leap day is its last one; 400 years are one cycle.

  /// Days since 1 January 1970 of a date.
  private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month > 2 ? year : year - 1
    let cycle = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfCycle = marchYear - cycle * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
    return cycle * daysPerCycle + dayOfCycle - daysBefore1970
  }

  /// Year, month and day in one computation.
  public var components: (year: Int, month: Int, day: Int) {
    let days = dayNumber + CivilDate.daysBefore1970
    let cycle = (days >= 0 ? days : days - CivilDate.daysPerCycle + 1) / CivilDate.daysPerCycle
    let dayOfCycle = days - cycle * CivilDate.daysPerCycle
    let leapDays = dayOfCycle / 1460 - dayOfCycle / 36524 + dayOfCycle / (CivilDate.daysPerCycle - 1)
    let yearOfCycle = (dayOfCycle - leapDays) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
  }

  private static let daysPerCycle = 146_097
  /// From 1 March of year 0 to 1 January 1970.
  private static let daysBefore1970 = 719_468
}
