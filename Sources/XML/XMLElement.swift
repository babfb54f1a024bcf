/// An element of an XML document with its text and child elements.
///
/// Comments and processing instructions are not kept, nor is where the text stands between the children.
public struct XMLElement: Hashable, Sendable {
  /// The name without prefix.
  public var name: String
  /// The namespace's URI.
  public var namespace: String?
  /// The attributes without namespace.
  public var attributes: [String: String]
  /// The text directly in the element, all pieces joined.
  public var text: String
  /// Whether a part of the text was read from a CDATA section; writing does not look at it.
  public internal(set) var isCDATA = false
  /// The child elements in their order.
  public var children: [XMLElement]

  /// How deep elements may nest in a document that is read.
  static let maximumDepth = 64

  /// An element to be written.
  public init(
    _ name: String, namespace: String? = nil, attributes: [String: String] = [:], text: String = "",
    children: [XMLElement] = []
  ) {
    self.name = name
    self.namespace = namespace
    self.attributes = attributes
    self.text = text
    self.children = children
  }

  /// The first child of that name, in whatever namespace.
  public func child(_ name: String) -> XMLElement? {
    children.first { $0.name == name }
  }
}
