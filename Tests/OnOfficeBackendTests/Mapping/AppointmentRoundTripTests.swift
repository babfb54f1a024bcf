import Database
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Appointments to the phone and back, and the other way round")
struct AppointmentRoundTripTests {
  @Test(arguments: 1...500)
  func whatThePhoneGotChangesNothing(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let stored = random.appointment()
    #expect(try stored.edited { _ in } == stored)
  }

  @Test(arguments: 1...500)
  func whatOnOfficeHoldsComesBackAsItWas(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let item = random.item()
    let back = try Appointment.added(item).item
    #expect(back.schedule == item.schedule)
    #expect(back.recurrence == item.recurrence)
    #expect(back.exceptions == item.exceptions)
    #expect(back.subject == item.subject)
    #expect(back.sensitivity == item.sensitivity)
    #expect(back.uid == item.uid)
  }

  @Test(arguments: 1...500)
  func whatItCannotHoldComesBackOnTheSameDays(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var item = random.item()
    item.exceptions = nil
    item.recurrence = random.splitRecurrence()
    let first = try Appointment.added(item)
    let others = try FurtherAppointment.all(of: item).map {
      try Appointment.added($0.item)
    }
    let start = try #require(item.schedule?.start)
    let recurrence = try #require(item.recurrence)
    let window = (0...400).map(start.adding(days:))
    let wanted = try window.filter { try recurrence.falls(on: $0, from: start) }
      .prefix(recurrence.occurrences ?? .max)
    let series = try ([first] + others).map { try #require(Series($0.record)) }
    let found = window.flatMap { day in series.filter { $0.contains(day) }.map { _ in day } }
    #expect(found == Array(wanted), "\(recurrence) from \(start)")
    #expect(try first.edited { $0.recurrence = recurrence } == first, "said twice")
  }
}

extension Schedule {
  fileprivate var start: CivilDate {
    switch self {
    case .timed(let start, _, _): start.date
    case .allDay(let first, _, _): first
    }
  }
}

extension Recurrence {
  /// Whether a weekly recurrence falls on a day: told day by day, without arithmetic of series.
  fileprivate func falls(on day: CivilDate, from start: CivilDate) throws -> Bool {
    let mask = try #require(dayOfWeek)
    let weekStart = firstDayOfWeek ?? 1
    func week(_ day: CivilDate) -> Int {
      var first = day
      while first.weekday != weekStart { first = first.adding(days: -1) }
      return first.dayNumber / 7
    }
    let weeks = week(day) - week(start)
    return mask & 1 << day.weekday != 0 && weeks % (interval ?? 1) == 0 && day <= lastDay ?? day
  }
}

extension SeededGenerator {
  private mutating func chance(_ part: Int) -> Bool { Int.random(in: 0..<part, using: &self) == 0 }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: values.indices, using: &self)]
  }

  /// A day around 2024, often one on which something happens.
  private mutating func day() -> CivilDate {
    let special = ["2024-02-29", "2024-03-31", "2024-10-27", "2024-12-31", "2023-01-31"]
    if chance(4), let day = CivilDate(text: pick(special)) { return day }
    return CivilDate(dayNumber: Int.random(in: 19_000...20_500, using: &self))
  }

  /// An appointment as onOffice may have it, odd ones included.
  fileprivate mutating func appointment() -> Appointment {
    var record = Record()
    let start = LocalDateTime(date: day(), second: 60 * Int.random(in: 0..<1440, using: &self))
    let end = start.adding(seconds: 900 * Int.random(in: -2...400, using: &self))
    record["start_dt"] = .text(start.text)
    record["end_dt"] = chance(20) ? nil : .text(end.text)
    record["ganztags"] = pick([nil, .integer(0), .integer(1), .text("1")])
    record["description"] = pick([nil, .text("Runde"), .text(" ")])
    record["note"] = pick([nil, .text("eins\r\nzwei\n"), .text("[Immobilien aus onOffice]\nNr. 1\n")])
    record["art"] = pick([nil, .text("ind_7")])
    record["status"] = pick([nil, .text("active"), .text("participantsAvailable")])
    record["private"] = pick([nil, .integer(0), .integer(1), .text("1")])
    record["erinnerung"] = pick([nil, .text("1 hours"), .text("45"), .text("soon"), .text("2 weeks")])
    record["ort"] = pick([nil, .text("Büro "), .text("Seestr. 1")])
    record["location"] = pick([nil, .text("estate")])
    record["zpushuuid"] = pick([nil, .text("U")])
    if chance(2) { addSeries(to: &record, from: start.date) }
    return Appointment(
      id: 4711, record: record, artLabel: pick([nil, "Büro"]),
      users: chance(2) ? [UserLink(id: 8, login: "pp", name: "Peter", email: "pp@tucho.example")] : [],
      addresses: chance(2)
        ? [AddressLink(id: 12, name: "Kaspar", email: pick([nil, "kh@tucho.example"]))] : [],
      estates: chance(2) ? [EstateLink(id: 3, number: "4711", title: "Haus", address: "")] : [],
      resources: chance(2) ? [ResourceLink(key: "Büro 1", name: "Beamer")] : [])
  }

  private mutating func addSeries(to record: inout Record, from start: CivilDate) {
    record["rp_flag"] = .integer(1)
    record["rp_type"] = pick([.text("t"), .text("w"), .text("m"), .text("j"), .text("?")])
    record["rp_tage"] = pick([nil, .integer(1), .text("2"), .integer(40)])
    record["rp_ende_status"] = pick([nil, .integer(1), .integer(2)])
    let length = Int.random(in: -5...900, using: &self)
    record["rp_ende_datum"] = pick([nil, .text(start.adding(days: length).text), .text("0000-00-00")])
    let gaps = (0..<4).map { _ in "#" + start.adding(days: Int.random(in: -3...60, using: &self)).text }
    record["rp_exception"] = pick([nil, .text(gaps.joined()), .text("#nonsense#")])
  }

  /// An item that onOffice holds as it is.
  fileprivate mutating func item() -> CalendarItem {
    var item = CalendarItem()
    let start = LocalDateTime(date: day(), second: 60 * Int.random(in: 300..<1440, using: &self))
    let length = Int.random(in: 0...3000, using: &self)
    item.schedule =
      chance(3)
      ? .allDay(first: start.date, last: start.date.adding(days: length / 1440), zone: "Europe/Berlin")
      : .timed(start: start, end: start.adding(seconds: 60 * length), zone: "Europe/Berlin")
    item.subject = pick([nil, "Runde", "Überfällig: 1 < 2"])
    item.sensitivity = pick([0, 2])
    item.uid = "U\(length)"
    if chance(3) { return item }
    addRecurrence(to: &item, from: start.date)
    return item
  }

  private mutating func addRecurrence(to item: inout CalendarItem, from start: CivilDate) {
    let interval = pick([1, 2, 7, 999])
    let end = chance(2) ? nil : start.adding(days: Int.random(in: 0...2000, using: &self))
    let series = Series(first: start, unit: pick([.day, .week, .month, .year]), interval: interval, end: end)
    item.recurrence = series.recurrence
    let gaps = Set((0..<3).map { _ in series.day(of: Int.random(in: 0...12, using: &self)) })
    let days = gaps.filter { $0.year <= 9999 && series.contains($0) }.sorted()
    item.exceptions = days.isEmpty || chance(2) ? nil : days.map(CalendarException.init(leftOut:))
  }

  /// A weekly recurrence on any days.
  fileprivate mutating func splitRecurrence() -> Recurrence {
    var recurrence = Recurrence(
      pick([0, 1]), every: 1, dayOfWeek: Int.random(in: 1...126, using: &self))
    if recurrence.type == 1 { recurrence.interval = Int.random(in: 1...5, using: &self) }
    recurrence.firstDayOfWeek = pick([nil, 0, 1, 6])
    recurrence.occurrences = chance(2) ? Int.random(in: 1...12, using: &self) : nil
    return recurrence
  }
}
