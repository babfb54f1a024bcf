import SyncModel
import Testing
import WBXML

/// A pattern that a device sends from a day on at ten o'clock in Berlin, and the days that it means.
struct SeriesRow: Sendable, CustomTestStringConvertible {
  let name: String
  let start: String
  let pattern: [(Calendar, String)]
  /// The first of the days on which it must fall in onOffice; all of them if the pattern ends.
  let days: [String]
  /// Type and interval of each series in onOffice, in the order of their first days.
  let stored: [String]
  /// Whether onOffice has it otherwise than it was sent, so that the device is told.
  let isOther: Bool
  var ends: Bool { pattern.contains { $0.0 == .until || $0.0 == .occurrences } }

  var testDescription: String { name }

  init(
    _ name: String, _ start: String, _ pattern: [(Calendar, String)], _ stored: String..., days: [String],
    isOther: Bool = false
  ) {
    (self.name, self.start, self.pattern, self.stored, self.days) = (name, start, pattern, stored, days)
    self.isOther = isOther || stored.count > 1
  }

  /// What a device in Berlin sends.
  func elements(_ version: ProtocolVersion, more: [Wire] = []) throws -> [Wire] {
    let pattern = pattern.filter { $0.0 != .firstDayOfWeek || version >= .v14_1 }
    return try Wire.appointment(name, start + " 10:00", start + " 11:00")
      + [Wire(Calendar.recurrence, pattern.map { Wire($0.0, $0.1) })] + more
  }
}

extension Wire {
  /// An appointment by Berlin's clocks.
  static func appointment(_ subject: String, _ start: String, _ end: String) throws -> [Wire] {
    let berlin = ZoneRow.berlin
    return try [
      Wire(Calendar.timezone, berlin.blob()), Wire(Calendar.subject, subject),
      Wire(Calendar.allDayEvent, "0"),
      Wire(Calendar.startTime, berlin.moment(start).compact),
      Wire(Calendar.endTime, berlin.moment(end).compact),
    ]
  }

  /// How often it repeats: Type, Interval and further elements.
  static func recurrence(_ type: Int, every interval: Int = 1, _ more: [Wire] = []) -> Wire {
    Wire(
      Calendar.recurrence, [Wire(Calendar.type, "\(type)"), Wire(Calendar.interval, "\(interval)")] + more)
  }
}

extension ZoneRow {
  static let berlin = all[0]
}

extension SeriesRow {
  /// Patterns that onOffice has, those that it has not, and how they end.
  static let all = intervals + ends + weekdays + others

  /// Every so many days, weeks, months and years.
  private static let intervals: [SeriesRow] = [
    SeriesRow(
      "täglich", "2026-05-20", [(.type, "0"), (.interval, "1")], "t 1", days: ["2026-05-20", "2026-05-21"]),
    SeriesRow(
      "alle drei Tage", "2026-05-30", [(.type, "0"), (.interval, "3")], "t 3",
      days: ["2026-05-30", "2026-06-02", "2026-06-05"]),
    SeriesRow(
      "alle 999 Tage", "2026-05-20", [(.type, "0"), (.interval, "999")], "t 999",
      days: ["2026-05-20", "2029-02-12"]),
    SeriesRow(
      "ohne Interval", "2026-05-20", [(.type, "0")], "t 1", days: ["2026-05-20", "2026-05-21"]),
    SeriesRow(
      "wöchentlich", "2026-05-20",
      [(.type, "1"), (.interval, "1"), (.dayOfWeek, "8"), (.firstDayOfWeek, "1")], "w 1",
      days: ["2026-05-20", "2026-05-27"]),
    SeriesRow(
      "alle zwei Wochen", "2026-05-20",
      [(.type, "1"), (.interval, "2"), (.dayOfWeek, "8"), (.firstDayOfWeek, "1")], "w 2",
      days: ["2026-05-20", "2026-06-03", "2026-06-17"]),
    SeriesRow(
      "monatlich", "2026-05-20", [(.type, "2"), (.interval, "1"), (.dayOfMonth, "20")], "m 1",
      days: ["2026-05-20", "2026-06-20", "2026-07-20"]),
    SeriesRow(
      "vierteljährlich", "2026-05-20", [(.type, "2"), (.interval, "3"), (.dayOfMonth, "20")], "m 3",
      days: ["2026-05-20", "2026-08-20", "2026-11-20", "2027-02-20"]),
    SeriesRow(
      "jährlich", "2026-05-20", [(.type, "5"), (.interval, "1"), (.dayOfMonth, "20"), (.monthOfYear, "5")],
      "j 1",
      days: ["2026-05-20", "2027-05-20"]),
  ]

