/// Writes a page as the text of a document comes.
struct RTFPageWriter {
  private var html: [UInt8] = []
  private var decoder = CodePageDecoder()
  /// Bytes of which the text is not known before the next that are none of theirs.
  private var run: (bytes: [UInt8], page: CodePage, isTag: Bool) = ([], .western, false)
  /// The first half of a character that takes two numbers.
  private var highSurrogate: UInt32?
  /// Cells that have ended and that another one follows, unless the row ends.
  private var cells = 0
  /// Whether the page is the one of which the document was made, which has tags of its own.
  var isOriginal = false

  var isEmpty: Bool { html.isEmpty && run.bytes.isEmpty }
  /// About how many bytes the page has.
  var size: Int { html.count + run.bytes.count }

  /// The page. White space of plain text is kept.
  mutating func finished() -> String {
    endRun()
    let text = String(decoding: html, as: UTF8.self)
    return isOriginal ? text : "<pre>\(text)</pre>"
  }

  /// Adds a byte in a code page; as it is, if it belongs to a tag.
  mutating func add(_ byte: UInt8, in page: CodePage, isTag: Bool) {
    let isPlain = byte < 0x80 && !(page.hasPairs && !run.bytes.isEmpty && run.page == page)
    if isPlain { return add(Unicode.Scalar(byte), isTag: isTag) }
    if run.page != page || run.isTag != isTag { endRun() }
    endPair()
    (run.page, run.isTag) = (page, isTag)
    run.bytes.append(byte)
  }

  /// Adds the character of a number of 16 bits, of which two may be one character.
  mutating func add(unit: UInt32, isTag: Bool) {
    endRun()
    switch unit {
    case 0xD800..<0xDC00:
      endPair()
      highSurrogate = unit
    case 0xDC00..<0xE000:
      guard let high = highSurrogate else { return add("\u{FFFD}", isTag: isTag) }
      highSurrogate = nil
      let value = 0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00)
      add(Unicode.Scalar(value) ?? "\u{FFFD}", isTag: isTag)
    default: add(Unicode.Scalar(unit) ?? "\u{FFFD}", isTag: isTag)
    }
  }

  mutating func add(_ text: String, isTag: Bool) {
    for scalar in text.unicodeScalars { add(scalar, isTag: isTag) }
  }

  private mutating func add(_ scalar: Unicode.Scalar, isTag: Bool) {
    endRun()
    endPair()
    endCells()
    switch scalar {
    case "<" where !isTag: html += "&lt;".utf8
    case ">" where !isTag: html += "&gt;".utf8
    case "&" where !isTag: html += "&amp;".utf8
    case "\t", "\n", "\u{20}"...: html += String(scalar).utf8
    default: break
    }
  }

  mutating func endCell() {
    endRun()
    cells += 1
  }

  /// Ends a row of a table; nothing follows its last cell.
  mutating func endRow() {
    endRun()
    cells = 0
    add("\n", isTag: false)
  }

  mutating func addImage() {
    // The page that the document was made of has its own.
    if !isOriginal { addTag("<img>") }
  }

  mutating func beginLink(to address: String) {
    addTag("<a href=\"")
    for scalar in address.unicodeScalars where scalar != "\"" { add(scalar, isTag: false) }
    addTag("\">")
  }

  mutating func endLink() { addTag("</a>") }

  private mutating func addTag(_ tag: String) {
    endRun()
    endPair()
    endCells()
    html += tag.utf8
  }

  private mutating func endCells() {
    guard cells > 0 else { return }
    html += [UInt8](repeating: UInt8(ascii: "\t"), count: cells)
    cells = 0
  }

  private mutating func endPair() {
    guard highSurrogate != nil else { return }
    highSurrogate = nil
    html += "\u{FFFD}".utf8
  }

  private mutating func endRun() {
    guard !run.bytes.isEmpty else { return }
    let text = decoder.text(of: run.bytes, in: run.page)
    run.bytes.removeAll(keepingCapacity: true)
    add(text, isTag: run.isTag)
  }
}
