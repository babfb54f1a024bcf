/// The elements of a comma-separated field value, in lower case, without blanks around them (RFC 9110, 5.6.1).
func listElements(_ value: Span<UInt8>) -> [String] {
  var elements: [String] = []
  var next = 0
  while next < value.count {
    let comma = value.firstIndex(of: 0x2C, from: next) ?? value.count
    var start = next
    var end = comma
    while start < end, value[start].isBlank { start += 1 }
    while end > start, value[end - 1].isBlank { end -= 1 }
    if start < end {
      elements.append(
        String(unsafeUninitializedCapacity: end - start) { text in
          for index in start..<end { text[index - start] = value[index].lowercased }
          return end - start
        })
    }
    next = comma + 1
  }
  return elements
}
