import SyncModel
import Testing
import WBXML

@Suite struct SeriesReadingTests {
  private static func day(_ text: String) -> CivilDate { CivilDate(text: text) ?? CivilDate(dayNumber: 0) }

  private static func time(_ text: String) -> LocalDateTime {
    LocalDateTime(text: text) ?? LocalDateTime(date: CivilDate(dayNumber: 0))
  }

  /// Every Wednesday at nine over the end of summer time, or whole Wednesdays.
  static func series(isAllDay: Bool = false) -> CalendarItem {
    var item = CalendarItem()
    item.subject = "Besprechung"
    item.body = Body(plain: "Notiz")
    let start = time("2026-10-07 09:00:00")
    item.schedule =
      isAllDay
      ? .allDay(first: start.date, last: start.date, zone: "Europe/Berlin")
      : .timed(start: start, end: start.adding(seconds: 3600), zone: "Europe/Berlin")
    var recurrence = Recurrence()
    recurrence.type = 1
    recurrence.interval = 1
    recurrence.dayOfWeek = 8
    recurrence.lastDay = day("2026-12-30")
    recurrence.firstDayOfWeek = 1
    item.recurrence = recurrence
    item.exceptions = [CalendarException(leftOut: day("2026-10-14"))]
    return item
  }

  private func change(
    _ version: ProtocolVersion, of series: CalendarItem, by sent: CalendarItem
  ) throws -> CalendarItem {
    try #require(Reading(version).change(of: .calendar(series), by: Fragment(encoding: sent)).appointment)
  }

  private func recurrence(until: String) throws -> CalendarItem {
    var sent = CalendarItem()
    var recurrence = Recurrence()
    recurrence.type = 1
    recurrence.interval = 1
    recurrence.dayOfWeek = 8
    recurrence.occurrences = 7
    recurrence.until = Sent.moment(until)
    sent.recurrence = recurrence
    return sent
  }

  @Test(arguments: [
    (false, "2026-12-16 08:00:00", "2026-12-16"), (false, "2026-12-16 22:59:59", "2026-12-16"),
    (false, "2026-12-16 00:00:00", "2026-12-16"), (false, "2026-12-16 23:00:00", "2026-12-16"),
    (true, "2026-12-16 00:00:00", "2026-12-16"), (true, "2026-12-15 23:00:00", "2026-12-16"),
    (true, "2026-12-16 23:59:59", "2026-12-16"), (true, "2026-12-16 22:59:59", "2026-12-16"),
  ])
  func untilIsADay(isAllDay: Bool, until: String, expected: String) throws {
    for version in ProtocolVersion.allCases {
      let item = try change(version, of: Self.series(isAllDay: isAllDay), by: recurrence(until: until))
      #expect(item.recurrence?.lastDay?.text == expected)
      #expect(item.recurrence?.until == nil)
      #expect(item.recurrence?.occurrences == nil)
      // 12.1 and 14.0 cannot say it.
      #expect(item.recurrence?.firstDayOfWeek == (version < .v14_1 ? 1 : nil))
      #expect(item.exceptions == (version < .v16_0 ? Self.series().exceptions : nil))
    }
  }

  @Test(arguments: [
    ("2026-12-16 23:59:59", "2026-12-16"),  // the end of the day by UTC, which is the next day in Berlin
    ("2026-12-16 23:00:00", "2026-12-16"),  // midnight
    ("2026-12-16 07:59:59", "2026-12-15"),
    ("2026-12-16 08:00:00", "2026-12-16"), ("2026-12-16 00:00:00", "2026-12-16"),
    ("2026-12-16 07:00:00", "2026-12-16"),  // the hour of the first day
  ])
  func theLastDayIsTheLastOnWhichAnOccurrenceBegins(until: String, expected: String) throws {
    for version in ProtocolVersion.allCases {
      var sent = try recurrence(until: until)
      sent.recurrence?.type = 0
      sent.recurrence?.dayOfWeek = nil
      let item = try change(version, of: Self.series(), by: sent)
      #expect(item.recurrence?.lastDay?.text == expected)
    }
  }

  @Test(arguments: ProtocolVersion.allCases) func anEmptyRecurrenceEndsTheSeries(version: ProtocolVersion)
    throws
  {
    let sent = try Sent.elements([(Calendar.recurrence.tag, "")])
    let item = try Reading(version).change(of: .calendar(Self.series()), by: sent).appointment
    #expect(item?.recurrence == nil)
    #expect(item?.exceptions == nil)
    #expect(item?.schedule == Self.series().schedule)
  }

