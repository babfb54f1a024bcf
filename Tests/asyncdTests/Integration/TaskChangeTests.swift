import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing

@Suite("Tasks changed in onOffice") struct TaskChangeTests {
  /// Runs a test's body with a task of Theobald's and its number.
  private func run(_ body: (SyncedOffice, Int64) async throws -> Void) async throws {
    try await SyncedOffice.run { office, _ in
      try office.createActionType(.task, key: "ind1", label: "To-do", isDefault: true)
      return try office.createTask([
        "Betreff": .text("Angebot schreiben"), "Verantwortung": .text("theobald"), "Prio": .integer(3),
        "Deadline": .text("2026-03-30 00:00:00"),
      ])
    } _: { office, id in
      #expect(office.new.count(of: .tasks) == 1)
      try await body(office, id)
    }
  }

  @Test(.manual("12.1 Status →"), arguments: [3, 5] as [Int64])
  func aDoneOrCancelledOneLeavesAndComesBack(status: Int64) async throws {
    try await run { office, id in
      try await office.expect(.tasks, ["delete \(id)"]) {
        try $0.modifyTask(id) { $0["Status"] = .integer(status) }
      }
      try await office.expect(.tasks, ["add \(id)"]) {
        try $0.modifyTask(id) { $0["Status"] = .integer(2) }
      }
    }
  }

  @Test(.manual("9 Bearbeiter oder Verantwortlicher", "12.1 Verantwortung, Filterung →"))
  func aReassignedOneGoesFromOneUserToTheOther() async throws {
    try await run { office, id in
      try await office.expect(.tasks, ["delete \(id)"], petra: ["add \(id)"]) {
        try $0.modifyTask(id) { $0["Verantwortung"] = .text("petra") }
      }
      try await office.expect(.tasks, ["add \(id)"]) {
        try $0.modifyTask(id) { $0["Bearbeiter"] = .text("theobald") }
      }
    }
  }

  @Test(.manual("12.1 Priorität →")) func aPriorityComesIfItsClassChanges() async throws {
    try await run { office, id in
      try await office.expect(.tasks, ["change \(id)"]) {
        try $0.modifyTask(id) { $0["Prio"] = .integer(2) }
      }
      #expect(try office.old.item(id, of: .tasks, as: TaskItem.self).importance == 2)
      try await office.expect(.tasks, []) { try $0.modifyTask(id) { $0["Prio"] = .integer(1) } }
    }
  }

  @Test(.manual("12.1 Deadline ext →", "12.1 Fällig am →")) func aDeadlineComesWithItsTick() async throws {
    try await run { office, id in
      try await office.expect(.tasks, []) {
        try $0.modifyTask(id) { $0["Deadline"] = .text("2026-03-31 00:00:00") }
      }
      try await office.expect(.tasks, ["change \(id)"]) {
        try $0.modifyTask(id) { $0["Deadline_strikt"] = .integer(1) }
      }
      let due = try berlin("2026-03-31 00:00:00")
      #expect(try office.new.item(id, of: .tasks, as: TaskItem.self).utcDueDate == due)
    }
  }

  @Test(.manual("12.1 Erinnerung →")) func aReminderComesToItsUserOnly() async throws {
    try await run { office, id in
      let (theobald, petra) = (office.people.theobald, office.people.petra)
      try await office.expect(.tasks, ["change \(id)"], petra: ["add \(id)"]) {
        try $0.modifyTask(id) { $0["Bearbeiter"] = .text("petra") }
        try $0.setReminder(task: id, user: theobald, at: "2026-03-29 09:00:00")
      }
      try await office.expect(.tasks, [], petra: ["change \(id)"]) {
        try $0.setReminder(task: id, user: petra, at: "2026-03-29 10:00:00")
      }
      let reminder = try berlin("2026-03-29 09:00:00")
      #expect(try office.old.item(id, of: .tasks, as: TaskItem.self).reminderTime == reminder)
    }
  }

  @Test func whatPhonesDoNotSeeWakesNobody() async throws {
    try await run { office, id in
      try await office.expect(.tasks, []) {
        try $0.modifyTask(id) {
          $0["Kommentar"] = .text("telefonisch zugesagt")
          $0["Stand"] = .integer(50)
          $0["Status"] = .integer(2)
        }
      }
    }
  }
}
