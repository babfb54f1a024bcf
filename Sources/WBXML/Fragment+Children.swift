extension Fragment {
  /// A child of the element that a fragment is the content of.
  public struct Child: Hashable, Sendable {
    /// The child's name.
    public let tag: Tag
    /// The child's own content, as a fragment of its own.
    public let content: Fragment

    /// Joins the two.
    public init(tag: Tag, content: Fragment) {
      self.tag = tag
      self.content = content
    }
  }

  /// The children in their order, each with its content; text that stands beside them is left out.
  public func children() throws(WBXMLError) -> [Child] {
    let tree = try WBXMLParser.fragment(bytes, limits: .standard)
    var children: [Child] = []
    var index = 0
    while index < tree.nodes.count {
      if let tag = tree.nodes[index].tag {
        children.append(Child(tag: tag, content: Fragment(tree, content: tree.content(of: index))))
      }
      index = Int(tree.nodes[index].next)
    }
    return children
  }

  /// Throws for an element, at whatever depth, whose text is no UTF-8.
  public func checkTexts() throws(WBXMLError) {
    let tree = try WBXMLParser.fragment(bytes, limits: .standard)
    for (index, node) in tree.nodes.enumerated() {
      guard let tag = node.tag, tree.validText(in: tree.content(of: index)) == nil else { continue }
      throw .badValue(tag, offset: node.bytes.lowerBound)
    }
  }

  /// Joins children to the content of one element; throws only for a content whose bytes are none.
  public init(_ children: some Sequence<Child>) throws(WBXMLError) {
    var writer = WBXMLWriter.fragment()
    for child in children {
      writer.start(child.tag)
      try writer.fragment(child.content)
      writer.end()
    }
    self.init(bytes: writer.bytes)
  }
}
