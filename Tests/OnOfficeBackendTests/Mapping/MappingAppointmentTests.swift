import Foundation
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Appointments to the phone, manual 12.2")
struct MappingAppointmentTests {
  @Test(.manual("12.2 Betreff →", "12.2 Notizen →", "12.2 Terminort →"))
  func subjectNotesAndPlaceAreTakenOver() {
    let item = mappedAppointment([
      "description": "Besichtigung", "note": "Schlüssel\nmitnehmen", "ort": "Aachen",
    ])
    #expect(item.subject == "Besichtigung")
    #expect(item.body == Body(plain: "Schlüssel\nmitnehmen"))
    #expect(item.location == "Aachen")
    #expect(mappedAppointment([:]).body == nil)
  }

  @Test(.manual("12.2 Terminart →")) func kindIsSentAsItsLabel() {
    let appointment = Appointment(id: 1, record: Record(), artLabel: "Notartermin")
    let item = OnOfficeMapping.calendar(appointment, for: .theobald, zone: "Europe/Berlin")
    #expect(item.categories == ["Notartermin"])
    #expect(mappedAppointment(["art": "ind_7"]).categories == nil)
  }

  @Test(arguments: [("participantsAvailable", 0), ("active", 2), ("completed", 2), ("", 2)])
  func onlyAvailableParticipantsAreFree(status: String, busyStatus: Int) {
    #expect(mappedAppointment(["status": .text(status)]).busyStatus == busyStatus)
  }

  @Test(.manual("12.2 Privat →")) func privateAppointmentsArePrivateAllOthersNormal() {
    #expect(mappedAppointment(["private": 1]).sensitivity == 2)
    #expect(mappedAppointment(["private": "1"]).sensitivity == 2)
    #expect(mappedAppointment(["private": 0]).sensitivity == 0)
    #expect(mappedAppointment([:]).sensitivity == 0)
  }

  @Test(
    .manual("12.2 Erinnerung →"),
    arguments: [
      ("0 minutes", 0), ("5 minutes", 5), ("30 minutes", 30), ("1 hours", 60), ("15 hours", 900),
      ("1 days", 1440),
      ("1 weeks", 10080), ("2 weeks", 20160), ("3 weeks", 30240), ("45", 45),
    ])
  func reminderIsSentInMinutes(stored: String, minutes: Int) {
    #expect(mappedAppointment(["erinnerung": .text(stored)]).reminder == minutes)
  }

  @Test(arguments: ["", "soon", "weeks"]) func noReminderIsNone(stored: String) {
    #expect(mappedAppointment(["erinnerung": .text(stored)]).reminder == nil)
  }

  @Test func reminderChoicesAscend() {
    let minutes = ReminderMinutes.choices.map(\.minutes)
    #expect(minutes == minutes.sorted() && Set(minutes).count == minutes.count)
  }

  @Test(.manual("12.2 Zugeordnetes Projekt →", "12.2 Wegezeit →"))
  func fieldsThatAreNotSyncedChangeNothing() {
    let fields: SampleFields = [
      "ProjektNr": 3, "allowTransitTime": 1, "transitTimePre": "00:30:00", "von": "somebody", "erledigt": 1,
      "reminderTypes": "email", "location": "estate",
    ]
    #expect(mappedAppointment(fields) == mappedAppointment([:]))
  }

  @Test func stampIsTheTimeOfTheLastChangeInUTC() throws {
    let item = mappedAppointment(["modified": "2024-07-01 10:00:00"])
    #expect(item.dtStamp == Date(timeIntervalSince1970: 1_719_828_000))
    #expect(mappedAppointment([:]).dtStamp == Date(timeIntervalSince1970: 0))
  }

  @Test func savingAloneIsNoChangeForTheNeutralViewer() {
    let before = mappedAppointment(["modified": "2024-07-01 10:00:00"], for: .neutral(tenant: 1))
    let after = mappedAppointment(["modified": "2024-07-02 11:00:00"], for: .neutral(tenant: 1))
    #expect(before == after)
  }

  @Test func phonesUIDIsKept() {
    #expect(mappedAppointment(["zpushuuid": "5A1B-iPhone"]).uid == "5A1B-iPhone")
  }

