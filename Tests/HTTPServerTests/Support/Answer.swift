/// An answer as a client sees it; parsed without the server's code.
struct Answer: CustomStringConvertible {
  let status: Int
  let head: [String]
  let body: [UInt8]

  var text: String { String(decoding: body, as: UTF8.self) }
  var description: String { head.joined(separator: " | ") + " [\(body.count)]" }

  /// The values of the fields of that name.
  func fields(_ name: String) -> [String] {
    head.dropFirst().compactMap { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { return nil }
      return String(parts[1].drop { $0 == " " })
    }
  }

  /// The first whole answer in the bytes and its length.
  static func parse(_ bytes: [UInt8], isHead: Bool = false) -> (Answer, Int)? {
    guard let end = headEnd(bytes) else { return nil }
    let lines = lines(String(decoding: bytes[..<(end - 4)], as: UTF8.self))
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else { return nil }
    let bare = Answer(status: status, head: lines, body: [])
    let length = isHead || status == 100 ? 0 : bare.fields("Content-Length").first.flatMap { Int($0) } ?? 0
    guard bytes.count >= end + length else { return nil }
    return (Answer(status: status, head: lines, body: Array(bytes[end..<(end + length)])), end + length)
  }

  private static func lines(_ text: String) -> [String] {
    var lines = [""]
    for scalar in text.unicodeScalars where scalar != "\r" {
      if scalar == "\n" { lines.append("") } else { lines[lines.count - 1].unicodeScalars.append(scalar) }
    }
    return lines
  }

  private static func headEnd(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    return (4...bytes.count).first { bytes[($0 - 4)..<$0].elementsEqual([13, 10, 13, 10]) }
  }
}
