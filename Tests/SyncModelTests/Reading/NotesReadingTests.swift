import SyncModel
import Testing
import WBXML

@Suite struct NotesReadingTests {
  private func change(
    _ before: String?, by sent: Fragment, holdsPart: Bool = false
  ) throws -> (text: String?, isWhole: Bool) {
    var contact = ContactItem()
    contact.body = before.map(Body.init(plain:))
    var reading = Reading(.v14_1)
    reading.holdsPart = holdsPart
    let edit = try reading.change(of: .contact(contact), by: sent)
    let body = try #require(edit.contact).body
    #expect(body == body?.data.map(Body.init(plain:)))
    return (body?.data, edit.isWhole)
  }

  @Test(arguments: [
    ("one\r\ntwo\rthree\n", 1, "one\ntwo\nthree\n"), ("  x ", 1, "  x "),
    ("<html><body><p>one</p><p>two &amp; three</p></body></html>", 2, "one\n\ntwo & three"),
    ("<html><body>one<br>\r\ntwo</body></html>", 2, "one\ntwo"),
  ])
  func notesAreTakenAsPlainText(text: String, type: Int, expected: String) throws {
    for before in ["before", nil] {
      let read = try change(before, by: Sent.notes(text, type: type))
      #expect(read.text == expected)
      #expect(read.isWhole)
    }
  }

  /// Each class with notes, new and as it was before.
  private static let classes: [ItemClass] = [.contacts, .calendar, .tasks, .notes]

