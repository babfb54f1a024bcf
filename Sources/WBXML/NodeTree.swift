/// A chunk of text or bytes, or an element, whose descendants follow it in the array.
struct Node {
  enum Kind: Hashable {
    case element(Tag)
    case text
    case opaque
  }

  let kind: Kind
  private let start: Int32
  private let end: Int32
  /// The index behind the last descendant.
  var next: Int32

  /// `bytes` are a chunk's content, or an element's tag byte.
  init(_ kind: Kind, bytes: Range<Int>, next: Int) {
    self.kind = kind
    self.start = Int32(bytes.lowerBound)
    self.end = Int32(bytes.upperBound)
    self.next = Int32(next)
  }

  /// The element's tag; nil for a chunk.
  var tag: Tag? {
    if case .element(let tag) = kind { tag } else { nil }
  }

  var bytes: Range<Int> { Int(start)..<Int(end) }
}

/// A parsed body or fragment: elements and chunks in document order over the bytes they came from.
struct NodeTree: Sendable {
  let bytes: [UInt8]
  let nodes: [Node]
  /// How many elements were left out because the tables do not know them.
  let skipped: Int

  /// The indices of `element`'s descendants.
  func content(of element: Int) -> Range<Int> {
    element + 1..<Int(nodes[element].next)
  }

  /// The chunks that stand directly in `content`, joined.
  func bytes(in content: Range<Int>) -> ArraySlice<UInt8> {
    var joined: ArraySlice<UInt8> = []
    var index = content.lowerBound
    while index < content.upperBound {
      let node = nodes[index]
      switch node.kind {
      case .element: break
      case .text, .opaque:
        if joined.isEmpty { joined = bytes[node.bytes] } else { joined += bytes[node.bytes] }
      }
      index = Int(node.next)
    }
    return joined
  }

  /// The text that stands directly in `content`; broken UTF-8 reads as U+FFFD.
  func text(in content: Range<Int>) -> String {
    String(decoding: bytes(in: content).withoutSurrogates, as: UTF8.self)
  }

  /// The text that stands directly in `content`; nil if it is no UTF-8.
  func validText(in content: Range<Int>) -> String? {
    String(validating: bytes(in: content).withoutSurrogates, as: UTF8.self)
  }
}
