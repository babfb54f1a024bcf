import Foundation
import Synchronization

/// A zone as Calendar's Timezone tells it: the 172 bytes of a TIME_ZONE_INFORMATION, with the rules of one year.
/// [MS-ASDTYPE] 2.7.6.
struct TimeZoneInformation {
  /// Minutes behind UTC in standard time.
  private let bias: Int
  /// When standard time begins, and summer time; nil if the zone has none in that year.
  private let rules: (standard: Rule, daylight: Rule)?
  /// Minutes to add to ``bias`` in summer time, negative.
  private let daylightBias: Int
  private let name: String

  /// The zone's rules in a year; one that has no whole summer time in it gets its offset at `instant`.
  init(_ zone: TimeZone, year: Int, at instant: Date) {
    name = WindowsZone.name(of: zone.identifier)
    let transitions = Transition.all(of: zone, in: year)
    if let daylight = transitions.last(where: { $0.after > $0.before }),
      let standard = transitions.last(where: { $0.after < $0.before }),
      daylight.after == standard.before, daylight.before == standard.after
    {
      bias = -standard.after / 60
      daylightBias = (standard.after - daylight.after) / 60
      rules = (Rule(standard), Rule(daylight))
    } else {
      bias = -zone.secondsFromGMT(for: instant) / 60
      daylightBias = 0
      rules = nil
    }
  }

  /// The structure's bytes.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(172)
    bytes.append(long: bias)
    bytes.append(name: name)
    bytes.append(rules?.standard)
    bytes.append(long: 0)
    bytes.append(name: name.replacing("Standard Time", with: "Daylight Time"))
    bytes.append(rules?.daylight)
    bytes.append(long: daylightBias)
    return bytes
  }
}

// MARK: - Text
extension TimeZoneInformation {
  /// The bytes in base64, kept for zone, year and offset, since all items of an office share a few.
  static func base64(_ zone: TimeZone, year: Int, at instant: Date) -> String {
    let key = Key(zone: zone.identifier, year: year, offset: zone.secondsFromGMT(for: instant))
    if let text = known.withLock({ $0[key] }) { return text }
    let text = Data(TimeZoneInformation(zone, year: year, at: instant).bytes).base64EncodedString()
    known.withLock { known in
      if known.count >= 1000 { known.removeAll() }
      known[key] = text
    }
    return text
  }

  private struct Key: Hashable {
    let zone: String
    let year: Int
    let offset: Int
  }

  private static let known = Mutex<[Key: String]>([:])
}

// MARK: - Rules
extension TimeZoneInformation {
  /// A change of the clocks, as the nth weekday of a month.
  struct Rule {
    let month: Int
    /// 0 Sunday to 6 Saturday.
    let weekday: Int
    /// 1 to 4, or 5 for the last of the month.
    let week: Int
    /// When on that day, by the clock before the change.
    let time: LocalDateTime

    /// The rule by which `transition` happens in its year.
    init(_ transition: Transition) {
      time = LocalDateTime(secondsSince1970: transition.instant + transition.before)
      month = time.month
      weekday = time.date.weekday
      let isLast = time.day + 7 > CivilDate.days(inMonth: month, of: time.year)
      week = isLast ? 5 : (time.day - 1) / 7 + 1
    }
  }

  /// A change of a zone's offset.
  struct Transition {
    /// Seconds since 1970 at which the new offset begins.
    let instant: Int
    /// Seconds ahead of UTC before and after.
    let before: Int
    let after: Int

    /// The changes in a year, by the calendar of UTC.
    static func all(of zone: TimeZone, in year: Int) -> [Transition] {
      guard let first = CivilDate(year: year, month: 1, day: 1) else { return [] }
      let days = CivilDate.isLeap(year) ? 366 : 365
      var transitions: [Transition] = []
      var offset = zone.offset(at: first.dayNumber * 86_400)
      for day in first.dayNumber..<first.dayNumber + days {
        let next = zone.offset(at: (day + 1) * 86_400)
        guard next != offset else { continue }
        transitions.append(Transition(between: day * 86_400, and: (day + 1) * 86_400, in: zone))
        offset = next
      }
      return transitions
    }

    /// Finds the one change between two moments.
    private init(between start: Int, and end: Int, in zone: TimeZone) {
      before = zone.offset(at: start)
      after = zone.offset(at: end)
      var low = start
      var high = end
      while high - low > 1 {
        let middle = (low + high) / 2
        if zone.offset(at: middle) == before { low = middle } else { high = middle }
      }
      instant = high
    }
  }
}

// MARK: - Bytes
extension [UInt8] {
  /// A signed number of 4 bytes, the lowest first.
  fileprivate mutating func append(long value: Int) {
    append(word: value)
    append(word: value >> 16)
  }

  /// A number of 2 bytes, the lowest first.
  fileprivate mutating func append(word value: Int) {
    append(UInt8(truncatingIfNeeded: value))
    append(UInt8(truncatingIfNeeded: value >> 8))
  }

  /// 32 characters of UTF-16, the last of which is a zero.
  fileprivate mutating func append(name: String) {
    let units = name.utf16.prefix(31)
    for unit in units { append(word: Int(unit)) }
    append(contentsOf: repeatElement(0, count: 2 * (32 - units.count)))
  }

  /// A SYSTEMTIME: year 0 marks a rule for every year; all zeros mark no rule.
  fileprivate mutating func append(_ rule: TimeZoneInformation.Rule?) {
    guard let rule else { return append(contentsOf: repeatElement(0, count: 16)) }
    let second = rule.time.second % 60
    for value in [0, rule.month, rule.weekday, rule.week, rule.time.hour, rule.time.minute, second, 0] {
      append(word: value)
    }
  }
}