  /// A page that nests too deep is as little read as what is no text at all.
  @Test(arguments: [
    (3, "x"), (3, "e30="), (4, "Subject: x\r\n\r\nx"), (9, "x"), (0, "x"),
    (2, String(repeating: "<div>", count: 5_000) + "x"),
  ])
  func notesOfOtherFormsAreRefused(type: Int, text: String) throws {
    let sent = try Sent.notes(text, type: type)
    for itemClass in Self.classes {
      var refusal = #expect(throws: ItemRefusal.self) { try Reading(.v14_1).addition(sent, of: itemClass) }
      #expect(refusal?.element == "Body")
      for before in Item.empty(itemClass, notes: [nil, "before"]) {
        refusal = #expect(throws: ItemRefusal.self) { try Reading(.v14_1).change(of: before, by: sent) }
        #expect(refusal?.element == "Body")
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4, 9]) func withoutAnyTextTheFormDoesNotMatter(type: Int) throws {
    let read = try change("text", by: Sent.notes("", type: type))
    #expect(read.text == nil)
    #expect(read.isWhole)
  }

  /// Lists make a page's text larger than the page.
  @Test func aPageWithTooMuchTextIsRefused() throws {
    let page = String(repeating: "<ul><li>", count: 20) + String(repeating: "<li>x", count: 100_000)
    let refusal = #expect(throws: ItemRefusal.self) { try change("before", by: Sent.notes(page, type: 2)) }
    #expect(refusal?.element == "Body" && refusal?.reason.contains("1048576") == true)
  }

  /// As large as they are, they may come back as they were shown.
  @Test func largeNotesAreRefusedUnlessTheyAreThere() throws {
    let large = String(repeating: "n", count: 1 << 20) + "n"
    #expect(try change(large, by: Sent.notes(large + "\r\n")).text == large)
    for (before, sent, type) in [("before", large, 1), (large, large + "n", 1), ("before", large, 2)] {
      let refusal = #expect(throws: ItemRefusal.self) { try change(before, by: Sent.notes(sent, type: type)) }
      #expect(refusal?.element == "Body")
    }
    #expect(try change("before", by: Sent.notes(String(large.dropLast()))).text?.utf8.count == 1 << 20)
  }

  @Test func notesThatTheDeviceHasOnlyAPartOfAreNotTaken() throws {
    let long = "a text of more than eight bytes"
    for sent in [
      try Sent.notes("changed"), try Sent.notes("{\\rtf1 x}", type: 3), try Sent.notes(""),
      try Sent.elements([(AirSyncBase.body.tag, "")]),
    ] {
      let read = try change(long, by: sent, holdsPart: true)
      #expect(read.text == long)
      #expect(!read.isWhole)
    }
    #expect(try change(long, by: Sent.notes("changed")).text == "changed")
  }

  @Test func notesThatAreSentCutAreNotTaken() throws {
    let read = try change("before", by: Sent.notes("bef", isTruncated: true))
    #expect(read.text == "before")
    #expect(!read.isWhole)
  }

  @Test func onlySpaceAtTheEndIsNoChange() throws {
    #expect(try change("text", by: Sent.notes("text\r\n ")).text == "text")
    #expect(try change("a\nb", by: Sent.notes("a\r\nb")).text == "a\nb")
    #expect(try change("a\nb", by: Sent.notes("<p>a<br>b</p>", type: 2)).text == "a\nb")
  }

  /// The page that the server shows, as Outlook writes it anew: a paragraph for each line.
  private func rewritten(_ page: String) -> String {
    let lines = page.replacing("<html><body>", with: "").replacing("</body></html>", with: "")
      .split(separator: "<br>\r\n", omittingEmptySubsequences: false)
    let paragraphs = lines.map { "<p class=\"MsoNormal\">\($0.isEmpty ? "<o:p>&nbsp;</o:p>" : $0)</p>" }
    return "<html><head><style>p.MsoNormal{margin:0cm}</style></head><body><div class=\"WordSection1\">"
      + paragraphs.joined() + "</div></body></html>"
  }

  @Test(arguments: [
    "Zeile 1\nZeile 2\n\nZeile 4", "\n\na\n\n\n  b\n", "a\n \nb  c", "eine", "\ta & <b>\n\n\n\n\u{A0}\n\"c\"",
    "- a\n  1. b\n\nEnde ",
  ])
  func pagesInParagraphsOfOutlookChangeNothing(text: String) throws {
    let reading = Reading(.v14_1, notes: [BodyPreference(type: .html)])
    var task = TaskItem()
    task.body = Body(plain: text)
    for save in 0..<10 {
      let shown: TaskItem = try Item.task(task).applicationData(for: reading.presentation).decode()
      let page = rewritten(try #require(shown.body?.data))
      let sent =
        try Sent.notes(page, type: 2).children() + Sent.elements([(Tasks.subject.tag, "\(save)")]).children()
      task = try #require(try reading.change(of: .task(task), by: Fragment(sent)).task)
      #expect(task.body == Body(plain: text) && task.subject == "\(save)")
    }
  }

  /// The lines of such a page are those of the text, so that what is typed between them is added alone.
  @Test func aLineBetweenParagraphsOfOutlookIsAddedAlone() throws {
    let page = rewritten("<html><body>a<br>\r\nb<br>\r\n<br>\r\nneu<br>\r\nc</body></html>")
    #expect(try change("a\nb\n\nc", by: Sent.notes(page, type: 2)).text == "a\nb\n\nneu\nc")
    // One empty line is a change; several are as one.
    for (lines, text) in [("<br>\r\n", "a\n\nb"), ("<br>\r\n<br>\r\n", "a\n\n\nb")] {
      let page = rewritten("<html><body>a<br>\r\n\(lines)b</body></html>")
      #expect(try change("a\nb", by: Sent.notes(page, type: 2)).text == text)
      #expect(try change("a\n\n\n\nb", by: Sent.notes(page, type: 2)).text == "a\n\n\n\nb")
    }
  }

  @Test func emptyNotesClear() throws {
    let read = try change("text", by: Sent.notes(""))
    #expect(read.text == nil)
    #expect(read.isWhole)
  }
}

extension Item {
  /// Items of a class with nothing but their notes.
  fileprivate static func empty(_ itemClass: ItemClass, notes: [String?]) -> [Item] {
    notes.map { text in
      let body = text.map(Body.init(plain:))
      var (contact, appointment, task, note) = (ContactItem(), CalendarItem(), TaskItem(), NoteItem())
      (contact.body, appointment.body, task.body, note.body) = (body, body, body, body)
      return switch itemClass {
      case .contacts: .contact(contact)
      case .calendar: .calendar(appointment)
      case .tasks: .task(task)
      case .notes: .note(note)
      }
    }
  }
}
