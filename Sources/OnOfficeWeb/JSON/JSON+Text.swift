extension JSON {
  /// The text as PHP's `json_encode` writes it, which onOffice's older HMAC is made of: no blanks, `/` escaped, and
  /// everything beyond ASCII in lower-case `\u` escapes.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let isTrue): bytes += (isTrue ? "true" : "false").utf8
    case .integer(let number): bytes += String(number).utf8
    case .number(let number): bytes += number.isFinite ? String(number).utf8 : "null".utf8
    case .text(let text): JSON.write(text, to: &bytes)
    case .array(let values):
      JSON.write(values, in: ("[", "]"), to: &bytes) { value, bytes in value.write(to: &bytes) }
    case .object(let object):
      JSON.write(object.members, in: ("{", "}"), to: &bytes) { member, bytes in
        JSON.write(member.name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
    }
  }

  private static func write<Part>(
    _ parts: [Part], in brackets: (String, String), to bytes: inout [UInt8],
    _ write: (Part, inout [UInt8]) -> Void
  ) {
    bytes += brackets.0.utf8
    for (index, part) in parts.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      write(part, &bytes)
    }
    bytes += brackets.1.utf8
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for unit in text.utf16 {
      if let escape = escapes[unit] {
        bytes += escape.utf8
      } else if (0x20..<0x80).contains(unit) {
        bytes.append(UInt8(unit))
      } else {
        let digits = String(unit, radix: 16)
        bytes += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static let escapes: [UInt16: String] = [
    0x08: "\\b", 0x09: "\\t", 0x0A: "\\n", 0x0C: "\\f", 0x0D: "\\r", 0x22: "\\\"", 0x2F: "\\/", 0x5C: "\\\\",
  ]
}
