import TestSupport

extension SeededGenerator {
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// Up to `length` characters, some of which need care in XML, HTML or UTF-8.
  mutating func text(upTo length: Int = 12) -> String {
    let alphabet = Array("abcXYZ 019 äöüß €<>&\"' \u{1F469}\u{200D}\u{1F4BB}é\n")
    return String((0..<number(1...length)).map { _ in alphabet.randomElement(using: &self) ?? "a" })
  }

  /// A moment of the years 1 to 9999, in the form of Contacts and Tasks.
  mutating func dateText() -> String {
    func padded(_ number: Int, _ width: Int) -> String {
      String(repeating: "0", count: width - String(number).count) + String(number)
    }
    return padded(number(1...9999), 4) + "-" + padded(number(1...12), 2) + "-" + padded(number(1...28), 2)
      + "T" + padded(number(0...23), 2) + ":" + padded(number(0...59), 2) + ":" + padded(number(0...59), 2)
      + ".000Z"
  }
}
