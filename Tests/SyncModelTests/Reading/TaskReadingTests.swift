import SyncModel
import Testing
import WBXML

@Suite struct TaskReadingTests {
  private static var stored: TaskItem {
    var task = TaskItem()
    task.subject = "Exposé"
    task.zone = "Europe/Berlin"
    task.start = LocalDateTime(text: "2026-07-01 00:00:00")
    task.due = LocalDateTime(text: "2026-12-01 00:00:00")
    task.reminder = LocalDateTime(text: "2026-11-30 09:00:00")
    task.reminderSet = true
    task.importance = 1
    task.complete = false
    return task
  }

  private func change(
    _ elements: [(Tasks, String)], of before: TaskItem = stored, _ version: ProtocolVersion = .v14_1
  ) throws -> TaskItem {
    let sent = try Sent.elements(elements.map { ($0.tag, $1) })
    return try #require(Reading(version).change(of: .task(before), by: sent).task)
  }

  @Test(arguments: ProtocolVersion.allCases) func whatIsLeftOutStays(version: ProtocolVersion) throws {
    var expected = Self.stored
    expected.subject = "Neu"
    #expect(try change([(.subject, "Neu")], version) == expected)
  }

  @Test(
    arguments: [
      // Both as a phone in Berlin sends them, and what a phone in New York makes of a day.
      (
        [(Tasks.utcDueDate, "2026-12-23T23:00:00.000Z"), (.dueDate, "2026-12-24T00:00:00.000Z")],
        "2026-12-24 00:00:00"
      ),
      (
        [(.utcDueDate, "2026-12-24T05:00:00.000Z"), (.dueDate, "2026-12-24T00:00:00.000Z")],
        "2026-12-24 00:00:00"
      ),
      ([(.dueDate, "2026-06-24T17:30:00.000Z")], "2026-06-24 17:30:00"),
      ([(.utcDueDate, "2026-06-24T15:30:00.000Z")], "2026-06-24 17:30:00"),
      // One half is as it was shown, and the other made anew in another zone.
      (
        [(.utcDueDate, "2026-11-30T23:00:00.000Z"), (.dueDate, "2026-11-30T18:00:00.000Z")],
        "2026-12-01 00:00:00"
      ),
      (
        [(.utcDueDate, "2026-12-01T05:00:00.000Z"), (.dueDate, "2026-12-01T00:00:00.000Z")],
        "2026-12-01 00:00:00"
      ),
      ([(.utcDueDate, ""), (.dueDate, "")], nil),
      ([(.dueDate, "")], nil),
      ([], "2026-12-01 00:00:00"),
    ] as [([(Tasks, String)], String?)])
  func aDayStaysTheDay(elements: [(Tasks, String)], due: String?) throws {
    var expected = Self.stored
    expected.due = due.flatMap(LocalDateTime.init(text:))
    #expect(try change(elements) == expected)
  }

  @Test(
    arguments: [
      ([(Tasks.reminderSet, "1"), (.reminderTime, "2026-07-01T07:00:00.000Z")], "2026-07-01 09:00:00"),
      ([(.reminderTime, "2026-12-01T07:00:00.000Z")], "2026-12-01 08:00:00"),
      ([(.reminderSet, "0")], nil), ([(.reminderSet, "")], nil),
      ([(.reminderSet, "0"), (.reminderTime, "2026-12-01T07:00:00.000Z")], nil),
      ([(.reminderTime, "")], nil),
      ([(.reminderSet, "1")], "2026-11-30 09:00:00"),
      ([(.reminderSet, "1"), (.reminderTime, "2026-11-30T08:00:00.000Z")], "2026-11-30 09:00:00"),
    ] as [([(Tasks, String)], String?)])
  func aReminderIsThereIfItIsSetAndHasATime(elements: [(Tasks, String)], reminder: String?) throws {
    var expected = Self.stored
    expected.reminder = reminder.flatMap(LocalDateTime.init(text:))
    expected.reminderSet = expected.reminder != nil
    #expect(try change(elements) == expected)
  }

  @Test func aTimeWithoutReminderSetsNone() throws {
    var task = Self.stored
    (task.reminder, task.reminderSet) = (nil, false)
    let time = (Tasks.reminderTime, "2026-12-01T07:00:00.000Z")
    #expect(try change([(.reminderSet, "0"), time], of: task) == task)
    #expect(try change([time], of: task).reminder == LocalDateTime(text: "2026-12-01 08:00:00"))
  }

  @Test func aTaskIsDoneAndNotDoneAgain() throws {
    let done = try change([(.complete, "1"), (.dateCompleted, "2026-11-21T23:30:00.000Z")])
    #expect(done.complete == true)
    #expect(done.completed == LocalDateTime(text: "2026-11-22 00:30:00"))
    #expect(try change([(.complete, "1")]).completed == nil)
    let open = try change([(.complete, "0")], of: done)
    #expect(open.complete == false)
    #expect(open.completed == nil)
    #expect(try change([(.subject, "x")], of: done).completed == done.completed)
  }

  @Test func aRecurrenceStaysAsItWasSent() throws {
    var recurrence = TaskRecurrence()
    recurrence.type = 1
    recurrence.start = Sent.moment("2026-03-29 00:00:00")
    recurrence.interval = 2
    recurrence.dayOfWeek = 1
    recurrence.deadOccur = false
    var sent = TaskItem()
    sent.subject = "Serie"
    sent.recurrence = recurrence
    for version in ProtocolVersion.allCases {
      let edit = try Reading(version).addition(Fragment(encoding: sent), of: .tasks)
      #expect(edit.task?.recurrence == recurrence)
      #expect(edit.task?.zone == "Europe/Berlin")
    }
    var before = Self.stored
    before.recurrence = recurrence
    before.recurrence?.firstDayOfWeek = 1
    recurrence.interval = 3
    sent.recurrence = recurrence
    let old = try Reading(.v12_1).change(of: .task(before), by: Fragment(encoding: sent)).task
    #expect(old?.recurrence?.interval == 3)
    #expect(old?.recurrence?.firstDayOfWeek == 1)
    let new = try Reading(.v16_1).change(of: .task(before), by: Fragment(encoding: sent)).task
    #expect(new?.recurrence?.firstDayOfWeek == nil)
    #expect(try change([(.recurrence, "")], of: before).recurrence == nil)
  }

  @Test func aDateThatIsNoneIsRefused() throws {
    let refusal = #expect(throws: ItemRefusal.self) { try change([(.dueDate, "2026-02-30T00:00:00.000Z")]) }
    #expect(refusal?.element == "DueDate")
  }
}
