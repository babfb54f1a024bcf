/// Gathers the content of a request whose header section has been read.
struct BodyReader {
  let head: RequestHead
  private(set) var content: [UInt8] = []
  private var chunks = ChunkedDecoder()

  init(_ head: RequestHead) { self.head = head }

  /// Takes content; `consumed` bytes need not be shown again.
  mutating func read(
    _ bytes: Span<UInt8>, limits: HTTPLimits
  ) throws(Rejection) -> (consumed: Int, isComplete: Bool) {
    switch head.framing {
    case .none:
      return (0, true)
    case .length(let length):
      let count = min(length - content.count, bytes.count)
      // Room is made for what has come, not for what is announced.
      bytes.extracting(..<count).withUnsafeBufferPointer { content.append(contentsOf: $0) }
      return (count, content.count == length)
    case .chunked:
      return try chunks.decode(bytes, into: &content, limits: limits)
    }
  }
}
