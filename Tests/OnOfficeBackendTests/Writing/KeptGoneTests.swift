import ChangeLog
import Database
import SyncModel
import Testing
import WBXML

@testable import OnOfficeBackend

@Suite("How long something is kept") struct KeptGoneTests {
  private func rows(in office: TestOffice) async throws -> Int64? {
    try await office.read {
      try $0.connection.first("SELECT count(*) FROM kept_properties") { $0.integer(0) }
    }
  }

  @Test func itGoesWithATask() async throws {
    let office = try await TestOffice()
    let ids = try await [
      office.addTask { $0.subOrdinalDate = "5" }, office.addTask { $0.subOrdinalDate = "6" },
    ]
    #expect(try await rows(in: office) == 2)
    try await office.write { try $0.deleteTask(ids[0]) }
    #expect(try await rows(in: office) == 1)
    #expect(try await office.taskItem(ids[1]).subOrdinalDate == "6")
  }

  @Test func itGoesWithAnAppointmentForAllItsUsers() async throws {
    let office = try await TestOffice()
    let users = [office.theobald, office.petra]
    let id = try await office.write { office in
      try office.createAppointment(
        AppointmentDraft(
          ["start_dt": "2026-03-24 10:00:00", "end_dt": "2026-03-24 11:00:00", "status": "active"],
          users: Set(users)))
    }
    for user in users {
      try await office.store(as: user) { writer in
        guard case .calendar(let before)? = try writer.item(id, of: .calendar) else { throw NoSuchItem() }
        var item = before
        item.onlineMeetingExternalLink = "https://meet.example"
        try writer.change(id, from: .calendar(before), to: .calendar(item))
      }
    }
    #expect(try await rows(in: office) == 2)
    try await office.write { try $0.deleteAppointment(id) }
    #expect(try await rows(in: office) == 0)
  }

  /// What was kept before there was a limit may stay, and shrink, while the contact is edited.
  @Test func whatIsTooLargeAlreadyMayStay() async throws {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster"])
    var large = ContactItem()
    large.nickName = String(repeating: "x", count: KeptItem.limit + 10)
    large.spouse = "Erika"
    let bytes = try Fragment(encoding: large).bytes
    let theobald = office.theobald
    try await office.write { try $0.changeLog.setKept(bytes, of: id, in: .contacts, user: theobald) }
    try await office.edit(contact: id) { $0.lastName = "Meister" }
    try await office.edit(contact: id) { $0.spouse = nil }
    #expect(try await office.contact(id).nickName == large.nickName)
    #expect(try await office.contact(id).lastName == "Meister")
    let element = try await office.store(as: theobald) { writer -> String? in
      guard case .contact(var contact)? = try writer.item(id, of: .contacts) else { throw NoSuchItem() }
      let before = contact
      contact.spouse = "Eva Maria Magdalena"
      do {
        try writer.attempt { try writer.change(id, from: .contact(before), to: .contact(contact)) }
        return nil
      } catch let refusal as ItemRefusal {
        return refusal.element
      }
    }
    #expect(element == "NickName")
    #expect(try await office.contact(id).spouse == nil)
  }
}
