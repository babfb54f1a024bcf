import Foundation
import SyncModel
import TestSupport
import Testing
import WBXML

@Suite struct TaskPresentationTests {
  @Test(arguments: ProtocolVersion.allCases) func datesAreToldAsLocalTimeAndAsUTC(
    version: ProtocolVersion
  ) throws {
    var task = TaskItem()
    task.zone = "Europe/Berlin"
    task.start = LocalDateTime(text: "2026-07-01 00:00:00")
    task.due = LocalDateTime(text: "2026-12-01 17:30:00")
    let shown = try present(task, version)
    #expect(text(shown.startDate) == "2026-07-01 00:00:00")
    #expect(text(shown.utcStartDate) == "2026-06-30 22:00:00")
    #expect(text(shown.dueDate) == "2026-12-01 17:30:00")
    #expect(text(shown.utcDueDate) == "2026-12-01 16:30:00")
  }

  @Test func completionAndReminderAreTrueMoments() throws {
    var task = TaskItem()
    task.zone = "America/New_York"
    task.completed = LocalDateTime(text: "2026-07-01 10:00:00")
    task.reminder = LocalDateTime(text: "2026-07-01 08:00:00")
    let shown = try present(task, .v14_1)
    #expect(text(shown.dateCompleted) == "2026-07-01 14:00:00")
    #expect(text(shown.reminderTime) == "2026-07-01 12:00:00")
    #expect(shown.complete == true && shown.reminderSet == true)
  }

  @Test(.manual("1 Endgeräte")) func whatAndroidMisreadsIsAlwaysTold() throws {
    let shown = try present(TaskItem(), .v12_1)
    #expect(shown.importance == 1 && shown.complete == false)
    #expect(shown.startDate == nil && shown.utcStartDate == nil && shown.dueDate == nil)
  }

  @Test func aReminderIsToldUnlessNothingIsKnownOfReminders() throws {
    var task = TaskItem()
    #expect(try present(task, .v16_1).reminderSet == nil)
    task.reminderSet = false
    #expect(try present(task, .v16_1).reminderSet == false)
  }

  private func present(_ task: TaskItem, _ version: ProtocolVersion) throws -> TaskItem {
    try Item.task(task).applicationData(for: Presentation(version: version)).decode()
  }

  private func text(_ instant: Date?) -> String? { instant.map { LocalDateTime($0, in: .gmt).text } }
}
