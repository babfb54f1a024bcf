import TestSupport

extension SeededGenerator {
  /// Text with what is awkward in XML, UTF-8 and WBXML.
  mutating func text(atLeast length: Int = 0) -> String {
    let characters = Array("aZ09 <>&\"'\r\n\tü€\u{FFFD}😀\u{85}]\u{1F468}\u{200D}\u{1F469}")
    let count = Int.random(in: length...12, using: &self)
    return String((0..<count).compactMap { _ in characters.randomElement(using: &self) })
  }

  mutating func bytes() -> [UInt8] {
    (0..<Int.random(in: 1...200, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
  }

  /// Something in two of three cases.
  mutating func maybe<Value>(_ value: (inout SeededGenerator) -> Value) -> Value? {
    Int.random(in: 0..<3, using: &self) > 0 ? value(&self) : nil
  }

  mutating func some<Value>(_ value: (inout SeededGenerator) -> Value) -> [Value] {
    (0..<Int.random(in: 0...4, using: &self)).map { _ in value(&self) }
  }
}
