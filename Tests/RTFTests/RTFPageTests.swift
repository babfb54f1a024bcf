import RTF
import TestSupport
import Testing

@Suite("The text of Rich Text Format") struct RTFPageTests {
  @Test(arguments: [
    (#"{\rtf1 a}"#, "a"), (#" {\rtf1\ansi\deff0 a\par b\line c\tab d}"#, "a\nb\nc\td"),
    ("{\\rtf1 a\r\nb\\\r\nc\\\nd}", "ab\nc\nd"), (#"{\rtf1 \{a\}\\}"#, #"{a}\"#),
    (#"{\rtf1 a&<b>}"#, "a&amp;&lt;b&gt;"),
    (#"{\rtf1 a\~b\_c\-d\:e}"#, "a\u{A0}b-cde"),
    (#"{\rtf1 \lquote a\rquote  \ldblquote b\rdblquote\emdash\endash\bullet}"#, "‘a’ “b”—–•"),
    (#"{\rtf1{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}{\info{\author Me}}a}"#, "a"),
    (#"{\rtf1{\*\generator Riched20;}{\*\unknown{x}y}a{\unknown b}}"#, "ab"),
    (#"{\rtf1 a{\header no}{\footer{no}}{\*\bkmkstart x}b}"#, "ab"),
    (#"{\rtf1 a{\v no}b\v no\v0 c\v no\plain d{\deleted no}}"#, "abcd"),
    (#"{\rtf1 a{\b b{\i c}}\b0 d}"#, "abcd"), (#"{\rtf1 a}b"#, "a"), (#"{\rtf1 a{b"#, "ab"),
    (#"{\rtf1 a\"#, "a"),
    (#"{\rtf1 a\cell b\cell\row\cell c\cell\row d}"#, "a\tb\n\tc\nd"),
    (#"{\rtf1 a\cell\par b}"#, "a\t\nb"),
    (#"{\rtf1{\pntext 1.\tab}a\par{\listtext\'b7\tab}b}"#, "1.\ta\n·\tb"),
    (#"{\rtf1 a\bin3 }}}b{\pict\bin2 }}ff}c}"#, "ab<img>c"),
    (#"{\rtf1{\*\shppict{\pict ff}}{\nonshppict{\pict ff}}a}"#, "<img>a"),
    (#"{\rtf1{\object\objemb{\*\objdata ff}{\result{\pict ff}}}}"#, "<img>"),
    (#"{\rtf1{\field{\*\fldinst PAGE}{\fldrslt 7}}}"#, "7"),
    (
      #"{\rtf1{\field{\*\fldinst{HYPERLINK "https://x.example/?a=1&b"}}{\fldrslt{\ul Plan}}} b}"#,
      #"<a href="https://x.example/?a=1&amp;b">Plan</a> b"#
    ),
    (#"{\rtf1{\field{\*\fldinst HYPERLINK \\l "mark"}{\fldrslt Plan}}}"#, "Plan"),
    (#"{\rtf1{\upr{a}{\*\ud{\u228 }}}}"#, "a"),
  ])
  func documentsReadAsText(document: String, html: String) throws {
    for page in [try RTFPage(Array(document.utf8)), try RTFPage(text: document)] {
      #expect(page.html == "<pre>\(html)</pre>")
      #expect(!page.isOriginal)
    }
  }

  @Test(arguments: [
    (#"{\rtf1\ansi\ansicpg1252 \'e4\'DF\'80\'81}"#, "äß€\u{FFFD}"), (#"{\rtf1 \'e4}"#, "ä"),
    (#"{\rtf1\ansi\ansicpg1251 \'cf\'f0}"#, "Пр"), (#"{\rtf1\ansicpg1250 \'b9}"#, "ą"),
    (#"{\rtf1\mac \'8a}"#, "ä"), (#"{\rtf1\pc \'84}"#, "ä"), (#"{\rtf1\ansicpg28597 \'c1}"#, "\u{391}"),
    (#"{\rtf1\ansicpg932 \'93\'fa\'96\'7b a\'83A}"#, "日本 aア"), (#"{\rtf1\ansicpg936 \'d6\'d0}"#, "中"),
    (#"{\rtf1\ansicpg932 \'93}"#, "\u{FFFD}"), (#"{\rtf1\ansicpg65001 \'c3\'a4}"#, "ä"),
    (#"{\rtf1\ansicpg99999 \'e4}"#, "ä"), (#"{\rtf1\ansicpg0 \'e4}"#, "ä"),
    (
      #"{\rtf1\ansicpg1252\deff1{\fonttbl{\f0\fcharset204 A;}{\f1\fcharset0 B;}{\f2\fcharset2 C;}}\'e4{\f0\'e4}\f0\'e4\plain\'e4\f2\'e4\f9\'e4}"#,
      "äддäää"
    ),
    (#"{\rtf1{\fonttbl\f3\fnil\cpg1251 A;}\f3\'cf}"#, "П"),
    (#"{\rtf1\u228 ?\u-10179 ?\u-8704 ?}"#, "ä😀"), (#"{\rtf1\uc0\u228 b{\uc2\u228 ??c}\u228 d}"#, "äbäcäd"),
    (#"{\rtf1\uc1\u8364\'80x\u8220\ldblquote y\u8364\~z}"#, "€x“y€z"),
    (#"{\rtf1{\u228}?\u228\par?}"#, "ä?ä\n?"),
    (#"{\rtf1\u55357?a\u56832?\u128512?}"#, "\u{FFFD}a\u{FFFD}😀"), (#"{\rtf1\uc3\u228 \'c3\'a4?b}"#, "äb"),
    (#"{\rtf1\u1 ?\u65534 ?\u99999999999 ?a\'07}"#, "\u{FFFE}\u{FFFD}a"),
  ])
  func charactersOfCodePagesAndNumbersAreRead(document: String, text: String) throws {
    #expect(try RTFPage(Array(document.utf8)).html == "<pre>\(text)</pre>")
  }

  /// What came as text has letters of its own beside those of its code page.
  @Test func lettersOfATextAreThemselves() throws {
    let document = #"{\rtf1\ansicpg1251 ä€😀\'cf\u228 ?}"#
    #expect(try RTFPage(text: document).html == "<pre>ä€😀Пä</pre>")
    let bytes = Array(#"{\rtf1\ansicpg1252 "#.utf8) + [0xE4, 0x80] + Array("}".utf8)
    #expect(try RTFPage(bytes).html == "<pre>ä€</pre>")
  }

  /// As [MS-OXRTFEX] 3.1 has it.
  @Test func thePageOfWhichItWasMadeComesBack() throws {
    let document = #"""
      {\rtf1\ANSI\ansicpg1251\fromhtml1 \deff0
      {\fonttbl {\f0\fmodern Courier New;}{\f1\fswiss Arial;}{\f2\fswiss\fcharset0 Arial;}}
      {\colortbl\red0\green0\blue0;\red0\green0\blue255;}
      {\*\htmltag64}
      \uc1\pard\plain\deftab360 \f0\fs24
      {\*\htmltag <HTML><head>\par
      <style>\par
       p.MsoNormal \{font-family:Arial;\}\par
      </style>\par
      </head>\par
      <body>\par
      <p\par
      class="MsoNormal">}
      {\htmlrtf \f1 \htmlrtf0 Note the line break. {\*\htmltag <b>}{\htmlrtf \b \htmlrtf0 This is bold text{\*\htmltag </b>}} \htmlrtf\par\htmlrtf0}
      \htmlrtf \par \htmlrtf0
      {\*\htmltag </p>\par
      <p class="MsoNormal">\par}
      {\htmlrtf \f1 \htmlrtf0 References: {\*\htmltag &nbsp;}\htmlrtf \'a0\htmlrtf0  {\*\htmltag &lt;}\htmlrtf <\htmlrtf0  {\*\htmltag &uml;}\htmlrtf {\f2\'a8}\htmlrtf0{\*\htmltag <br>\par}\htmlrtf\line\htmlrtf0
      special: \{\}\\{\*\mhtmltag no}{\*\htmltag <br>\par}\htmlrtf\line\htmlrtf0\htmlrtf\par\htmlrtf0}
      {\*\htmltag </p></body></HTML>}}
      """#
    let page = try RTFPage(text: document)
    #expect(page.isOriginal)
    #expect(
      page.html == """
        <HTML><head>
        <style>
         p.MsoNormal {font-family:Arial;}
        </style>
        </head>
        <body>
        <p
        class="MsoNormal">Note the line break. <b>This is bold text</b> </p>
        <p class="MsoNormal">
        References: &nbsp; &lt; &uml;<br>
        special: {}\\<br>
        </p></body></HTML>
        """)
  }

  @Test(arguments: ["", "a", #"\rtf1 a"#, #"{\rt"#, #"{ \rtf1 a}"#, #"x{\rtf1 a}"#, "<p>{\\rtf1 a}</p>"])
  func otherTextsAreNone(text: String) {
    #expect(throws: RTFError.noRTF) { try RTFPage(text: text) }
  }

  /// Nothing makes a document crash, or take more time than its size.
  @Test(arguments: [
    "{", "{\\b", "{\\uc2 {\\uc3 ", "}", "\\'", "\\'e4", "\\u55357 ", "\\", "\\*", "{\\*\\x",
    "\\uc99999999\\u1 ", "\\bin1 x", "\\cell",
    "{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt ", "{\\pict", "\\ansicpg932\\'93", "aaaaaaaa",
    "\\aaaaaaaa", "\\b-", "<",
  ])
  func longDocumentsAreReadInTime(piece: String) throws {
    let count = (piece == "{" ? 1_000_000 : 100_000) / piece.utf8.count
    _ = try RTFPage(text: #"{\rtf1 "# + String(repeating: piece, count: count))
    _ = try RTFPage(text: #"{\rtf1\fromhtml1 "# + String(repeating: piece, count: count))
  }

  @Test func randomBytesReadOrAreRefused() {
    var random = SeededGenerator(seed: 7)
    let words = [
      "{", "}", "\\", "\\*", "\\'", "\\u", "\\uc", "\\bin", "\\par", "\\f", "\\fonttbl", "\\fromhtml1",
      "\\htmltag",
      "\\htmlrtf", "\\ansicpg", "\\fcharset", "\\pict", "\\field", "\\fldinst", "\\fldrslt", "\\cell",
      "\\row", "-", "9",
      "932", " ", "e4", "HYPERLINK \"", "<", "ä",
    ].map { Array($0.utf8) }
    for round in 0..<3000 {
      var bytes = Array(#"{\rtf1"#.utf8)
      for _ in 0..<round % 60 {
        if Bool.random(using: &random) {
          bytes += words.randomElement(using: &random) ?? []
        } else {
          bytes.append(UInt8.random(in: 0...255, using: &random))
        }
      }
      _ = try? RTFPage(bytes)
      _ = try? RTFPage(text: String(decoding: bytes, as: UTF8.self))
      var header: [UInt8] = [0, 0, 0, 0].map { _ in UInt8.random(in: 0...255, using: &random) }
      header += Array("LZFu".utf8)
      _ = try? RTFPage(header + bytes)
    }
  }
}
