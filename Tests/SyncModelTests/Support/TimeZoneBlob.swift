import Foundation
import SyncModel

/// Reads a TIME_ZONE_INFORMATION by the layout in [MS-ASDTYPE] 2.7.6, and tells the time by it.
struct TimeZoneBlob {
  /// A SYSTEMTIME of 8 numbers.
  typealias SystemTime = [Int]

  let bias: Int
  let standardName: String
  let standardDate: SystemTime
  let standardBias: Int
  let daylightName: String
  let daylightDate: SystemTime
  let daylightBias: Int

  init?(base64: String) {
    guard let data = Data(base64Encoded: base64), data.count == 172 else { return nil }
    let bytes = [UInt8](data)
    func long(_ at: Int) -> Int {
      let value = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) }
      return Int(Int32(bitPattern: value))
    }
    func word(_ at: Int) -> Int { Int(bytes[at]) + Int(bytes[at + 1]) << 8 }
    func name(_ at: Int) -> String {
      let units = (0..<32).map { UInt16(word(at + 2 * $0)) }
      return String(decoding: units.prefix { $0 != 0 }, as: UTF16.self)
    }
    func date(_ at: Int) -> SystemTime { (0..<8).map { word(at + 2 * $0) } }
    (bias, standardName, standardDate, standardBias) = (long(0), name(4), date(68), long(84))
    (daylightName, daylightDate, daylightBias) = (name(88), date(152), long(168))
  }

  var hasSummerTime: Bool { daylightDate != [0, 0, 0, 0, 0, 0, 0, 0] }

  /// Seconds ahead of UTC at a moment of `year`.
  func offset(at seconds: Int, in year: Int) -> Int {
    let standard = -60 * (bias + standardBias)
    let daylight = -60 * (bias + daylightBias)
    guard hasSummerTime else { return standard }
    // Each date is told by the clock that it ends.
    let begin = wall(daylightDate, in: year) - standard
    let end = wall(standardDate, in: year) - daylight
    let isSummer = begin < end ? (begin..<end).contains(seconds) : !(end..<begin).contains(seconds)
    return isSummer ? daylight : standard
  }

  /// Seconds since 1970 on a wall's clock at the nth weekday of a month.
  private func wall(_ date: SystemTime, in year: Int) -> Int {
    var days = (1...31).compactMap { CivilDate(year: year, month: date[1], day: $0) }
    days = days.filter { $0.weekday == date[2] }
    let day = date[3] == 5 ? days[days.count - 1] : days[date[3] - 1]
    return day.dayNumber * 86_400 + date[4] * 3600 + date[5] * 60 + date[6]
  }
}
