import Database
import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// The limits of manual 2.3 at every moment: 500 appointments, one month back, six months ahead.
@Suite("500 appointments, one month, six months") struct CalendarLimitsTests {
  /// An appointment as the test knows it: its times one by one, on Berlin's clocks.
  private struct Known: Sendable {
    var times: [Span]
    var isCancelled = false
  }

  private struct Span: Sendable {
    let start: Date
    let end: Date
  }

  /// The moments at which the device syncs, and what is special about them.
  private static let moments = [
    "2027-08-28 12:00:00", "2027-08-28 23:59:59",
    // Six months later there is no such day in February 2028, or just.
    "2027-08-29 00:00:00", "2027-08-30 00:00:00", "2027-08-31 00:00:00", "2027-09-01 00:00:00",
    // The day of 25 hours.
    "2027-10-30 23:59:59", "2027-10-31 00:00:00", "2027-10-31 03:00:00", "2027-11-01 00:00:00",
    "2027-12-31 23:59:59", "2028-01-01 00:00:00",
    "2028-02-28 23:59:59", "2028-02-29 00:00:00", "2028-03-01 00:00:00",
    // The day of 23 hours, and a day that February did not have.
    "2028-03-25 23:59:59", "2028-03-26 00:00:00", "2028-03-26 03:00:00", "2028-03-27 00:00:00",
    "2028-03-31 00:00:00", "2028-04-01 00:00:00",
  ]

  /// How far back a period goes.
  private typealias Past = (unit: Foundation.Calendar.Component, count: Int)

  /// The past by FilterType, [MS-ASCMD] 2.2.3.68.2; without one it is the manual's.
  private static let pasts: [Int?: Past] = [nil: (.month, 1), 4: (.day, 14), 6: (.month, 3), 7: (.month, 6)]

  private let calendar: Foundation.Calendar

  init() throws {
    var calendar = Foundation.Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "Europe/Berlin"))
    self.calendar = calendar
  }

  @Test(
    .manual("2.3 500 Termine", "2.3 Vergangenheit", "2.3 Zukunft", "2.3 Client", "12.2 Terminstatus →"),
    arguments: [nil, 4, 6, 7])
  func atEachMomentADeviceHoldsWhatTheManualSays(filter: Int?) async throws {
    let past = try #require(Self.pasts[filter])
    var options = SyncOptions()
    options.filterType = filter
    try await SyncedOffice.run { _, _ in
    } _: { office, _ in
      let drafts = try self.drafts()
      let people = office.people
      let ids = try await office.write { office in
        try drafts.map { try office.createAppointment(AppointmentDraft($0.record, users: [people.theobald])) }
      }
      var known = Dictionary(uniqueKeysWithValues: zip(ids, drafts.map(\.known)))
      var device: Handset?
      var expected: Set<Int64> = []
      var lastBounds: Range<Date>?
      var fullest = 0
      for (step, text) in Self.moments.enumerated() {
        let now = try berlin(text)
        office.site.clock.set(now)
        // Somebody cancels the next one at some moments, which makes room for another.
        let isNews = step % 3 == 2
        if isNews, let next = try order(known, now, past).first {
          try await office.write { try $0.cancelAppointment(next) }
          known[next]?.isCancelled = true
        }
        let bounds = try bounds(now, past)
        // The bounds move at midnight, unless a month is short; what begins or ends meanwhile changes nothing by
        // itself.
        if isNews || bounds != lastBounds { expected = Set(try order(known, now, past).prefix(500)) }
        lastBounds = bounds
        let phone: Handset
        if let device {
          phone = device
        } else {
          phone = try await Handset(
            Line("theobald", device: "LIMITS", to: office.site), .calendar, options: options, window: 512)
          device = phone
        }
        try await phone.settle()
        #expect(Set(phone.items.keys) == expected, "\(text)")
        fullest = max(fullest, try order(known, now, past).count)
      }
      #expect(fullest > 500)
    }
  }

  /// The period at a moment: whole days, the last one included.
  private func bounds(_ now: Date, _ past: Past) throws -> Range<Date> {
    let today = calendar.startOfDay(for: now)
    let from = try #require(calendar.date(byAdding: past.unit, value: -past.count, to: today))
    let last = try #require(calendar.date(byAdding: .month, value: 6, to: today))
    return from..<(try #require(calendar.date(byAdding: .day, value: 1, to: last)))
  }

  /// All that lie in the period: the next first, then the most recent past.
  private func order(_ known: [Int64: Known], _ now: Date, _ past: Past) throws -> [Int64] {
    let bounds = try bounds(now, past)
    var upcoming: [(Date, Int64)] = []
    var behind: [(Date, Int64)] = []
    for (id, appointment) in known where !appointment.isCancelled {
      let inside = appointment.times.filter { $0.end > bounds.lowerBound && $0.start < bounds.upperBound }
      guard let latest = inside.map(\.start).max() else { continue }
      if let next = inside.filter({ $0.end > now }).map(\.start).min() {
        upcoming.append((next, id))
      } else {
        behind.append((latest, id))
      }
    }
    return upcoming.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
      + behind.sorted { ($1.0, $0.1) < ($0.0, $1.1) }.map(\.1)
  }
}

