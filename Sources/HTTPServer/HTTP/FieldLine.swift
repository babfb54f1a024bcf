/// Where in a line of a header or trailer section name and value lie (RFC 9112, 5).
struct FieldLine {
  let name: Range<Int>
  let value: Range<Int>

  /// Checks a line without its line end.
  init(_ line: Span<UInt8>) throws(Rejection) {
    guard !line[0].isBlank else { throw Rejection(400, "folded line (RFC 9112, 5.2)") }
    var colon = 0
    while colon < line.count, line[colon].isToken { colon += 1 }
    guard colon > 0, colon < line.count, line[colon] == .colon else {
      throw Rejection(400, "no field name, or a blank before its colon (RFC 9112, 5.1)")
    }
    var start = colon + 1
    while start < line.count, line[start].isBlank { start += 1 }
    var end = line.count
    while end > start, line[end - 1].isBlank { end -= 1 }
    for index in start..<end where !line[index].isText {
      throw Rejection(400, "control character in a field (RFC 9110, 5.5)")
    }
    name = 0..<colon
    value = start..<end
  }
}
