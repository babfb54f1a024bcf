/// Cuts a document into what its syntax knows. [MSFT-RTF].
struct RTFScanner {
  enum Token: Equatable {
    case open, close
    case byte(UInt8)
    /// A byte that is written as two digits: `\'e4`.
    case escaped(UInt8)
    /// A backslash with what is no letter.
    case symbol(UInt8)
    case word(String, Int32?)
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// Longer words have no meaning.
  private static let longestWord = 32

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The next; nil at the end. The ends of lines mean nothing.
  mutating func next() -> Token? {
    while let byte = take() {
      switch byte {
      case UInt8(ascii: "{"): return .open
      case UInt8(ascii: "}"): return .close
      case UInt8(ascii: "\\"): return control()
      case 0x0A, 0x0D, 0x00: continue
      default: return .byte(byte)
      }
    }
    return nil
  }

  /// Passes over data.
  mutating func pass(_ count: Int) {
    position += min(count, bytes.endIndex - position)
  }

  private mutating func control() -> Token? {
    guard let byte = take() else { return nil }
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): return word()
    case UInt8(ascii: "'"):
      guard let high = digit(), let low = digit() else { return .symbol(byte) }
      return .escaped(high << 4 | low)
    case 0x0D:
      // A line end of two bytes is one.
      if peek == 0x0A { position += 1 }
      return .symbol(byte)
    default: return .symbol(byte)
    }
  }

  /// A word, whose first letter was taken, with its number and the blank that ends it.
  private mutating func word() -> Token {
    let start = position - 1
    while let byte = peek, (byte | 0x20).isLowerCase { position += 1 }
    let name = String(decoding: bytes[start..<min(position, start + Self.longestWord)], as: UTF8.self)
    let isNegative = peek == UInt8(ascii: "-") && isDigit(at: position + 1)
    if isNegative { position += 1 }
    var number: Int32?
    while let byte = peek, byte.isDigit {
      number = min((number ?? 0) &* 10 &+ Int32(byte - UInt8(ascii: "0")), 99_999_999)
      position += 1
    }
    if peek == UInt8(ascii: " ") { position += 1 }
    return .word(name, isNegative ? number.map { -$0 } : number)
  }

  private var peek: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func take() -> UInt8? {
    defer { if position < bytes.endIndex { position += 1 } }
    return peek
  }

  private func isDigit(at place: Int) -> Bool { place < bytes.endIndex && bytes[place].isDigit }

  private mutating func digit() -> UInt8? {
    guard let byte = peek, let value = byte.hexValue else { return nil }
    position += 1
    return value
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  fileprivate var isLowerCase: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }

  fileprivate var hexValue: UInt8? {
    if isDigit { return self - UInt8(ascii: "0") }
    let lower = self | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(lower) ? lower - UInt8(ascii: "a") + 10 : nil
  }
}
