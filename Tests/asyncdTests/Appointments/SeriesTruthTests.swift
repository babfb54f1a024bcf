import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// Whatever series a device makes, in the end it shows the dates that onOffice has, no more and no less.
@Suite("The phone shows the truth", .manual("12.2 Wiederholung ←", "12.2 Wiederholung →"))
struct SeriesTruthTests {
  /// When something takes place; whole days as bare dates.
  struct Occurrence: Hashable, CustomTestStringConvertible {
    let start: Date
    let end: Date

    var testDescription: String { (try? "\(start.compact)-\(end.compact)") ?? "" }
  }

  /// How far series without end are counted.
  static let horizon = Date(timeIntervalSince1970: 1_830_000_000)

  @Test(arguments: ZoneMatrixTests.versions, 0..<3 as Range<UInt64>)
  func randomSeries(version: ProtocolVersion, seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let office = random.zone()
    try await SeriesDesk.run(zone: office.id) { desk in
      let device = try await desk.device("PHONE", version)
      for place in 0..<16 {
        let phone = random.zone()
        let item = try random.series(of: phone, named: "Serie \(place)", version)
        _ = try await desk.add(item, by: device)
        _ = try await desk.told(to: device)
        let shown = try Self.shown(device.items, phone, office)
        let stored = try await Self.stored(desk, office)
        #expect(shown.subtracting(stored).isEmpty, "\(phone) in \(office): \(item.map(\.testDescription))")
        #expect(stored.subtracting(shown).isEmpty, "\(phone) in \(office): \(item.map(\.testDescription))")
        guard shown == stored else { return }
      }
    }
  }

  /// What a device shows, counted by the zone that each appointment has there.
  private static func shown(
    _ items: [Int64: Fragment], _ phone: ZoneRow, _ office: ZoneRow
  ) throws -> Set<Occurrence> {
    var shown: Set<Occurrence> = []
    for fragment in items.values {
      let item = try fragment.decode(CalendarItem.self)
      let zone = try #require(ZoneRow.all.first { item.timezone == nil || $0.blob() == item.timezone })
      try shown.formUnion(occurrences(of: item, in: item.timezone == nil ? .utc : zone))
    }
    return shown
  }

  private static func occurrences(of item: CalendarItem, in zone: ZoneRow) throws -> [Occurrence] {
    let (start, end) = try (#require(item.startTime), #require(item.endTime))
    let first = try zone.text(start)
    let isBare = item.allDayEvent == true
    let length = end.timeIntervalSince(start)
    func occurrence(_ begin: Date) throws -> Occurrence {
      guard isBare else { return Occurrence(start: begin, end: begin.addingTimeInterval(length)) }
      let day = try ZoneRow.utc.moment(String(zone.text(begin).prefix(10)))
      let last = try ZoneRow.utc.moment(String(zone.text(begin.addingTimeInterval(length + 7200)).prefix(10)))
      return Occurrence(start: day, end: last)
    }
    guard let recurrence = item.recurrence else { return [try occurrence(start)] }
    let gone = Set((item.exceptions ?? []).compactMap { $0.exceptionStartTime ?? $0.instanceId })
    #expect(item.exceptions?.allSatisfy { $0.deleted == true } != false)
    // No device is left with what onOffice has not.
    let unit = try #require([0: "t", 1: "w", 2: "m", 5: "j"][recurrence.type ?? -1])
    #expect((recurrence.dayOfWeek ?? 1).nonzeroBitCount == 1)
    let days = try OfficeSeries([
      "start_dt": first, "rp_type": unit, "rp_tage": "\(recurrence.interval ?? 1)",
    ]).days(recurrence.occurrences ?? 400)
    return try days.map { try zone.moment($0 + first.dropFirst(10)) }
      .filter { $0 <= recurrence.until ?? $0 && !gone.contains($0) }.map(occurrence).filter {
        $0.start < horizon
      }
  }

  /// What onOffice has.
  private static func stored(_ desk: SeriesDesk, _ office: ZoneRow) async throws -> Set<Occurrence> {
    var stored: Set<Occurrence> = []
    for id in try await desk.numbers() {
      let record = try await desk.stored(id)
      guard record["status"] != "canceled", let start = record["start_dt"], let end = record["end_dt"] else {
        continue
      }
      let isDay = record["ganztags"] == "1"
      let zone = isDay ? ZoneRow.utc : office
      let length = try zone.moment(end).timeIntervalSince(zone.moment(start)) + (isDay ? 60 : 0)
      let days = record["rp_flag"] == "1" ? try OfficeSeries(record).days(400) : [String(start.prefix(10))]
      for day in days {
        let begin = try zone.moment(day + start.dropFirst(10))
        guard record["rp_flag"] != "1" || begin < horizon else { continue }
        stored.insert(Occurrence(start: begin, end: begin.addingTimeInterval(length)))
      }
    }
    return stored
  }
}

extension SeededGenerator {
  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  fileprivate mutating func zone() -> ZoneRow { ZoneRow.all[number(0...ZoneRow.all.count - 1)] }