// MARK: - What stands in the calendar
extension CalendarLimitsTests {
  private typealias Draft = (record: Record, known: Known)

  /// One every nine hours from July 2027 to October 2028, some of whole days, and series of every kind.
  private func drafts() throws -> [Draft] {
    var drafts: [Draft] = []
    for number in 0..<1200 {
      let hours = number * 9
      let day = try plus(.day, hours / 24, try berlin("2027-07-10 00:00:00"))
      let start = try clock(hours % 24, day)
      if number % 5 == 4 {
        let days = number % 3
        let end = try plus(.day, days + 1, day)
        drafts.append(
          (
            record(day, end.addingTimeInterval(-1), ["ganztags": .integer(1)]),
            Known(times: [Span(start: day, end: end)])
          ))
      } else {
        let end = start.addingTimeInterval(3600)
        drafts.append((record(start, end), Known(times: [Span(start: start, end: end)])))
      }
    }
    for number in 0..<24 { drafts.append(try series(number)) }
    return drafts
  }

  /// A series that begins in the summer of 2027, and ends after some months if its number is even.
  private func series(_ number: Int) throws -> Draft {
    let kinds: [(String, Foundation.Calendar.Component, Int)] = [
      ("t", .day, 1), ("w", .day, 7), ("m", .month, 1), ("j", .year, 1),
    ]
    let (type, unit, length) = kinds[number % 4]
    let first = try plus(.day, number, try berlin("2027-07-01 00:00:00"))
    let last = number % 2 == 0 ? try plus(.day, 40 + 20 * number, first) : nil
    var times: [Span] = []
    for count in 0..<1000 {
      let start = try clock(8, try plus(unit, count * length, first))
      if let last, start >= (try plus(.day, 1, last)) { break }
      times.append(Span(start: start, end: start.addingTimeInterval(1800)))
      if times.count > 500 { break }
    }
    var fields: Record = ["rp_flag": .integer(1), "rp_type": .text(type), "rp_tage": .integer(1)]
    fields["rp_ende_status"] = .integer(last == nil ? 2 : 1)
    if let last { fields["rp_ende_datum"] = .text(String(text(last).prefix(10))) }
    return (record(times[0].start, times[0].end, fields), Known(times: times))
  }

  private func record(_ start: Date, _ end: Date, _ more: Record = [:]) -> Record {
    var record = more
    record["start_dt"] = .text(text(start))
    record["end_dt"] = .text(text(end))
    record["status"] = .text("active")
    return record
  }

  private func text(_ moment: Date) -> String { LocalDateTime(moment, in: calendar.timeZone).text }

  private func plus(_ unit: Foundation.Calendar.Component, _ count: Int, _ moment: Date) throws -> Date {
    try #require(calendar.date(byAdding: unit, value: count, to: moment))
  }

  private func clock(_ hour: Int, _ day: Date) throws -> Date {
    try #require(calendar.date(bySettingHour: hour, minute: 0, second: 0, of: day))
  }
}
