import SyncModel
import Testing
import WBXML

@Suite struct AppointmentReadingTests {
  private static let timed = Schedule.timed(
    start: time("2026-07-01 09:00:00"), end: time("2026-07-01 10:00:00"), zone: "Europe/Berlin")
  private static let allDay = Schedule.allDay(
    first: time("2026-07-01 00:00:00").date, last: time("2026-07-02 00:00:00").date, zone: "Europe/Berlin")

  private static func time(_ text: String) -> LocalDateTime {
    LocalDateTime(text: text) ?? LocalDateTime(date: CivilDate(dayNumber: 0))
  }

  /// What a phone in a zone sends as Timezone.
  private static func blob(_ zone: String) throws -> String {
    var item = CalendarItem()
    item.schedule = .timed(start: time("2026-07-01 09:00:00"), end: time("2026-07-01 10:00:00"), zone: zone)
    let content = try Item.calendar(item).applicationData(for: Presentation(version: .v14_1))
    return try #require(content.decode(CalendarItem.self).timezone)
  }

  private func change(
    _ before: Schedule?, _ elements: [(Calendar, String)], _ version: ProtocolVersion = .v14_1
  ) throws -> Schedule? {
    var item = CalendarItem()
    item.subject = "Termin"
    item.schedule = before
    let sent = try Sent.elements(elements.map { ($0.tag, $1) })
    let reading = Reading(version)
    guard before != nil else { return try reading.addition(sent, of: .calendar).appointment?.schedule }
    let edit = try reading.change(of: .calendar(item), by: sent)
    var expected = item
    expected.schedule = edit.appointment?.schedule
    #expect(edit.appointment == expected)
    return expected.schedule
  }

  private func text(_ schedule: Schedule?) -> String {
    switch schedule {
    case .timed(let start, let end, let zone): "\(start) \(end) \(zone)"
    case .allDay(let first, let last, let zone): "\(first) \(last) \(zone)"
    case nil: "none"
    }
  }

  @Test(
    arguments: [
      (
        [(Calendar.startTime, "20261201T080000Z"), (.endTime, "20261201T083000Z")],
        "2026-12-01 09:00:00 2026-12-01 09:30:00 Europe/Berlin"
      ),
      (
        [(.startTime, "20261201T080000Z"), (.endTime, "20261201T080000Z")],
        "2026-12-01 09:00:00 2026-12-01 09:00:00 Europe/Berlin"
      ),
      (
        [(.startTime, "2026-12-01T08:00:00.000Z"), (.endTime, "2026-12-01T08:30:00Z")],
        "2026-12-01 09:00:00 2026-12-01 09:30:00 Europe/Berlin"
      ),
      (
        [(.startTime, "20251231T233000Z"), (.endTime, "20260101T003000Z")],
        "2026-01-01 00:30:00 2026-01-01 01:30:00 Europe/Berlin"
      ),
      // From 2:50 summer time to 2:10 winter time are 20 minutes.
      (
        [(.startTime, "20261025T005000Z"), (.endTime, "20261025T011000Z")],
        "2026-10-25 02:50:00 2026-10-25 03:10:00 Europe/Berlin"
      ),
      (
        [(.startTime, "20260630T220000Z"), (.endTime, "20260702T220000Z"), (.allDayEvent, "1")],
        "2026-07-01 2026-07-02 Europe/Berlin"
      ),
      (
        [(.startTime, "20261024T220000Z"), (.endTime, "20261025T230000Z"), (.allDayEvent, "1")],
        "2026-10-25 2026-10-25 Europe/Berlin"
      ),
      (
        [(.startTime, "20280229T000000Z"), (.endTime, "20280301T000000Z"), (.allDayEvent, "1")],
        "2028-02-29 2028-02-29 Europe/Berlin"
      ),
      ([(.startTime, "20261231T000000Z"), (.allDayEvent, "1")], "2026-12-31 2026-12-31 Europe/Berlin"),
      (
        [(.startTime, "20261231T000000Z"), (.endTime, "20261231T000000Z"), (.allDayEvent, "1")],
        "2026-12-31 2026-12-31 Europe/Berlin"
      ),
      (
        [(.startTime, "20260630T220000Z"), (.endTime, "20260701T215959Z"), (.allDayEvent, "1")],
        "2026-07-01 2026-07-01 Europe/Berlin"
      ),
    ] as [([(Calendar, String)], String)])
  func aNewAppointmentIsOnTheTenantsClock(elements: [(Calendar, String)], expected: String) throws {
    for version in ProtocolVersion.allCases {
      #expect(text(try change(nil, elements, version)) == expected)
    }
  }

  @Test(arguments: [
    ("America/New_York", "20260701T040000Z", "20260702T040000Z"),
    ("America/New_York", "20261201T050000Z", "20261202T050000Z"),
    ("Asia/Tokyo", "20260630T150000Z", "20260701T150000Z"),
    ("Pacific/Auckland", "20260630T120000Z", "20260701T120000Z"),
    ("Pacific/Auckland", "20251231T110000Z", "20260101T110000Z"),
    ("Pacific/Honolulu", "20260701T100000Z", "20260702T100000Z"),
    // A day that begins at one o'clock, as its clocks are set forward at midnight.
    ("America/Santiago", "20260906T040000Z", "20260907T030000Z"),
  ])
  func wholeDaysOfAPhoneFarAwayDoNotShift(zone: String, start: String, end: String) throws {
    let blob = try Self.blob(zone)
    let schedule = try change(
      nil, [(.timezone, blob), (.startTime, start), (.endTime, end), (.allDayEvent, "1")])
    let day = zone == "Pacific/Auckland" && start.hasPrefix("2025") ? "2026-01-01" : nil
    let gap = zone == "America/Santiago" ? "2026-09-06" : nil
    let expected = day ?? gap ?? (start.hasPrefix("202612") ? "2026-12-01" : "2026-07-01")
    #expect(text(schedule) == "\(expected) \(expected) Europe/Berlin")
  }

