/// Reads fixed-width decimal numbers and separators from a date's text.
struct DigitScanner {
  private let bytes: [UInt8]
  private var position = 0

  /// Starts at the first character of `text`.
  init(_ text: String) { bytes = Array(text.utf8) }

  /// Whether everything is read.
  var isAtEnd: Bool { position == bytes.count }

  /// The number in the next `width` characters; nil, and nothing read, if one is no digit.
  mutating func number(_ width: Int) -> Int? {
    guard position + width <= bytes.count else { return nil }
    var number = 0
    for byte in bytes[position..<position + width] {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    position += width
    return number
  }

  /// Reads one character if it is `character`.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
    position += 1
    return true
  }

  /// Reads digits as long as there are any, and returns how many.
  mutating func skipDigits() -> Int {
    let start = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
    return position - start
  }
}

/// `number` with zeros in front, at least `width` digits.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
