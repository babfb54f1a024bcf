/// Fills the properties that `code(_:)` names from the children of one element.
///
/// A cursor moves on at each match, so that children in the order of `code(_:)` take one walk; a child that
/// is not behind the cursor is looked for before it.
struct ElementDecoder: ElementCoder {
  /// The texts of a boolean; some devices write XML Schema's words.
  private static let flags = ["0": false, "1": true, "false": false, "true": true]

  private let tree: NodeTree
  /// The descendants of the element that is read.
  private var content: Range<Int>
  private var cursor: Int

  init(_ tree: NodeTree, content: Range<Int>) {
    self.tree = tree
    self.content = content
    self.cursor = content.lowerBound
  }

  mutating func text(_ token: some CodePage, _ value: inout String?) {
    guard let child = find(token.tag) else { return }
    value = text(of: child)
  }

  mutating func value<Value: TextValue>(
    _ token: some CodePage, _ value: inout Value?
  ) throws(WBXMLError) {
    guard let child = find(token.tag) else { return }
    value = try parse(child, as: token.tag) { Value(text: $0) }
  }

  mutating func integer(_ token: some CodePage, _ value: inout Int?) throws(WBXMLError) {
    guard let child = find(token.tag) else { return }
    value = try parse(child, as: token.tag) { Int($0.withoutBlanks) }
  }

  mutating func boolean(_ token: some CodePage, _ value: inout Bool?) throws(WBXMLError) {
    guard let child = find(token.tag) else { return }
    value = try parse(child, as: token.tag) { Self.flags[$0.withoutBlanks.lowercased()] } ?? true
  }

  mutating func marker(_ token: some CodePage, _ value: inout Bool) {
    if find(token.tag) != nil { value = true }
  }

  mutating func opaque(_ token: some CodePage, _ value: inout [UInt8]?) {
    guard let child = find(token.tag) else { return }
    value = Array(tree.bytes(in: tree.content(of: child)))
  }

  mutating func element<Child: Element>(_ token: some CodePage, _ value: inout Child?) throws(WBXMLError) {
    guard let child = find(token.tag) else { return }
    value = try read(child, into: Child())
  }

  mutating func elements<Child: Element>(_ token: some CodePage, _ values: inout [Child]) throws(WBXMLError) {
    let children = all { $0 == token.tag }
    guard !children.isEmpty else { return }
    values = try read(children) { _ in Child() }
  }

  mutating func elements<Child: TaggedElement>(_ values: inout [Child]) throws(WBXMLError) {
    let tags = Child.tags
    let children = all { tags.contains($0) }
    guard !children.isEmpty else { return }
    values = try read(children) { [tree] child in
      var value = Child()
      if let tag = tree.nodes[child].tag { value.tag = tag }
      return value
    }
  }

  mutating func list<Child: Element>(
    _ container: some CodePage, of token: some CodePage, _ values: inout [Child]?
  ) throws(WBXMLError) {
    guard let child = find(container.tag) else { return }
    var children: [Child] = []
    try inside(child) { (decoder) throws(WBXMLError) in try decoder.elements(token, &children) }
    values = children
  }

  mutating func texts(_ container: some CodePage, of token: some CodePage, _ values: inout [String]?) {
    guard let child = find(container.tag) else { return }
    var texts: [String] = []
    inside(child) { $0.texts(token, &texts) }
    values = texts
  }

  mutating func texts(_ token: some CodePage, _ values: inout [String]) {
    let children = all { $0 == token.tag }
    guard !children.isEmpty else { return }
    values = children.map { text(of: $0) }
  }

  mutating func tags(_ container: some CodePage, _ values: inout [Tag]?) {
    guard let child = find(container.tag) else { return }
    var tags: [Tag] = []
    inside(child) { decoder in
      tags = decoder.all { _ in true }.compactMap { decoder.tree.nodes[$0].tag }
    }
    values = tags
  }

  mutating func fragment(_ token: some CodePage, _ value: inout Fragment?) {
    guard let child = find(token.tag) else { return }
    value = Fragment(tree, content: tree.content(of: child))
  }
}

extension ElementDecoder {
  /// The next child with this tag behind the cursor, else the first one before it.
  private mutating func find(_ tag: Tag) -> Int? {
    let found =
      first(tag, in: cursor..<content.upperBound) ?? first(tag, in: content.lowerBound..<cursor)
    if let found { cursor = Int(tree.nodes[found].next) }
    return found
  }

  private func first(_ tag: Tag, in range: Range<Int>) -> Int? {
    var index = range.lowerBound
    while index < range.upperBound {
      if tree.nodes[index].kind == .element(tag) { return index }
      index = Int(tree.nodes[index].next)
    }
    return nil
  }

  /// All children with a matching tag; the cursor ends behind the last.
  private mutating func all(where matches: (Tag) -> Bool) -> [Int] {
    var found: [Int] = []
    var index = content.lowerBound
    while index < content.upperBound {
      if let tag = tree.nodes[index].tag, matches(tag) { found.append(index) }
      index = Int(tree.nodes[index].next)
    }
    if let last = found.last { cursor = Int(tree.nodes[last].next) }
    return found
  }

  private func text(of child: Int) -> String {
    tree.text(in: tree.content(of: child))
  }

  /// The child's text as a value; nil if there is none.
  private func parse<Value>(
    _ child: Int, as tag: Tag, _ convert: (String) -> Value?
  ) throws(WBXMLError) -> Value? {
    let text = text(of: child)
    guard !text.isEmpty else { return nil }
    guard let value = convert(text) else {
      throw .badValue(tag, offset: tree.nodes[child].bytes.lowerBound)
    }
    return value
  }

  private mutating func read<Child: Element>(_ child: Int, into empty: Child) throws(WBXMLError) -> Child {
    var value = empty
    try inside(child) { (decoder) throws(WBXMLError) in try value.code(&decoder) }
    return value
  }

  private mutating func read<Child: Element>(
    _ children: [Int], into empty: (Int) -> Child
  ) throws(WBXMLError) -> [Child] {
    var values: [Child] = []
    values.reserveCapacity(children.count)
    for child in children { values.append(try read(child, into: empty(child))) }
    return values
  }

  /// Reads the children of `child`, then goes on where it was.
  private mutating func inside<Failure>(
    _ child: Int, _ body: (inout ElementDecoder) throws(Failure) -> Void
  ) throws(Failure) {
    let outer = (content, cursor)
    content = tree.content(of: child)
    cursor = content.lowerBound
    defer { (content, cursor) = outer }
    try body(&self)
  }
}

extension String {
  /// The text without blanks and line ends around it.
  fileprivate var withoutBlanks: String {
    guard let first = unicodeScalars.first, let last = unicodeScalars.last,
      first.value <= 0x20 || last.value <= 0x20
    else { return self }
    let isBlank = { (scalar: Unicode.Scalar) in scalar.value <= 0x20 }
    let start = unicodeScalars.drop(while: isBlank)
    return String(String.UnicodeScalarView(start.reversed().drop(while: isBlank).reversed()))
  }
}
