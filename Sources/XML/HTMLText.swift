import CXML2

/// The text of an HTML page that a stranger sent, as a plain-text editor would show it.
///
/// Paragraphs stand apart by an empty line, other blocks begin a line, items of lists have a dash or number, behind a
/// link is its address unless the text tells it, in the place of an image what it says instead.
public enum HTMLText {
  /// What a paragraph (`p`) is.
  public enum Paragraphs: CaseIterable, Sendable {
    /// It stands apart by an empty line, unless its style says that it has no margin.
    case apart
    /// It is a line.
    case lines
  }

  /// The plain text with `\n` at each line's end and no white space at its own end.
  ///
  /// Refused are more than `limit` bytes, of the page or of its text, and elements that nest too deep; nothing is
  /// loaded.
  public static func plain(
    _ html: String, paragraphs: Paragraphs = .apart, limit: Int = 1 << 20
  ) throws(XMLError) -> String {
    try read(html, paragraphs, limit: limit).finished
  }

  /// Whether there are images on a page, but no text: what it shows, its text does not tell.
  public static func isImagesAlone(_ html: String, limit: Int = 1 << 20) throws(XMLError) -> Bool {
    let text = try read(html, .apart, limit: limit)
    return text.hasImages && text.finished.isEmpty
  }

  private static func read(
    _ html: String, _ paragraphs: Paragraphs, limit: Int
  ) throws(XMLError) -> HTMLPlainText {
    var bytes = Array(html.utf8)
    // The parser takes a NUL for the end.
    bytes.removeAll { $0 == 0 }
    guard bytes.count <= limit else { throw .tooLarge }
    bytes = withoutComments(bytes)
    var text = HTMLPlainText()
    guard !bytes.isEmpty else { return text }
    try HTMLTree(bytes, paragraphs).write(to: &text, limit: limit)
    guard text.size <= limit else { throw .tooLarge }
    return text
  }

  /// How tags of Outlook begin that the parser takes for text, or for a paragraph.
  private static let officeTags = ["<![", "<o:p", "</o:p"]

  /// The page without comments, and without `<![if …]>`, `<![endif]>` and `<o:p>`, which Outlook writes.
  ///
  /// What never ends hides nothing, as it would to the parser.
  private static func withoutComments(_ page: [UInt8]) -> [UInt8] {
    var rest = page[...]
    var kept: [UInt8] = []
    var endsComments = true
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      kept += rest[..<start]
      rest = rest[start...]
      if rest.starts(with: "<!--".utf8) {
        // An end that is nowhere is looked for once.
        let end = endsComments ? rest.firstRange(of: Array("-->".utf8))?.upperBound : nil
        endsComments = end != nil
        if end == nil { kept += "&lt;".utf8 }
        rest = rest[(end ?? start + 1)...]
      } else if officeTags.contains(where: { rest.starts(with: $0.utf8) }) {
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { break }
        rest = rest[(end + 1)...]
      } else {
        kept.append(rest[start])
        rest = rest.dropFirst()
      }
    }
    return kept + rest
  }
}

/// A parsed page of libxml2, freed when the last reference goes.
private final class HTMLTree {
  private static let library: Void = xmlInitParser()

  private let document: htmlDocPtr
  private let paragraphs: HTMLText.Paragraphs

  init(_ bytes: [UInt8], _ paragraphs: HTMLText.Paragraphs) throws(XMLError) {
    self.paragraphs = paragraphs
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

  /// Walks the nodes in their order, without recursion, for as long as the text is within the limit.
  func write(to text: inout HTMLPlainText, limit: Int) throws(XMLError) {
    var next = xmlDocGetRootElement(document)
    while let node = next {
      guard text.size <= limit else { throw .tooLarge }
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
  private func begin(_ node: xmlNodePtr, _ text: inout HTMLPlainText) -> xmlNodePtr? {
    switch node.pointee.type {
    case XML_TEXT_NODE:
      text.add(String(xml: node.pointee.content))
    case XML_ELEMENT_NODE:
      let tag = tag(of: node)
      guard tag?.isUnseen != true else { return nil }
      text.begin(tag)
      if tag == .a { text.beginLink(to: node.attribute("href")) }
      if tag == .img { text.addImage(saying: node.attribute("alt")) }
      return node.pointee.children
    default:
      break
    }
    return nil
  }

  private func end(_ node: xmlNodePtr, _ text: inout HTMLPlainText) {
    guard node.pointee.type == XML_ELEMENT_NODE else { return }
    text.end(tag(of: node))
  }

  /// The element, if it matters. A paragraph without a margin is a line as a `div` is.
  private func tag(of node: xmlNodePtr) -> HTMLTag? {
    let tag = HTMLTag(rawValue: String(xml: node.pointee.name))
    return tag == .p && (paragraphs == .lines || node.hasNoMargin) ? .div : tag
  }
}

extension xmlNodePtr {
  /// Whether a style of Outlook or Word, as `MsoNormal`, or its own style takes a paragraph's margin away.
  fileprivate var hasNoMargin: Bool {
    let styles = attribute("class") ?? ""
    if styles.split(whereSeparator: \.isWhitespace).contains(where: { $0.lowercased().hasPrefix("mso") }) {
      return true
    }
    return attribute("style").map { HTMLMargin(style: $0).isNone } ?? false
  }

  /// The value of an attribute.
  fileprivate func attribute(_ name: String) -> String? {
    var next = pointee.properties
    while let attribute = next {
      if String(xml: attribute.pointee.name) == name, let value = attribute.pointee.children {
        return String(xml: value.pointee.content)
      }
      next = attribute.pointee.next
    }
    return nil
  }
}
