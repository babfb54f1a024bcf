import Database
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Tasks from devices")
struct TaskWritingTests {
  private static let monday = LocalDateTime(text: "2024-03-11 00:00:00")
  private static let tuesday = LocalDateTime(text: "2024-03-12 00:00:00")

  /// An office with two kinds of task; the second is the default.
  private func officeWithKinds() async throws -> TestOffice {
    let office = try await TestOffice()
    try await office.write { office in
      try office.createActionType(.task, key: "todo", label: "To-do")
      try office.createActionType(.task, key: "telefon", label: "Telefon", isDefault: true)
    }
    return office
  }

  /// The task's fields after a device's change.
  private func record(
    of fields: SampleFields, after change: @escaping @Sendable (inout TaskItem) -> Void
  ) async throws -> (before: Record, after: Record) {
    let office = try await officeWithKinds()
    let id = try await office.task(fields)
    let before = try await office.storedTask(id).record
    try await office.edit(task: id, change)
    return (before, try await office.storedTask(id).record)
  }

  @Test(
    .manual(
      "12.1 Aufgabenbeschreibung ←", "12.1 Art, erster bekannter Wert ←", "12.1 Priorität ←",
      "12.1 Zurückgestellt ←", "12.1 Bearbeiter ←", "12.1 Verantwortung ←",
      "12.1 Verantwortung, Neuanlegen ←", "12.1 Deadline ext ←", "12.1 Fällig am ←", "12.1 Erinnerung ←"))
  func theUserIsResponsibleForANewTask() async throws {
    let office = try await officeWithKinds()
    let id = try await office.addTask { task in
      task.body = Body(plain: "eins\nzwei")
      task.categories = ["Privat", "to-do"]
      task.importance = 2
      task.start = Self.monday
      task.due = Self.tuesday
      task.sensitivity = 3
      task.complete = false
      task.reminderSet = true
      task.reminder = LocalDateTime(text: "2024-03-11 09:30:00")
    }
    let task = try await office.storedTask(id)
    let expected: SampleFields = [
      "Betreff": "Exposé", "Aufgabe": "eins\nzwei", "Art": 1, "Prio": 2, "Beginnt_am": "2024-03-11 00:00:00",
      "Deadline_strikt": 1, "Deadline": "2024-03-12 00:00:00", "Privat": 1, "Status": 1,
      "Verantwortung": "theobald.tiger", "von": "theobald.tiger",
    ]
    for (field, value) in expected.values { #expect(task.record[field] == value.value, "\(field)") }
    #expect(task.record["Bearbeiter"] == nil)
    #expect(task.reminder == "2024-03-11 09:30:00")
    #expect(try await office.row(id, of: .tasks)?.isThere == true)
  }

  @Test func aNewTaskHasTheDefaults() async throws {
    let office = try await officeWithKinds()
    let id = try await office.addTask { $0.categories = ["unbekannt"] }
    let record = try await office.storedTask(id).record
    #expect(record.integer("Art") == 2)
    #expect(record.integer("Prio") == 3)
    #expect(record["Privat"] == nil)
  }

  @Test(
    .manual("12.1 Art ←", "12.1 Art, erster bekannter Wert ←"),
    arguments: [
      (["Telefon"], 2), (["TELEFON ", "To-do"], 2), (["x", "To-do", "Telefon"], 1), (["x"], 1), (nil, 1),
    ])
  func theFirstKnownCategoryIsTheKind(categories: [String]?, art: Int) async throws {
    let (_, record) = try await record(of: ["Art": 1]) { $0.categories = categories }
    #expect(record.integer("Art") == art)
  }

  @Test(
    .manual("12.1 Priorität ←"),
    arguments: [(1, 2, 1), (1, 1, 3), (1, 0, 4), (5, 0, 5), (5, 2, 2), (0, 1, 0), (3, 7, 3)])
  func theFinerPriorityStaysWhileTheImportanceDoes(stored: Int64, importance: Int, prio: Int) async throws {
    let (_, record) = try await record(of: ["Prio": .integer(stored)]) { task in
      task.subject = "anders"
      task.importance = importance
    }
    #expect(record.integer("Prio") == prio)
  }

  @Test(.manual("12.1 Zurückgestellt ←", "12.1 Fällig am ←")) func theSameDayKeepsItsTime() async throws {
    let fields: SampleFields = [
      "Beginnt_am": "2024-03-11 00:00:00", "Beginnt_um": "10:00:00", "Deadline": "2024-03-12 00:00:00",
      "Deadline_Zeit": "17:00:00", "Deadline_strikt": 1,
    ]
    let (before, same) = try await record(of: fields) { task in
      task.start = Self.monday
      task.due = Self.tuesday
    }
    #expect(same == before)
    let (_, moved) = try await record(of: fields) { task in
      task.start = Self.tuesday
      task.due = LocalDateTime(text: "2024-03-13 08:15:00")
    }
    #expect(moved.text("Beginnt_am") == "2024-03-12 00:00:00")
    #expect(moved["Beginnt_um"] == nil)
    #expect(moved.text("Deadline") == "2024-03-13 08:15:00")
    #expect(moved.text("Deadline_Zeit") == "08:15:00")
  }

  @Test(.manual("12.1 Deadline ext ←", "12.1 Fällig am ←"))
  func theDeadlineIsTickedWithTheDueDate() async throws {
    let open: SampleFields = ["Deadline": "2024-03-12 00:00:00", "Deadline_Zeit": "17:00:00"]
    let (_, ticked) = try await record(of: open) { $0.due = Self.tuesday }
    #expect(ticked.flag("Deadline_strikt"))
    #expect(ticked.text("Deadline_Zeit") == "17:00:00")
    let (_, unticked) = try await record(of: open.adding(["Deadline_strikt": 1])) { $0.due = nil }
    #expect(unticked.integer("Deadline_strikt") == 0)
    #expect(unticked.text("Deadline") == "2024-03-12 00:00:00")
    let (before, untouched) = try await record(of: open) { $0.start = nil }
    #expect(untouched == before)
  }

  @Test func aStartIsTakenBackOnlyIfItWasSent() async throws {
    let (_, record) = try await record(of: ["Beginnt_am": "2024-03-11 00:00:00", "Beginnt_um": "10:00:00"]) {
      $0.start = nil
    }
    #expect(record["Beginnt_am"] == nil)
    #expect(record["Beginnt_um"] == nil)
  }

  @Test(.manual("12.1 Privat ←"), arguments: [(2, true), (3, true), (1, false), (0, false), (nil, false)])
  func privateAndConfidentialTasksArePrivate(sensitivity: Int?, isPrivate: Bool) async throws {
    for stored in [0, 1] as [Int64] {
      let (_, record) = try await record(of: ["Privat": .integer(stored)]) { $0.sensitivity = sensitivity }
      #expect(record.flag("Privat") == isPrivate)
    }
  }

  @Test func lineEndsAloneAreNoChange() async throws {
    let (before, after) = try await record(of: ["Aufgabe": "eins\r\nzwei"]) {
      $0.body = Body(plain: "eins\nzwei")
    }
    #expect(after == before)
  }

  @Test(.manual("12.1 Erinnerung ←")) func remindersAreTheUsersOwn() async throws {
    let office = try await TestOffice()
    let id = try await office.task(["Bearbeiter": "petra"])
    let petra = office.petra
    try await office.write { try $0.setReminder(task: id, user: petra, at: "2024-03-11 08:00:00") }
    let number = try await office.number(of: .tasks)
    try await office.edit(task: id) { task in
      task.reminderSet = true
      task.reminder = LocalDateTime(text: "2024-03-11 09:00:00")
    }
    #expect(try await office.told(office.theobald, .tasks, since: number) == [id: true])
    #expect(try await office.told(petra, .tasks, since: number) == [:])
    #expect(try await office.storedTask(id).reminder == "2024-03-11 09:00:00")
    try await office.edit(task: id) { $0.reminderSet = false }
    #expect(try await office.storedTask(id).reminder == nil)
    // Some clients send a time that is switched off.
    try await office.edit(task: id) { $0.reminder = Self.monday }
    #expect(try await office.storedTask(id).reminder == nil)
    #expect(try await office.read { try $0.task(id, user: petra)?.reminder } == "2024-03-11 08:00:00")
  }

  @Test func remindersThatAreSwitchedOffAreLeftAlone() async throws {
    var options = OnOfficeOptions()
    options.taskReminders = false
    let office = try await TestOffice(options: options)
    let id = try await office.task([:])
    let theobald = office.theobald
    try await office.write { try $0.setReminder(task: id, user: theobald, at: "2024-03-11 08:00:00") }
    try await office.edit(task: id) { task in
      task.reminderSet = true
      task.reminder = Self.tuesday
    }
    #expect(try await office.storedTask(id).reminder == "2024-03-11 08:00:00")
  }
}
