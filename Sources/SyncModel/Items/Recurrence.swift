public import struct Foundation.Date

/// How an appointment repeats. [MS-ASCAL] 2.2.2.37.
public struct Recurrence: Hashable, Sendable {
  /// 0 daily, 1 weekly, 2 monthly, 3 monthly on the nth weekday, 5 yearly, 6 yearly on the nth weekday.
  public var type: Int?
  /// How often in all; excludes ``until``.
  public var occurrences: Int?
  /// Every how many days, weeks, months or years, 1 to 999.
  public var interval: Int?
  /// The week of the month, 1 to 5; 5 is the last.
  public var weekOfMonth: Int?
  /// A sum of days: 1 Sunday, 2 Monday, 4 Tuesday to 64 Saturday; 127 is the month's last day.
  public var dayOfWeek: Int?
  /// The month, 1 to 12.
  public var monthOfYear: Int?
  /// The start of the last occurrence.
  public var until: Date?
  /// The day of the month, 1 to 31.
  public var dayOfMonth: Int?
  /// The calendar that months and years are counted in: 0 is the default; from 14.0.
  public var calendarType: Int?
  /// Whether the month is a leap month of the calendar; from 14.0.
  public var isLeapMonth: Bool?
  /// 0 Sunday to 6 Saturday; from 14.1.
  public var firstDayOfWeek: Int?

  /// Not on the wire: the last day on which an occurrence may begin. The presentation writes it as
  /// ``until``, which needs the time of day and the zone of the appointment.
  public var lastDay: CivilDate?

  /// A recurrence with nothing set.
  public init() {}

  /// Whether days and months are those of our calendar. [MS-ASCAL] 2.2.2.9.
  public var isGregorian: Bool { [0, 1, 2, 9, 10, 11, 12].contains(calendarType ?? 0) }
}
