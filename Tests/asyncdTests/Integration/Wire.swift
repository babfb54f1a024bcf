import SyncModel
import Testing
import WBXML

/// An element as a device writes it: text as it is, whatever XML thinks of it, or children.
struct Wire: Sendable, CustomTestStringConvertible {
  let tag: WBXML.Tag
  private let bytes: [UInt8]
  private let children: [Wire]

  /// An element with text; with none it is empty.
  init(_ token: some CodePage, _ text: String = "") { self.init(token, bytes: Array(text.utf8)) }

  /// An element with bytes that may be no text at all.
  init(_ token: some CodePage, bytes: [UInt8]) {
    (tag, self.bytes, children) = (token.tag, bytes, [])
  }

  /// An element with children.
  init(_ token: some CodePage, _ children: [Wire]) {
    (tag, bytes, self.children) = (token.tag, [], children)
  }

  var testDescription: String { tag.name ?? "\(tag)" }

  var child: Fragment.Child {
    get throws {
      guard children.isEmpty else {
        return Fragment.Child(tag: tag, content: try Fragment(children.map { try $0.child }))
      }
      guard !bytes.isEmpty else { return Fragment.Child(tag: tag, content: Fragment(bytes: [])) }
      // An inline string ends with a NUL, so text that has one goes as OPAQUE.
      let content = bytes.contains(0) ? [0xC3] + length + bytes : [0x03] + bytes + [0x00]
      return Fragment.Child(tag: tag, content: Fragment(bytes: content))
    }
  }

  /// The number of bytes, in groups of seven bits.
  private var length: [UInt8] {
    var groups = [UInt8(bytes.count & 0x7F)]
    var rest = bytes.count >> 7
    while rest > 0 {
      groups.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
      rest >>= 7
    }
    return groups
  }
}

extension Wire {
  /// Notes of a type.
  static func body(_ text: String, type: Int = 1, _ more: [Wire] = []) -> Wire {
    Wire(AirSyncBase.body, [Wire(AirSyncBase.type, String(type))] + more + [Wire(AirSyncBase.data, text)])
  }
}

extension [Wire] {
  /// The ApplicationData of them.
  var fragment: Fragment {
    get throws { try Fragment(map { try $0.child }) }
  }
}

extension Fragment {
  /// The text at a path of elements; nil if there is no such element, empty if it has no text.
  func text(_ path: any CodePage...) throws -> String? {
    var content = self
    for token in path {
      guard let child = try content.children().first(where: { $0.tag == token.tag }) else { return nil }
      content = child.content
    }
    // The content of an element that holds text is one chunk of it.
    return try Fragment([Child(tag: Tasks.subject.tag, content: content)]).decode(TaskItem.self).subject
  }

  /// As ``text(_:)``, for a path as a list.
  func text(at path: [any CodePage]) throws -> String? {
    var content = self
    for token in path.dropLast() {
      guard let child = try content.children().first(where: { $0.tag == token.tag }) else { return nil }
      content = child.content
    }
    return try path.last.flatMap { try content.text($0) }
  }

  /// The texts of all children of an element, by their names.
  func texts(in token: some CodePage) throws -> [String: String] {
    guard let list = try children().first(where: { $0.tag == token.tag }) else { return [:] }
    return try Dictionary(
      list.content.children().map { child in
        let item = try Fragment([Child(tag: Tasks.subject.tag, content: child.content)]).decode(TaskItem.self)
        return (child.tag.name ?? "", item.subject ?? "")
      }, uniquingKeysWith: { $0 + "|" + $1 })
  }

  /// The notes; empty if there are none.
  var notes: String {
    get throws { try text(AirSyncBase.body, AirSyncBase.data) ?? "" }
  }

  /// The names of its elements.
  var names: Set<String> {
    get throws { Set(try children().map { $0.tag.name ?? "" }) }
  }
}
