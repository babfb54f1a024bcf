import SyncModel
import TestSupport
import WBXML

/// Fills every property that `code(_:)` names with something random, so that no test lists them.
struct ElementFiller: ElementCoder {
  var random: SeededGenerator
  /// How many of 100 properties are set.
  var share: Int
  private var depth = 0

  init(seed: UInt64, share: Int) {
    random = SeededGenerator(seed: seed)
    self.share = share
  }

  /// A random element.
  static func make<E: Element>(_ type: E.Type = E.self, seed: UInt64, share: Int = 60) throws -> E {
    var filler = ElementFiller(seed: seed, share: share)
    var element = E()
    try element.code(&filler)
    return element
  }

  private mutating func isSet() -> Bool { random.number(1...100) <= share }

  private mutating func make<Child: Element>(_ type: Child.Type) throws(WBXMLError) -> Child {
    depth += 1
    defer { depth -= 1 }
    var child = Child()
    try child.code(&self)
    return child
  }

  private mutating func count() -> Int { depth > 2 ? 1 : random.number(0...3) }

  mutating func text(_ token: some CodePage, _ value: inout String?) {
    value = isSet() ? (random.number(0...9) == 0 ? "" : random.text()) : nil
  }

  mutating func value<Value: TextValue>(_ token: some CodePage, _ value: inout Value?) {
    guard isSet() else { return value = nil }
    value = Value(text: random.dateText())
    while value == nil { value = Value(text: String(random.number(1...177))) }
  }

  mutating func integer(_ token: some CodePage, _ value: inout Int?) {
    value = isSet() ? random.number(-5...100_000) : nil
  }

  mutating func boolean(_ token: some CodePage, _ value: inout Bool?) {
    value = isSet() ? Bool.random(using: &random) : nil
  }

  mutating func marker(_ token: some CodePage, _ value: inout Bool) { value = isSet() }

  mutating func opaque(_ token: some CodePage, _ value: inout [UInt8]?) {
    value = isSet() ? Array(random.text().utf8) : nil
  }

  mutating func element<Child: Element>(_ token: some CodePage, _ value: inout Child?) throws(WBXMLError) {
    value = isSet() ? try make(Child.self) : nil
  }

  mutating func elements<Child: Element>(_ token: some CodePage, _ values: inout [Child]) throws(WBXMLError) {
    values = []
    for _ in 0..<count() { values.append(try make(Child.self)) }
  }

  mutating func elements<Child: TaggedElement>(_ values: inout [Child]) throws(WBXMLError) {
    values = []
    for _ in 0..<max(1, count()) {
      var child = try make(Child.self)
      child.tag = Child.tags.randomElement(using: &random) ?? child.tag
      values.append(child)
    }
  }

  mutating func list<Child: Element>(
    _ container: some CodePage, of token: some CodePage, _ values: inout [Child]?
  ) throws(WBXMLError) {
    guard isSet() else { return values = nil }
    var children: [Child] = []
    try elements(token, &children)
    values = children
  }

  mutating func texts(_ container: some CodePage, of token: some CodePage, _ values: inout [String]?) {
    guard isSet() else { return values = nil }
    var texts: [String] = []
    self.texts(token, &texts)
    values = texts
  }

  mutating func texts(_ token: some CodePage, _ values: inout [String]) {
    values = (0..<count()).map { _ in random.text() }
  }

  mutating func tags(_ container: some CodePage, _ values: inout [Tag]?) {
    let tags = [Contacts.firstName.tag, Contacts.picture.tag, Contacts2.nickName.tag, Calendar.uid.tag]
    values = isSet() ? (0..<count()).map { _ in tags.randomElement(using: &random) ?? tags[0] } : nil
  }

  mutating func fragment(_ token: some CodePage, _ value: inout Fragment?) throws(WBXMLError) {
    value = isSet() ? try Fragment(encoding: make(Location.self)) : nil
  }
}
