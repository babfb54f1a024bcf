import WBXML

import struct Foundation.Date

/// A moment as Calendar and Notes write it: `20261122T164000Z`. [MS-ASDTYPE] 2.7.2.
struct CompactDateTime: TextValue {
  /// The moment.
  let instant: Date

  init(_ instant: Date) { self.instant = instant }

  /// Reads every form of ``WireDate``.
  init?(text: String) {
    guard let instant = WireDate.instant(text) else { return nil }
    self.instant = instant
  }

  var text: String {
    let (local, _) = WireDate.utc(instant)
    return "\(padded(local.year, 4))\(padded(local.month, 2))\(padded(local.day, 2))"
      + "T\(padded(local.hour, 2))\(padded(local.minute, 2))\(padded(local.second % 60, 2))Z"
  }
}

/// A moment as Contacts and Tasks write it: `2026-11-22T16:40:00.000Z`. [MS-ASDTYPE] 2.3.
struct DateTime: TextValue {
  /// The moment.
  let instant: Date

  init(_ instant: Date) { self.instant = instant }

  /// Reads every form of ``WireDate``.
  init?(text: String) {
    guard let instant = WireDate.instant(text) else { return nil }
    self.instant = instant
  }

  var text: String {
    let (local, milliseconds) = WireDate.utc(instant)
    return "\(local.date.text)T\(padded(local.hour, 2)):\(padded(local.minute, 2))"
      + ":\(padded(local.second % 60, 2)).\(padded(milliseconds, 3))Z"
  }
}

/// A day as Contacts writes it: midnight in UTC, whatever the zone.
///
/// [MS-ASCNTC] 2.2.2.6 has the time of day ignored, so that no zone changes the date. Devices write one up to noon:
/// midnight, 08:00 and 11:00 for some, and noon, or the midnight of a zone in the west. Later than that only those
/// write who mean the midnight of a zone in the east, which is on the day before in UTC; to ignore that would take a
/// day off. Zones lie on quarters of an hour, so that the last second of a day stays what it is.
struct DateTimeOfDay: TextValue {
  /// The day.
  let date: CivilDate

  init(_ date: CivilDate) { self.date = date }

  init?(text: String) {
    guard let instant = WireDate.instant(text) else { return nil }
    let utc = WireDate.utc(instant).local
    let isMidnightInTheEast = utc.second > Self.noon && utc.second % Self.quarter == 0
    let next = utc.date.adding(days: 1)
    date = isMidnightInTheEast && next.year <= 9999 ? next : utc.date
  }

  var text: String { "\(date.text)T00:00:00.000Z" }

  private static let noon = 12 * 3600
  private static let quarter = 900
}

/// Reads the forms of a moment that devices mix: compact or with hyphens, with or without fractions of a
/// second, in UTC or with an offset from it, a date alone.
enum WireDate {
  /// The moment that `text` names in UTC; nil if it names none.
  static func instant(_ text: String) -> Date? {
    var scanner = DigitScanner(text.filter { $0 != " " })
    guard let year = scanner.number(4) else { return nil }
    let isCompact = !scanner.skip("-")
    guard let month = scanner.number(2), isCompact || scanner.skip("-"), let day = scanner.number(2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    guard !scanner.isAtEnd else { return instant(LocalDateTime(date: date), milliseconds: 0) }
    guard scanner.skip("T"), let second = timeOfDay(&scanner, isCompact: isCompact),
      let milliseconds = fraction(&scanner)
    else { return nil }
    guard let offset = scanner.skip("Z") ? 0 : offset(&scanner), scanner.isAtEnd else { return nil }
    return instant(LocalDateTime(date: date, second: second), milliseconds: milliseconds)
      .addingTimeInterval(Double(-offset))
  }

  /// What a clock in UTC shows, to the millisecond.
  static func utc(_ instant: Date) -> (local: LocalDateTime, milliseconds: Int) {
    let milliseconds = Int((instant.timeIntervalSince1970 * 1000).rounded())
    let seconds = (milliseconds >= 0 ? milliseconds : milliseconds - 999) / 1000
    return (LocalDateTime(secondsSince1970: seconds), milliseconds - seconds * 1000)
  }

  /// The day that a device means which writes midnight in UTC; nil for any other moment.
  static func day(_ instant: Date) -> LocalDateTime? {
    let (local, milliseconds) = utc(instant)
    return local.second == 0 && milliseconds == 0 ? local : nil
  }

  /// The moment at which a clock in UTC shows `local`.
  static func instant(_ local: LocalDateTime, milliseconds: Int = 0) -> Date {
    Date(timeIntervalSince1970: Double(local.secondsSince1970) + Double(milliseconds) / 1000)
  }

  private static func timeOfDay(_ scanner: inout DigitScanner, isCompact: Bool) -> Int? {
    guard let hour = scanner.number(2), isCompact || scanner.skip(":"), let minute = scanner.number(2),
      isCompact || scanner.skip(":"), let second = scanner.number(2), hour < 24, minute < 60, second < 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// The seconds before UTC of `+01:00` or `-0330`; 0 without any.
  private static func offset(_ scanner: inout DigitScanner) -> Int? {
    let isEast = scanner.skip("+")
    guard isEast || scanner.skip("-") else { return 0 }
    guard let hour = scanner.number(2), hour <= 14 else { return nil }
    _ = scanner.skip(":")
    guard let minute = scanner.isAtEnd ? 0 : scanner.number(2), minute < 60 else { return nil }
    return (isEast ? 1 : -1) * (hour * 3600 + minute * 60)
  }

  /// The milliseconds after the point; 0 without a point.
  private static func fraction(_ scanner: inout DigitScanner) -> Int? {
    guard scanner.skip(".") else { return 0 }
    if let milliseconds = scanner.number(3) {
      _ = scanner.skipDigits()
      return milliseconds
    }
    if let hundredths = scanner.number(2) { return hundredths * 10 }
    return scanner.number(1).map { $0 * 100 }
  }
}
