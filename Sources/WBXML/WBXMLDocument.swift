/// A request or response body, parsed.
public struct WBXMLDocument: Sendable {
  let tree: NodeTree

  /// The root element.
  public let root: Tag

  /// Parses a body with its header; throws ``WBXMLError/malformed(_:offset:)``, or
  /// ``WBXMLError/unexpectedRoot(_:)`` if the tables do not know the root.
  public init(_ bytes: [UInt8], limits: WBXMLLimits = .standard) throws(WBXMLError) {
    tree = try WBXMLParser.body(bytes, limits: limits)
    guard let root = tree.nodes.first?.tag else {
      throw .malformed(.noRoot, offset: bytes.count)
    }
    self.root = root
  }

  /// How many elements (each with its subtree) were left out because the tables do not know them.
  public var skipped: Int { tree.skipped }

  /// Reads the root as `type`; throws ``WBXMLError/unexpectedRoot(_:)`` if it is another element.
  public func decode<Root: RootElement>(_ type: Root.Type = Root.self) throws(WBXMLError) -> Root {
    guard root == Root.root else { throw .unexpectedRoot(root) }
    var decoder = ElementDecoder(tree, content: tree.content(of: 0))
    var value = Root()
    try value.code(&decoder)
    return value
  }
}
