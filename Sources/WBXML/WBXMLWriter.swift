/// Writes WBXML element by element: page switches only where needed, elements without content in short form.
public struct WBXMLWriter: ContentWriter, Sendable {
  /// What has been written; a whole body once every started element has ended.
  public private(set) var bytes: [UInt8]

  private var page: UInt8 = 0
  /// The last tag byte, as long as its element has no content.
  private var emptyElement: Int?

  /// Begins a body with its header. [MS-ASWBXML] 2.1.3.
  public init() {
    self.init(bytes: [0x03, 0x01, 0x6A, 0x00])
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Begins the content of an element, without header and starting on page 0.
  static func fragment() -> WBXMLWriter {
    WBXMLWriter(bytes: [])
  }

  /// Opens an element.
  public mutating func start(_ tag: Tag) {
    beginContent()
    switchPage(to: tag.page)
    emptyElement = bytes.count
    bytes.append(tag.token)
  }

  /// Writes an element that holds nothing but text: what `start`, `text` and `end` write, in one go.
  mutating func leaf(_ tag: Tag, _ text: String) {
    let text = text.asXMLText
    beginContent()
    switchPage(to: tag.page)
    guard !text.isEmpty else { return bytes.append(tag.token) }
    bytes.append(tag.token | 0x40)
    chunk(text.utf8)
    bytes.append(0x01)
  }

  /// Writes text into the open element, without what XML does not allow; nothing if nothing is left.
  public mutating func text(_ text: String) {
    let text = text.asXMLText
    guard !text.isEmpty else { return }
    chunk(text.utf8)
  }

  /// Writes bytes as OPAQUE into the open element; nothing if there are none.
  public mutating func opaque(_ content: some Collection<UInt8>) {
    guard !content.isEmpty else { return }
    beginContent()
    bytes.append(0xC3)
    appendInteger(content.count)
    bytes.append(contentsOf: content)
  }

  /// Copies the content of an element, switching pages as the surroundings need it.
  mutating func fragment(_ fragment: Fragment) throws(WBXMLError) {
    var scanner = WBXMLScanner(fragment.bytes)
    var page: UInt8 = 0
    var depth = 0
    while !scanner.isAtEnd {
      switch try scanner.next() {
      case .page(let number): page = number
      case .tag(let token, let hasContent):
        start(Tag(page: page, token: token))
        if hasContent { depth += 1 } else { end() }
      case .text(let range): chunk(scanner.bytes[range])
      case .opaque(let range): opaque(scanner.bytes[range])
      case .end:
        guard depth > 0 else { throw .malformed(.strayEnd, offset: scanner.offset - 1) }
        depth -= 1
        end()
      }
    }
    guard depth == 0 else { throw .malformed(.endOfInput, offset: scanner.offset) }
  }

  /// Closes the element that was opened last.
  public mutating func end() {
    if emptyElement == nil {
      bytes.append(0x01)
    } else {
      emptyElement = nil
    }
  }

  /// STR_I, whose content has no NUL.
  private mutating func chunk(_ content: some Collection<UInt8>) {
    beginContent()
    bytes.append(0x03)
    bytes.append(contentsOf: content)
    bytes.append(0x00)
  }

  private mutating func switchPage(to number: UInt8) {
    guard number != page else { return }
    bytes.append(0x00)
    bytes.append(number)
    page = number
  }

  private mutating func beginContent() {
    guard let tag = emptyElement else { return }
    bytes[tag] |= 0x40
    emptyElement = nil
  }

  /// mb_u_int32: groups of 7 bits, most significant first.
  private mutating func appendInteger(_ value: Int) {
    var shift = 28
    while shift > 0 && value >> shift == 0 { shift -= 7 }
    while shift > 0 {
      bytes.append(UInt8(value >> shift & 0x7F) | 0x80)
      shift -= 7
    }
    bytes.append(UInt8(value & 0x7F))
  }
}