  @Test func otherwiseTheUIDStaysWithTenantAndRecord() throws {
    let uid = try #require(mappedAppointment([:]).uid)
    #expect(
      uid == "040000008200E00074C5B7101A82E008" + "00000000" + "0000000000000000" + "0000000000000000"
        + "18000000"
        + "6F6E4F6666696365" + "0000000000000001" + "0000000000001267")
    #expect(mappedAppointment(["description": "anders"], for: .neutral(tenant: 1)).uid == uid)
    #expect(mappedAppointment([:], for: .neutral(tenant: 2)).uid != uid)
  }

  @Test func recordWithNothingButItsNumberGivesAnItem() {
    let item = mappedAppointment([:])
    let midnight = LocalDateTime(date: CivilDate(dayNumber: 0))
    #expect(item.schedule == .timed(start: midnight, end: midnight, zone: "Europe/Berlin"))
    #expect(item.meetingStatus == 0)
    #expect(item.busyStatus == 2)
    #expect(item.recurrence == nil)
    #expect(item.exceptions == nil)
    #expect(item.attendees == nil)
  }
}

@Suite("Beginning and end of appointments, manual 12.2")
struct MappingScheduleTests {
  @Test(
    .manual("12.2 Beginnt am/um →", "12.2 Endet am/um →"),
    arguments: [
      ("2024-05-26 10:00:00", "2024-05-26 11:30:00"), ("2024-05-26 10:00:00", "2024-05-26 10:00:00"),
      ("2024-12-31 23:00:00", "2025-01-01 01:00:00"), ("2024-02-29 23:30:00", "2024-03-01 00:00:00"),
      ("2024-10-27 02:30:00", "2024-10-27 02:45:00"),
    ])
  func timesStayOnTheWall(start: String, end: String) throws {
    let item = mappedAppointment(["start_dt": .text(start), "end_dt": .text(end)])
    #expect(try item.schedule == .timed(start: time(start), end: time(end), zone: "Europe/Berlin"))
  }

  @Test(arguments: [nil, "2024-05-26 09:00:00", "0000-00-00 00:00:00"])
  func endThatIsMissingOrBeforeTheStartIsTheStart(end: String?) throws {
    var record: SampleFields = ["start_dt": "2024-05-26 10:00:00"]
    record["end_dt"] = end.map { .text($0) }
    let start = try time("2024-05-26 10:00:00")
    #expect(mappedAppointment(record).schedule == .timed(start: start, end: start, zone: "Europe/Berlin"))
  }

  @Test func missingStartIsTheEnd() throws {
    let end = try time("2024-05-26 10:00:00")
    let item = mappedAppointment(["end_dt": "2024-05-26 10:00:00"])
    #expect(item.schedule == .timed(start: end, end: end, zone: "Europe/Berlin"))
  }

  @Test(
    .manual("12.2 Ganztagstermin →"),
    arguments: [
      ("2024-05-26 00:00:00", "2024-05-26 23:59:59", "2024-05-26", "2024-05-26"),
      ("2024-05-26 00:00:00", "2024-05-28 23:59:59", "2024-05-26", "2024-05-28"),
      ("2024-05-26 00:00:00", "2024-05-27 00:00:00", "2024-05-26", "2024-05-26"),
      ("2024-05-26 00:00:00", "2024-05-26 00:00:00", "2024-05-26", "2024-05-26"),
      ("2024-12-31 00:00:00", "2025-01-01 23:59:59", "2024-12-31", "2025-01-01"),
      ("2024-02-28 00:00:00", "2024-03-01 00:00:00", "2024-02-28", "2024-02-29"),
      ("2024-03-31 08:00:00", "2024-03-31 17:00:00", "2024-03-31", "2024-03-31"),
      ("2024-05-26 00:00:00", "2024-05-20 23:59:59", "2024-05-26", "2024-05-26"),
    ])
  func wholeDaysIncludeTheLast(start: String, end: String, first: String, last: String) throws {
    let item = mappedAppointment(["start_dt": .text(start), "end_dt": .text(end), "ganztags": 1])
    let days = try (#require(CivilDate(text: first)), #require(CivilDate(text: last)))
    #expect(item.schedule == .allDay(first: days.0, last: days.1, zone: "Europe/Berlin"))
  }

  private func time(_ text: String) throws -> LocalDateTime { try #require(LocalDateTime(text: text)) }
}
