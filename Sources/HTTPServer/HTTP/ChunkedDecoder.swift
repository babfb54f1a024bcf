/// Takes the chunks of a request's content apart (RFC 9112, 7.1), in pieces as they come.
struct ChunkedDecoder {
  private enum State {
    case size
    case data(Int)
    case dataEnd
    case trailer
  }

  private var state = State.size
  private var overhead = 0

  /// Longest line of a chunk's size and extensions.
  private static let lineBytes = 256
  /// Extensions of all chunks together: nobody needs them, but each may come with one byte of content.
  private static let extensionBytes = 16 << 10

  /// Appends content; `consumed` bytes need not be shown again.
  mutating func decode(
    _ bytes: Span<UInt8>, into content: inout [UInt8], limits: HTTPLimits
  ) throws(Rejection) -> (consumed: Int, isComplete: Bool) {
    var next = 0
    while true {
      switch state {
      case .size:
        guard let line = try line(bytes, from: next, limit: ChunkedDecoder.lineBytes) else {
          return (next, false)
        }
        let size = try size(bytes.extracting(line), limit: limits.bodyBytes - content.count)
        next = line.upperBound + 2
        state = size == 0 ? .trailer : .data(size)
        overhead = size == 0 ? 0 : overhead
      case .data(let left):
        let count = min(left, bytes.count - next)
        bytes.extracting(next..<(next + count)).withUnsafeBufferPointer { content.append(contentsOf: $0) }
        next += count
        guard count == left else {
          state = .data(left - count)
          return (next, false)
        }
        state = .dataEnd
      case .dataEnd:
        guard bytes.count >= next + 2 else { return (next, false) }
        guard bytes[next] == .carriageReturn, bytes[next + 1] == .lineFeed else {
          throw Rejection(400, "chunk longer than its size (RFC 9112, 7.1)")
        }
        next += 2
        state = .size
      case .trailer:
        guard let line = try line(bytes, from: next, limit: limits.headerBytes) else { return (next, false) }
        next = line.upperBound + 2
        guard !line.isEmpty else { return (next, true) }
        try skipTrailer(bytes.extracting(line), limits)
      }
    }
  }

  /// A whole line without its CR LF.
  private func line(_ bytes: Span<UInt8>, from start: Int, limit: Int) throws(Rejection) -> Range<Int>? {
    guard let end = bytes.firstIndex(of: .lineFeed, from: start) else {
      guard bytes.count - start <= limit else { throw tooLong }
      return nil
    }
    guard end - start <= limit else { throw tooLong }
    guard end > start, bytes[end - 1] == .carriageReturn else {
      throw Rejection(400, "bare LF (RFC 9112, 2.2)")
    }
    return start..<(end - 1)
  }

  private var tooLong: Rejection {
    if case .trailer = state { return Rejection(431, "trailer section too long (RFC 6585, 5)") }
    return Rejection(400, "chunk size and extensions too long (RFC 9112, 7.1.1)")
  }

  private mutating func size(_ line: Span<UInt8>, limit: Int) throws(Rejection) -> Int {
    var size = 0
    var digits = 0
    while digits < line.count, let digit = line[digits].hexDigit {
      digits += 1
      guard size <= limit else { throw Rejection(413, "content too long (RFC 9110, 15.5.14)") }
      size = size << 4 | digit
    }
    guard digits > 0 else { throw Rejection(400, "no chunk size (RFC 9112, 7.1)") }
    guard size <= limit else { throw Rejection(413, "content too long (RFC 9110, 15.5.14)") }
    try checkExtensions(line.extracting(digits...))
    return size
  }

  private mutating func checkExtensions(_ bytes: Span<UInt8>) throws(Rejection) {
    guard let first = bytes.indices.first(where: { !bytes[$0].isBlank }) else {
      guard bytes.isEmpty else { throw Rejection(400, "blank behind a chunk size (RFC 9112, 7.1)") }
      return
    }
    guard bytes[first] == .semicolon, bytes.indices.allSatisfy({ bytes[$0].isText }) else {
      throw Rejection(400, "invalid chunk size (RFC 9112, 7.1)")
    }
    overhead += bytes.count
    guard overhead <= ChunkedDecoder.extensionBytes else {
      throw Rejection(413, "too many chunk extensions (RFC 9112, 7.1.1)")
    }
  }

  /// Trailers are checked like fields and ignored (RFC 9112, 7.1.2).
  private mutating func skipTrailer(_ line: Span<UInt8>, _ limits: HTTPLimits) throws(Rejection) {
    _ = try FieldLine(line)
    overhead += line.count + 2
    guard overhead <= limits.headerBytes else { throw tooLong }
  }
}
