/// Turns the tokens of a body or fragment into a flat tree in one pass, without recursion.
struct WBXMLParser {
  private var scanner: WBXMLScanner
  private let limits: WBXMLLimits
  private let table = CodePageTable.shared
  private var nodes: [Node] = []
  private var skipped = 0
  private var page: UInt8 = 0
  /// The nodes that wait for their END, outermost first.
  private var open: [Int] = []
  /// How many elements are open inside an unknown one, itself included.
  private var unknownDepth = 0
  /// Everything counted against the limit, unknown elements included.
  private var count = 0

  /// Whether there is an element around what is read, so that several may stand side by side.
  private let isFragment: Bool

  private init(_ bytes: [UInt8], isFragment: Bool, limits: WBXMLLimits) throws(WBXMLError) {
    guard bytes.count <= min(limits.body, Int(Int32.max)) else { throw .malformed(.tooLong, offset: 0) }
    self.scanner = WBXMLScanner(bytes)
    self.isFragment = isFragment
    self.limits = limits
    nodes.reserveCapacity(min(limits.nodes, bytes.count / 6 + 4))
  }

  /// Reads a body: header and one root element; what follows the root is ignored.
  static func body(_ bytes: [UInt8], limits: WBXMLLimits) throws(WBXMLError) -> NodeTree {
    var parser = try WBXMLParser(bytes, isFragment: false, limits: limits)
    try parser.scanner.skipHeader()
    while parser.nodes.isEmpty || !parser.open.isEmpty {
      guard !parser.scanner.isAtEnd || !parser.nodes.isEmpty else {
        throw .malformed(.noRoot, offset: bytes.count)
      }
      try parser.step()
    }
    return NodeTree(bytes: bytes, nodes: parser.nodes, skipped: parser.skipped)
  }

  /// Reads the content of one element, without header and starting on page 0.
  static func fragment(_ bytes: [UInt8], limits: WBXMLLimits) throws(WBXMLError) -> NodeTree {
    var parser = try WBXMLParser(bytes, isFragment: true, limits: limits)
    while !parser.scanner.isAtEnd { try parser.step() }
    guard parser.open.isEmpty && parser.unknownDepth == 0 else {
      throw .malformed(.endOfInput, offset: bytes.count)
    }
    return NodeTree(bytes: bytes, nodes: parser.nodes, skipped: parser.skipped)
  }

  private var isOutsideRoot: Bool { !isFragment && open.isEmpty }

  private mutating func step() throws(WBXMLError) {
    let offset = scanner.offset
    switch try scanner.next() {
    case .page(let number): page = number
    case .end: try close(at: offset)
    case .tag(let token, let hasContent):
      try start(Tag(page: page, token: token), hasContent: hasContent, at: offset)
    case .text(let range): try add(.text, range, at: offset)
    case .opaque(let range): try add(.opaque, range, at: offset)
    }
  }

  private mutating func start(_ tag: Tag, hasContent: Bool, at offset: Int) throws(WBXMLError) {
    try countNode(at: offset)
    guard !hasContent || open.count + unknownDepth < limits.depth else {
      throw .malformed(.tooDeep, offset: offset)
    }
    if unknownDepth > 0 || !table.contains(tag) {
      guard !isOutsideRoot else { throw .unexpectedRoot(tag) }
      if unknownDepth == 0 { skipped += 1 }
      if hasContent { unknownDepth += 1 }
      return
    }
    nodes.append(Node(.element(tag), bytes: offset..<offset + 1, next: nodes.count + 1))
    if hasContent { open.append(nodes.count - 1) }
  }

  private mutating func close(at offset: Int) throws(WBXMLError) {
    if unknownDepth > 0 {
      unknownDepth -= 1
    } else if let element = open.popLast() {
      nodes[element].next = Int32(nodes.count)
    } else {
      throw .malformed(.strayEnd, offset: offset)
    }
  }

  private mutating func add(_ kind: Node.Kind, _ range: Range<Int>, at offset: Int) throws(WBXMLError) {
    try countNode(at: offset)
    guard range.count <= limits.text else { throw .malformed(.tooLong, offset: offset) }
    guard !isOutsideRoot else { throw .malformed(.outsideRoot, offset: offset) }
    guard unknownDepth == 0 && !range.isEmpty else { return }
    nodes.append(Node(kind, bytes: range, next: nodes.count + 1))
  }

  private mutating func countNode(at offset: Int) throws(WBXMLError) {
    guard count < limits.nodes else { throw .malformed(.tooManyNodes, offset: offset) }
    count += 1
  }
}
