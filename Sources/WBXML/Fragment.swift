/// The content of an element that is kept unread: `ApplicationData` until its class is known.
///
/// Canonical bytes (children only, starting on page 0), so that equal content compares, hashes and is stored
/// equal whatever page switches the sender used.
public struct Fragment: Hashable, Sendable {
  /// The children's WBXML, without header, starting on page 0; empty for an empty element.
  public let bytes: [UInt8]

  /// Takes canonical bytes that an earlier fragment gave.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Encodes the children of `element`; throws only for a nested fragment whose bytes are none.
  public init(encoding element: some Element) throws(WBXMLError) {
    var encoder = ElementEncoder(.fragment())
    var element = element
    try element.code(&encoder)
    bytes = encoder.writer.bytes
  }

  /// The content of an element that has been parsed, in canonical form.
  init(_ tree: NodeTree, content: Range<Int>) {
    var writer = WBXMLWriter.fragment()
    tree.write(content, to: &writer)
    bytes = writer.bytes
  }

  /// Whether the element had no content.
  public var isEmpty: Bool { bytes.isEmpty }

  /// Reads the content as that of an element; offsets in errors count from the fragment's start.
  public func decode<Content: Element>(_ type: Content.Type = Content.self) throws(WBXMLError) -> Content {
    var value = Content()
    try decode(into: &value)
    return value
  }

  /// Reads the content over that of an element: what is not in the fragment stays as it is.
  public func decode(into element: inout some Element) throws(WBXMLError) {
    let tree = try WBXMLParser.fragment(bytes, limits: .standard)
    var decoder = ElementDecoder(tree, content: 0..<tree.nodes.count)
    try element.code(&decoder)
  }
}
