import Foundation
import SyncModel
import Testing

/// A zone with its rules of 2026 as Windows has them, written down by hand.
struct ZoneRow: Sendable, CustomTestStringConvertible {
  /// A change of the clocks: the nth weekday of a month (5 is the last, Sunday is 0), and the hour before it.
  struct Change: Sendable {
    let month: Int
    let weekday: Int
    let week: Int
    let hour: Int

    init(_ month: Int, _ weekday: Int, _ week: Int, _ hour: Int) {
      (self.month, self.weekday, self.week, self.hour) = (month, weekday, week, hour)
    }

    fileprivate var words: [Int] { [0, month, weekday, week, hour, 0, 0, 0] }
  }

  let id: String
  let windows: String
  /// Minutes behind UTC in winter.
  let bias: Int
  /// When winter begins, and summer.
  let changes: (winter: Change, summer: Change)?
  /// Minutes by which summer's clocks are ahead.
  let savings: Int

  init(
    _ id: String, _ windows: String, _ bias: Int, winter: Change? = nil, summer: Change? = nil,
    savings: Int = 60
  ) {
    (self.id, self.windows, self.bias, self.savings) = (id, windows, bias, savings)
    changes = winter.flatMap { winter in summer.map { (winter, $0) } }
  }

  var testDescription: String { id }

  /// The Timezone of a device there, with the names or without them.
  func blob(named: Bool = true) -> String {
    var bytes: [UInt8] = []
    func append(_ value: Int, _ count: Int) {
      for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
    }
    func append(name: String) {
      let units = named ? Array(name.utf16) : []
      for place in 0..<32 { append(place < units.count ? Int(units[place]) : 0, 2) }
    }
    func append(_ change: Change?) {
      for word in change?.words ?? Array(repeating: 0, count: 8) { append(word, 2) }
    }
    append(bias, 4)
    append(name: windows)
    append(changes?.winter)
    append(0, 4)
    append(name: windows.replacing("Standard Time", with: "Daylight Time"))
    append(changes?.summer)
    append(changes == nil ? 0 : -savings, 4)
    return Data(bytes).base64EncodedString()
  }

  /// 172 zeros, as some clients send for whole days.
  static let zeros = Data(repeating: 0, count: 172).base64EncodedString()

  private static let october = Change(10, 0, 5, 3)
  private static let march = Change(3, 0, 5, 2)

  static let all = [
    ZoneRow("Europe/Berlin", "W. Europe Standard Time", -60, winter: october, summer: march),
    ZoneRow("Europe/London", "GMT Standard Time", 0, winter: .init(10, 0, 5, 2), summer: .init(3, 0, 5, 1)),
    ZoneRow("Europe/Lisbon", "GMT Standard Time", 0, winter: .init(10, 0, 5, 2), summer: .init(3, 0, 5, 1)),
    ZoneRow(
      "America/New_York", "Eastern Standard Time", 300, winter: .init(11, 0, 1, 2), summer: .init(3, 0, 2, 2)),
    ZoneRow(
      "America/Los_Angeles", "Pacific Standard Time", 480, winter: .init(11, 0, 1, 2),
      summer: .init(3, 0, 2, 2)),
    ZoneRow("America/Sao_Paulo", "E. South America Standard Time", 180),
    ZoneRow(
      "Australia/Sydney", "AUS Eastern Standard Time", -600, winter: .init(4, 0, 1, 3),
      summer: .init(10, 0, 1, 2)),
    ZoneRow(
      "Pacific/Auckland", "New Zealand Standard Time", -720, winter: .init(4, 0, 1, 3),
      summer: .init(9, 0, 5, 2)),
    ZoneRow("Asia/Kolkata", "India Standard Time", -330),
    ZoneRow("Asia/Kathmandu", "Nepal Standard Time", -345),
    ZoneRow("Asia/Tehran", "Iran Standard Time", -210),
    ZoneRow("UTC", "UTC", 0),
    // Half an hour of summer time; and clocks that are set at midnight, so that a day begins at one o'clock.
    ZoneRow(
      "Australia/Lord_Howe", "Lord Howe Standard Time", -630, winter: .init(4, 0, 1, 2),
      summer: .init(10, 0, 1, 2),
      savings: 30),
    ZoneRow(
      "America/Santiago", "Pacific SA Standard Time", 240, winter: .init(4, 0, 1, 0),
      summer: .init(9, 0, 1, 0)),
  ]
}

// MARK: - Clocks
extension ZoneRow {
  private var calendar: Foundation.Calendar {
    get throws {
      var calendar = Foundation.Calendar(identifier: .gregorian)
      calendar.timeZone = try #require(TimeZone(identifier: id))
      return calendar
    }
  }

  /// The moment at which the zone's clocks show `text`, as `2026-10-26 09:00`.
  func moment(_ text: String) throws -> Date {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    var parts = DateComponents()
    (parts.year, parts.month, parts.day) = (numbers[0], numbers[1], numbers[2])
    (parts.hour, parts.minute) = numbers.count > 3 ? (numbers[3], numbers[4]) : (0, 0)
    return try #require(try calendar.date(from: parts))
  }

  /// What the zone's clocks show, as onOffice writes it.
  func text(_ moment: Date) throws -> String {
    let parts = try calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: moment)
    func padded(_ number: Int?, _ length: Int = 2) -> String {
      let digits = String(number ?? 0)
      return String(repeating: "0", count: max(0, length - digits.count)) + digits
    }
    return "\(padded(parts.year, 4))-\(padded(parts.month))-\(padded(parts.day)) "
      + "\(padded(parts.hour)):\(padded(parts.minute)):\(padded(parts.second))"
  }

  /// The same day of the zone and time of day that many days later.
  func days(_ count: Int, after moment: Date) throws -> Date {
    try #require(try calendar.date(byAdding: .day, value: count, to: moment))
  }
}

extension Date {
  /// The moment as Calendar's elements have it.
  var compact: String {
    get throws {
      let text = try ZoneRow("UTC", "UTC", 0).text(self)
      return text.replacing("-", with: "").replacing(":", with: "").replacing(" ", with: "T") + "Z"
    }
  }
}
