import Database
import SyncModel
import Synchronization
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Tasks that are done on devices")
struct TaskCompletionTests {
  private static let open: SampleFields = [
    "Betreff": "Exposé", "Status": 2, "Stand": 50, "erledigt": 0, "Prio": 1,
  ]

  @Test(.manual("12.1 Status ←", "12.1 Stand Bearbeitung ←")) func aCompletedTaskIsErledigt() async throws {
    let office = try await TestOffice()
    let id = try await office.task(Self.open)
    let number = try await office.number(of: .tasks)
    try await office.edit(task: id) { $0.complete = true }
    let record = try await office.storedTask(id).record
    #expect(record.integer("Status") == 3)
    #expect(record.integer("Stand") == 100)
    #expect(record.flag("erledigt"))
    #expect(record.text("Austragsdatum") == "2024-03-10")
    let row = try #require(try await office.row(id, of: .tasks))
    #expect(!row.isThere)
    #expect(row.number > number)
    let item = try await office.taskItem(id)
    #expect(item.complete == true)
    #expect(item.completed == LocalDateTime(text: "2024-03-10 00:00:00"))
  }

  @Test(.manual("12.1 Erledigt am ←")) func theDevicesDayCounts() async throws {
    let office = try await TestOffice()
    let id = try await office.task(Self.open)
    try await office.edit(task: id) { task in
      task.complete = true
      task.completed = LocalDateTime(text: "2024-02-29 22:15:00")
    }
    #expect(try await office.storedTask(id).record.text("Austragsdatum") == "2024-02-29")
  }

  @Test func todayIsTheTenantsDay() async throws {
    let office = try await TestOffice()
    office.clock.set(try berlin("2025-01-01 00:30:00"))
    let id = try await office.task(Self.open)
    try await office.edit(task: id) { $0.complete = true }
    #expect(try await office.storedTask(id).record.text("Austragsdatum") == "2025-01-01")
  }

  @Test func whatIsTakenBackIsAsItWas() async throws {
    let office = try await TestOffice()
    let id = try await office.task(Self.open)
    let before = try await office.storedTask(id).record
    for _ in 0..<2 {
      try await office.edit(task: id) { $0.complete = true }
      try await office.edit(task: id) { $0.complete = false }
      #expect(try await office.storedTask(id).record == before)
      #expect(try await office.row(id, of: .tasks)?.isThere == true)
    }
  }

  @Test func whatTheOfficeReopenedIsRememberedAnew() async throws {
    let office = try await TestOffice()
    let id = try await office.task(Self.open)
    try await office.edit(task: id) { $0.complete = true }
    try await office.write { try $0.modifyTask(id) { $0["Status"] = .integer(4) } }
    try await office.write { try $0.modifyTask(id) { $0["Status"] = .integer(3) } }
    try await office.edit(task: id) { $0.complete = false }
    #expect(try await office.storedTask(id).record.integer("Status") == 4)
  }

  @Test func whatChangesOfADoneTaskIsNumberedAndToldNobody() async throws {
    let office = try await TestOffice()
    let id = try await office.task(Self.open)
    #expect(try await office.unseenChange(task: id) == nil)
    try await office.edit(task: id) { $0.complete = true }
    let row = try #require(try await office.row(id, of: .tasks))
    #expect(try await office.unseenChange(task: id) == row.number)
    let notices = Mutex<[ChangeNotice]>([])
    office.office.observeChanges { notice in notices.withLock { $0.append(notice) } }
    var number = row.number
    for change in [["Betreff": .text("Exposé 2")], ["Status": .integer(5)]] as [[String: SQLValue]] {
      try await office.write { try $0.modifyTask(id) { $0.fields.merge(change) { $1 } } }
      let later = try #require(try await office.unseenChange(task: id))
      #expect(later > number)
      number = later
    }
    // No device would see a difference.
    try await office.write { try $0.modifyTask(id) { $0["Kommentar"] = .text("telefonisch") } }
    #expect(try await office.unseenChange(task: id) == number)
    #expect(try await office.row(id, of: .tasks) == row)
    #expect(notices.withLock { $0 }.isEmpty)
    try await office.write { try $0.modifyTask(id) { $0["Status"] = .integer(2) } }
    #expect(try await office.unseenChange(task: id) == nil)
    #expect(try #require(try await office.row(id, of: .tasks)).number > number)
  }

  @Test func aTaskThatComesDoneIsKnownToTheLog() async throws {
    let office = try await TestOffice()
    let id = try await office.addTask { task in
      task.complete = true
      task.completed = LocalDateTime(text: "2024-03-09 00:00:00")
    }
    #expect(try await office.row(id, of: .tasks)?.isThere == false)
    #expect(try await office.storedTask(id).record.text("Austragsdatum") == "2024-03-09")
    try await office.edit(task: id) { $0.complete = false }
    let record = try await office.storedTask(id).record
    #expect(record.integer("Status") == 1)
    #expect(record["Austragsdatum"] == nil)
  }

  @Test func aDeletedTaskIsGivenUp() async throws {
    let office = try await TestOffice()
    let id = try await office.task(Self.open)
    try await office.store(as: office.theobald) { try $0.delete(id, of: .tasks) }
    #expect(try await office.storedTask(id).record.integer("Status") == 5)
    #expect(try await office.row(id, of: .tasks)?.isThere == false)
    #expect(try await office.storedTask(id).record.integer("Stand") == 50)
  }

  @Test func nobodyElseHasTheItem() async throws {
    let office = try await TestOffice()
    let id = try await office.task(Self.open)
    #expect(try await office.store(as: office.petra) { try $0.item(id, of: .tasks) } == nil)
    await #expect(throws: BackendError.self) {
      try await office.store(as: office.petra) { try $0.delete(id, of: .tasks) }
    }
    #expect(try await office.storedTask(id).record.integer("Status") == 2)
  }
}