  @Test func aRecurrenceNeedsItsType() throws {
    var sent = CalendarItem()
    sent.recurrence = Recurrence()
    sent.recurrence?.interval = 2
    let refusal = #expect(throws: ItemRefusal.self) { try change(.v14_1, of: Self.series(), by: sent) }
    #expect(refusal?.element == "Recurrence")
  }

  @Test func theStartOfASeriesTakesTheExceptionsAlongFrom160() throws {
    var sent = CalendarItem()
    sent.startTime = Sent.moment("2026-10-07 06:00:00")
    #expect(try change(.v14_1, of: Self.series(), by: sent).exceptions == Self.series().exceptions)
    #expect(try change(.v16_1, of: Self.series(), by: sent).exceptions == nil)
    sent.startTime = Sent.moment("2026-10-07 07:00:00")
    #expect(try change(.v16_1, of: Self.series(), by: sent) == Self.series())
    sent.endTime = Sent.moment("2026-10-07 09:00:00")
    #expect(try change(.v14_1, of: Self.series(), by: sent).exceptions == Self.series().exceptions)
    #expect(try change(.v16_1, of: Self.series(), by: sent).exceptions == nil)
  }

  @Test func aPatternInOtherWordsIsTheSame() throws {
    var sent = CalendarItem()
    sent.recurrence = Self.series().recurrence
    sent.recurrence?.calendarType = 0
    sent.recurrence?.isLeapMonth = false
    sent.recurrence?.until = Sent.moment("2026-12-30 08:00:00")
    #expect(try change(.v16_1, of: Self.series(), by: sent).exceptions == Self.series().exceptions)
    sent.recurrence?.interval = 2
    #expect(try change(.v16_1, of: Self.series(), by: sent).exceptions == nil)
  }

  @Test func aPatternThatNoCalendarHasIsRefused() throws {
    let rows: [(element: String, edit: (inout Recurrence) -> Void)] = [
      ("Type", { $0.type = 4 }), ("Type", { $0.type = 7 }), ("Interval", { $0.interval = 1000 }),
      ("Interval", { $0.interval = -1 }), ("DayOfWeek", { $0.dayOfWeek = 128 }),
      ("FirstDayOfWeek", { $0.firstDayOfWeek = 7 }), ("WeekOfMonth", { $0.weekOfMonth = 0 }),
      ("DayOfMonth", { ($0.type, $0.dayOfMonth) = (2, 32) }),
      ("MonthOfYear", { ($0.type, $0.monthOfYear, $0.dayOfMonth) = (5, 13, 1) }),
      ("DayOfMonth", { ($0.type, $0.monthOfYear, $0.dayOfMonth) = (5, 2, 30) }),
      ("DayOfMonth", { ($0.type, $0.monthOfYear, $0.dayOfMonth) = (5, 4, 31) }),
    ]
    for (element, edit) in rows {
      var sent = CalendarItem()
      var recurrence = Recurrence()
      (recurrence.type, recurrence.dayOfWeek) = (1, 8)
      edit(&recurrence)
      sent.recurrence = recurrence
      let refusal = #expect(throws: ItemRefusal.self) { try change(.v14_1, of: Self.series(), by: sent) }
      #expect(refusal?.element == element)
    }
  }

  @Test func thirteenMonthsAndTheirDaysAreThoseOfOtherCalendars() throws {
    var sent = CalendarItem()
    var recurrence = Recurrence()
    (recurrence.type, recurrence.monthOfYear, recurrence.dayOfMonth) = (5, 13, 30)
    recurrence.calendarType = 8
    sent.recurrence = recurrence
    #expect(try change(.v14_1, of: Self.series(), by: sent).recurrence?.monthOfYear == 13)
  }
}

// MARK: - Exceptions up to 14.1
extension SeriesReadingTests {
  @Test(arguments: ProtocolVersion.old) func notesOfAnExceptionThatAreNotReadAreRefused(
    version: ProtocolVersion
  ) throws {
    var sent = CalendarItem()
    sent.exceptions = [
      exception("2026-11-04 08:00:00") { exception in
        exception.body = Body(plain: "Subject: x")
        exception.body?.type = 4
      }
    ]
    let refusal = #expect(throws: ItemRefusal.self) { try change(version, of: Self.series(), by: sent) }
    #expect(refusal?.element == "Body")
  }

