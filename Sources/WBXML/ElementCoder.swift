/// An element with child elements, declared once and walked in both directions.
///
/// `code(_:)` has one row per child, in the order in which the children are written; reading accepts any order.
public protocol Element: Sendable {
  /// An element with nothing set.
  init()

  /// Walks the children: a decoder fills the properties, an encoder writes them.
  mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError)
}

/// The root of a request or response body.
public protocol RootElement: Element {
  /// The root's tag.
  static var root: Tag { get }
}

/// One of several kinds of element that stand mixed in one parent, their order kept (Sync's Commands).
public protocol TaggedElement: Element {
  /// The tags this type reads and writes.
  static var tags: [Tag] { get }
  /// The tag this value was read from, or is written as.
  var tag: Tag { get set }
}

/// A value that stands as the text of an element: identifiers, dates, enumerations.
public protocol TextValue: Sendable {
  /// Reads the text; nil if it is no such value.
  init?(text: String)
  /// The text to write.
  var text: String { get }
}

/// Walks an element's children: the decoder and the encoder are the two.
///
/// An optional that is nil stands for an absent element. Reading leaves a property untouched if its element
/// is absent. Text that is no such value throws ``WBXMLError/badValue(_:offset:)``.
public protocol ElementCoder {
  /// Text; `""` is an empty element.
  mutating func text(_ token: some CodePage, _ value: inout String?) throws(WBXMLError)
  /// A typed text; an empty element reads as nil.
  mutating func value<Value: TextValue>(_ token: some CodePage, _ value: inout Value?) throws(WBXMLError)
  /// A decimal integer; an empty element reads as nil.
  mutating func integer(_ token: some CodePage, _ value: inout Int?) throws(WBXMLError)
  /// `0` or `1`; an empty element reads as true (`GetChanges`).
  mutating func boolean(_ token: some CodePage, _ value: inout Bool?) throws(WBXMLError)
  /// An element that says something by standing there (`MoreAvailable`).
  mutating func marker(_ token: some CodePage, _ value: inout Bool) throws(WBXMLError)
  /// Bytes, written as OPAQUE; text is read as its UTF-8.
  mutating func opaque(_ token: some CodePage, _ value: inout [UInt8]?) throws(WBXMLError)
  /// A child element.
  mutating func element<Child: Element>(_ token: some CodePage, _ value: inout Child?) throws(WBXMLError)
  /// Children of one kind that repeat side by side.
  mutating func elements<Child: Element>(_ token: some CodePage, _ values: inout [Child]) throws(WBXMLError)
  /// Children of several kinds, mixed.
  mutating func elements<Child: TaggedElement>(_ values: inout [Child]) throws(WBXMLError)
  /// A container with children of one kind (`Attendees`); nil if the container is absent.
  mutating func list<Child: Element>(
    _ container: some CodePage, of token: some CodePage, _ values: inout [Child]?) throws(WBXMLError)
  /// A container with texts of one kind (`Categories`); nil if the container is absent.
  mutating func texts(
    _ container: some CodePage, of token: some CodePage, _ values: inout [String]?) throws(WBXMLError)
  /// Texts of one kind that repeat side by side, without a container.
  mutating func texts(_ token: some CodePage, _ values: inout [String]) throws(WBXMLError)
  /// The tags of a container's children (`Supported`); nil if the container is absent.
  mutating func tags(_ container: some CodePage, _ values: inout [Tag]?) throws(WBXMLError)
  /// A child's content, unread (`ApplicationData`); nil if absent.
  mutating func fragment(_ token: some CodePage, _ value: inout Fragment?) throws(WBXMLError)
}
