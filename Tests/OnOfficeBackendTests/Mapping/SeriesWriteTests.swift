import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Series of appointments from the phone, manual 12.2")
struct SeriesWriteTests {
  /// A Wednesday.
  private let single = storedAppointment([
    "start_dt": "2024-05-01 10:00:00", "end_dt": "2024-05-01 11:00:00",
  ])

  @Test(
    .manual("12.2 Wiederholung ←"),
    arguments: [
      (Recurrence(0, every: 3), "t", 3), (Recurrence(1, every: 2, dayOfWeek: 8), "w", 2),
      (Recurrence(1, every: 1), "w", 1), (Recurrence(2, every: 999, dayOfMonth: 1), "m", 999),
      (Recurrence(2, every: nil), "m", 1), (Recurrence(5, every: 1, dayOfMonth: 1, month: 5), "j", 1),
      (Recurrence(5, every: 4), "j", 4), (Recurrence(0, every: 0), "t", 1),
      (Recurrence(0, every: 1, dayOfWeek: 127), "t", 1), (Recurrence(1, every: 1, dayOfWeek: 127), "t", 1),
      (Recurrence(3, every: 2, dayOfWeek: 8), "m", 2),
      (Recurrence(6, every: nil, dayOfWeek: 8, month: 5), "j", 1),
    ] as [(Recurrence, String, Int)])
  func patternBecomesTypeAndInterval(recurrence: Recurrence, type: String, interval: Int) throws {
    let record = try single.edited { $0.recurrence = recurrence }.record
    #expect(record.flag("rp_flag"))
    #expect(record.text("rp_type") == type)
    #expect(record.integer("rp_tage") == interval)
    #expect(record.integer("rp_ende_status") == 2)
    #expect(record.text("rp_ende_datum") == nil)
    #expect(record.text("start_dt") == "2024-05-01 10:00:00")
  }

  @Test(arguments: [
    (Recurrence(0, every: 3, occurrences: 4), "2024-05-10"), (Recurrence(0, occurrences: 1), "2024-05-01"),
    (Recurrence(1, every: 2, dayOfWeek: 8, occurrences: 3), "2024-05-29"),
    (Recurrence(2, dayOfMonth: 1, occurrences: 13), "2025-05-01"),
    (Recurrence(5, dayOfMonth: 1, month: 5, occurrences: 999), "3022-05-01"),
    (Recurrence(1, dayOfWeek: 62, occurrences: 5), "2024-05-07"),
    (Recurrence(1, dayOfWeek: 62, occurrences: 6), "2024-05-08"),
    (Recurrence(0, until: "2024-06-02"), "2024-06-02"), (Recurrence(0, until: "2024-01-01"), "2024-05-01"),
    (Recurrence(0, occurrences: -1), "2024-05-01"),
  ])
  func endIsADay(recurrence: Recurrence, last: String) throws {
    let record = try single.edited { $0.recurrence = recurrence }.record
    #expect(record.text("rp_ende_datum") == last)
    #expect(record.integer("rp_ende_status") == 1)
  }

  @Test(arguments: [
    (Recurrence(1, dayOfWeek: 2), "2024-05-06"), (Recurrence(1, every: 2, dayOfWeek: 2), "2024-05-13"),
    (Recurrence(1, every: 3, dayOfWeek: 16), "2024-05-02"), (Recurrence(0, dayOfWeek: 65), "2024-05-04"),
    (Recurrence(2, dayOfMonth: 15), "2024-05-15"), (Recurrence(2, every: 2, dayOfMonth: 31), "2024-05-31"),
    (Recurrence(5, dayOfMonth: 31, month: 4), "2025-04-30"),
    (Recurrence(5, every: 3, dayOfMonth: 29, month: 2), "2027-02-28"),
    (Recurrence(5, dayOfMonth: 24, month: 12), "2024-12-24"),
  ])
  func firstDayIsTheFirstThatFits(recurrence: Recurrence, first: String) throws {
    for stored in [single, storedAppointment(["start_dt": "2024-04-01 10:00:00"])] {
      let written = try stored.edited {
        $0.recurrence = recurrence
        $0.schedule = .timed("2024-05-01 10:00:00", "2024-05-01 11:00:00")
      }
      #expect(written.item.schedule == .timed(first + " 10:00:00", first + " 11:00:00"))
    }
  }

  @Test func movingASeriesKeepsItsWeekday() throws {
    let series = try single.edited { $0.recurrence = Recurrence(1, dayOfWeek: 8) }
    let moved = try series.edited { $0.schedule = .timed("2024-05-02 12:00:00", "2024-05-02 13:00:00") }
    #expect(moved.item.schedule == .timed("2024-05-08 12:00:00", "2024-05-08 13:00:00"))
    #expect(moved.item.recurrence?.dayOfWeek == 8)
  }

