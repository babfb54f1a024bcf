import Database
import Foundation
import SyncModel
import Testing

@testable import OnOfficeBackend

@Suite("Further appointments that one item leads to")
struct FurtherAppointmentTests {
  /// A Wednesday.
  private let stored = storedAppointment([
    "start_dt": "2024-05-01 10:00:00", "end_dt": "2024-05-01 11:00:00", "description": "Runde",
    "zpushuuid": "U", "ort": "Büro", "erinnerung": "1 hours",
  ])

  private func further(
    of stored: Appointment, _ change: (inout CalendarItem) -> Void
  ) throws -> [FurtherAppointment] {
    var item = stored.item
    change(&item)
    return try FurtherAppointment.all(of: item)
  }

  @Test func otherWeekdaysAreSeriesOfTheirOwn() throws {
    let others = try further(of: stored) { $0.recurrence = Recurrence(1, every: 2, dayOfWeek: 2 + 8 + 32) }
    #expect(others.map(\.name.text) == ["w5", "w1"])
    #expect(others.map(\.item.uid) == [nil, nil])
    #expect(others.map(\.item.recurrence?.dayOfWeek) == [32, 2])
    #expect(others.allSatisfy { $0.item.recurrence?.interval == 2 && $0.item.subject == "Runde" })
    #expect(others[0].item.schedule == .timed("2024-05-03 10:00:00", "2024-05-03 11:00:00"))
    #expect(others[1].item.schedule == .timed("2024-05-13 10:00:00", "2024-05-13 11:00:00"))
  }

  @Test func weekBeginsOnTheDayThatIsSaid() throws {
    // Wednesday 1 May and the Sunday of its week: the one before if weeks begin on Sunday.
    let others = try [nil, 1, 0].map { first in
      try further(of: stored) {
        $0.recurrence = Recurrence(1, every: 2, dayOfWeek: 1 + 8)
        $0.recurrence?.firstDayOfWeek = first
      }
    }
    let starts = others.map { $0.first?.item.schedule }
    #expect(starts[0] == .timed("2024-05-05 10:00:00", "2024-05-05 11:00:00"))
    #expect(starts[1] == starts[0])
    #expect(starts[2] == .timed("2024-05-12 10:00:00", "2024-05-12 11:00:00"))
  }

