import Database
import Foundation
import SyncModel
import Testing

@testable import OnOfficeBackend

@Suite("Notes from devices") struct NoteWritingTests {
  private static let html = "<html><body><b>Milch</b><br>Eier</body></html>"

  @Test func aNoteBecomesARecord() async throws {
    let office = try await TestOffice()
    let id = try await office.addNote { $0.body = Body(plain: "Milch\nEier") }
    let record = try await office.storedNote(id)
    let expected: SampleFields = [
      "Betreff": "Einkauf", "Notiz": "Milch\nEier", "Eintragsdatum": "2024-03-10",
      "modified": "2024-03-10 11:00:00", "userid": .integer(office.theobald),
    ]
    #expect(record == expected.record)
    #expect(try await office.row(id, of: .notes)?.isThere == true)
    #expect(try await office.row(id, of: .notes, as: office.petra) == nil)
  }

  @Test func theHTMLIsKeptAsLongAsItSaysWhatTheRecordDoes() async throws {
    let office = try await TestOffice()
    let id = try await office.addNote { $0.body = Body(plain: "Milch\nEier", html: Self.html) }
    #expect(try await office.storedNote(id).text("Notiz") == "Milch\nEier")
    #expect(try await office.noteItem(id).body?.html == Self.html)
    // Another subject, in onOffice or on a device, is no other text.
    try await office.write { try $0.modifyNote(id) { $0["Betreff"] = .text("Markt") } }
    try await office.edit(note: id) { $0.subject = "Wochenmarkt" }
    #expect(try await office.noteItem(id).body?.html == Self.html)
    #expect(try await office.storedNote(id).text("Betreff") == "Wochenmarkt")
    // onOffice writes it with its own line ends.
    try await office.write { try $0.modifyNote(id) { $0["Notiz"] = .text("Milch\r\nEier") } }
    #expect(try await office.noteItem(id).body?.html == Self.html)
    try await office.write { try $0.modifyNote(id) { $0["Notiz"] = .text("Milch\nBrot") } }
    #expect(try await office.noteItem(id).body == Body(plain: "Milch\nBrot"))
  }

  @Test func aPlainTextSupersedesTheHTMLForGood() async throws {
    let office = try await TestOffice()
    let id = try await office.addNote { $0.body = Body(plain: "Milch\nEier", html: Self.html) }
    try await office.edit(note: id) { $0.body = Body(plain: "Brot") }
    try await office.edit(note: id) { $0.body = Body(plain: "Milch\nEier") }
    #expect(try await office.noteItem(id).body == Body(plain: "Milch\nEier"))
  }

  @Test func otherHTMLOfTheSameTextIsAChangeOfTheNoteAndNotOfItsText() async throws {
    let office = try await TestOffice()
    let id = try await office.addNote { $0.body = Body(plain: "Milch\nEier") }
    try await office.write { try $0.modifyNote(id) { $0["Notiz"] = .text("Milch\r\nEier") } }
    office.clock.set(try berlin("2024-03-10 14:00:00"))
    let number = try await office.number(of: .notes)
    try await office.edit(note: id) { $0.body = Body(plain: "Milch\nEier", html: Self.html) }
    let record = try await office.storedNote(id)
    #expect(record.text("Notiz") == "Milch\r\nEier")
    #expect(record.text("modified") == "2024-03-10 13:00:00")
    #expect(try await office.noteItem(id).body?.html == Self.html)
    #expect(try await office.told(office.theobald, .notes, since: number) == [id: true])
  }

  @Test func categoriesAndClassAreKeptBesideTheNote() async throws {
    let office = try await TestOffice()
    let id = try await office.addNote { note in
      note.categories = ["Gelb", "Wichtig"]
      note.messageClass = "IPM.StickyNote.Gelb"
    }
    let note = try await office.noteItem(id)
    #expect(note.categories == ["Gelb", "Wichtig"])
    #expect(note.messageClass == "IPM.StickyNote.Gelb")
    try await office.edit(note: id) { $0.categories = nil }
    #expect(try await office.noteItem(id).categories == nil)
  }

  @Test func aChangeThatChangesNothingMovesNothing() async throws {
    let office = try await TestOffice()
    let id = try await office.addNote { note in
      note.body = Body(plain: "Milch\nEier", html: Self.html)
      note.categories = ["Gelb"]
    }
    let (number, before) = (try await office.number(of: .notes), try await office.storedNote(id))
    office.clock.set(try berlin("2024-03-10 14:00:00"))
    try await office.edit(note: id) { _ in }
    #expect(try await office.storedNote(id) == before)
    #expect(try await office.number(of: .notes) == number)
    try await office.edit(note: id) { $0.categories = ["Rot"] }
    #expect(try await office.storedNote(id).text("modified") == "2024-03-10 13:00:00")
  }

  @Test func aDeletedNoteTakesWithItWhatWasBeside() async throws {
    let office = try await TestOffice()
    let id = try await office.addNote { $0.categories = ["Gelb"] }
    let kept = {
      try await office.read { try $0.connection.query("SELECT 1 FROM kept_properties") { _ in 1 } }
    }
    #expect(try await kept() == [1])
    try await office.store(as: office.theobald) { try $0.delete(id, of: .notes) }
    #expect(try await office.read { try $0.note(id) } == nil)
    #expect(try await kept() == [])
    #expect(try await office.item(id, of: .notes) == nil)
    #expect(try await office.row(id, of: .notes)?.isThere == false)
  }

  @Test func aSubjectThatIsTooLongIsCut() async throws {
    let office = try await TestOffice()
    let id = try await office.addNote { $0.subject = String(repeating: "x", count: 300) }
    #expect(try await office.noteItem(id).subject == String(repeating: "x", count: 255))
  }

  /// onOffice to the device and unchanged back, in every form that a device may ask for.
  @Test(arguments: ["Milch", "Milch\r\nEier", " \n Milch\n\n", "<b> & </b>", "", "a\rb\n"])
  func whatComesBackAsItWasShownChangesNothing(text: String) async throws {
    let office = try await TestOffice()
    let theobald = office.theobald
    let id = try await office.write { office in
      try office.createNote(["Notiz": .text(text), "Betreff": .text("x")], of: theobald)
    }
    let (number, before) = (try await office.number(of: .notes), try await office.storedNote(id))
    let preferences: [[BodyPreference]] = [
      [], [BodyPreference(type: .html)], [BodyPreference(type: .html), BodyPreference(type: .plain)],
      [BodyPreference(type: .plain, truncationSize: 2)],
    ]
    for bodies in preferences {
      let reading = Reading(
        presentation: Presentation(version: .v14_1, bodyPreferences: bodies), zone: "Europe/Berlin",
        now: Date(timeIntervalSince1970: 0))
      try await office.store(as: theobald) { writer in
        let item = try #require(try writer.item(id, of: .notes))
        let edit = try reading.change(of: item, by: item.applicationData(for: reading.presentation))
        #expect(edit.item == item)
        try writer.change(id, from: item, to: edit.item)
      }
    }
    #expect(try await office.storedNote(id) == before)
    #expect(try await office.number(of: .notes) == number)
  }
}
