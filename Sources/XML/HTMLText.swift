import CXML2

/// The text of an HTML page that a stranger sent, as a plain-text editor would show it.
///
/// Paragraphs stand apart by an empty line, other blocks begin a line, items of lists have a dash or number, behind a
/// link is its address unless the text tells it.
public enum HTMLText {
  /// The plain text with `\n` at each line's end and no white space at its own end.
  ///
  /// Refused are more than `limit` bytes and elements that nest too deep; nothing is loaded.
  public static func plain(_ html: String, limit: Int = 1 << 20) throws(XMLError) -> String {
    var bytes = Array(html.utf8)
    // The parser takes a NUL for the end.
    bytes.removeAll { $0 == 0 }
    guard bytes.count <= limit else { throw .tooLarge }
    bytes = withoutConditions(bytes)
    guard !bytes.isEmpty else { return "" }
    var text = PlainText()
    try HTMLTree(bytes).write(to: &text)
    return text.finished
  }

  /// The page without `<![if …]>` and `<![endif]>`, which Outlook writes and the parser takes for text.
  private static func withoutConditions(_ page: [UInt8]) -> [UInt8] {
    var rest = page[...]
    var kept: [UInt8] = []
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      kept += rest[..<start]
      rest = rest[start...]
      let isComment = rest.starts(with: "<!--".utf8)
      guard isComment || rest.starts(with: "<![".utf8) else {
        kept.append(rest[start])
        rest = rest.dropFirst()
        continue
      }
      // What never ends hides nothing.
      guard let end = rest.firstRange(of: Array((isComment ? "-->" : ">").utf8))?.upperBound else { break }
      if isComment { kept += rest[..<end] }
      rest = rest[end...]
    }
    return kept + rest
  }
}

/// A parsed page of libxml2, freed when the last reference goes.
private final class HTMLTree {
  private static let library: Void = xmlInitParser()

  private let document: htmlDocPtr

  init(_ bytes: [UInt8]) throws(XMLError) {
    Self.library
    guard let parser = htmlNewParserCtxt() else { throw .malformed(line: 0, reason: "out of memory") }
    defer { htmlFreeParserCtxt(parser) }
    let options =
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
    let document = bytes.withUnsafeBytes { buffer in
      htmlCtxtReadMemory(
        parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, "UTF-8",
        Int32(options))
    }
    // Only depth stops the parser, which recovers from all else.
    guard parser.pointee.disableSAX == 0 else {
      xmlFreeDoc(document)
      throw .tooDeep
    }
    guard let document else { throw .malformed(line: 0, reason: "no page") }
    self.document = document
  }

  deinit {
    xmlFreeDoc(document)
  }

  /// Walks the nodes in their order, without recursion.
  func write(to text: inout PlainText) {
    var next = xmlDocGetRootElement(document)
    while let node = next {
      if let child = begin(node, &text) {
        next = child
        continue
      }
      next = node
      while let ended = next {
        end(ended, &text)
        if let sibling = ended.pointee.next {
          next = sibling
          break
        }
        next = ended.pointee.parent.flatMap { $0.pointee.type == XML_ELEMENT_NODE ? $0 : nil }
      }
    }
  }

  /// Writes what stands before a node's content; returns its first child.
  private func begin(_ node: xmlNodePtr, _ text: inout PlainText) -> xmlNodePtr? {
    switch node.pointee.type {
    case XML_TEXT_NODE:
      text.add(String(xml: node.pointee.content))
    case XML_ELEMENT_NODE:
      let tag = HTMLTag(rawValue: String(xml: node.pointee.name))
      guard tag?.isUnseen != true else { return nil }
      text.begin(tag)
      if tag == .a { text.beginLink(to: node.address) }
      return node.pointee.children
    default:
      break
    }
    return nil
  }

  private func end(_ node: xmlNodePtr, _ text: inout PlainText) {
    guard node.pointee.type == XML_ELEMENT_NODE else { return }
    text.end(HTMLTag(rawValue: String(xml: node.pointee.name)))
  }
}

extension xmlNodePtr {
  /// Where a link leads.
  fileprivate var address: String? {
    var next = pointee.properties
    while let attribute = next {
      if String(xml: attribute.pointee.name) == "href", let value = attribute.pointee.children {
        return String(xml: value.pointee.content)
      }
      next = attribute.pointee.next
    }
    return nil
  }
}

/// The elements that matter to the text.
private enum HTMLTag: String {
  case script, style, head, title, template, noscript, textarea, select, object
  case a, br, hr, pre, ul, ol, li, td, th
  case p, h1, h2, h3, h4, h5, h6, table, blockquote, dl
  case div, tr, dt, dd, address, article, aside, footer, form, header, main, nav, section, center, body

  /// Whether nothing of it is seen.
  var isUnseen: Bool {
    switch self {
    case .script, .style, .head, .title, .template, .noscript, .textarea, .select, .object: true
    default: false
    }
  }

  /// Whether an empty line is before and after it.
  var standsApart: Bool {
    switch self {
    case .p, .h1, .h2, .h3, .h4, .h5, .h6, .table, .blockquote, .dl, .pre: true
    default: false
    }
  }

