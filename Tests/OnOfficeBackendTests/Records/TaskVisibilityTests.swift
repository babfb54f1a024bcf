import Database
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite struct TaskVisibilityTests {
  private func office(_ record: Record) async throws -> (TestOffice, Int64) {
    let office = try await TestOffice()
    return (office, try await office.write { try $0.createTask(record) })
  }

  @Test(.manual("8 Eigene", "9 Bearbeiter oder Verantwortlicher", "12.1 Verantwortung, Filterung →"))
  func aTaskBelongsToWhoIsResponsibleAndToWhoWorksOnIt() async throws {
    let (office, id) = try await office([
      "Betreff": .text("Anrufen"), "Verantwortung": .text("theobald.tiger"), "Bearbeiter": .text("petra"),
    ])
    #expect(try await office.told(office.theobald, .tasks, since: .zero) == [id: true])
    #expect(try await office.told(office.petra, .tasks, since: .zero) == [id: true])
    #expect(try await office.told(office.ignaz, .tasks, since: .zero) == [:])
  }

  @Test(.manual("12.1 Verantwortung, Filterung →"))
  func handingATaskOverTakesItFromOneAndGivesItToTheOther() async throws {
    let (office, id) = try await office([
      "Betreff": .text("Anrufen"), "Verantwortung": .text("theobald.tiger"),
    ])
    let told = try await office.changes(of: .tasks) {
      try $0.modifyTask(id) { $0["Verantwortung"] = .text("petra") }
    }
    #expect(told == Told(theobald: [id: false], petra: [id: true], stamps: 1))
  }

  @Test func theTasksOfAGroupBelongToNobody() async throws {
    let (office, id) = try await office([
      "Betreff": .text("Anrufen"), "Verantwortung": .text("petra"), "responsibilityByGroup": .integer(1),
    ])
    #expect(try await office.told(office.petra, .tasks, since: .zero) == [:])
    let told = try await office.changes(of: .tasks) {
      try $0.modifyTask(id) { $0["responsibilityByGroup"] = .integer(0) }
    }
    #expect(told.petra == [id: true])
  }

  @Test(.manual("12.1 Status →"), arguments: [3, 5] as [Int64])
  func aTaskThatIsDoneOrCancelledLeavesTheDevicesAndMayComeBack(status: Int64) async throws {
    let (office, id) = try await office([
      "Betreff": .text("Anrufen"), "Verantwortung": .text("theobald.tiger"),
    ])
    let done = try await office.changes(of: .tasks) {
      try $0.modifyTask(id) { $0["Status"] = .integer(status) }
    }
    #expect(done == Told(theobald: [id: false], stamps: 1))
    let back = try await office.changes(of: .tasks) { try $0.modifyTask(id) { $0["Status"] = .integer(2) } }
    #expect(back == Told(theobald: [id: true], stamps: 1))
  }

  @Test(.manual("12.1 Status →"), arguments: [1, 2, 4, 6, 7, 8] as [Int64])
  func theOtherStatesStampNothing(status: Int64) async throws {
    let (office, id) = try await office([
      "Betreff": .text("Anrufen"), "Verantwortung": .text("theobald.tiger"), "Status": .integer(2),
    ])
    let told = try await office.changes(of: .tasks) {
      try $0.modifyTask(id) { $0["Status"] = .integer(status) }
    }
    #expect(told == .nothing)
  }

  @Test func aDeletedTaskLeavesTheDevices() async throws {
    let (office, id) = try await office([
      "Betreff": .text("Anrufen"), "Verantwortung": .text("theobald.tiger"),
    ])
    let told = try await office.changes(of: .tasks) { try $0.deleteTask(id) }
    #expect(told == Told(theobald: [id: false], stamps: 1))
    #expect(try await office.read { try $0.task(id) } == nil)
  }

  @Test(
    arguments: [
      ("Kommentar", SQLValue.text("x")), ("Stand", .integer(50)), ("tags", .text("a|b")),
      ("Aufwand_Soll_NUM", .real(1.5)), ("Deadline", .text("2024-05-01")), ("relatedAddressId", .integer(7)),
    ])
  func aFieldThatNoDeviceSeesStampsNothing(field: String, value: SQLValue) async throws {
    let (office, id) = try await office([
      "Betreff": .text("Anrufen"), "Verantwortung": .text("theobald.tiger"),
    ])
    let told = try await office.changes(of: .tasks) { try $0.modifyTask(id) { $0[field] = value } }
    #expect(told == .nothing)
  }

  @Test(.manual("12.1 Erinnerung →")) func aReminderIsItsUsersOwn() async throws {
    let (office, id) = try await office([
      "Betreff": .text("Anrufen"), "Verantwortung": .text("theobald.tiger"), "Bearbeiter": .text("petra"),
    ])
    let petra = office.petra
    let set = try await office.changes(of: .tasks) {
      try $0.setReminder(task: id, user: petra, at: "2024-03-11 09:00:00")
    }
    #expect(set == Told(petra: [id: true], stamps: 1))
    let again = try await office.changes(of: .tasks) {
      try $0.setReminder(task: id, user: petra, at: "2024-03-11 09:00:00")
    }
    #expect(again == .nothing)
    #expect(
      try await item(id, of: office, as: office.petra)?.reminder == LocalDateTime(text: "2024-03-11 09:00:00")
    )
    #expect(try await item(id, of: office, as: office.theobald)?.reminder == nil)
    let cleared = try await office.changes(of: .tasks) { try $0.setReminder(task: id, user: petra, at: nil) }
    #expect(cleared == Told(petra: [id: true], stamps: 1))
  }

  @Test func aReminderWakesNobodyWhereRemindersReachNoDevice() async throws {
    var options = OnOfficeOptions()
    options.taskReminders = false
    let office = try await TestOffice(options: options)
    let id = try await office.write {
      try $0.createTask(["Betreff": .text("Anrufen"), "Verantwortung": .text("petra")])
    }
    let petra = office.petra
    let told = try await office.changes(of: .tasks) {
      try $0.setReminder(task: id, user: petra, at: "2024-03-11 09:00:00")
    }
    #expect(told == .nothing)
  }

  @Test func aNewLoginNameTakesTheTasksOfTheOldOneAway() async throws {
    let (office, id) = try await office([
      "Betreff": .text("Anrufen"), "Verantwortung": .text("theobald.tiger"),
    ])
    let theobald = office.theobald
    let renamed = try await office.changes(of: .tasks) { try $0.modifyUser(theobald) { $0.login = "theo" } }
    #expect(renamed == Told(theobald: [id: false], stamps: 1))
    let back = try await office.changes(of: .tasks) {
      try $0.modifyUser(theobald) { $0.login = "theobald.tiger" }
    }
    #expect(back == Told(theobald: [id: true], stamps: 1))
  }

  @Test(.manual("12.1 Art →")) func theLabelOfAKindIsSeen() async throws {
    let office = try await TestOffice()
    let (kind, id) = try await office.write { office in
      let kind = try office.createActionType(.task, key: "todo", label: "To-do", isDefault: true)
      return (
        kind, try office.createTask(["Betreff": .text("Anrufen"), "Verantwortung": .text("theobald.tiger")])
      )
    }
    #expect(try await item(id, of: office, as: office.theobald)?.categories == ["To-do"])
    let told = try await office.changes(of: .tasks) { try $0.renameActionType(kind, label: "Telefon") }
    #expect(told == Told(theobald: [id: true], stamps: 1))
    let same = try await office.changes(of: .tasks) { try $0.renameActionType(kind, label: "Telefon") }
    #expect(same == .nothing)
  }

  @Test func anUnknownKindIsRefused() async throws {
    let office = try await TestOffice()
    await #expect(throws: OfficeError.unknownChoice(field: "Art", value: "4")) {
      try await office.write { try $0.createTask(["Art": .integer(4)]) }
    }
  }

  private func item(_ id: Int64, of office: TestOffice, as user: Int64) async throws -> TaskItem? {
    let items = try await office.look(as: user) { try $0.items(of: .tasks, records: [id]) }
    guard case .success(.task(let item)) = items[id] else { return nil }
    return item
  }
}
