import SyncModel
import Testing
import WBXML

@Suite struct BodyTests {
  @Test func withoutPreferenceTheWholeTextIsPlain() throws {
    let long = String(repeating: "Müller & Söhne\n", count: 5000)
    let body = try present(long, [])
    #expect(body.type == 1 && body.truncated == nil && body.preview == nil)
    #expect(body.data == long.replacing("\n", with: "\r\n"))
    #expect(body.estimatedDataSize == body.data?.utf8.count)
  }

  @Test(arguments: ["a\nb", "a\rb", "a\r\nb"]) func linesEndWithCRLF(text: String) throws {
    #expect(try present(text, []).data == "a\r\nb")
  }

  @Test func anEmptyTextIsToldWithoutData() throws {
    for text in [nil, ""] {
      let body = try present(text, [BodyPreference(type: .html, truncationSize: 0, preview: 10)])
      #expect(body.estimatedDataSize == 0)
      #expect(body.data == nil && body.truncated == nil && body.preview == nil)
    }
  }

  @Test(arguments: [
    ([BodyType.plain], 1), ([.html], 2), ([.html, .plain], 1), ([.rtf], 1), ([.mime], 1),
    ([.mime, .html], 2),
  ])
  func theTypeIsOneThatIsAskedForButNeverRTFOrMIME(asked: [BodyType], type: Int) throws {
    #expect(try present("text", asked.map { BodyPreference(type: $0) }).type == type)
  }

  @Test(arguments: 0..<40) func noCharacterIsSplit(limit: Int) throws {
    let text = "aä€\u{1F469}\u{200D}\u{1F4BB}\nxé"
    let whole = "aä€\u{1F469}\u{200D}\u{1F4BB}\r\nxé"
    let body = try present(text, [BodyPreference(type: .plain, truncationSize: limit)])
    let data = body.data ?? ""
    #expect(data.utf8.count <= limit)
    #expect(whole.hasPrefix(data) && data.count == whole.prefix(data.count).count)
    #expect(body.truncated == (limit < whole.utf8.count ? true : nil))
    #expect(body.estimatedDataSize == whole.utf8.count)
    // The next character would not have fitted.
    let next = whole.dropFirst(data.count).first.map { $0.utf8.count } ?? .max
    #expect(data == whole || data.utf8.count + next > limit)
  }

  @Test func htmlKeepsSpacesAndIndentation() throws {
    let body = try present("a   b\n  - c", [BodyPreference(type: .html)])
    #expect(body.data == "<html><body>a &nbsp;&nbsp;b<br>\r\n&nbsp;&nbsp;- c</body></html>")
  }

  @Test func aSizeBelowZeroIsNoLimit() throws {
    let body = try present("abc", [BodyPreference(type: .plain, truncationSize: -1)])
    #expect(body.data == "abc")
    #expect(body.truncated == nil)
  }

  @Test func htmlIsEscaped() throws {
    let body = try present("a < b & \"c\"\n<script>", [BodyPreference(type: .html)])
    #expect(
      body.data
        == "<html><body>a &lt; b &amp; &quot;c&quot;<br>\r\n&lt;script&gt;</body></html>")
    #expect(body.estimatedDataSize == body.data?.utf8.count)
    #expect(body.truncated == nil)
  }

  @Test(arguments: 0..<60) func truncatedHTMLStaysWhole(limit: Int) throws {
    let body = try present("<<<&&&\nabc\näöü", [BodyPreference(type: .html, truncationSize: limit)])
    guard body.truncated == true, let data = body.data else { return }
    #expect(data.utf8.count <= limit)
    #expect(data.hasPrefix("<html><body>") && data.hasSuffix("</body></html>"))
    let content = data.dropFirst(12).dropLast(14)
    #expect(content.count { $0 == "&" } == content.count { $0 == ";" })
  }

  @Test func allOrNoneGoesToTheNextTypeThatFits() throws {
    let text = String(repeating: "x", count: 100)
    let plain = BodyPreference(type: .plain, truncationSize: 50, allOrNone: true)
    let html = BodyPreference(type: .html, truncationSize: 500)
    #expect(try present(text, [plain, html]).type == 2)
    #expect(try present(text, [plain, html]).truncated == nil)
    let none = try present(text, [plain])
    #expect(none.type == 1 && none.data == nil && none.truncated == true && none.estimatedDataSize == 100)
    #expect(try present("short", [plain]).data == "short")
  }

  @Test func allOrNoneMeansNothingWithoutALimit() throws {
    #expect(try present("text", [BodyPreference(type: .plain, allOrNone: true)]).data == "text")
  }

  @Test func thePreviewIsPlainAndFrom14() throws {
    let preference = BodyPreference(type: .html, truncationSize: 0, preview: 3)
    let body = try present("<äöü>", [preference])
    #expect(body.preview == "<äö" && body.data == nil && body.truncated == true)
    #expect(try present("<äöü>", [preference], .v12_1).preview == nil)
    let long = String(repeating: "x", count: 400)
    #expect(try present(long, [BodyPreference(type: .plain, preview: 9999)]).preview?.count == 255)
  }

  @Test func everyClassTellsItsNativeType() throws {
    let presentation = Presentation(version: .v14_1)
    let contact: ContactItem = try Item.contact(.init()).applicationData(for: presentation).decode()
    let calendar: CalendarItem = try Item.calendar(.init()).applicationData(for: presentation).decode()
    let task: TaskItem = try Item.task(.init()).applicationData(for: presentation).decode()
    let note: NoteItem = try Item.note(.init()).applicationData(for: presentation).decode()
    let types = [contact.nativeBodyType, calendar.nativeBodyType, task.nativeBodyType, note.nativeBodyType]
    #expect(types == [1, 1, 1, 1])
  }

  private func present(
    _ text: String?, _ preferences: [BodyPreference], _ version: ProtocolVersion = .v16_1
  ) throws -> Body {
    var contact = ContactItem()
    contact.body = text.map(Body.init(plain:))
    let presentation = Presentation(version: version, bodyPreferences: preferences)
    let shown: ContactItem = try Item.contact(contact).applicationData(for: presentation).decode()
    return try #require(shown.body)
  }
}
