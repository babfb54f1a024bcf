public import struct Foundation.Date

/// Whether somebody is free at a time. [MS-ASCMD] 2.2.3.107.
public enum FreeBusy: Int, Comparable, Sendable {
  case free = 0
  case tentative = 1
  case busy = 2
  case outOfOffice = 3
  case noData = 4

  /// What wins over the other in the same half hour is greater.
  public static func < (left: FreeBusy, right: FreeBusy) -> Bool { left.rawValue < right.rawValue }
}

/// A time at which somebody is not free.
public struct BusyTime: Hashable, Sendable {
  /// The beginning.
  public let start: Date
  /// The end, which does not belong to it.
  public let end: Date
  /// How it stands in the calendar.
  public let status: FreeBusy

  /// Joins the parts.
  public init(start: Date, end: Date, status: FreeBusy) {
    self.start = start
    self.end = end
    self.status = status
  }
}

extension [BusyTime] {
  /// Seconds that a digit stands for.
  private static var step: Double { 1800 }

  /// A digit for each half hour that begins in the time, the greatest of what it touches.
  public func digits(of period: Range<Date>) -> String {
    var slots = [FreeBusy](
      repeating: .free, count: Int(Self.steps(to: period.upperBound, period).rounded(.up)))
    for time in self where time.end > time.start {
      let part = time.start..<time.end
      let touched = part.clamped(to: period)
      guard !touched.isEmpty else { continue }
      let first = Int(Self.steps(to: touched.lowerBound, period).rounded(.down))
      let last = Int(Self.steps(to: touched.upperBound, period).rounded(.up))
      for slot in first..<last { slots[slot] = Swift.max(slots[slot], time.status) }
    }
    return slots.map { String($0.rawValue) }.joined()
  }

  private static func steps(to moment: Date, _ period: Range<Date>) -> Double {
    moment.timeIntervalSince(period.lowerBound) / step
  }
}
