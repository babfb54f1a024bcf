import Testing
import XML

@Suite struct HTMLTextTests {
  @Test(arguments: [
    ("", ""),
    ("text", "text"),
    ("<html><body>a<br>\r\nb<br>\r\n<br>\r\n&nbsp; c&lt;&amp;</body></html>", "a\nb\n\n  c<&"),
    ("<p>one</p><p>two<br/>three</p>", "one\n\ntwo\nthree"),
    ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
    (
      "<h1>Title</h1>  text\n   in\tlines  <b>bold</b>, <i>slanted</i>.",
      "Title\n\ntext in lines bold, slanted."
    ),
    ("<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>e", "- a\n- b\n  1. c\n  2. d\n\ne"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    ("<pre>a  b\r\n c</pre>d", "a  b\n c\n\nd"),
    (
      "<head><title>no</title><style>p { }</style></head><body>yes<script>no()</script><!-- no --></body>",
      "yes"
    ),
    ("K&auml;the &#8364; &#x1F600; &copy; &unknown;", "Käthe € 😀 © &unknown;"),
    ("Käthe 😀", "Käthe 😀"),
    ("<meta charset=\"iso-8859-1\"><p>Käthe</p>", "Käthe"),
    ("<p>not <b>closed <i>at all", "not closed at all"),
    ("a </b> b <3", "a b <3"),
    ("nul\0inside", "nulinside"),
    ("<li>alone</li>", "- alone"),
    ("<div><div>a</div><div>b<br></div></div><div>c</div>", "a\nb\nc"),
    ("<p class=\"MsoNormal\">a<o:p></o:p></p><p class=\"MsoNormal\">b</p>", "a\nb"),
    ("<p class='x msoPlainText'>a</p><p class=MsoNormal>b</p><p class='x'>c</p>", "a\nb\n\nc"),
    (
      "<p class=MsoNormal>a</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>&nbsp; b</p>",
      "a\n\n  b"
    ),
    ("<div>a</div><div>&nbsp;</div><div>&nbsp;&nbsp;\n</div><div>b&nbsp;</div><div>c</div>", "a\n\n\nb \nc"),
    ("<div>&nbsp;<div>a</div></div><p>&nbsp;</p>b", "\na\n\n\n\nb"),
    ("<ul><li>&nbsp;</li><li>a&nbsp;</li></ul>", "-  \n- a"),
    ("a<!--[if gte mso 9]><xml>no</xml><![endif]-->b<![if !supportLists]>c<![endif]>", "abc"),
    ("<!--[if !mso]><!-->a<!--<![endif]-->b<![if", "ab<![if"),
    ("a <!-- never <i>ends</i> <!--, but --", "a <!-- never ends <!--, but --"),
    ("a<!-->b<!--->c<!-- d -->e<!-- f", "abce<!-- f"),
    ("a<img src=\"cid:1\" alt=\"😀 &amp;\">b<img><img alt=''/> c", "a😀 &b c"),
    ("<a href='https://x.example'><img alt='Plan'></a>", "Plan <https://x.example>"),
    ("<ol><li><p>a</p></li><li><div>b</div></li></ol>", "1. a\n2. b"),
    ("<table><tbody><tr><th>a</th><td><div>b</div></td></tr></tbody></table>c", "a\nb\n\nc"),
    (
      "<a href=\"https://onoffice.example/a b\">Exposé</a>, dann",
      "Exposé <https://onoffice.example/ab>, dann"
    ),
    ("<a href=\"http://www.onoffice.example/\">www.onoffice.example</a>", "www.onoffice.example"),
    ("<a href=\"https://onoffice.example/expose/4711\">onoffice.example/exp…</a>", "onoffice.example/exp…"),
    (
      "<a href=\"mailto:a@b.example\">a@b.example</a> <a href=\"mailto:a@b.example\">Petra</a>",
      "a@b.example Petra <mailto:a@b.example>"
    ),
    ("<a href=\"tel:+49221\">0221</a><a name=\"x\">x</a><a href=\"https://x.example\"><img></a>", "0221x"),
    (
      "<a href=\"https://x.example\">a<a href=\"https://y.example\">b</a>c",
      "a <https://x.example>b <https://y.example>c"
    ),
  ])
  func pagesReadAsText(html: String, text: String) throws {
    #expect(try HTMLText.plain(html) == text)
  }

  /// A paragraph whose own style has no margin above and below is a line.
  @Test(arguments: [
    ("margin:0", true), ("MARGIN: 0px 5px", true), ("margin:0cm 0cm 0.0001pt; color: red", true),
    ("margin-top:0;margin-bottom:0in", true), ("color:red;margin-block:0", true), ("margin: 0 auto", true),
    ("margin-block-start:0;margin-block-end:0", true), ("margin:0 0 12pt", false), ("margin:1em 0", false),
    ("margin-top:0", false), ("margin:0;margin-bottom:1em", false), ("margin:auto", false), ("margin", false),
    ("margin:", false), ("padding:0", false), ("", false),
  ])
  func aParagraphWithoutMarginIsALine(style: String, isLine: Bool) throws {
    let page = "<p style=\"\(style)\">a</p><p style=\"\(style)\"><br></p><p style=\"\(style)\">b</p>"
    #expect(try HTMLText.plain(page) == (isLine ? "a\n\nb" : "a\n\n\n\nb"))
    #expect(try HTMLText.plain(page, paragraphs: .lines) == "a\n\nb")
  }

  @Test func paragraphsMayBeReadAsLines() throws {
    let page = "<h1>t</h1><p>a</p><p>&nbsp;</p><p>b<br>c</p><ul><li><p>d</p></li></ul>"
    #expect(try HTMLText.plain(page, paragraphs: .lines) == "t\n\na\n\nb\nc\n\n- d")
  }

  @Test(arguments: [
    ("<p><img src='cid:1'>&nbsp;</p>", true), ("<img alt=''>", true), ("<p>a<img></p>", false),
    ("<img alt='a'>", false), ("<p>&nbsp;</p>", false), ("", false),
  ])
  func aPageOfImagesAloneIsTold(html: String, isIt: Bool) throws {
    #expect(try HTMLText.isImagesAlone(html) == isIt)
  }

  @Test func depthIsLimited() {
    let deep = String(repeating: "<div>", count: 5_000) + "text"
    #expect(throws: XMLError.tooDeep) { try HTMLText.plain(deep) }
  }

  @Test func sizeIsLimited() {
    #expect(throws: Never.self) { try HTMLText.plain("text", limit: 4) }
    #expect(throws: XMLError.tooLarge) { try HTMLText.plain("texts", limit: 4) }
  }

  /// However a page nests what makes lines, its text is not many times its size.
  @Test(arguments: [
    ("<ul><li>", "<li>x"), ("<ol><li>", "<li>x"), ("<ul>", "<li>x"), ("<ul><li>", "<li>"),
    ("<ul><li>", "<br>"),
    ("<ul><li>", "<p>x"), ("<blockquote>", "<p>x"), ("<pre>", "\n"), ("<table><tr><td>", "<td>x<hr>"),
    ("", "<a href=http://x.de>y</a>"),
  ])
  func theTextIsOfThePagesSize(start: String, item: String) throws {
    let page = String(repeating: start, count: 80) + String(repeating: item, count: 2_000)
    let text = try HTMLText.plain(page)
    #expect(text.utf8.count < 5 * page.utf8.count)
  }

  @Test func listsAreIndentedByEightLevelsAtMost() throws {
    let page = (0..<12).map { "<ul><li>\($0)" }.joined()
    let lines = (0..<12).map { String(repeating: "  ", count: min($0, 8)) + "- \($0)" }
    #expect(try HTMLText.plain(page) == lines.joined(separator: "\n"))
  }

  @Test func theSizeOfTheTextIsLimitedAsWell() throws {
    let page = String(repeating: "<ul><li>", count: 20) + String(repeating: "<li>x", count: 1_000)
    let text = try HTMLText.plain(page)
    #expect(text.utf8.count > page.utf8.count)
    #expect(try HTMLText.plain(page, limit: text.utf8.count) == text)
    #expect(throws: XMLError.tooLarge) { try HTMLText.plain(page, limit: text.utf8.count - 1) }
  }

  @Test(arguments: ["x", "é", "e\u{301}", "👨‍👩‍👧", ""]) func onlySpaceAtTheEndIsCutOff(text: String) throws {
    #expect(try HTMLText.plain("<pre>\(text)&nbsp;\u{2003}\u{2028}\r\n \t</pre>") == text)
  }

  @Test func everyChangedByteReadsOrIsRefused() {
    let page = Array("<html><body><p class=\"x\">a&amp;b</p><ul><li>c</ul><!--d--></body></html>".utf8)
    for position in page.indices {
      var bytes = page
      for value in UInt8.min...UInt8.max {
        bytes[position] = value
        _ = try? HTMLText.plain(String(decoding: bytes, as: UTF8.self))
      }
      _ = try? HTMLText.plain(String(decoding: page.prefix(position), as: UTF8.self))
    }
  }
}
