import Testing
import XML

@Suite struct HostileXMLTests {
  private static let laughs = """
    <!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">
    <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>
    <lolz>&e;&e;&e;&e;</lolz>
    """

  @Test(arguments: [
    laughs,
    #"<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>"#,
    #"<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>"#,
    #"<!DOCTYPE a PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><a/>"#,
    #"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"#,
    #"<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><a/>"#,
    #"<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>"#,
    "<!DOCTYPE a><a/>",
    #"<?xml version="1.0"?><!-- x --><!DOCTYPE a [<!ELEMENT a ANY>]><a>"#,
  ])
  func everyDoctypeIsRefused(text: String) {
    #expect(throws: XMLError.doctype) { try XMLElement(parsing: Array(text.utf8)) }
  }

  @Test func depthIsLimited() throws {
    func nested(_ levels: Int) -> [UInt8] {
      Array((String(repeating: "<a>", count: levels) + String(repeating: "</a>", count: levels)).utf8)
    }
    #expect(throws: Never.self) { try XMLElement(parsing: nested(64)) }
    #expect(throws: XMLError.tooDeep) { try XMLElement(parsing: nested(65)) }
    #expect(throws: XMLError.tooDeep) { try XMLElement(parsing: nested(256)) }
    #expect(throws: XMLError.self) { try XMLElement(parsing: nested(9_000)) }
    #expect(throws: XMLError.self) { try XMLElement(parsing: nested(1_000_000), limit: 1 << 24) }
  }

  @Test func sizeIsLimited() {
    let document = Array("<a>text</a>".utf8)
    #expect(throws: Never.self) { try XMLElement(parsing: document, limit: document.count) }
    #expect(throws: XMLError.tooLarge) { try XMLElement(parsing: document, limit: document.count - 1) }
  }

  @Test func everyChangedByteReadsOrIsRefused() {
    let document = Array(
      #"<?xml version="1.0"?><a xmlns="u" b="c"><d>&lt;ü</d><![CDATA[x]]><!--y--></a>"#.utf8)
    var read = 0
    for position in document.indices {
      var bytes = document
      for value in UInt8.min...UInt8.max {
        bytes[position] = value
        if let element = try? XMLElement(parsing: bytes), !element.name.isEmpty { read += 1 }
      }
      _ = try? XMLElement(parsing: Array(document.prefix(position)))
    }
    #expect(read > document.count)
  }
}
