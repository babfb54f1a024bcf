import CXML2

/// The text of an HTML page that a stranger sent, as a plain-text editor would show it.
///
/// Paragraphs stand apart by an empty line, other blocks begin a line, items of lists have a dash or number, behind a
/// link is its address unless the text tells it.
public enum HTMLText {
  /// The plain text with `\n` at each line's end and no white space at its own end.
  ///
  /// Refused are more than `limit` bytes, of the page or of its text, and elements that nest too deep; nothing is
  /// loaded.
  public static func plain(_ html: String, limit: Int = 1 << 20) throws(XMLError) -> String {
    var bytes = Array(html.utf8)
    // The parser takes a NUL for the end.
    bytes.removeAll { $0 == 0 }
    guard bytes.count <= limit else { throw .tooLarge }
    bytes = withoutConditions(bytes)
    guard !bytes.isEmpty else { return "" }
    var text = HTMLPlainText()
    try HTMLTree(bytes).write(to: &text, limit: limit)
    guard text.size <= limit else { throw .tooLarge }
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

  private func end(_ node: xmlNodePtr, _ text: inout HTMLPlainText) {
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
