/// Finds the end of a request's header section in bytes that come in pieces, without looking at a byte twice.
struct HeadScanner {
  private var scanned: Int32 = 0
  private var lineStart: Int32 = 0

  /// The index behind the empty line that ends the section, nil if it has not come yet; `bytes` begin where they
  /// began at the last call.
  mutating func end(in bytes: Span<UInt8>, limits: HTTPLimits) throws(Rejection) -> Int? {
    guard !bytes.isEmpty else { return nil }
    guard bytes[0].isToken || bytes[0] == .carriageReturn || bytes[0] == .lineFeed else {
      // A TLS handshake, say, in which a line end may never come.
      throw Rejection(400, "no method (RFC 9112, 3.1)")
    }
    while let lineEnd = bytes.firstIndex(of: .lineFeed, from: Int(scanned)) {
      let start = Int(lineStart)
      guard lineEnd > start, bytes[lineEnd - 1] == .carriageReturn else {
        throw Rejection(400, "bare LF (RFC 9112, 2.2)")
      }
      try check(lineEnd + 1, isFirstLine: start == 0, limits)
      if lineEnd == start + 1 { return lineEnd + 1 }
      lineStart = Int32(lineEnd + 1)
      scanned = lineStart
    }
    try check(bytes.count, isFirstLine: lineStart == 0, limits)
    scanned = Int32(bytes.count)
    return nil
  }

  private func check(_ count: Int, isFirstLine: Bool, _ limits: HTTPLimits) throws(Rejection) {
    if isFirstLine, count > limits.requestLineBytes {
      throw Rejection(414, "request line too long (RFC 9112, 3)")
    }
    if count > limits.headerBytes { throw Rejection(431, "header section too long (RFC 6585, 5)") }
  }
}
