import WBXML

/// Lists the children that an element would write, itself alone and not their children.
struct TagLister: ElementCoder {
  private(set) var tags: Set<Tag> = []

  private mutating func add(_ tag: Tag, if isThere: Bool) {
    if isThere { tags.insert(tag) }
  }

  mutating func text(_ token: some CodePage, _ value: inout String?) { add(token.tag, if: value != nil) }

  mutating func value<Value: TextValue>(_ token: some CodePage, _ value: inout Value?) {
    add(token.tag, if: value != nil)
  }

  mutating func integer(_ token: some CodePage, _ value: inout Int?) { add(token.tag, if: value != nil) }

  mutating func boolean(_ token: some CodePage, _ value: inout Bool?) { add(token.tag, if: value != nil) }

  mutating func marker(_ token: some CodePage, _ value: inout Bool) { add(token.tag, if: value) }

  mutating func opaque(_ token: some CodePage, _ value: inout [UInt8]?) { add(token.tag, if: value != nil) }

  mutating func element<Child: Element>(_ token: some CodePage, _ value: inout Child?) {
    add(token.tag, if: value != nil)
  }

  mutating func elements<Child: Element>(_ token: some CodePage, _ values: inout [Child]) {
    add(token.tag, if: !values.isEmpty)
  }

  mutating func elements<Child: TaggedElement>(_ values: inout [Child]) {
    for value in values { add(value.tag, if: true) }
  }

  mutating func list<Child: Element>(
    _ container: some CodePage, of token: some CodePage, _ values: inout [Child]?
  ) {
    add(container.tag, if: values != nil)
  }

  mutating func texts(_ container: some CodePage, of token: some CodePage, _ values: inout [String]?) {
    add(container.tag, if: values != nil)
  }

  mutating func texts(_ token: some CodePage, _ values: inout [String]) {
    add(token.tag, if: !values.isEmpty)
  }

  mutating func tags(_ container: some CodePage, _ values: inout [Tag]?) {
    add(container.tag, if: values != nil)
  }

  mutating func fragment(_ token: some CodePage, _ value: inout Fragment?) {
    add(token.tag, if: value != nil)
  }
}
