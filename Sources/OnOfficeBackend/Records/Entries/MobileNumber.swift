/// Tells mobile numbers from others by their prefix; numbers without country are German ones.
enum MobileNumber {
  /// Whether a number as people write it is a mobile one in Germany, Austria or Switzerland.
  static func isMobile(_ number: String) -> Bool {
    let international = normalized(number)
    return prefixes.contains { international.hasPrefix($0) }
  }

  private static let prefixes =
    ["4915", "4916", "4917"] + [
      "43650", "43660", "43664", "43676", "43677", "43680", "43681", "43688", "43699",
    ]
    + (4...9).map { "417\($0)" }

  /// Country code and number in digits alone: `+49 (0)171 1` becomes `491711`.
  private static func normalized(_ number: String) -> String {
    let withoutTrunk = number.split(separator: "(0)", maxSplits: 1).joined()
    let hasPlus = number.drop { $0 == " " }.hasPrefix("+")
    let digits = (hasPlus ? withoutTrunk : number).filter { $0.isASCII && $0.isNumber }
    if hasPlus { return digits }
    if digits.hasPrefix("00") { return String(digits.dropFirst(2)) }
    return digits.hasPrefix("0") ? "49" + digits.dropFirst() : digits
  }
}
