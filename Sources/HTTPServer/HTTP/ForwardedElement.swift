/// What one proxy says in a Forwarded field (RFC 7239, 4).
struct ForwardedElement {
  private var pairs: [String: String] = [:]

  /// Who sent it the request; nil if it says so in a way that cannot be read.
  var node: ForwardedNode? {
    guard let text = pairs["for"] else { return .hidden }
    return ForwardedNode(text, isStandard: true)
  }

  /// How the request came to it, if it says so.
  var scheme: String? { pairs["proto"] }

  /// The elements of a field's value; nil if it is malformed anywhere.
  static func list(_ value: String) -> [ForwardedElement]? {
    var elements: [ForwardedElement] = []
    var scanner = Scanner(Array(value.utf8))
    while true {
      scanner.skipBlanks()
      if scanner.isAtEnd { return elements }
      if scanner.take(0x2C) { continue }
      guard let element = ForwardedElement(&scanner) else { return nil }
      elements.append(element)
      guard scanner.isAtEnd || scanner.take(0x2C) else { return nil }
    }
  }

  private init?(_ scanner: inout Scanner) {
    repeat {
      scanner.skipBlanks()
      if let name = scanner.token()?.lowercased() {
        // Each parameter comes once at most.
        guard scanner.take(0x3D), let value = scanner.quoted() ?? scanner.token(), pairs[name] == nil else {
          return nil
        }
        pairs[name] = value
      }
      scanner.skipBlanks()
    } while scanner.take(.semicolon)
  }

  /// Takes a value's parts off its front.
  private struct Scanner {
    private let bytes: [UInt8]
    private var next = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { next == bytes.count }

    mutating func skipBlanks() { while next < bytes.count, bytes[next].isBlank { next += 1 } }

    mutating func take(_ byte: UInt8) -> Bool {
      guard next < bytes.count, bytes[next] == byte else { return false }
      next += 1
      return true
    }

    mutating func token() -> String? {
      let end = bytes[next...].firstIndex { !$0.isToken } ?? bytes.count
      guard end > next else { return nil }
      defer { next = end }
      return String(decoding: bytes[next..<end], as: UTF8.self)
    }

    /// The text of a quoted string (RFC 9110, 5.6.4); nil if there is none, or no end of it.
    mutating func quoted() -> String? {
      guard next < bytes.count, bytes[next] == 0x22 else { return nil }
      var text: [UInt8] = []
      var index = next + 1
      while index < bytes.count, bytes[index] != 0x22 {
        if bytes[index] == 0x5C { index += 1 }
        guard index < bytes.count else { return nil }
        text.append(bytes[index])
        index += 1
      }
      guard index < bytes.count else { return nil }
      next = index + 1
      return String(decoding: text, as: UTF8.self)
    }
  }
}