  @Test(arguments: ProtocolVersion.new) func notesOfAnOccurrenceThatAreNotReadAreRefused(
    version: ProtocolVersion
  ) throws {
    let sent = try Sent.notes("Subject: x", type: 4)
    let refusal = #expect(throws: ItemRefusal.self) {
      try Reading(version).change(of: .calendar(Self.series()), at: "20261014T070000Z", by: sent)
    }
    #expect(refusal?.element == "Body")
  }

  private func exception(_ start: String, _ edit: (inout CalendarException) -> Void = { _ in })
    -> CalendarException
  {
    var exception = CalendarException()
    exception.exceptionStartTime = Sent.moment(start)
    edit(&exception)
    return exception
  }

  @Test(arguments: ProtocolVersion.old) func theSetOfExceptionsIsReplaced(version: ProtocolVersion) throws {
    var sent = CalendarItem()
    sent.exceptions = [
      exception("2026-10-28 08:00:00") { exception in
        exception.startTime = Sent.moment("2026-10-29 13:00:00")
        exception.endTime = Sent.moment("2026-10-29 14:00:00")
        exception.subject = "Verlegt"
        exception.dtStamp = Sent.moment("2026-01-01 00:00:00")
        exception.meetingStatus = 1
        exception.body = Body(plain: "Notiz\r\n")
      },
      exception("2026-10-21 07:00:00") { $0.deleted = true },
      exception("2026-11-04 08:00:00") { exception in
        exception.startTime = Sent.moment("2026-11-04 08:00:00")
        exception.endTime = Sent.moment("2026-11-04 09:00:00")
        exception.location = "Markt"
        exception.body = Body(plain: "Andere\r\nNotiz")
      },
    ]
    let item = try change(version, of: Self.series(), by: sent)
    var moved = CalendarException()
    moved.occurrence = Self.day("2026-10-28")
    moved.schedule = .timed(
      start: Self.time("2026-10-29 14:00:00"), end: Self.time("2026-10-29 15:00:00"), zone: "Europe/Berlin")
    moved.subject = "Verlegt"
    var elsewhere = CalendarException()
    elsewhere.occurrence = Self.day("2026-11-04")
    elsewhere.location = "Markt"
    elsewhere.body = Body(plain: "Andere\nNotiz")
    #expect(item.exceptions == [CalendarException(leftOut: Self.day("2026-10-21")), moved, elsewhere])
    #expect(item.recurrence == Self.series().recurrence)
    let empty = try Sent.elements([(Calendar.exceptions.tag, "")])
    let none = try Reading(version).change(of: .calendar(Self.series()), by: empty).appointment
    #expect(none?.exceptions == nil)
  }

  @Test(arguments: [
    "2026-10-28 00:00:00", "2026-10-27 23:00:00",  // the bare date, midnight in the zone
    "2026-10-27 22:00:00",  // midnight by the offset of the first day
    "2026-10-29 00:00:00",  // a day too late, as from phones that move whole days
  ])
  func exceptionsOfWholeDaysAreMatchedByDate(start: String) throws {
    var sent = CalendarItem()
    sent.exceptions = [
      exception(start) { exception in
        exception.startTime = Sent.moment("2026-10-29 00:00:00")
        exception.endTime = Sent.moment("2026-10-30 00:00:00")
      }
    ]
    let item = try change(.v14_1, of: Self.series(isAllDay: true), by: sent)
    #expect(item.exceptions?.map(\.occurrence) == [Self.day("2026-10-28")])
    let moved = Self.day("2026-10-29")
    // The mark is that of the series.
    #expect(item.exceptions?.first?.schedule == .allDay(first: moved, last: moved, zone: "Europe/Berlin"))
  }

  @Test func anExceptionNeedsItsStart() throws {
    var sent = CalendarItem()
    sent.exceptions = [CalendarException()]
    sent.exceptions?[0].subject = "ohne Beginn"
    let refusal = #expect(throws: ItemRefusal.self) { try change(.v14_1, of: Self.series(), by: sent) }
    #expect(refusal?.element == "ExceptionStartTime")
  }
}

