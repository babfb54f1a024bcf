public import struct Foundation.Date

/// How a task repeats. [MS-ASTASK] 2.2.2.20.
public struct TaskRecurrence: Hashable, Sendable {
  /// As in ``Recurrence/type``.
  public var type: Int?
  /// When the series begins.
  public var start: Date?
  /// When the series ends.
  public var until: Date?
  /// How often in all; excludes ``until``.
  public var occurrences: Int?
  /// Every how many days, weeks, months or years.
  public var interval: Int?
  /// The day of the month, 1 to 31.
  public var dayOfMonth: Int?
  /// A sum of days, as in ``Recurrence/dayOfWeek``.
  public var dayOfWeek: Int?
  /// The week of the month, 1 to 5; 5 is the last.
  public var weekOfMonth: Int?
  /// The month, 1 to 12.
  public var monthOfYear: Int?
  /// Whether the next task is counted from the day on which this one is done.
  public var regenerate: Bool?
  /// Whether this is one dead occurrence of a series.
  public var deadOccur: Bool?
  /// The calendar that months and years are counted in: 0 is the default; from 14.0.
  public var calendarType: Int?
  /// Whether the month is a leap month of the calendar; from 14.0.
  public var isLeapMonth: Bool?
  /// 0 Sunday to 6 Saturday; from 14.1.
  public var firstDayOfWeek: Int?

  /// A recurrence with nothing set.
  public init() {}
}
