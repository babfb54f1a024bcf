import TestSupport

@testable import WBXML

/// A tree of elements that knows its WBXML and its XML independently of the codec's own writers.
indirect enum GenericTree {
  case element(Tag, [GenericTree])
  case text(String)
  case opaque([UInt8])

  private static let tags = CodePageTable.pages.flatMap { page in CodePageTable.tags(of: page) }

  static func random(depth: Int, using generator: inout SeededGenerator) -> GenericTree {
    let tag = tags.randomElement(using: &generator) ?? AirSync.sync.tag
    switch Int.random(in: 0..<(depth > 0 ? 8 : 4), using: &generator) {
    case 0: return .element(tag, [])
    case 1: return .element(tag, [.opaque(generator.bytes())])
    case 2, 3: return .element(tag, [.text(generator.text(atLeast: 1))])
    default:
      let count = Int.random(in: 1...5, using: &generator)
      return .element(tag, (0..<count).map { _ in random(depth: depth - 1, using: &generator) })
    }
  }

  func write(to writer: inout WBXMLWriter) {
    switch self {
    case .text(let text): writer.text(text)
    case .opaque(let bytes): writer.opaque(bytes)
    case .element(let tag, let content):
      writer.start(tag)
      for node in content { node.write(to: &writer) }
      writer.end()
    }
  }

  func xml(inside namespace: String? = nil) -> String {
    switch self {
    case .text(let text):
      let escapes: [Unicode.Scalar: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"]
      return text.unicodeScalars.map { escapes[$0] ?? String($0) }.joined()
    case .opaque(let bytes):
      return "<![CDATA[\(Base64.encode(bytes))]]>"
    case .element(let tag, let content):
      let name = tag.name ?? "?"
      let start = name + (tag.namespace == namespace ? "" : " xmlns=\"\(tag.namespace ?? "?")\"")
      let inner = content.map { $0.xml(inside: tag.namespace) }.joined()
      return content.isEmpty ? "<\(start)/>" : "<\(start)>\(inner)</\(name)>"
    }
  }
}

extension CodePageTable {
  fileprivate static func tags<Page: CodePage>(of page: Page.Type) -> [Tag] {
    page.allCases.map(\.tag)
  }
}