  /// The ends of months and years, and of series.
  private static let ends: [SeriesRow] = [
    SeriesRow(
      "am 31.", "2026-05-31", [(.type, "2"), (.interval, "1"), (.dayOfMonth, "31")], "m 1",
      days: ["2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30"]),
    SeriesRow(
      "am 30.", "2026-12-30", [(.type, "2"), (.interval, "1"), (.dayOfMonth, "30")], "m 1",
      days: ["2026-12-30", "2027-01-30", "2027-02-28", "2027-03-30"]),
    SeriesRow(
      "am 29. Februar", "2028-02-29",
      [(.type, "5"), (.interval, "1"), (.dayOfMonth, "29"), (.monthOfYear, "2")],
      "j 1", days: ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
    SeriesRow(
      "über Silvester", "2026-12-30", [(.type, "0"), (.interval, "1"), (.occurrences, "4")], "t 1",
      days: ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"], isOther: true),
    SeriesRow(
      "Silvester", "2026-12-31", [(.type, "5"), (.interval, "2"), (.dayOfMonth, "31"), (.monthOfYear, "12")],
      "j 2",
      days: ["2026-12-31", "2028-12-31"]),
    SeriesRow(
      "fünfmal", "2026-05-20", [(.type, "1"), (.interval, "1"), (.dayOfWeek, "8"), (.occurrences, "5")],
      "w 1",
      days: ["2026-05-20", "2026-05-27", "2026-06-03", "2026-06-10", "2026-06-17"], isOther: true),
    SeriesRow(
      "bis zum letzten", "2026-05-20",
      [(.type, "1"), (.interval, "1"), (.dayOfWeek, "8"), (.until, "20260603T080000Z")], "w 1",
      days: ["2026-05-20", "2026-05-27", "2026-06-03"]),
    SeriesRow(
      "bis zu einem anderen Tag", "2026-05-20",
      [(.type, "1"), (.interval, "1"), (.dayOfWeek, "8"), (.until, "20260609T215959Z")], "w 1",
      days: ["2026-05-20", "2026-05-27", "2026-06-03"], isOther: true),
    SeriesRow(
      "bis in den Winter", "2026-10-21",
      [(.type, "1"), (.interval, "1"), (.dayOfWeek, "8"), (.until, "20261104T090000Z")], "w 1",
      days: ["2026-10-21", "2026-10-28", "2026-11-04"]),
  ]

  /// Several days of the week, and a first day that is none of them.
  private static let weekdays: [SeriesRow] = [
    SeriesRow(
      "Montag und Mittwoch", "2026-05-20",
      [(.type, "1"), (.interval, "1"), (.dayOfWeek, "10"), (.occurrences, "4")],
      "w 1", "w 1", days: ["2026-05-20", "2026-05-25", "2026-05-27", "2026-06-01"]),
    SeriesRow(
      "werktags", "2026-05-21",
      [(.type, "0"), (.interval, "1"), (.dayOfWeek, "62"), (.until, "20260527T080000Z")],
      "w 1", "w 1", "w 1", "w 1", "w 1",
      days: ["2026-05-21", "2026-05-22", "2026-05-25", "2026-05-26", "2026-05-27"]),
    SeriesRow(
      "alle zwei Wochen Montag und Samstag", "2026-05-20",
      [(.type, "1"), (.interval, "2"), (.dayOfWeek, "66"), (.firstDayOfWeek, "1"), (.occurrences, "4")],
      "w 2", "w 2",
      days: ["2026-05-23", "2026-06-01", "2026-06-06", "2026-06-15"]),
    SeriesRow(
      "jeden Tag der Woche", "2026-05-20",
      [(.type, "1"), (.interval, "1"), (.dayOfWeek, "127"), (.occurrences, "3")], "t 1",
      days: ["2026-05-20", "2026-05-21", "2026-05-22"], isOther: true),
    SeriesRow(
      "ab dem nächsten Freitag", "2026-05-20", [(.type, "1"), (.interval, "1"), (.dayOfWeek, "32")], "w 1",
      days: ["2026-05-22", "2026-05-29"], isOther: true),
  ]

  /// What onOffice has not: the nearest that it has.
  private static let others: [SeriesRow] = [
    SeriesRow(
      "dritter Mittwoch", "2026-05-20",
      [(.type, "3"), (.interval, "1"), (.weekOfMonth, "3"), (.dayOfWeek, "8")], "m 1",
      days: ["2026-05-20", "2026-06-20"], isOther: true),
    SeriesRow(
      "letzter Freitag alle zwei Monate", "2026-05-29",
      [(.type, "3"), (.interval, "2"), (.weekOfMonth, "5"), (.dayOfWeek, "32")], "m 2",
      days: ["2026-05-29", "2026-07-29"], isOther: true),
    SeriesRow(
      "Monatsletzter", "2026-05-31",
      [(.type, "3"), (.interval, "1"), (.weekOfMonth, "5"), (.dayOfWeek, "127")],
      "m 1", days: ["2026-05-31", "2026-06-30", "2026-07-31"], isOther: true),
    SeriesRow(
      "Muttertag", "2026-05-10",
      [(.type, "6"), (.interval, "1"), (.weekOfMonth, "2"), (.dayOfWeek, "1"), (.monthOfYear, "5")], "j 1",
      days: ["2026-05-10", "2027-05-10"], isOther: true),
  ]
}
