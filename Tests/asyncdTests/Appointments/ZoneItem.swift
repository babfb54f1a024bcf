import Foundation
import OnOfficeBackend
import SyncModel
import Testing
import WBXML

/// An appointment that a device in a zone makes, and what an office in another zone must make of it.
struct ZoneItem: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    /// Over the night in which Europe's clocks are set back; and at a quarter past midnight.
    case night, short
    /// A day, a weekend with a change of the clocks in it, and a day that begins at one o'clock in Santiago.
    case day, weekend, gap
    /// As ``day``, told as a bare date without a zone, as Thunderbird does in all versions.
    case bare
    /// Mondays at nine, and whole Mondays, from March to November.
    case series, days
  }

  let kind: Kind
  let phone: ZoneRow
  let version: ProtocolVersion

  var subject: String { "\(kind) \(phone.id) \(version)" }
  var isAllDay: Bool { [.day, .weekend, .gap, .bare, .days].contains(kind) }
  var isSeries: Bool { [.series, .days].contains(kind) }

  /// The first and the last day, or start and end on the device's clock.
  var span: (start: String, end: String) {
    switch kind {
    case .night: ("2026-10-24 22:30", "2026-10-25 04:30")
    case .short: ("2026-07-01 00:15", "2026-07-01 00:45")
    case .day, .bare: ("2026-07-01", "2026-07-01")
    case .weekend: ("2026-10-24", "2026-10-26")
    case .gap: ("2026-09-06", "2026-09-06")
    case .series: ("2026-03-02 09:00", "2026-03-02 09:45")
    case .days: ("2026-03-02", "2026-03-02")
    }
  }

  /// How many occurrences a series has after the first one.
  static let last = 39

  /// When the nth occurrence begins on the device's clock.
  func start(_ number: Int = 0) throws -> Date { try moment(span.start, 7 * number) }

  /// When it ends.
  func end(_ number: Int = 0) throws -> Date { try moment(span.end, 7 * number + (isAllDay ? 1 : 0)) }

  /// The moment of a time of the device's, a number of days later; of a day as the version has it.
  func moment(_ text: String, _ days: Int) throws -> Date {
    let day = try #require(CivilDate(text: String(text.prefix(10)))).adding(days: days).text
    let isBare = isAllDay && (version >= .v16_0 || kind == .bare)
    return try (isBare ? ZoneRow.utc : phone).moment(day + text.dropFirst(10))
  }

  /// The elements that the device sends.
  var elements: [Wire] {
    get throws {
      let timezone = kind == .bare ? ZoneRow.zeros : phone.blob()
      var elements = isAllDay && version >= .v16_0 ? [] : [Wire(Calendar.timezone, timezone)]
      elements += [
        Wire(Calendar.subject, subject), Wire(Calendar.allDayEvent, isAllDay ? "1" : "0"),
        Wire(Calendar.startTime, try start().compact), Wire(Calendar.endTime, try end().compact),
      ]
      if isSeries { elements.append(try recurrence) }
      return elements
    }
  }

  private var recurrence: Wire {
    get throws {
      Wire(
        Calendar.recurrence,
        [
          Wire(Calendar.type, "1"), Wire(Calendar.interval, "1"), Wire(Calendar.dayOfWeek, "2"),
          Wire(Calendar.until, try start(Self.last).compact),
        ])
    }
  }
}

// MARK: - In the office
extension ZoneItem {
  /// Start and end as onOffice must have them.
  func times(in office: ZoneRow) throws -> [String] {
    if isAllDay {
      return [String(span.start.prefix(10)) + " 00:00:00", String(span.end.prefix(10)) + " 23:59:59"]
    }
    return [try office.text(start()), try office.text(end())]
  }

  /// The day on which the office has the nth occurrence.
  func day(_ number: Int, in office: ZoneRow) throws -> CivilDate {
    try #require(CivilDate(text: String(try times(in: office)[0].prefix(10)))).adding(days: 7 * number)
  }

  /// When the nth occurrence begins by the office's clocks, on which a series keeps its hour; of a whole day as
  /// `reader` is told it.
  func start(_ number: Int, in office: ZoneRow, for reader: ProtocolVersion) throws -> Date {
    let zone = isAllDay && reader >= .v16_0 ? ZoneRow.utc : office
    return try zone.moment(day(number, in: office).text + times(in: office)[0].dropFirst(10))
  }

  /// Whether the office cannot keep what the device has: a second time of the hour that comes twice, or a series whose
  /// hours are others there when only one of the two sets its clocks.
  func isOther(in office: ZoneRow) throws -> Bool {
    guard !isAllDay else { return false }
    guard isSeries else {
      return try [start(), end()].contains { try office.moment(office.text($0)) != $0 }
    }
    return try (0...Self.last).contains { try start($0) != start($0, in: office, for: .v16_1) }
  }
}

extension ZoneRow {
  static let utc = ZoneRow("UTC", "UTC", 0)
}