  @Test func workingDaysAreFiveSeriesTogether() throws {
    let recurrence = Recurrence(0, dayOfWeek: 62, occurrences: 7)
    let others = try further(of: stored) { $0.recurrence = recurrence }
    let first = try stored.edited { $0.recurrence = recurrence }
    #expect(others.count == 4)
    let all = try [first] + others.map { try Appointment.added($0.item) }
    let days = try all.flatMap { appointment in
      let series = try #require(Series(appointment.record))
      return (0...30).map(series.first.adding(days:)).filter(series.contains).map(\.text)
    }
    #expect(
      days.sorted() == [
        "2024-05-01", "2024-05-02", "2024-05-03", "2024-05-06", "2024-05-07", "2024-05-08", "2024-05-09",
      ])
  }

  @Test func dailyOnSomeWeekdaysIsOnEachOfThem() throws {
    let others = try further(of: stored) { $0.recurrence = Recurrence(0, every: 2, dayOfWeek: 62) }
    #expect(others.map(\.name.text) == ["w4", "w5", "w1", "w2"])
    #expect(others.allSatisfy { $0.item.recurrence?.interval == 1 })
    // On all of them nothing else is said than every other day.
    #expect(try further(of: stored) { $0.recurrence = Recurrence(0, every: 2, dayOfWeek: 127) }.isEmpty)
  }

  @Test func weekdayAfterTheLastDayIsNone() throws {
    let others = try further(of: stored) {
      $0.recurrence = Recurrence(1, dayOfWeek: 62, until: "2024-05-02")
    }
    #expect(others.map(\.name.text) == ["w4"])
  }

  @Test func gapsGoWithTheirWeekday() throws {
    let days = try ["2024-05-08", "2024-05-10"].map { try #require(CivilDate(text: $0)) }
    let change = { (item: inout CalendarItem) in
      item.recurrence = Recurrence(1, dayOfWeek: 8 + 32)
      item.exceptions = days.map(CalendarException.init(leftOut:))
    }
    #expect(try stored.edited(change).item.exceptions == [CalendarException(leftOut: days[0])])
    #expect(try further(of: stored, change).map(\.item.exceptions) == [[CalendarException(leftOut: days[1])]])
  }

  // MARK: - Occurrences that differ
  private var series: Appointment {
    get throws { try stored.edited { $0.recurrence = Recurrence(0) } }
  }

  private func exception(_ day: String, _ change: (inout CalendarException) -> Void) -> CalendarException {
    var exception = CalendarException()
    exception.occurrence = CivilDate(text: day)
    change(&exception)
    return exception
  }

  @Test func changedOccurrenceIsAnAppointment() throws {
    let moved = exception("2024-05-20") {
      $0.schedule = .timed("2024-05-21 12:00:00", "2024-05-21 13:30:00")
      $0.subject = "Ausnahme"
      $0.reminder = 0
    }
    let others = try further(of: series) { $0.exceptions = [moved] }
    #expect(others.map(\.name.text) == ["2024-05-20"])
    let written = try Appointment.added(others[0].item)
    #expect(
      written.record.fields == [
        "start_dt": "2024-05-21 12:00:00", "end_dt": "2024-05-21 13:30:00", "description": "Ausnahme",
        "ort": "Büro", "location": "sonstiges", "erinnerung": "0 minutes",
      ])
  }

  @Test func whatIsNotChangedIsThatOfTheSeries() throws {
    let others = try further(of: series) {
      $0.exceptions = [exception("2024-05-20") { $0.location = "Aachen" }]
    }
    let item = try #require(others.first?.item)
    #expect(item.schedule == .timed("2024-05-20 10:00:00", "2024-05-20 11:00:00"))
    #expect(item.subject == "Runde" && item.location == "Aachen" && item.reminder == 60)
    #expect(item.recurrence == nil && item.exceptions == nil)
  }

  @Test func leftOutAndEqualOccurrencesAreNone() throws {
    let others = try further(of: series) { item in
      item.exceptions = [
        CalendarException(leftOut: CivilDate(dayNumber: 19_860)), exception("2024-05-20") { _ in },
        exception("2024-05-21") { $0.dtStamp = .distantPast },
      ]
    }
    #expect(others.isEmpty)
  }

  @Test func singleAppointmentHasNone() throws {
    #expect(
      try further(of: stored) { $0.exceptions = [exception("2024-05-20") { $0.subject = "x" }] }.isEmpty)
  }

  @Test func namesAreReadAsTheyAreKept() throws {
    let day = try #require(CivilDate(text: "2024-05-20"))
    for name in [FurtherAppointment.Name.day(day), .weekday(0), .weekday(6)] {
      #expect(FurtherAppointment.Name(name.text) == name)
    }
    for text in ["", "w", "w7", "5", "2024-05", "w-1"] { #expect(FurtherAppointment.Name(text) == nil) }
  }

  @Test func moreThanALimitIsRefused() throws {
    let first = try #require(CivilDate(text: "2024-05-02"))
    let changed = (0..<FurtherAppointment.limit).map { number in
      exception(first.adding(days: number).text) { $0.subject = "x" }
    }
    #expect(try further(of: series) { $0.exceptions = changed }.count == FurtherAppointment.limit)
    let more = exception("2025-12-24") { $0.subject = "x" }
    #expect(throws: ItemRefusal.self) {
      try further(of: series) { $0.exceptions = changed + [more] }
    }
    // Those that are left out are no records.
    let out = (0..<2000).map { CalendarException(leftOut: first.adding(days: $0)) }
    #expect(try further(of: series) { $0.exceptions = out }.isEmpty)
  }

  @Test func templateHasLinksAndFieldsButNoSeries() throws {
    let estate = EstateLink(id: 3, number: "4711", title: "Haus am See", address: "")
    let model = storedAppointment(
      [
        "start_dt": "2024-05-01 10:00:00", "rp_flag": 1, "rp_type": "t", "rp_exception": "#2024-05-02",
        "zpushuuid": "U", "modified": "2024-05-01 10:00:00", "ProjektNr": 3,
      ], estates: [estate])
    #expect(
      model.template
        == storedAppointment(["start_dt": "2024-05-01 10:00:00", "ProjektNr": 3], id: 0, estates: [estate]))
  }
}
