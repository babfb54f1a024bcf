/// How much a body may ask of the decoder before it is refused.
public struct WBXMLLimits: Hashable, Sendable {
  /// Elements open at once.
  public var depth: Int
  /// Elements and texts, unknown ones included.
  public var nodes: Int
  /// Bytes of the whole body.
  public var body: Int
  /// Bytes of a single text or OPAQUE chunk.
  public var text: Int

  /// 64 levels, 200,000 nodes, a body of 32 MiB, a text of 16 MiB.
  public static let standard = WBXMLLimits()

  /// Sets limits; what is not named is as in ``standard``.
  public init(depth: Int = 64, nodes: Int = 200_000, body: Int = 32 << 20, text: Int = 16 << 20) {
    self.depth = depth
    self.nodes = nodes
    self.body = body
    self.text = text
  }
}
