import Testing

@testable import WBXML

@Suite struct TextFormTests {
  @Test func indentedFormHasALineForEachElement() throws {
    let bytes = Golden.hex("03016A00 45 0001 5F 0361 0A 6200 01 0000 5C 4F 13 01 01 01")
    #expect(
      try WBXMLDocument(bytes).indentedXML == """
        <Sync xmlns="AirSync">
          <FirstName xmlns="Contacts">a
        b</FirstName>
          <Collections>
            <Collection>
              <GetChanges/>
            </Collection>
          </Collections>
        </Sync>

        """)
  }

  @Test func markupIsEscapedAndForbiddenCharactersReplaced() throws {
    let bytes = Golden.hex("03016A00 45 0001 5F 03 3C2622273E0D01EFBFBE 00 01 01")
    let text = "&lt;&amp;\"'&gt;&#13;\u{FFFD}\u{FFFD}"
    #expect(
      try WBXMLDocument(bytes).xml
        == #"<Sync xmlns="AirSync"><FirstName xmlns="Contacts">\#(text)</FirstName></Sync>"#)
  }

  @Test func chunksSideBySideAreOne() throws {
    let bytes = Golden.hex("03016A00 0015 45 50 C30161 036200 C30163 01 01")
    #expect(
      try WBXMLDocument(bytes).xml
        == #"<SendMail xmlns="ComposeMail"><Mime><![CDATA[YWJj]]></Mime></SendMail>"#)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func base64IsAsRFC4648HasIt(plain: String, encoded: String) {
    #expect(Base64.encode(plain.utf8) == encoded)
    #expect(Base64.decode(encoded) == Array(plain.utf8))
  }

  @Test func base64OfAllBytesComesBack() {
    let bytes = Array(UInt8.min...UInt8.max)
    let text = Base64.encode(bytes)
    #expect(text.contains("+") && text.contains("/"))
    #expect(Base64.decode(" " + text.prefix(10) + "\r\n" + text.dropFirst(10)) == bytes)
  }

  @Test(arguments: ["A", "AA", "AAA", "A===", "====", "AA=A", "A*==", "AA-_", "Zg==Zg==", "ä==="])
  func whatIsNoBase64IsRefused(text: String) {
    #expect(Base64.decode(text) == nil)
  }
}
