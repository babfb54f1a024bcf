import Testing
import XML

@Suite struct XMLWritingTests {
  @Test func namespacesAreWrittenWhereTheyChange() {
    let element = XMLElement(
      "a", namespace: "urn:one", attributes: ["z": "1", "k": "\"<"],
      children: [
        XMLElement("b", namespace: "urn:one", text: "x & y"),
        XMLElement(
          "c", namespace: "urn:two", children: [XMLElement("d", namespace: "urn:two"), XMLElement("e")]),
      ])
    #expect(
      element.document == #"<?xml version="1.0" encoding="utf-8"?>"#
        + #"<a xmlns="urn:one" k="&quot;&lt;" z="1"><b>x &amp; y</b><c xmlns="urn:two"><d/><e xmlns=""/></c></a>"#
    )
  }

  @Test func whatIsWrittenReadsTheSame() throws {
    let element = XMLElement(
      "a", namespace: "urn:x", attributes: ["k": "<&>\"'"],
      children: [
        XMLElement("b", namespace: "urn:x", text: "]]> <b> \r\n\t ü€😀 &amp;"), XMLElement("c", text: " "),
      ])
    #expect(try XMLElement(parsing: Array(element.document.utf8)) == element)
  }

  @Test func whatXMLForbidsIsLeftOut() {
    #expect(XMLElement.escaped("a\0\u{1F}\u{FFFE}b\t\n\r<>&\"'") == "ab\t\n&#13;&lt;&gt;&amp;&quot;'")
  }
}
