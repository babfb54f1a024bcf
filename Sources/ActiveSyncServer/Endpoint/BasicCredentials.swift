/// What a device sends to sign in. RFC 7617.
struct BasicCredentials: Hashable, Sendable {
  let name: String
  let password: String

  /// Reads an Authorization field; nil if it is missing, malformed or of another scheme.
  init?(authorization: String?) {
    guard let parts = authorization?.utf8.split(separator: 0x20, maxSplits: 1), parts.count == 2,
      Substring(parts[0]).lowercased() == "basic",
      let bytes = Base64.decode(parts[1].filter { $0 != 0x20 }),
      // RFC 7617, 2: neither may contain control characters.
      !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }),
      let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0
    else { return nil }
    let text = BasicCredentials.text(of: bytes)
    guard let split = text.unicodeScalars.firstIndex(of: ":") else { return nil }
    name = String(text.unicodeScalars[..<split])
    password = String(text.unicodeScalars[split...].dropFirst())
  }

  /// Phones send UTF-8, Outlook Windows-1252; bytes of the latter are hardly ever valid UTF-8.
  private static func text(of bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: bytes.map(Windows1252.scalar))
    return String(text)
  }
}

/// The code page of western Windows.
enum Windows1252 {
  /// What the bytes 0x80 to 0x9F stand for; the five unused ones stand for themselves.
  private static let upper: [Unicode.Scalar] = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

  /// The character that `byte` stands for.
  static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    (0x80...0x9F).contains(byte) ? upper[Int(byte) - 0x80] : Unicode.Scalar(byte)
  }
}
