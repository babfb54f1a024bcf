import Foundation
import SyncModel
import Testing
import WBXML

@Suite struct NotePresentationTests {
  private static let html = "<html><body><b>Eins</b><br>Zwei &amp; drei</body></html>"
  private static let text = "Eins\nZwei & drei"

  private func present(
    _ body: Body?, _ preferences: [BodyPreference] = [], _ version: ProtocolVersion = .v16_1
  ) throws -> NoteItem {
    var note = NoteItem()
    note.body = body
    note.lastModifiedDate = Date(timeIntervalSince1970: 1_795_365_600.75)
    let presentation = Presentation(version: version, bodyPreferences: preferences)
    return try Item.note(note).applicationData(for: presentation).decode()
  }

  private func presentHTML(_ preferences: [BodyPreference]) throws -> Body {
    try #require(try present(Body(plain: Self.text, html: Self.html), preferences).body)
  }

  @Test(
    arguments: [
      ([], 1, "Eins\r\nZwei & drei"), ([.plain], 1, "Eins\r\nZwei & drei"), ([.html], 2, html),
      // What is stored as HTML goes as HTML to who takes both.
      ([.plain, .html], 2, html), ([.rtf], 1, "Eins\r\nZwei & drei"),
    ] as [([BodyType], Int, String)])
  func theTypeIsTheOneAskedFor(asked: [BodyType], type: Int, data: String) throws {
    let body = try presentHTML(asked.map { BodyPreference(type: $0) })
    #expect(body.type == type)
    #expect(body.data == data)
    #expect(body.estimatedDataSize == data.utf8.count)
    #expect(body.truncated == nil)
  }

  @Test func theNativeTypeIsWhatIsStored() throws {
    for preferences in [[], [BodyPreference(type: .plain)], [BodyPreference(type: .html)]] {
      #expect(try present(Body(plain: Self.text, html: Self.html), preferences).nativeBodyType == 2)
      #expect(try present(Body(plain: Self.text), preferences).nativeBodyType == 1)
      #expect(try present(nil, preferences).nativeBodyType == 1)
    }
  }

  @Test func plainTextAloneGoesFirstAsPlainText() throws {
    let both = [BodyPreference(type: .html), BodyPreference(type: .plain)]
    let body = try #require(try present(Body(plain: Self.text), both).body)
    #expect(body.type == 1)
  }

  @Test(arguments: 0..<80) func aPartOfTheHTMLIsHTML(limit: Int) throws {
    let body = try presentHTML([BodyPreference(type: .html, truncationSize: limit)])
    guard limit < Self.html.utf8.count else {
      #expect(body.data == Self.html && body.truncated == nil)
      return
    }
    #expect(body.truncated == true)
    #expect(body.estimatedDataSize == Self.html.utf8.count)
    guard let data = body.data else { return }
    #expect(data.utf8.count <= limit)
    #expect(data.hasPrefix("<html><body>") && data.hasSuffix("</body></html>"))
  }

  @Test func allOrNoneGoesFromTheHTMLToTheText() throws {
    let html = BodyPreference(type: .html, truncationSize: 30, allOrNone: true)
    let plain = BodyPreference(type: .plain, truncationSize: 30, allOrNone: true)
    let fitting = try presentHTML([html, plain])
    #expect(fitting.type == 1 && fitting.truncated == nil && fitting.data != nil)
    let none = try presentHTML([html])
    #expect(none.type == 2 && none.truncated == true && none.data == nil)
  }

  @Test func thePreviewIsOfTheText() throws {
    let body = try presentHTML([BodyPreference(type: .html, truncationSize: 0, preview: 4)])
    #expect(body.preview == "Eins")
  }

  @Test func eachNoteHasItsClassAndItsMoment() throws {
    let presentation = Presentation(version: .v14_0)
    var note = NoteItem()
    note.lastModifiedDate = Date(timeIntervalSince1970: 1_795_365_600.75)
    let xml = try RichItems.xml(of: .note(note), .v14_0)
    #expect(xml.contains(">IPM.StickyNote<"))
    // [MS-ASNOTE] 2.2.2.4: a Compact DateTime.
    #expect(xml.contains(">20261122T164000Z<"))
    note.messageClass = "IPM.StickyNote.Gelb"
    let shown: NoteItem = try Item.note(note).applicationData(for: presentation).decode()
    #expect(shown.messageClass == "IPM.StickyNote.Gelb")
  }

  @Test(arguments: [
    (nil, nil), ("", nil), (" \n\t\n", nil), ("Eins\nZwei", "Eins"), ("\r\n  Eins  \r\nZwei", "Eins"),
    (String(repeating: "ä", count: 300), String(repeating: "ä", count: 255)),
  ])
  func theTitleIsTheFirstLine(text: String?, title: String?) {
    #expect(NoteItem.title(of: text) == title)
  }
}