  @Test func wholeDaysOfASeriesMoveAsAWhole() throws {
    let written = try single.edited {
      $0.schedule = .days("2024-05-01", "2024-05-02")
      $0.recurrence = Recurrence(1, dayOfWeek: 32)
    }
    #expect(written.item.schedule == .days("2024-05-03", "2024-05-04"))
  }

  @Test(arguments: [
    ("2024-01-31", Recurrence(2, dayOfMonth: 31), 31), ("2024-02-29", Recurrence(2, dayOfMonth: 31), 29),
    ("2024-02-29", Recurrence(5, dayOfMonth: 29, month: 2), 29),
    ("2023-02-28", Recurrence(5, dayOfMonth: 29, month: 2), 28),
  ])
  func endOfMonthIsTheLastDayOfShorterOnes(start: String, recurrence: Recurrence, dayOfMonth: Int) throws {
    let written = try single.edited {
      $0.schedule = .timed(start + " 10:00:00", start + " 11:00:00")
      $0.recurrence = recurrence
    }
    #expect(written.record.text("start_dt") == start + " 10:00:00")
    #expect(written.item.recurrence?.dayOfMonth == dayOfMonth)
  }

  @Test func daysOfOtherCalendarsAreThoseOfTheStart() throws {
    let written = try single.edited {
      $0.recurrence = Recurrence(2, dayOfMonth: 15)
      $0.recurrence?.calendarType = 8
    }
    #expect(written.item.recurrence?.dayOfMonth == 1)
  }

  @Test(
    .manual("12.2 Wiederholung ←"),
    arguments: [Recurrence(4), Recurrence(7), Recurrence(0, every: 1000), Recurrence()])
  func otherRecurrencesAreRefused(recurrence: Recurrence) throws {
    #expect(throws: ItemRefusal.self) { try single.edited { $0.recurrence = recurrence } }
  }

  @Test func withoutRecurrenceItIsNoSeriesAnyMore() throws {
    let series = try single.edited {
      $0.recurrence = Recurrence(0, until: "2024-06-01")
      $0.exceptions = [CalendarException(leftOut: CivilDate(dayNumber: 19_850))]
    }
    #expect(series.record.text("rp_exception") == "#2024-05-07")
    let ended = try series.edited {
      $0.recurrence = nil
      $0.exceptions = nil
    }
    #expect(ended == single)
  }

  @Test func sameSeriesInOtherWordsTouchesNothing() throws {
    let stored = storedAppointment([
      "start_dt": "2024-05-01 10:00:00", "end_dt": "2024-05-01 11:00:00", "rp_flag": "1", "rp_type": "t",
      "rp_tage": "3", "rp_ende_status": 1, "rp_ende_datum": "2024-05-12",
      "rp_exception": "#2024-05-07#2024-05-04#2024-05-05",
    ])
    let written = try stored.edited {
      $0.recurrence = Recurrence(0, every: 3, occurrences: 4)
      $0.recurrence?.firstDayOfWeek = 1
      $0.recurrence?.calendarType = 0
      $0.exceptions?.reverse()
    }
    #expect(written == stored)
  }

  // MARK: - Exceptions
  private var daily: Appointment {
    get throws { try single.edited { $0.recurrence = Recurrence(0, until: "2024-05-31") } }
  }

  @Test func deletedAndChangedOccurrencesLeaveTheSeries() throws {
    var changed = CalendarException()
    changed.occurrence = CivilDate(text: "2024-05-20")
    changed.subject = "anders"
    var same = CalendarException()
    same.occurrence = CivilDate(text: "2024-05-21")
    let written = try daily.edited { item in
      let left = ["2024-05-26", "2024-05-03", "2024-06-03"].compactMap(CivilDate.init(text:))
      item.exceptions = left.map(CalendarException.init(leftOut:)) + [changed, same]
    }
    #expect(written.record.text("rp_exception") == "#2024-05-03#2024-05-20#2024-05-26")
  }

  @Test func sentExceptionsAreAllThereAre() throws {
    let left = try ["2024-05-03", "2024-05-04"].map { try #require(CivilDate(text: $0)) }
    let both = try daily.edited { $0.exceptions = left.map(CalendarException.init(leftOut:)) }
    let one = try both.edited { $0.exceptions = [CalendarException(leftOut: left[1])] }
    #expect(one.record.text("rp_exception") == "#2024-05-04")
    #expect(try both.edited { $0.exceptions = nil } == daily)
  }

  @Test func singleAppointmentHasNoExceptions() throws {
    #expect(
      try single.edited { $0.exceptions = [CalendarException(leftOut: CivilDate(dayNumber: 0))] } == single)
  }
}
