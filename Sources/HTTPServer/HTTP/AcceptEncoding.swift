/// What an Accept-Encoding field says about gzip (RFC 9110, 12.5.3).
enum AcceptEncoding {
  /// Whether gzip is accepted, and not less than no coding at all.
  static func prefersGzip(_ elements: [String]) -> Bool {
    var gzip: Int?
    var identity = 0
    var others = 0
    for element in elements {
      let parts = element.utf8.split(separator: .semicolon, maxSplits: 1)
      guard let name = parts.first.map({ String(Substring($0.prefix { !$0.isBlank })) }) else { continue }
      let weight = parts.count == 1 ? 1_000 : weight(parts[1])
      switch name {
      case "gzip", "x-gzip": gzip = max(gzip ?? 0, weight)
      case "identity": identity = weight
      case "*": others = weight
      default: break
      }
    }
    let chosen = gzip ?? others
    return chosen > 0 && chosen >= identity
  }

  /// Thousandths of `q=0.5`; 0 for what is no weight (RFC 9110, 12.4.2).
  private static func weight(_ parameter: Substring.UTF8View) -> Int {
    let bytes = Array(parameter.filter { !$0.isBlank })
    guard bytes.count >= 3, bytes.count <= 7, bytes[0] == 0x71, bytes[1] == 0x3D, let whole = bytes[2].digit,
      whole <= 1, bytes.count == 3 || bytes[3] == 0x2E
    else { return 0 }
    var weight = whole * 1_000
    var place = 100
    for byte in bytes.dropFirst(4) {
      guard let digit = byte.digit else { return 0 }
      weight += digit * place
      place /= 10
    }
    return min(weight, 1_000)
  }
}