  /// Whether it has lines of its own.
  var isBlock: Bool {
    switch self {
    case .a, .br, .td, .th: false
    default: !isUnseen
    }
  }
}

/// Lines of text as they grow from a page.
private struct PlainText {
  private var text = ""
  /// Line ends that are due before the next text, which blocks ask for.
  private var lineEnds = 0
  private var isSpaceDue = false
  private var preformatted = 0
  /// Whether the line holds nothing but the dash or number of an item.
  private var isItemEmpty = false
  /// The lists that are open: the number of the last item, nil in one without numbers.
  private var lists: [Int?] = []
  /// The link that is open: its address and where its text begins.
  private var link: (address: String, start: Int)?

  /// The text without white space at its end.
  var finished: String {
    String(text.reversed().drop { $0.isWhitespace }.reversed())
  }

  mutating func begin(_ tag: HTMLTag?) {
    guard let tag, tag.isBlock || tag == .br else { return }
    if tag == .br || tag == .hr { return endLine() }
    breakLine(tag)
    switch tag {
    case .pre: preformatted += 1
    case .ul: lists.append(.none)
    case .ol: lists.append(0)
    case .li: beginItem()
    default: break
    }
  }

  mutating func end(_ tag: HTMLTag?) {
    guard let tag else { return }
    if tag == .a { endLink() }
    if tag == .td || tag == .th { isSpaceDue = true }
    guard tag.isBlock, tag != .hr else { return }
    if tag == .pre { preformatted -= 1 }
    if tag == .ul || tag == .ol { lists.removeLast() }
    breakLine(tag)
  }

  mutating func beginLink(to address: String?) {
    link = address.map { ($0.filter { !$0.isWhitespace }, text.utf8.count) }
  }

  /// Writes the address behind the text unless that says it.
  private mutating func endLink() {
    guard let (address, start) = link else { return }
    link = nil
    let shown = String(decoding: text.utf8.dropFirst(start), as: UTF8.self)
    guard LinkAddress(address).isWorthTelling(behind: shown) else { return }
    text += " <\(address)>"
  }

  /// Adds text; runs of white space count as one space, but for those that do not break.
  mutating func add(_ content: String) {
    for character in content.unicodeScalars {
      switch character {
      case "\r" where preformatted > 0: break
      case "\n" where preformatted > 0: endLine()
      case " ", "\t", "\n", "\r", "\u{0C}":
        if preformatted > 0 { put(character) } else { isSpaceDue = true }
      case "\u{A0}": put(" ")
      default: put(character)
      }
    }
  }

  private mutating func put(_ character: Unicode.Scalar) {
    beginText()
    isItemEmpty = false
    text.unicodeScalars.append(character)
  }

  /// Writes the line ends or the space that is due.
  private mutating func beginText() {
    if lineEnds > 0 {
      text += String(repeating: "\n", count: lineEnds)
    } else if isSpaceDue, !text.isEmpty, text.utf8.last != UInt8(ascii: "\n") {
      text += " "
    }
    lineEnds = 0
    isSpaceDue = false
  }

  private mutating func endLine() {
    isSpaceDue = false
    isItemEmpty = false
    beginText()
    text += "\n"
  }

  /// Asks for a new line, if this one has begun, and for an empty one where the element stands apart.
  private mutating func breakLine(_ tag: HTMLTag) {
    isSpaceDue = false
    guard !text.isEmpty, !isItemEmpty || tag == .li else { return }
    isItemEmpty = false
    let standsApart = lists.isEmpty && (tag.standsApart || tag == .ul || tag == .ol)
    let hasEnded = text.utf8.last == UInt8(ascii: "\n")
    lineEnds = max(lineEnds, (hasEnded ? 0 : 1) + (standsApart ? 1 : 0))
  }

  private mutating func beginItem() {
    let depth = max(0, lists.count - 1)
    beginText()
    text += String(repeating: "  ", count: depth)
    isItemEmpty = true
    guard let list = lists.popLast() else { return text += "- " }
    lists.append(list.map { $0 + 1 })
    text += list.map { "\($0 + 1). " } ?? "- "
  }
}

/// Where a link of a page leads.
private struct LinkAddress {
  private let address: String

  init(_ address: String) { self.address = address }

  /// Whether a reader of `text` would not know it. Many clients make links of addresses that are typed.
  func isWorthTelling(behind text: String) -> Bool {
    let schemes = ["http://", "https://", "mailto:"]
    guard schemes.contains(where: address.lowercased().hasPrefix) else { return false }
    let said = LinkAddress.bare(text)
    return !said.isEmpty && !LinkAddress.bare(address).hasPrefix(said)
  }

  /// An address without what clients add to it or leave out.
  private static func bare(_ text: String) -> String {
    var bare = text.lowercased().filter { !$0.isWhitespace }[...]
    for start in ["http://", "https://", "mailto:", "www."] where bare.hasPrefix(start) {
      bare = bare.dropFirst(start.count)
    }
    while let last = bare.last, last == "/" || last == "…" || last == "." { bare = bare.dropLast() }
    return String(bare)
  }
}
