import CXML2

extension XMLElement {
  /// Reads a document that a stranger sent and gives its root; encodings by byte order mark or declaration.
  ///
  /// Refused are any DOCTYPE, depth beyond ``maximumDepth`` and more than `limit` bytes; nothing is loaded.
  public init(parsing bytes: [UInt8], limit: Int = 64 << 10) throws(XMLError) {
    guard bytes.count <= min(limit, Int(Int32.max)) else { throw .tooLarge }
    let document = try XMLTree(bytes)
    guard let root = document.root else { throw .malformed(line: 0, reason: "no element") }
    self = try root.element(depth: 1)
  }
}

/// A parsed document of libxml2, freed when the last reference goes.
private final class XMLTree {
  private static let library: Void = xmlInitParser()

  private let document: xmlDocPtr

  init(_ bytes: [UInt8]) throws(XMLError) {
    Self.library
    guard let parser = xmlNewParserCtxt() else { throw .malformed(line: 0, reason: "out of memory") }
    defer { xmlFreeParserCtxt(parser) }
    // Stops before a single declaration of the DTD is read.
    parser.pointee.sax?.pointee.internalSubset = { parser, _, _, _ in
      xmlStopParser(parser?.assumingMemoryBound(to: xmlParserCtxt.self))
    }
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    let document = bytes.withUnsafeBytes { buffer in
      xmlCtxtReadMemory(
        parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil, nil,
        Int32(options))
    }
    guard parser.pointee.errNo != XML_ERR_USER_STOP.rawValue else {
      xmlFreeDoc(document)
      throw .doctype
    }
    guard let document, parser.pointee.nsWellFormed != 0 else {
      xmlFreeDoc(document)
      throw XMLError(parser.pointee.lastError)
    }
    self.document = document
  }

  deinit {
    xmlFreeDoc(document)
  }

  var root: XMLTreeNode? {
    xmlDocGetRootElement(document).map { XMLTreeNode(node: $0, tree: self) }
  }
}

/// A node together with the tree that keeps it alive.
private struct XMLTreeNode {
  let node: xmlNodePtr
  let tree: XMLTree

  func element(depth: Int) throws(XMLError) -> XMLElement {
    guard depth <= XMLElement.maximumDepth else { throw .tooDeep }
    var element = XMLElement(String(xml: node.pointee.name), attributes: attributes)
    if let namespace = node.pointee.ns { element.namespace = String(xml: namespace.pointee.href) }
    var next = node.pointee.children
    while let child = next {
      switch child.pointee.type {
      case XML_ELEMENT_NODE:
        element.children.append(try XMLTreeNode(node: child, tree: tree).element(depth: depth + 1))
      case XML_CDATA_SECTION_NODE:
        element.isCDATA = true
        element.text += String(xml: child.pointee.content)
      case XML_TEXT_NODE:
        element.text += String(xml: child.pointee.content)
      default:
        break
      }
      next = child.pointee.next
    }
    return element
  }

  private var attributes: [String: String] {
    var attributes: [String: String] = [:]
    var next = node.pointee.properties
    while let attribute = next {
      if attribute.pointee.ns == nil, let text = attribute.pointee.children {
        attributes[String(xml: attribute.pointee.name)] = String(xml: text.pointee.content)
      }
      next = attribute.pointee.next
    }
    return attributes
  }
}

extension String {
  /// libxml2's UTF-8; no text for NULL.
  init(xml text: UnsafePointer<xmlChar>?) {
    self = text.map { String(cString: $0) } ?? ""
  }
}

extension XMLError {
  /// What the parser said last.
  fileprivate init(_ error: xmlError) {
    let message = error.message.map { String(cString: $0) } ?? "not well-formed"
    self = .malformed(line: Int(error.line), reason: message.filter { !$0.isNewline })
  }
}
