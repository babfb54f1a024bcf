/// Writes elements as XML text: `xmlns` where the page changes, OPAQUE as Base64 in a CDATA section.
struct XMLTextWriter: ContentWriter {
  private(set) var xml = ""
  private let isIndented: Bool
  private var open: [OpenElement] = []
  /// Whether the last start tag still lacks its `>`.
  private var startTagIsOpen = false

  private struct OpenElement {
    let tag: Tag
    var hasChildren = false
  }

  init(indented: Bool) {
    isIndented = indented
  }

  mutating func start(_ tag: Tag) {
    closeStartTag()
    if let parent = open.indices.last {
      open[parent].hasChildren = true
      breakLine()
    }
    xml += "<" + (tag.name ?? "")
    if open.last?.tag.page != tag.page { xml += " xmlns=\"\(tag.namespace ?? "")\"" }
    startTagIsOpen = true
    open.append(OpenElement(tag: tag))
  }

  mutating func text(_ text: String) {
    guard !text.isEmpty else { return }
    closeStartTag()
    for character in text.unicodeScalars {
      switch character {
      case "&": xml += "&amp;"
      case "<": xml += "&lt;"
      case ">": xml += "&gt;"
      case "\r": xml += "&#13;"
      case _ where character.isAllowedInXML: xml.unicodeScalars.append(character)
      default: xml += "\u{FFFD}"
      }
    }
  }

  mutating func opaque(_ content: some Collection<UInt8>) {
    closeStartTag()
    xml += "<![CDATA[" + Base64.encode(content) + "]]>"
  }

  mutating func end() {
    guard let element = open.popLast() else { return }
    if startTagIsOpen {
      xml += "/>"
      startTagIsOpen = false
    } else {
      if element.hasChildren { breakLine() }
      xml += "</" + (element.tag.name ?? "") + ">"
    }
  }

  private mutating func closeStartTag() {
    guard startTagIsOpen else { return }
    xml += ">"
    startTagIsOpen = false
  }

  private mutating func breakLine() {
    guard isIndented else { return }
    xml += "\n" + String(repeating: "  ", count: open.count)
  }
}

extension WBXMLDocument {
  /// The body as XML on one line.
  public var xml: String { xml(indented: false) }

  /// The body as XML for reading, an element a line.
  public var indentedXML: String { xml(indented: true) + "\n" }

  private func xml(indented: Bool) -> String {
    var writer = XMLTextWriter(indented: indented)
    tree.write(0..<tree.nodes.count, to: &writer)
    return writer.xml
  }
}
