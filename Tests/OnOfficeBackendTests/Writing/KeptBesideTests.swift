import ChangeLog
import Database
import SyncModel
import TestSupport
import Testing
import WBXML

@testable import OnOfficeBackend

@Suite("What onOffice has no field for")
struct KeptBesideTests {
  @Test(.manual("12 Umgekehrt", "12 Möglichst viele")) func itIsGivenBackToTheUserAlone() async throws {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster"])
    let number = try await office.number(of: .contacts)
    try await office.edit(contact: id) { contact in
      contact.homeAddressCity = "Bonn"
      contact.children = ["Max", "Moritz"]
      contact.categories = ["Golf"]
      contact.picture = "AAEC"
      contact.imAddress = "muster@im.example"
      contact.body = Body(plain: "mag Äpfel\nund Birnen")
      contact.anniversary = CivilDate(text: "2000-02-29")
    }
    let contact = try await office.contact(id)
    #expect(contact.homeAddressCity == "Bonn")
    #expect(contact.children == ["Max", "Moritz"])
    #expect(contact.categories == ["Golf"])
    #expect(contact.picture == "AAEC")
    #expect(contact.imAddress == "muster@im.example")
    #expect(contact.body == Body(plain: "mag Äpfel\nund Birnen"))
    #expect(contact.anniversary?.text == "2000-02-29")
    #expect(contact.lastName == "Muster")
    #expect(try await office.told(office.theobald, .contacts, since: number) == [id: true])
    #expect(try await office.told(office.petra, .contacts, since: number) == [:])
    #expect(try await office.contact(id, of: office.petra).homeAddressCity == nil)
  }

  @Test func eachUserHasHisOwn() async throws {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster"])
    try await office.edit(contact: id) { $0.spouse = "Erika" }
    try await office.edit(contact: id, as: office.petra) { $0.spouse = "Eva" }
    try await office.edit(contact: id, as: office.petra) { $0.lastName = "Meister" }
    #expect(try await office.contact(id).spouse == "Erika")
    #expect(try await office.contact(id, of: office.petra).spouse == "Eva")
    #expect(try await office.contact(id).lastName == "Meister")
  }

  @Test func whatBecomesEmptyLeavesNoRow() async throws {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster"])
    try await office.edit(contact: id) { $0.spouse = "Erika" }
    #expect(try await rows(in: office) == 1)
    let number = try await office.number(of: .contacts)
    try await office.edit(contact: id) { $0.spouse = nil }
    #expect(try await rows(in: office) == 0)
    #expect(try await office.told(office.theobald, .contacts, since: number) == [id: true])
  }

  @Test func theSameAgainTellsNobody() async throws {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster"])
    try await office.edit(contact: id) { $0.spouse = "Erika" }
    let number = try await office.number(of: .contacts)
    try await office.edit(contact: id) { $0.spouse = "Erika" }
    #expect(try await office.number(of: .contacts) == number)
  }

  @Test func itNeverHidesWhatOnOfficeHas() async throws {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster"])
    var forged = ContactItem()
    forged.lastName = "Falsch"
    forged.firstName = "Falsch"
    forged.fileAs = "Falsch"
    forged.homePhoneNumber = "0221 666"
    forged.spouse = "Erika"
    let bytes = try Fragment(encoding: forged).bytes
    let theobald = office.theobald
    try await office.write { try $0.changeLog.setKept(bytes, of: id, in: .contacts, user: theobald) }
    var expected = try await office.contact(id, of: office.petra)
    expected.spouse = "Erika"
    #expect(try await office.contact(id) == expected)
  }

  @Test func aRowThatCannotBeReadBreaksTheItemForItsUserAlone() async throws {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster"])
    let theobald = office.theobald
    try await office.write { try $0.changeLog.setKept([0x45, 0x03], of: id, in: .contacts, user: theobald) }
    // Without the rest the item would take the place of the whole with the device's next change.
    await #expect(throws: NoSuchItem.self) { try await office.contact(id) }
    #expect(try await office.contact(id, of: office.petra).lastName == "Muster")
  }

  @Test func tasksKeepHowTheyRepeat() async throws {
    let office = try await TestOffice()
    var recurrence = TaskRecurrence()
    recurrence.type = 1
    recurrence.interval = 2
    recurrence.dayOfWeek = 2
    let weekly = recurrence
    let id = try await office.addTask { task in
      task.recurrence = weekly
      task.subOrdinalDate = "5"
    }
    try await office.edit(task: id) { $0.subject = "anders" }
    let task = try await office.taskItem(id)
    #expect(task.recurrence == weekly)
    #expect(task.subOrdinalDate == "5")
    #expect(task.subject == "anders")
  }

  @Test func itSurvivesThatTheAddressIsTakenOffTheDevices() async throws {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster"])
    try await office.edit(contact: id) { $0.spouse = "Erika" }
    let theobald = office.theobald
    try await office.store(as: theobald) { try $0.delete(id, of: .contacts) }
    try await office.write { try $0.setOutlookSync(address: id, user: theobald, true) }
    #expect(try await office.contact(id).spouse == "Erika")
  }

  private func rows(in office: TestOffice) async throws -> Int64? {
    try await office.read {
      try $0.connection.first("SELECT count(*) FROM kept_properties") { $0.integer(0) }
    }
  }
}
