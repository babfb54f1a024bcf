import TestSupport

extension SeededGenerator {
  private static let templates = [
    "GET /a?b HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip;q=0.5, *\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n",
    "POST http://a/ HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
    "OPTIONS * HTTP/1.0\r\nConnection: keep-alive\r\nContent-Encoding: gzip\r\n\r\n",
  ]

  private static let spice = Array("\r\n\0 \t:;,/*?-+0159afxAHTP\u{7F}".utf8) + [0x80, 0xC3, 0xFF]

  /// A request with bytes changed, left out, put in or doubled; now and then nothing but noise.
  mutating func request() -> [UInt8] {
    if Int.random(in: 0..<20, using: &self) == 0 {
      return (0..<Int.random(in: 3...200, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
    var bytes = Array(Self.templates[Int.random(in: 0..<Self.templates.count, using: &self)].utf8)
    for _ in 0..<Int.random(in: 0...4, using: &self) {
      let index = Int.random(in: 0..<bytes.count, using: &self)
      let byte = Self.spice[Int.random(in: 0..<Self.spice.count, using: &self)]
      switch Int.random(in: 0..<5, using: &self) {
      case 0: bytes[index] = byte
      case 1: bytes.insert(byte, at: index)
      case 2: bytes.remove(at: index)
      case 3: bytes.insert(contentsOf: bytes[index..<min(index + 8, bytes.count)], at: index)
      default: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &self)
      }
    }
    return bytes
  }
}
