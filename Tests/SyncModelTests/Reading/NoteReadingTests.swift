import Foundation
import Testing
import WBXML

@testable import SyncModel

@Suite struct NoteReadingTests {
  private static let html = "<html><body><b>Eins</b><br>Zwei</body></html>"

  /// A note as a backend has it.
  private static var stored: NoteItem {
    var note = NoteItem()
    note.subject = "Betreff"
    note.body = Body(plain: "Eins\nZwei", html: html)
    note.messageClass = "IPM.StickyNote"
    note.lastModifiedDate = Sent.moment("2026-01-02 03:04:05")
    note.categories = ["Gelb"]
    return note
  }

  private static func sent(
    subject: String? = nil, _ text: String? = nil, type: Int = 1, categories: [String]? = ["Gelb"],
    messageClass: String? = "IPM.StickyNote"
  ) throws -> Fragment {
    var note = NoteItem()
    note.subject = subject
    note.categories = categories
    note.messageClass = messageClass
    note.lastModifiedDate = Sent.moment("1999-01-01 00:00:00")
    note.body = text.map { text in
      var body = Body()
      (body.type, body.data) = (type, text)
      return body
    }
    return try Fragment(encoding: note)
  }

  private func change(
    _ before: NoteItem = stored, by sent: Fragment, notes: [BodyPreference] = [], holdsPart: Bool = false
  ) throws -> NoteItem {
    var reading = Reading(.v14_1, notes: notes)
    reading.holdsPart = holdsPart
    return try #require(try reading.change(of: .note(before), by: sent).note)
  }

  private func addition(_ sent: Fragment) throws -> NoteItem {
    try #require(try Reading(.v16_1).addition(sent, of: .notes).note)
  }

  @Test func theHTMLStaysBesideTheTextThatItSays() throws {
    let note = try addition(Self.sent(subject: "x", Self.html, type: 2))
    #expect(note.body == Body(plain: "Eins\nZwei", html: Self.html))
  }

  @Test func aSubjectFromAPlainDeviceKeepsTheHTML() throws {
    let plain = [BodyPreference(type: .plain)]
    let alone = try change(by: Self.sent(subject: "Neu"), notes: plain)
    #expect(alone.subject == "Neu" && alone.body == Self.stored.body)
    // The same with the text as the device has it, and with its own line ends.
    for text in ["Eins\r\nZwei", "Eins\nZwei\n"] {
      let whole = try change(by: Self.sent(subject: "Neu", text), notes: plain)
      #expect(whole.subject == "Neu" && whole.body == Self.stored.body)
    }
  }

  @Test func anotherTextSupersedesTheHTML() throws {
    #expect(try change(by: Self.sent("Eins\nDrei")).body == Body(plain: "Eins\nDrei"))
    let bold = "<p>Eins<br><i>Zwei</i></p>"
    #expect(try change(by: Self.sent(bold, type: 2)).body == Body(plain: "Eins\nZwei", html: bold))
  }

  @Test func whenItWasChangedIsNotHeard() throws {
    let edit = try Reading(.v14_1).change(of: .note(Self.stored), by: Self.sent(subject: "Betreff"))
    #expect(edit.item == .note(Self.stored))
    #expect(try addition(Self.sent(subject: "x")).lastModifiedDate == nil)
    var later = Self.stored
    later.lastModifiedDate = Sent.moment("2026-05-05 05:05:05")
    #expect(edit.isStored(as: .note(later), for: Presentation(version: .v14_1)))
  }

  /// [MS-ASNOTE] 3.2.5.3.
  @Test func categoriesThatAreLeftOutAreGoneAndTextAndSubjectStay() throws {
    let note = try change(by: Self.sent(categories: nil))
    #expect(note.categories == nil)
    #expect(note.subject == "Betreff" && note.body == Self.stored.body)
    #expect(try change(by: Self.sent(categories: ["Rot", "", "Blau"])).categories == ["Rot", "Blau"])
  }

