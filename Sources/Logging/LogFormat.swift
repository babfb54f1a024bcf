/// logfmt's quoting.
enum LogFormat {
  /// The value as it is, or quoted with escapes if it is empty or holds blanks, quotes, `=` or controls.
  static func quoted(_ value: String) -> String {
    if !value.isEmpty, value.unicodeScalars.allSatisfy(isPlain) { return value }
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case " ", "=": text.unicodeScalars.append(scalar)
      case _ where isPlain(scalar): text.unicodeScalars.append(scalar)
      default: text += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return text + "\""
  }

  /// Neither special to logfmt nor invisible: a line end or a change of direction would forge what a reader sees.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: return false
      default: return true
      }
    }
    return scalar.value > 0x20 && scalar.value < 0x7F && scalar != "\"" && scalar != "=" && scalar != "\\"
  }
}
