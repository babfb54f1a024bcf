import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// Reminders are each user's own, behind the switch `tasks.reminder`.
@Suite("Reminders of tasks") struct TaskReminderTests {
  private static let morning = [
    Wire.task(.reminderSet, "1"), .task(.reminderTime, "2026-04-08T07:00:00.000Z"),
  ]

  @Test(.manual("12.1 Erinnerung →", "12.1 Erinnerung ←"), arguments: ManualTaskTests.versions)
  func aReminderIsItsUsersOwn(version: ProtocolVersion) async throws {
    let shared = TaskDesk.Stored(fields: ["Bearbeiter": .text("petra")])
    try await TaskDesk.run(version, [shared]) { desk in
      let (id, petra) = (desk.tasks[0], try await desk.device("PETRA", of: "petra", version))
      try await desk.change(id, Self.morning)
      #expect(try await desk.stored(id).reminder == "2026-04-08 09:00:00")
      #expect(try await desk.stored(id, user: desk.people.petra).reminder == nil)
      #expect(try await desk.told(to: petra) == [])
      try await desk.change(
        id, [.task(.reminderSet, "1"), .task(.reminderTime, "2026-04-08T08:00:00.000Z")], by: petra)
      #expect(try await desk.stored(id).reminder == "2026-04-08 09:00:00")
      #expect(try await desk.stored(id, user: desk.people.petra).reminder == "2026-04-08 10:00:00")
      try await desk.settle()
      #expect(try desk.other.items[id]?.text(Tasks.reminderTime) == "2026-04-08T07:00:00.000Z")
    }
  }

  /// What a device sends over a reminder at 9 o'clock, and what becomes of it.
  @Test(.manual("12.1 Erinnerung ←"), arguments: ManualTaskTests.versions)
  func aReminderIsChangedAndTakenAway(version: ProtocolVersion) async throws {
    let edits: [([Wire], String?)] = [
      ([.task(.reminderSet, "0")], nil), ([.task(.reminderSet)], nil), ([.task(.reminderTime)], nil),
      ([.task(.reminderSet, "0"), .task(.reminderTime, "2026-04-08T07:00:00.000Z")], nil),
      ([.task(.reminderTime, "2026-10-25T00:30:00.000Z")], "2026-10-25 02:30:00"),
      ([.task(.reminderSet, "1"), .task(.reminderTime, "2026-03-29T01:00:00Z")], "2026-03-29 03:00:00"),
      ([.task(.reminderSet, "1"), .task(.reminderTime, "20260408T075959Z")], "2026-04-08 09:59:59"),
      ([.task(.subject, "x")], "2026-04-08 09:00:00"), ([.task(.reminderSet, "1")], "2026-04-08 09:00:00"),
    ]
    try await TaskDesk.run(version) { desk in
      for (edit, reminder) in edits {
        let id = try await desk.create(TaskDesk.Stored(reminder: "2026-04-08 09:00:00"))
        try await desk.settle()
        try await desk.change(id, edit)
        #expect(try await desk.stored(id).reminder == reminder, "\(edit)")
        #expect(try await desk.told() == [], "\(edit)")
      }
    }
  }

  @Test(arguments: ManualTaskTests.versions) func switchedOffTheyAreNeitherSentNorTaken(
    version: ProtocolVersion
  )
    async throws
  {
    var off = OnOfficeOptions()
    off.taskReminders = false
    let stored = TaskDesk.Stored(reminder: "2026-04-01 08:00:00")
    try await TaskDesk.run(version, office: off, [stored, TaskDesk.Stored()]) { desk in
      for id in desk.tasks {
        #expect(try desk.phone.items[id]?.names.isDisjoint(with: ["ReminderSet", "ReminderTime"]) == true)
        try await desk.change(id, Self.morning + [.task(.subject, "Neu")])
        #expect(try await desk.stored(id).record["Betreff"] == .text("Neu"))
        // The device keeps its own.
        #expect(try await desk.told() == [])
        try await desk.change(id, [.task(.reminderSet, "0")])
        #expect(try await desk.told() == [])
      }
      #expect(try await desk.stored(desk.tasks[0]).reminder == "2026-04-01 08:00:00")
      #expect(try await desk.stored(desk.tasks[1]).reminder == nil)
      let new = try await desk.add([.task(.subject, "x")] + Self.morning)
      #expect(try await desk.stored(new).reminder == nil)
      #expect(try await desk.told() == [])
    }
  }
}
