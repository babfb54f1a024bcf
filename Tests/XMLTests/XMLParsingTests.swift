import Testing
import XML

@Suite struct XMLParsingTests {
  private func parse(_ text: String) throws -> XMLElement {
    try XMLElement(parsing: Array(text.utf8))
  }

  @Test func elementsKeepNamesNamespacesTextsAndOrder() throws {
    let root = try parse(
      """
      <?xml version="1.0" encoding="utf-8"?>
      <!-- a comment -->
      <a xmlns="urn:one" xmlns:p="urn:two" p:other="no" key="v&amp;w"><b>x &lt;<!-- --> y</b><p:c/><b>2</b></a>
      """)
    #expect(root.name == "a")
    #expect(root.namespace == "urn:one")
    #expect(root.attributes == ["key": "v&w"])
    #expect(root.children.map(\.name) == ["b", "c", "b"])
    #expect(root.children.map(\.namespace) == ["urn:one", "urn:two", "urn:one"])
    #expect(root.child("b")?.text == "x < y")
    #expect(root.child("c")?.text == "")
    #expect(root.child("d") == nil)
  }

  @Test func elementsWithoutNamespaceHaveNone() throws {
    #expect(try parse("<a><b xmlns='urn:one'/></a>").namespace == nil)
    #expect(try parse("<a xmlns='urn:one'><b xmlns=''/></a>").children.first?.namespace == nil)
  }

  @Test func dataSectionsAreToldFromText() throws {
    let root = try parse("<a><b><![CDATA[<&]]></b><c>&lt;&amp;</c></a>")
    #expect(root.children.map(\.text) == ["<&", "<&"])
    #expect(root.children.map(\.isCDATA) == [true, false])
  }

  @Test(arguments: [
    Array(#"<?xml version="1.0" encoding="UTF-8"?><a>ü€</a>"#.utf8),
    [0xEF, 0xBB, 0xBF] + Array("<a>ü€</a>".utf8),
    [0xFF, 0xFE]
      + utf16(#"<?xml version="1.0" encoding="UTF-16"?><a>ü€</a>"#) { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
    [0xFE, 0xFF]
      + utf16(#"<?xml version="1.0" encoding="UTF-16"?><a>ü€</a>"#) { [UInt8($0 >> 8), UInt8($0 & 0xFF)] },
  ])
  func unicodeEncodingsAreRead(bytes: [UInt8]) throws {
    #expect(try XMLElement(parsing: bytes).text == "ü€")
  }

  @Test func latin1IsRead() throws {
    let bytes = Array(#"<?xml version="1.0" encoding="ISO-8859-1"?><a>"#.utf8) + [0xFC] + Array("</a>".utf8)
    #expect(try XMLElement(parsing: bytes).text == "ü")
  }

  @Test(arguments: [
    "", " ", "text", "<a>", "<a></b>", "<a/><b/>", "<a>&nbsp;</a>", "<a b=1/>", "<a>\u{1}</a>", "<a>&#0;</a>",
    "<p:a/>", #"<?xml version="1.0" encoding="no-such"?><a/>"#,
  ])
  func whatIsNotWellFormedIsRefused(text: String) throws {
    let error = try #require(throws: XMLError.self) { try parse(text) }
    guard case .malformed = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func brokenUTF8IsRefused() {
    #expect(throws: XMLError.self) {
      try XMLElement(parsing: Array("<a>".utf8) + [0xFF] + Array("</a>".utf8))
    }
  }

  @Test func theLineOfAnErrorIsTold() throws {
    let error = try #require(throws: XMLError.self) { try parse("<a>\n\n<b></c></a>") }
    guard case .malformed(let line, let reason) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(line == 3)
    #expect(!reason.isEmpty && !reason.contains("\n"))
  }

  private static func utf16(_ text: String, _ bytes: (UInt16) -> [UInt8]) -> [UInt8] {
    text.utf16.flatMap(bytes)
  }
}
