/// Finds where a text stops being JSON5, and names that stand twice: Foundation tells neither.
///
/// It decides nothing that Foundation decides: what it calls a fault counts only where Foundation refuses the text.
struct JSON5Text {
  /// Where a text is wrong, for who wrote it.
  struct Fault: Error {
    let line: Int
    let column: Int
    let text: String
  }

  /// The first place where the text cannot go on; nil if there is none.
  private(set) var fault: Fault?
  /// The first name that its object has twice; nil if there is none.
  private(set) var duplicate: Fault?

  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0
  private static let deepest = 500

  /// Reads a whole text.
  init(_ text: some Sequence<UInt8>) {
    bytes = Array(text)
    do throws(Fault) {
      try value()
      skip()
      guard index == bytes.count else { throw here("nothing more can stand here") }
    } catch {
      fault = error
    }
  }

  private func here(_ text: String) -> Fault { place(index, text) }

  private func place(_ index: Int, _ text: String) -> Fault {
    let before = bytes[..<index]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return Fault(
      line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      column: String(decoding: before[lineStart...], as: UTF8.self).count + 1, text: text)
  }

  private mutating func value() throws(Fault) {
    skip()
    depth += 1
    defer { depth -= 1 }
    guard depth < JSON5Text.deepest else { throw here("too deep") }
    switch next {
    case UInt8(ascii: "{"): try members("}") { reader, names throws(Fault) in try reader.member(&names) }
    case UInt8(ascii: "["): try members("]") { reader, _ throws(Fault) in try reader.value() }
    case UInt8(ascii: "\""), UInt8(ascii: "'"): try string()
    default: try word()
    }
  }

  /// What stands between brackets, with a comma behind each, which the last may do without.
  private mutating func members(
    _ end: Character, _ member: (inout JSON5Text, inout Set<String>) throws(Fault) -> Void
  ) throws(Fault) {
    var names: Set<String> = []
    index += 1
    while !takes(end) {
      try member(&self, &names)
      guard !takes(",") else { continue }
      guard takes(end) else { throw here("\",\" or \"\(end)\" is missing") }
      return
    }
  }

  private mutating func member(_ names: inout Set<String>) throws(Fault) {
    let start = index
    let isQuoted = next == UInt8(ascii: "\"") || next == UInt8(ascii: "'")
    if isQuoted { try string() } else { skip(while: JSON5Text.isInName) }
    guard index > start else { throw here("a name is missing") }
    let written = isQuoted ? bytes[start + 1..<index - 1] : bytes[start..<index]
    let name = String(decoding: written, as: UTF8.self)
    if !names.insert(name).inserted, duplicate == nil { duplicate = place(start, "\(name) stands twice") }
    guard takes(":") else { throw here("\":\" is missing") }
    try value()
  }

  private mutating func string() throws(Fault) {
    let start = index
    let quote = bytes[index]
    index += 1
    while let byte = next, byte != quote {
      guard byte != UInt8(ascii: "\n") else { throw place(start, "the text does not end on its line") }
      // A line end may be escaped.
      index = min(index + (byte == UInt8(ascii: "\\") ? 2 : 1), bytes.count)
    }
    guard next == quote else { throw place(start, "the text has no end") }
    index += 1
  }

  private mutating func word() throws(Fault) {
    let start = index
    skip { JSON5Text.isInName($0) || "+-.".utf8.contains($0) }
    guard index > start else { throw here("a value is missing") }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    guard ["true", "false", "null"].contains(word) || JSON5Text.isNumber(word) else {
      throw place(start, "\(word) is no value")
    }
  }

  private static func isNumber(_ word: String) -> Bool {
    let digits = word.first == "-" || word.first == "+" ? word.dropFirst() : word[...]
    if digits == "Infinity" || digits == "NaN" { return true }
    if digits.lowercased().hasPrefix("0x") { return digits.dropFirst(2).allSatisfy(\.isHexDigit) }
    return digits.contains(where: \.isNumber) && Double("0" + digits) != nil
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "\\"),
      0x80...:
      true
    default: false
    }
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// Whether this stands here, behind blanks; goes on behind it, and to what comes then.
  private mutating func takes(_ character: Character) -> Bool {
    skip()
    guard next == character.asciiValue else { return false }
    index += 1
    skip()
    return true
  }

  private mutating func skip(while isWanted: (UInt8) -> Bool) {
    while let byte = next, isWanted(byte) { index += 1 }
  }

  /// Blanks and comments.
  private mutating func skip() {
    while true {
      skip { $0 == 0x20 || (0x09...0x0D).contains($0) }
      let rest = bytes[index...]
      if rest.starts(with: "//".utf8) {
        skip { $0 != UInt8(ascii: "\n") }
      } else if rest.starts(with: "/*".utf8) {
        index += 2
        while index < bytes.count, !bytes[index...].starts(with: "*/".utf8) { index += 1 }
        index = min(index + 2, bytes.count)
      } else {
        return
      }
    }
  }
}
