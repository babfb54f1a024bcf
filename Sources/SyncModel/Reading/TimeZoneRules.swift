import Foundation
import WBXML

/// A zone as a device tells it in Calendar's Timezone: the way back of ``TimeZoneInformation``.
/// [MS-ASDTYPE] 2.7.6.
struct TimeZoneRules {
  /// UTC.
  static let utc = TimeZoneRules(bytes: Array(repeating: 0, count: 172))

  private let bytes: [UInt8]

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Reads a TIME_ZONE_INFORMATION; nil for anything that is none.
  init?(base64: String) {
    guard let bytes = Base64.decode(base64), bytes.count == 172 else { return nil }
    self.bytes = bytes
    let biases = [bias, standardBias, daylightBias]
    guard biases.allSatisfy({ abs($0) <= 1440 }) else { return nil }
  }

  /// What the clocks of the zone show at `instant`.
  func local(_ instant: Date) -> LocalDateTime {
    let utc = WireDate.utc(instant).local
    return utc.adding(seconds: -60 * (bias + (isDaylight(utc) ? daylightBias : standardBias)))
  }

  private var bias: Int { long(at: 0) }
  private var standardBias: Int { long(at: 84) }
  private var daylightBias: Int { long(at: 168) }

  /// Whether summer time holds at a time of UTC; each of its ends is told by the clock before it.
  private func isDaylight(_ utc: LocalDateTime) -> Bool {
    let year = utc.adding(seconds: -60 * bias).year
    guard let start = change(at: 152, in: year), let end = change(at: 68, in: year) else { return false }
    let first = start.adding(seconds: 60 * (bias + standardBias))
    let last = end.adding(seconds: 60 * (bias + daylightBias))
    return first <= last ? first <= utc && utc < last : utc < last || first <= utc
  }

  /// The time of a SYSTEMTIME in a year, as a rule the nth weekday of a month; nil if there is none.
  private func change(at offset: Int, in year: Int) -> LocalDateTime? {
    let fields = (0..<8).map { word(at: offset + 2 * $0) }
    let (month, weekday, week) = (fields[1], fields[2], fields[3])
    let second = fields[4] * 3600 + fields[5] * 60 + fields[6]
    if fields[0] != 0 {
      let day = CivilDate(year: year, month: month, day: week)
      return day.map { LocalDateTime(date: $0).adding(seconds: second) }
    }
    guard let first = CivilDate(year: year, month: month, day: 1), (1...5).contains(week), weekday < 7 else {
      return nil
    }
    let nth = 1 + (weekday - first.weekday + 7) % 7 + 7 * (week - 1)
    let length = CivilDate.days(inMonth: month, of: year)
    return LocalDateTime(date: first.adding(days: (nth > length ? nth - 7 : nth) - 1)).adding(seconds: second)
  }

  private func word(at offset: Int) -> Int { Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 }

  private func long(at offset: Int) -> Int {
    Int(Int32(truncatingIfNeeded: word(at: offset) | word(at: offset + 2) << 16))
  }
}
