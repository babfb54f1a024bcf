/// A phone or fax number by what is dialled, however people write it.
struct DialledNumber: Hashable {
  private let text: String

  /// What stands between digits without being dialled; phones put in marks of direction and blanks of their own.
  private static let separators = " +-/().\u{A0}\u{2011}\u{2013}\u{202A}\u{202C}\u{202D}"

  /// The number as people write it; what holds more than digits and their usual separators is taken as it is.
  init(_ number: String) {
    let trimmed = number.trimmed
    let isPlain = trimmed.allSatisfy { $0.isASCII && $0.isNumber || Self.separators.contains($0) }
    text = isPlain && trimmed.contains(where: \.isNumber) ? DialledNumber.international(trimmed) : trimmed
  }

  /// Country code and number in digits alone: `+49 (0)171 1` becomes `491711`.
  static func international(_ number: String) -> String {
    let withoutTrunk = number.split(separator: "(0)", maxSplits: 1).joined()
    let hasPlus = number.first { $0 == "+" || !separators.contains($0) } == "+"
    let digits = (hasPlus ? withoutTrunk : number).filter { $0.isASCII && $0.isNumber }
    if hasPlus { return digits }
    if digits.hasPrefix("00") { return String(digits.dropFirst(2)) }
    return digits.hasPrefix("0") ? "49" + digits.dropFirst() : digits
  }
}
