/// Writes the children that `code(_:)` names, in its order.
struct ElementEncoder: ElementCoder {
  var writer: WBXMLWriter

  init(_ writer: WBXMLWriter) {
    self.writer = writer
  }

  mutating func text(_ token: some CodePage, _ value: inout String?) {
    guard let value else { return }
    writer.leaf(token.tag, value)
  }

  mutating func value<Value: TextValue>(_ token: some CodePage, _ value: inout Value?) {
    guard let value else { return }
    writer.leaf(token.tag, value.text)
  }

  mutating func integer(_ token: some CodePage, _ value: inout Int?) {
    guard let value else { return }
    writer.leaf(token.tag, String(value))
  }

  mutating func boolean(_ token: some CodePage, _ value: inout Bool?) {
    guard let value else { return }
    writer.leaf(token.tag, value ? "1" : "0")
  }

  mutating func marker(_ token: some CodePage, _ value: inout Bool) {
    guard value else { return }
    writer.leaf(token.tag, "")
  }

  mutating func opaque(_ token: some CodePage, _ value: inout [UInt8]?) {
    guard let value else { return }
    writer.start(token.tag)
    writer.opaque(value)
    writer.end()
  }

  mutating func element<Child: Element>(_ token: some CodePage, _ value: inout Child?) throws(WBXMLError) {
    guard value != nil else { return }
    writer.start(token.tag)
    try value?.code(&self)
    writer.end()
  }

  mutating func elements<Child: Element>(_ token: some CodePage, _ values: inout [Child]) throws(WBXMLError) {
    for index in values.indices {
      writer.start(token.tag)
      try values[index].code(&self)
      writer.end()
    }
  }

  mutating func elements<Child: TaggedElement>(_ values: inout [Child]) throws(WBXMLError) {
    for index in values.indices {
      writer.start(values[index].tag)
      try values[index].code(&self)
      writer.end()
    }
  }

  mutating func list<Child: Element>(
    _ container: some CodePage, of token: some CodePage, _ values: inout [Child]?
  ) throws(WBXMLError) {
    guard var children = values else { return }
    writer.start(container.tag)
    try elements(token, &children)
    writer.end()
  }

  mutating func texts(_ container: some CodePage, of token: some CodePage, _ values: inout [String]?) {
    guard var texts = values else { return }
    writer.start(container.tag)
    self.texts(token, &texts)
    writer.end()
  }

  mutating func texts(_ token: some CodePage, _ values: inout [String]) {
    for value in values { writer.leaf(token.tag, value) }
  }

  mutating func tags(_ container: some CodePage, _ values: inout [Tag]?) {
    guard let values else { return }
    writer.start(container.tag)
    for tag in values { writer.leaf(tag, "") }
    writer.end()
  }

  mutating func fragment(_ token: some CodePage, _ value: inout Fragment?) throws(WBXMLError) {
    guard let value else { return }
    writer.start(token.tag)
    try writer.fragment(value)
    writer.end()
  }
}
