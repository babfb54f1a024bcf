import WBXML

/// Takes the children that are named by their tags out of an element.
struct ElementClearer: ElementCoder {
  /// Whether a child goes.
  let isCleared: (Tag) -> Bool

  mutating func text(_ token: some CodePage, _ value: inout String?) { clear(token, &value) }

  mutating func value<Value: TextValue>(_ token: some CodePage, _ value: inout Value?) {
    clear(token, &value)
  }

  mutating func integer(_ token: some CodePage, _ value: inout Int?) { clear(token, &value) }

  mutating func boolean(_ token: some CodePage, _ value: inout Bool?) { clear(token, &value) }

  mutating func marker(_ token: some CodePage, _ value: inout Bool) {
    if isCleared(token.tag) { value = false }
  }

  mutating func opaque(_ token: some CodePage, _ value: inout [UInt8]?) { clear(token, &value) }

  mutating func element<Child: Element>(_ token: some CodePage, _ value: inout Child?) {
    clear(token, &value)
  }

  mutating func elements<Child: Element>(_ token: some CodePage, _ values: inout [Child]) {
    if isCleared(token.tag) { values = [] }
  }

  mutating func elements<Child: TaggedElement>(_ values: inout [Child]) {
    values.removeAll { isCleared($0.tag) }
  }

  mutating func list<Child: Element>(
    _ container: some CodePage, of token: some CodePage, _ values: inout [Child]?
  ) {
    clear(container, &values)
  }

  mutating func texts(_ container: some CodePage, of token: some CodePage, _ values: inout [String]?) {
    clear(container, &values)
  }

  mutating func texts(_ token: some CodePage, _ values: inout [String]) {
    if isCleared(token.tag) { values = [] }
  }

  mutating func tags(_ container: some CodePage, _ values: inout [Tag]?) { clear(container, &values) }

  mutating func fragment(_ token: some CodePage, _ value: inout Fragment?) { clear(token, &value) }

  private func clear<Value>(_ token: some CodePage, _ value: inout Value?) {
    if isCleared(token.tag) { value = nil }
  }
}
