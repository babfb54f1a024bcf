import SyncModel
import Testing
import WBXML

/// A contact's elements as a device shows or sends them: name and text, in their order.
///
/// Several categories or children are joined by `|`; notes are their text with `\n` at each line's end, and not there
/// if there are none.
struct ContactElements: Equatable, ExpressibleByDictionaryLiteral {
  private(set) var elements: [(name: String, text: String)] = []

  init(dictionaryLiteral elements: (String, String)...) {
    self.elements = elements.map { (name: $0.0, text: $0.1) }
  }

  /// What an ApplicationData says, but for what the server computes.
  init(_ data: Fragment) throws {
    for child in try data.children() {
      let name = try #require(child.tag.name)
      switch name {
      case "NativeBodyType": continue
      case "Body":
        let text = try child.content.decode(Body.self).data ?? ""
        if !text.isEmpty { self[name] = text.replacing("\r\n", with: "\n") }
      case "Categories", "Children":
        self[name] = try child.content.children().map { $0.content.text }.joined(separator: "|")
      default: self[name] = child.content.text
      }
    }
  }

  /// The text of an element; nil: it is not there.
  subscript(name: String) -> String? {
    get { elements.first { $0.name == name }?.text }
    set {
      let index = elements.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let text?): elements[index].text = text
      case (let index?, nil): elements.remove(at: index)
      case (nil, let text?): elements.append((name, text))
      case (nil, nil): break
      }
    }
  }

  var names: [String] { elements.map(\.name) }

  /// The same with those of `others` in their places, or behind.
  func merging(_ others: ContactElements) -> ContactElements {
    others.elements.reduce(into: self) { $0[$1.name] = $1.text }
  }

  /// Those that `isWanted` wants.
  func filter(_ isWanted: (String) -> Bool) -> ContactElements {
    var wanted = self
    wanted.elements.removeAll { !isWanted($0.name) }
    return wanted
  }

  static func == (one: ContactElements, other: ContactElements) -> Bool {
    Dictionary(uniqueKeysWithValues: one.elements.map { ($0.name, $0.text) })
      == Dictionary(uniqueKeysWithValues: other.elements.map { ($0.name, $0.text) })
  }

  /// The ApplicationData; an empty text is an empty element.
  var data: Fragment {
    get throws { try Fragment(elements.map { try Self.child($0.name, $0.text) }) }
  }

  private static func child(_ name: String, _ text: String) throws -> Fragment.Child {
    let pages = name == "Body" ? ["AirSyncBase"] : ["Contacts", "Contacts2"]
    let tag = try #require(pages.lazy.compactMap { WBXML.Tag(namespace: $0, name: name) }.first, "\(name)")
    let parts = ["Categories": Contacts.category.tag, "Children": Contacts.child.tag]
    if let part = parts[name] {
      let children = text.split(separator: "|").map { Fragment.Child(tag: part, content: .text(String($0))) }
      return Fragment.Child(tag: tag, content: try Fragment(children))
    }
    guard name == "Body" else { return Fragment.Child(tag: tag, content: .text(text)) }
    var body = Body()
    body.type = BodyType.plain.rawValue
    body.data = text.replacing("\n", with: "\r\n")
    return Fragment.Child(tag: tag, content: try Fragment(encoding: body))
  }
}

extension ContactElements: CustomStringConvertible {
  var description: String { elements.map { "\($0.name): \($0.text)" }.joined(separator: ", ") }
}

extension Fragment {
  /// The content of an element that holds text.
  static func text(_ text: String) -> Fragment {
    Fragment(bytes: text.isEmpty ? [] : [0x03] + Array(text.utf8) + [0x00])
  }

  /// The text of an element that holds text.
  var text: String { String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self) }
}