  @Test func aNoteWithoutSubjectIsCalledByItsFirstLine() throws {
    let note = try addition(Self.sent("\nMilch\nEier"))
    #expect(note.subject == "Milch")
    #expect(try addition(Self.sent("<div>Milch</div><div>Eier</div>", type: 2)).subject == "Milch")
    // It follows the text for as long as nobody gives it another.
    #expect(try change(note, by: Self.sent("Brot\nEier")).subject == "Brot")
    #expect(try change(note, by: Self.sent(subject: "Einkauf", "Brot\nEier")).subject == "Einkauf")
    #expect(try change(by: Self.sent("Brot\nEier")).subject == "Betreff")
  }

  @Test(arguments: ["IPM.StickyNote", "ipm.stickynote", "IPM.StickyNote.Gelb", nil])
  func classesOfNotesAreTaken(name: String?) throws {
    #expect(try addition(Self.sent(subject: "x", messageClass: name)).messageClass == name)
  }

  @Test(arguments: ["IPM.Note", "IPM.StickyNotes", "Milch"]) func otherClassesAreRefused(name: String) throws
  {
    let sent = try Self.sent(subject: "x", messageClass: name)
    let refusal = #expect(throws: ItemRefusal.self) { try Reading(.v14_0).addition(sent, of: .notes) }
    #expect(refusal?.element == "MessageClass")
  }

  @Test func aNewNoteWithoutItsTextIsRefused() throws {
    var note = NoteItem()
    note.subject = "x"
    note.body = Body()
    note.body?.type = 1
    note.body?.estimatedDataSize = 24
    let sent = try Fragment(encoding: note)
    let refusal = #expect(throws: ItemRefusal.self) { try Reading(.v14_0).addition(sent, of: .notes) }
    #expect(refusal?.element == "Body")
    #expect(try change(by: sent).body == Self.stored.body)
  }

  @Test(arguments: ["<img src=\"cid:1\">", "<p>&nbsp;<img alt=\"\"></p>"])
  func aNoteOfImagesAloneIsRefused(html: String) throws {
    let sent = try Self.sent(subject: "x", html, type: 2)
    var refusal = #expect(throws: ItemRefusal.self) { try addition(sent) }
    #expect(refusal?.element == "Body")
    refusal = #expect(throws: ItemRefusal.self) { try change(by: sent) }
    #expect(refusal?.element == "Body")
    // The rest of a text is not lost with the part that the device has.
    #expect(try change(by: sent, holdsPart: true).body == Self.stored.body)
  }

  @Test func whatAnImageSaysInsteadIsText() throws {
    let html = "<html><body><img src=\"cid:1\" alt=\"Skizze\"></body></html>"
    #expect(try change(by: Self.sent(html, type: 2)).body == Body(plain: "Skizze", html: html))
  }

  @Test func aTextOfWhichTheDeviceHasAPartStays() throws {
    for type in [BodyType.plain, .html] {
      let cut = [BodyPreference(type: type, truncationSize: 30)]
      let long = String(repeating: "Eins und zwei ", count: 20)
      var before = Self.stored
      before.body = Body(plain: long, html: "<p>\(long)</p>")
      let sent = try Self.sent(subject: "Neu", "Eins", type: type.rawValue)
      let note = try change(before, by: sent, notes: cut, holdsPart: true)
      #expect(note.subject == "Neu" && note.body == before.body)
    }
  }

  @Test(arguments: [
    ("My", "My new note", true), ("My new", "My new\nnote", true), ("", "My", true), ("My", "Your", false),
    ("My new note", "My", false), ("My\n", "My\nnew", true),
  ])
  func aNoteGoesOnWithWhatItBeginsWith(earlier: String, later: String, goesOn: Bool) throws {
    let (before, now) = (try addition(Self.sent(earlier)), try addition(Self.sent(later)))
    #expect(now.goesOn(with: before) == goesOn)
    let named = try addition(Self.sent(subject: "Anders", earlier))
    #expect(!now.goesOn(with: named))
  }
}
