/// The margin above and below an element, as far as its own style tells it.
struct HTMLMargin {
  private var isNoneAbove = false
  private var isNoneBelow = false

  /// Whether nothing stands between it and what is above and below.
  var isNone: Bool { isNoneAbove && isNoneBelow }

  /// Reads declarations as `margin: 0cm 0cm 0.0001pt; color: red`.
  init(style: String) {
    for declaration in style.lowercased().split(separator: ";") {
      let parts = declaration.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let values = parts[1].split(whereSeparator: \.isWhitespace).map(Self.isNone)
      guard let first = values.first else { continue }
      switch parts[0].filter({ !$0.isWhitespace }) {
      case "margin":
        isNoneAbove = first
        isNoneBelow = values.count > 2 ? values[2] : first
      case "margin-block": (isNoneAbove, isNoneBelow) = (first, values.count > 1 ? values[1] : first)
      case "margin-top", "margin-block-start": isNoneAbove = first
      case "margin-bottom", "margin-block-end": isNoneBelow = first
      default: break
      }
    }
  }

  /// Whether a length cannot be seen; Outlook writes 0.0001 points for none.
  private static func isNone(_ length: Substring) -> Bool {
    let number = length.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+") }
    return Double(number).map { abs($0) < 0.01 } ?? false
  }
}