// MARK: - One occurrence, from 16.0
extension SeriesReadingTests {
  @Test(arguments: ["20261028T080000Z", "2026-10-28T08:00:00.000Z"])
  func anOccurrenceIsChangedAndLeftOut(instanceId: String) throws {
    let reading = Reading(.v16_1)
    let renamed = try #require(
      reading.change(
        of: .calendar(Self.series()), at: instanceId, by: Sent.elements([(Calendar.subject.tag, "Anders")])
      ).appointment)
    var exception = CalendarException()
    exception.occurrence = Self.day("2026-10-28")
    exception.subject = "Anders"
    var expected = Self.series()
    expected.exceptions = [CalendarException(leftOut: Self.day("2026-10-14")), exception]
    #expect(renamed == expected)

    let later = try #require(
      reading.change(
        of: .calendar(renamed), at: instanceId,
        by: Sent.elements([
          (Calendar.startTime.tag, "20261028T090000Z"), (Calendar.endTime.tag, "20261028T100000Z"),
        ])
      ).appointment)
    exception.schedule = .timed(
      start: Self.time("2026-10-28 10:00:00"), end: Self.time("2026-10-28 11:00:00"), zone: "Europe/Berlin")
    expected.exceptions = [CalendarException(leftOut: Self.day("2026-10-14")), exception]
    #expect(later == expected)

    let leftOut = try reading.deletion(of: .calendar(later), at: instanceId).appointment
    expected.exceptions = ["2026-10-14", "2026-10-28"].map { CalendarException(leftOut: Self.day($0)) }
    #expect(leftOut == expected)
  }

  @Test func whatIsEmptyForOneOccurrenceIsNotThatOfTheSeries() throws {
    var series = Self.series()
    series.location = "Aachen"
    let sent = try Sent.elements([(AirSyncBase.location.tag, ""), (Calendar.subject.tag, "")])
    let edit = try Reading(.v16_1).change(of: .calendar(series), at: "20261028T080000Z", by: sent)
    let exception = try #require(edit.appointment?.exceptions?.last)
    #expect(exception.location == "")
    #expect(exception.subject == "")
    #expect(exception.structuredLocation == nil)
  }

  @Test func aWholeDayOccurrenceIsNamedByItsDate() throws {
    let edit = try Reading(.v16_1).deletion(
      of: .calendar(Self.series(isAllDay: true)), at: "20261028T000000Z")
    #expect(edit.appointment?.exceptions?.last?.occurrence == Self.day("2026-10-28"))
  }

  @Test func anOccurrenceThatIsLeftOutCanBeLeftOutAgain() throws {
    let edit = try Reading(.v16_1).deletion(of: .calendar(Self.series()), at: "20261014T070000Z")
    #expect(edit.appointment == Self.series())
  }

  @Test func anOccurrenceThatLeftTheSeriesCanBeChangedAgain() throws {
    let renamed = try Sent.elements([(Calendar.subject.tag, "Anders")])
    var exception = CalendarException()
    exception.occurrence = Self.day("2026-10-14")
    exception.subject = "Anders"
    for (sent, expected) in [
      (renamed, exception), (try Sent.elements([]), CalendarException(leftOut: Self.day("2026-10-14"))),
    ] {
      let edit = try Reading(.v16_1).change(of: .calendar(Self.series()), at: "20261014T070000Z", by: sent)
      #expect(edit.appointment?.exceptions == [expected])
    }
  }

  @Test(arguments: ["", "tomorrow", "20261029T080000Z", "20260930T070000Z", "20270106T080000Z"])
  func whatIsNoOccurrenceIsRefused(instanceId: String) throws {
    let sent = try Sent.elements([(Calendar.subject.tag, "Anders")])
    let refusal = #expect(throws: ItemRefusal.self) {
      try Reading(.v16_1).change(of: .calendar(Self.series()), at: instanceId, by: sent)
    }
    #expect(refusal?.element == "InstanceId")
  }

  @Test func onlyASeriesHasOccurrences() throws {
    var single = Self.series()
    (single.recurrence, single.exceptions) = (nil, nil)
    for item in [Item.calendar(single), .contact(ContactItem())] {
      let refusal = #expect(throws: ItemRefusal.self) {
        try Reading(.v16_1).deletion(of: item, at: "20261007T070000Z")
      }
      #expect(refusal?.element == "InstanceId")
    }
  }
}