  /// A series of a device, by hours or whole days, some with dates that are left out.
  fileprivate mutating func series(
    of phone: ZoneRow, named name: String, _ version: ProtocolVersion
  ) throws -> [Wire] {
    let day = try #require(CivilDate(text: "2026-05-16")).adding(days: number(0...150))
    let isDay = number(0...3) == 0
    let zone = isDay && version >= .v16_0 ? ZoneRow.utc : phone
    let hour = isDay ? "00:00" : "\(number(0...23)):\(number(0...3) * 15)"
    let start = try zone.moment("\(day.text) \(hour)")
    let end =
      isDay
      ? try zone.moment(day.adding(days: 1).text) : start.addingTimeInterval(Double(number(1...8)) * 900)
    let (interval, pattern) = pattern(from: day)
    let timezone = isDay && version >= .v16_0 ? [] : [Wire(Calendar.timezone, phone.blob())]
    var elements: [Wire] =
      try timezone + [
        Wire(Calendar.subject, name), Wire(Calendar.allDayEvent, isDay ? "1" : "0"),
        Wire(Calendar.startTime, start.compact), Wire(Calendar.endTime, end.compact),
      ]
    var parts = [Wire(Calendar.interval, "\(interval)")] + pattern
    switch number(0...2) {
    case 0: parts.append(Wire(Calendar.occurrences, "\(number(1...30))"))
    case 1:
      parts.append(
        Wire(Calendar.until, try zone.moment("\(day.adding(days: number(0...300)).text) \(hour)").compact))
    default: break
    }
    elements.append(Wire(Calendar.recurrence, parts))
    guard number(0...1) == 0 else { return elements }
    let names = (0..<3).map { _ in day.adding(days: interval * 7 * number(0...20)) }
    let exceptions = try Set(names).map { day in
      Wire(
        Calendar.exception,
        [
          Wire(Calendar.deleted, "1"),
          version >= .v16_0
            ? Wire(AirSyncBase.instanceId, try zone.moment("\(day.text) \(hour)").compact)
            : Wire(Calendar.exceptionStartTime, try zone.moment("\(day.text) \(hour)").compact),
        ])
    }
    return elements + [Wire(Calendar.exceptions, exceptions)]
  }

  /// A pattern of any kind, and its interval.
  private mutating func pattern(from day: CivilDate) -> (interval: Int, parts: [Wire]) {
    let fits = number(0...1) == 0
    let dayOfWeek = Wire(Calendar.dayOfWeek, "\(fits ? 1 << day.weekday : number(1...127))")
    let dayOfMonth = Wire(Calendar.dayOfMonth, "\(fits ? day.day : number(1...28))")
    let month = Wire(Calendar.monthOfYear, "\(fits ? day.month : number(1...12))")
    let week = Wire(Calendar.weekOfMonth, "\(number(1...5))")
    func type(_ type: Int, _ parts: [Wire]) -> [Wire] { [Wire(Calendar.type, "\(type)")] + parts }
    let kinds = [
      type(0, []), type(0, [dayOfWeek]), type(1, [dayOfWeek]), type(2, [dayOfMonth]),
      type(3, [dayOfWeek, week]), type(5, [dayOfMonth, month]), type(6, [dayOfWeek, week, month]),
    ]
    return (number(1...3), kinds[number(0...kinds.count - 1)])
  }
}
