/// A day and a time of day as a clock on the wall shows them, without zone: onOffice's times.
public struct LocalDateTime: Hashable, Comparable, Sendable {
  /// The day.
  public let date: CivilDate
  /// Seconds since midnight on the wall's clock, 0 to 86399.
  public let second: Int

  /// Joins day and second.
  public init(date: CivilDate, second: Int = 0) {
    self.date = date
    self.second = second
  }

  /// Joins day and time of day.
  public init(date: CivilDate, hour: Int, minute: Int, second: Int = 0) {
    self.init(date: date, second: hour * 3600 + minute * 60 + second)
  }

  /// Earlier on the wall is smaller.
  public static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
    (left.date, left.second) < (right.date, right.second)
  }

  /// The year.
  public var year: Int { date.year }
  /// The month, 1 to 12.
  public var month: Int { date.month }
  /// The day of the month, 1 to 31.
  public var day: Int { date.day }
  /// The hour, 0 to 23.
  public var hour: Int { second / 3600 }
  /// The minute, 0 to 59.
  public var minute: Int { second / 60 % 60 }
}

// MARK: - Moving about
extension LocalDateTime {
  /// The same time of day that many days later, or earlier.
  public func adding(days: Int) -> LocalDateTime {
    LocalDateTime(date: date.adding(days: days), second: second)
  }

  /// The same time of day that many months later; see ``CivilDate/adding(months:)``.
  public func adding(months: Int) -> LocalDateTime {
    LocalDateTime(date: date.adding(months: months), second: second)
  }

  /// The same time of day that many years later; see ``CivilDate/adding(years:)``.
  public func adding(years: Int) -> LocalDateTime {
    LocalDateTime(date: date.adding(years: years), second: second)
  }

  /// The time that many seconds later on a wall's clock that is never set.
  public func adding(seconds: Int) -> LocalDateTime {
    LocalDateTime(secondsSince1970: secondsSince1970 + seconds)
  }

  /// Seconds since 1 January 1970, 0:00, on a wall's clock that is never set.
  var secondsSince1970: Int { date.dayNumber * 86_400 + second }

  /// The time that a wall's clock shows which is never set.
  init(secondsSince1970 seconds: Int) {
    let day = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    self.init(date: CivilDate(dayNumber: day), second: seconds - day * 86_400)
  }
}

// MARK: - Text
extension LocalDateTime: CustomStringConvertible {
  /// `YYYY-MM-DD HH:MM:SS`, as in onOffice's API.
  public var text: String { "\(date.text) \(padded(hour, 2)):\(padded(minute, 2)):\(padded(second % 60, 2))" }

  /// As ``text``, for logs and tests.
  public var description: String { text }

  /// Reads `YYYY-MM-DD HH:MM:SS`; nil for anything else and for a time that does not exist.
  public init?(text: String) {
    guard let date = CivilDate(text: String(text.prefix(10))) else { return nil }
    var scanner = DigitScanner(String(text.dropFirst(10)))
    guard scanner.skip(" "), let hour = scanner.number(2), scanner.skip(":"),
      let minute = scanner.number(2), scanner.skip(":"), let second = scanner.number(2), scanner.isAtEnd,
      hour < 24, minute < 60, second < 60
    else { return nil }
    self.init(date: date, hour: hour, minute: minute, second: second)
  }
}
