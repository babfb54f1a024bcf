public import Foundation

extension LocalDateTime {
  /// The moment at which the clocks of `zone` show this time.
  ///
  /// As Foundation's calendar does it: a time that is left out when clocks go forward counts by the clock
  /// before (2:30 becomes 3:30), of a time that comes twice the first is meant.
  public func instant(in zone: TimeZone) -> Date {
    let local = secondsSince1970
    let before = local - zone.offset(at: local - 86_400)
    if zone.offset(at: before) == local - before { return Date(timeIntervalSince1970: Double(before)) }
    let after = local - zone.offset(at: local + 86_400)
    let isShown = zone.offset(at: after) == local - after
    return Date(timeIntervalSince1970: Double(isShown ? after : before))
  }

  /// What the clocks of `zone` show at `instant`; fractions of a second are cut off.
  public init(_ instant: Date, in zone: TimeZone) {
    let seconds = Int(instant.timeIntervalSince1970.rounded(.down))
    self.init(secondsSince1970: seconds + zone.offset(at: seconds))
  }
}

extension CivilDate {
  /// The day that the calendars of `zone` show at `instant`.
  public init(_ instant: Date, in zone: TimeZone) {
    self = LocalDateTime(instant, in: zone).date
  }

  /// The moment at which this day begins in `zone`.
  public func midnight(in zone: TimeZone) -> Date { LocalDateTime(date: self).instant(in: zone) }
}

extension TimeZone {
  /// Seconds ahead of UTC at a moment, given in seconds since 1970.
  func offset(at seconds: Int) -> Int {
    secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
  }
}
