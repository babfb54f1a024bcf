import Database
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Beginning and end of appointments from the phone, manual 12.2")
struct AppointmentScheduleWriteTests {
  private let morning = storedAppointment([
    "start_dt": "2024-05-26 10:00:00", "end_dt": "2024-05-26 11:00:00",
  ])
  private let wholeDay = storedAppointment([
    "start_dt": "2024-05-26 00:00:00", "end_dt": "2024-05-26 23:59:59", "ganztags": 1,
  ])

  @Test(.manual("12.2 Beginnt am/um ←", "12.2 Endet am/um ←")) func timesAreTheTenants() throws {
    let written = try morning.edited { $0.schedule = .timed("2024-12-31 23:00:00", "2025-01-01 01:30:00") }
    #expect(written.record == ["start_dt": "2024-12-31 23:00:00", "end_dt": "2025-01-01 01:30:00"])
  }

  @Test func timesOfAnotherZoneBecomeTheTenants() throws {
    let schedule = Schedule.timed("2024-07-01 20:00:00", "2024-07-01 21:00:00", zone: "America/New_York")
    let written = try morning.edited { $0.schedule = schedule }
    #expect(written.record == ["start_dt": "2024-07-02 02:00:00", "end_dt": "2024-07-02 03:00:00"])
  }

  @Test(.manual("12.2 Ganztagstermin ←")) func wholeDaysEndOnTheirLastSecond() throws {
    let written = try morning.edited { $0.schedule = .days("2024-02-28", "2024-02-29") }
    #expect(
      written.record == ["start_dt": "2024-02-28 00:00:00", "end_dt": "2024-02-29 23:59:59", "ganztags": 1])
    #expect(
      try wholeDay.edited { $0.schedule = .days("2024-12-31", "2025-01-01") }.item.schedule
        == .days("2024-12-31", "2025-01-01"))
  }

  @Test func wholeDayCanBecomeAnHour() throws {
    let written = try wholeDay.edited { $0.schedule = .timed("2024-05-26 10:00:00", "2024-05-26 11:00:00") }
    #expect(
      written.record == ["start_dt": "2024-05-26 10:00:00", "end_dt": "2024-05-26 11:00:00", "ganztags": 0])
  }

  @Test(
    arguments: [
      ["start_dt": "2024-05-26 00:00:00", "end_dt": "2024-05-27 00:00:00", "ganztags": "1"],
      ["start_dt": "2024-05-26 08:00:00", "end_dt": "2024-05-26 17:00:00", "ganztags": 1],
      ["start_dt": "2024-05-26 10:00:00", "end_dt": "2024-05-20 10:00:00"], ["start_dt": "2024-05-26"], [:],
    ] as [SampleFields])
  func equalScheduleTouchesNothing(fields: SampleFields) throws {
    let stored = storedAppointment(fields)
    #expect(try stored.edited { $0.subject = nil } == stored)
  }

  @Test func onlyWhatDiffersIsTouched() throws {
    let stored = storedAppointment(["start_dt": "2024-05-26", "end_dt": "2024-05-26 11:00:00"])
    let written = try stored.edited { $0.schedule = .timed("2024-05-26 00:00:00", "2024-05-26 12:00:00") }
    #expect(written.record == ["start_dt": "2024-05-26", "end_dt": "2024-05-26 12:00:00"])
  }

  @Test func endBeforeTheBeginningIsRefused() throws {
    let refusal = ItemRefusal(element: "EndTime", reason: "before StartTime")
    #expect(throws: refusal) {
      try morning.edited { $0.schedule = .timed("2024-05-26 10:00:00", "2024-05-26 09:59:59") }
    }
    #expect(throws: refusal) { try morning.edited { $0.schedule = .days("2024-05-26", "2024-05-25") } }
  }

  @Test func noLengthIsALength() throws {
    let written = try morning.edited { $0.schedule = .timed("2024-05-26 10:00:00", "2024-05-26 10:00:00") }
    #expect(written.record.text("end_dt") == "2024-05-26 10:00:00")
  }

  @Test func missingScheduleIsRefused() throws {
    #expect(throws: ItemRefusal(element: "StartTime", reason: "missing")) {
      try morning.edited { $0.schedule = nil }
    }
    #expect(throws: ItemRefusal.self) { try Appointment.added(CalendarItem()) }
  }

  @Test func unknownZoneIsRefused() throws {
    let schedule = Schedule.timed("2024-05-26 10:00:00", "2024-05-26 11:00:00", zone: "Mars/Olympus")
    #expect(throws: ItemRefusal(element: "Timezone", reason: "unknown")) {
      try morning.edited { $0.schedule = schedule }
    }
  }

  // MARK: - Summer time in Berlin: 2:00 to 3:00 on 31 March 2024 is left out, on 27 October 2024 it comes twice
  @Test func timeThatIsLeftOutIsTheOneThatClocksShow() throws {
    let written = try morning.edited { $0.schedule = .timed("2024-03-31 02:30:00", "2024-03-31 03:45:00") }
    #expect(written.record == ["start_dt": "2024-03-31 03:30:00", "end_dt": "2024-03-31 03:45:00"])
  }

  @Test func timeThatIsLeftOutStaysIfThePhoneHasTheSameMoment() throws {
    let stored = storedAppointment(["start_dt": "2024-03-31 02:30:00", "end_dt": "2024-03-31 04:00:00"])
    let written = try stored.edited { $0.schedule = .timed("2024-03-31 03:30:00", "2024-03-31 04:00:00") }
    #expect(written == stored)
  }

  @Test func hoursOfTheLongNightStay() throws {
    let written = try morning.edited { $0.schedule = .timed("2024-10-27 02:00:00", "2024-10-27 02:59:00") }
    #expect(written.item.schedule == .timed("2024-10-27 02:00:00", "2024-10-27 02:59:00"))
  }
}
