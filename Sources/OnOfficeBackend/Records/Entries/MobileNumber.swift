/// Tells mobile numbers from others by their prefix; numbers without country are German ones.
enum MobileNumber {
  /// Whether a number as people write it is a mobile one in Germany, Austria or Switzerland.
  static func isMobile(_ number: String) -> Bool {
    let international = DialledNumber.international(number)
    return prefixes.contains { international.hasPrefix($0) }
  }

  private static let prefixes =
    ["4915", "4916", "4917"] + [
      "43650", "43660", "43664", "43676", "43677", "43680", "43681", "43688", "43699",
    ]
    + (4...9).map { "417\($0)" }
}