  @Test(
    arguments: [
      ([(Calendar.startTime, "20260701T063000Z")], "2026-07-01 08:30:00 2026-07-01 10:00:00 Europe/Berlin"),
      ([(.endTime, "20260701T093000Z")], "2026-07-01 09:00:00 2026-07-01 11:30:00 Europe/Berlin"),
      ([(.allDayEvent, "1")], "2026-07-01 2026-07-01 Europe/Berlin"),
      ([(.allDayEvent, "0")], "2026-07-01 09:00:00 2026-07-01 10:00:00 Europe/Berlin"),
      ([(.startTime, "20260701T070000Z"), (.allDayEvent, "1")], "2026-07-01 2026-07-01 Europe/Berlin"),
      ([(.timezone, "")], "2026-07-01 09:00:00 2026-07-01 10:00:00 Europe/Berlin"),
    ] as [([(Calendar, String)], String)])
  func whatATimedAppointmentIsNotToldStays(elements: [(Calendar, String)], expected: String) throws {
    for version in ProtocolVersion.allCases {
      #expect(text(try change(Self.timed, elements, version)) == expected)
    }
  }

  @Test(
    arguments: [
      ([(Calendar.allDayEvent, "0")], "2026-07-01 00:00:00 2026-07-03 00:00:00 Europe/Berlin"),
      (
        [(.allDayEvent, "0"), (.startTime, "20260701T100000Z"), (.endTime, "20260701T110000Z")],
        "2026-07-01 12:00:00 2026-07-01 13:00:00 Europe/Berlin"
      ),
      ([(.startTime, "20260630T000000Z")], "2026-06-30 2026-07-02 Europe/Berlin"),
      ([(.endTime, "20260706T000000Z")], "2026-07-01 2026-07-05 Europe/Berlin"),
    ] as [([(Calendar, String)], String)])
  func whatWholeDaysAreNotToldStays(elements: [(Calendar, String)], expected: String) throws {
    for version in ProtocolVersion.allCases {
      #expect(text(try change(Self.allDay, elements, version)) == expected)
    }
  }

  /// [MS-ASCAL] 3.2.4.4, at 10:03 on 15 May 2026 in UTC.
  @Test(
    arguments: [
      ([(Calendar.subject, "ohne Zeiten")], "2026-05-15 12:30:00 2026-05-15 13:00:00 Europe/Berlin"),
      ([(.endTime, "20260515T103000Z")], "2026-05-15 12:30:00 2026-05-15 12:30:00 Europe/Berlin"),
      ([(.endTime, "20260516T080000Z")], "2026-05-15 12:30:00 2026-05-16 10:00:00 Europe/Berlin"),
      ([(.startTime, "20260515T080000Z")], "2026-05-15 10:00:00 2026-05-15 13:00:00 Europe/Berlin"),
      ([(.startTime, "20260515T100300Z")], "2026-05-15 12:03:00 2026-05-15 13:00:00 Europe/Berlin"),
      ([(.allDayEvent, "1")], "2026-05-15 2026-05-15 Europe/Berlin"),
      ([(.allDayEvent, "1"), (.endTime, "20260517T000000Z")], "2026-05-15 2026-05-16 Europe/Berlin"),
      ([(.allDayEvent, "1"), (.startTime, "20260701T000000Z")], "2026-07-01 2026-07-01 Europe/Berlin"),
    ] as [([(Calendar, String)], String)])
  func whatANewAppointmentIsNotToldIsNow(elements: [(Calendar, String)], expected: String) throws {
    for version in ProtocolVersion.allCases {
      #expect(text(try change(nil, elements, version)) == expected)
      let sent = try Sent.elements(elements.map { ($0.tag, $1) })
      // The device does not know what was taken.
      #expect(try !Reading(version).addition(sent, of: .calendar).isWhole)
    }
  }

  @Test(
    arguments: [
      (timed, [(Calendar.endTime, "20260701T063000Z")], "EndTime"),
      (timed, [(.startTime, "20260701T090000Z")], "EndTime"),
      (timed, [(.startTime, "yesterday")], "StartTime"),
      (timed, [(.startTime, "00010101T000000Z")], "StartTime"),
      (allDay, [(.endTime, "20260630T000000Z")], "EndTime"), (allDay, [(.reminder, "soon")], "Reminder"),
      // It is 10:03 on 15 May 2026.
      (nil, [(.endTime, "20260515T100200Z")], "StartTime"),
      (nil, [(.endTime, "20260515T102900Z")], "StartTime"),
      (nil, [(.startTime, "20260515T100301Z")], "EndTime"),
    ] as [(Schedule?, [(Calendar, String)], String)])
  func whatCannotBeIsRefused(before: Schedule?, elements: [(Calendar, String)], element: String) throws {
    let refusal = #expect(throws: ItemRefusal.self) { try change(before, elements) }
    #expect(refusal?.element == element)
  }
}
