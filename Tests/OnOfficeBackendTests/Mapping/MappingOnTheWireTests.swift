import Foundation
import TestSupport
import Testing

@testable import OnOfficeBackend
@testable import SyncModel

@Suite("Mapped times as they go over the wire")
struct MappingOnTheWireTests {
  private let daily: SampleFields = [
    "start_dt": "2024-03-29 10:00:00", "end_dt": "2024-03-29 11:00:00", "rp_flag": 1, "rp_type": "t",
    "rp_tage": 1,
    "rp_ende_status": 1, "rp_ende_datum": "2024-10-27", "rp_exception": "#2024-03-30#2024-03-31#2024-10-27",
  ]

  @Test func removedOccurrencesFollowSummerTime() throws {
    let item = presented(daily, .v14_1)
    #expect(item.startTime == moment("2024-03-29 09:00:00"))
    let starts = item.exceptions?.map(\.exceptionStartTime)
    #expect(starts == ["2024-03-30 09:00:00", "2024-03-31 08:00:00", "2024-10-27 09:00:00"].map(moment))
    #expect(item.recurrence?.until == moment("2024-10-27 09:00:00"))
  }

  @Test func wholeDaysOfASeriesBeginAtLocalMidnightOrAsDates() throws {
    let fields = daily.adding([
      "ganztags": 1, "start_dt": "2024-03-29 00:00:00", "end_dt": "2024-03-29 23:59:59",
    ])
    let older = presented(fields, .v14_1)
    #expect(older.startTime == moment("2024-03-28 23:00:00"))
    #expect(older.endTime == moment("2024-03-29 23:00:00"))
    #expect(older.exceptions?[1].exceptionStartTime == moment("2024-03-30 23:00:00"))
    #expect(older.recurrence?.until == moment("2024-10-26 22:00:00"))
    let newer = presented(fields, .v16_1)
    #expect(newer.startTime == moment("2024-03-29 00:00:00"))
    #expect(newer.exceptions?[1].instanceId == moment("2024-03-31 00:00:00"))
    #expect(newer.recurrence?.until == moment("2024-10-27 00:00:00"))
  }

  @Test(.manual("12.1 Zurückgestellt →", "12.1 Fällig am →", "12.1 Erinnerung →"))
  func taskTimesAreTheTenantsWallClock() {
    let task = mappedTask(
      ["Beginnt_am": "2024-03-31", "Beginnt_um": "08:00:00", "Deadline_strikt": 1, "Deadline": "2024-12-31"],
      reminder: "2024-12-30 09:00:00"
    ).presented(for: Presentation(version: .v14_1))
    #expect(task.startDate == moment("2024-03-31 08:00:00"))
    #expect(task.utcStartDate == moment("2024-03-31 06:00:00"))
    #expect(task.dueDate == moment("2024-12-31 00:00:00"))
    #expect(task.utcDueDate == moment("2024-12-30 23:00:00"))
    #expect(task.reminderTime == moment("2024-12-30 08:00:00"))
  }

  @Test(arguments: [ProtocolVersion.v12_1, .v14_1, .v16_1])
  func emptyRecordsCanBeSent(version: ProtocolVersion) throws {
    let presentation = Presentation(version: version)
    let items: [Item] = [
      .contact(mappedContact([:])), .calendar(mappedAppointment([:])), .task(mappedTask([:])),
    ]
    for item in items { #expect(throws: Never.self) { try item.applicationData(for: presentation) } }
  }

  private func presented(_ fields: SampleFields, _ version: ProtocolVersion) -> CalendarItem {
    mappedAppointment(fields).presented(for: Presentation(version: version))
  }

  private func moment(_ text: String) -> Date? { LocalDateTime(text: text)?.instant(in: .gmt) }
}
