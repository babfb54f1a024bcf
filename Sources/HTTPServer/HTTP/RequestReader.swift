/// Turns the bytes of a connection into requests, one at a time; what has come of the next ones is kept.
struct RequestReader {
  /// What the bytes so far amount to.
  enum Event {
    /// More bytes are needed.
    case incomplete(Progress)
    /// The peer waits for leave to send its content.
    case expectsContinue
    case request(RequestHead, body: [UInt8])
    case refused(Rejection)
  }

  /// How far an incomplete request has come.
  enum Progress: Equatable {
    case nothing
    case head
    /// So many times 64 KiB of content.
    case body(parts: Int32)
  }

  private enum Stage {
    case head(HeadScanner)
    indirect case body(BodyReader)
  }

  private var stage = Stage.head(HeadScanner())
  private var skippedEmptyLine = false
  private var kept: [UInt8] = []

  /// Takes bytes as they come from the peer.
  mutating func receive(_ bytes: Span<UInt8>, limits: HTTPLimits) -> Event {
    guard kept.isEmpty else {
      bytes.withUnsafeBufferPointer { kept.append(contentsOf: $0) }
      return next(limits: limits)
    }
    var used = 0
    let event = step(bytes, &used, limits)
    if used < bytes.count { kept = bytes.extracting(used...).array }
    return event
  }

  /// Goes on with what is kept.
  mutating func next(limits: HTTPLimits) -> Event {
    var bytes = kept
    kept = []
    var used = 0
    let event = step(bytes.span, &used, limits)
    if used < bytes.count {
      bytes.removeFirst(used)
      kept = bytes
    }
    return event
  }

  /// Whether a request has begun.
  var isIdle: Bool {
    guard case .head = stage else { return false }
    return kept.isEmpty
  }

  private mutating func step(_ bytes: Span<UInt8>, _ used: inout Int, _ limits: HTTPLimits) -> Event {
    do throws(Rejection) {
      switch stage {
      case .head(let scanner): return try readHead(bytes, scanner, &used, limits)
      case .body(let reader): return try readBody(bytes, reader, &used, limits)
      }
    } catch {
      return .refused(error)
    }
  }

  private mutating func readHead(
    _ bytes: Span<UInt8>, _ scanner: HeadScanner, _ used: inout Int, _ limits: HTTPLimits
  ) throws(Rejection) -> Event {
    var scanner = scanner
    if !skippedEmptyLine, bytes.count >= 2, bytes[0] == .carriageReturn, bytes[1] == .lineFeed {
      // Some clients end their content with a line end too many (RFC 9112, 2.2).
      skippedEmptyLine = true
      scanner = HeadScanner()
      used = 2
    }
    let rest = bytes.extracting(used...)
    guard let end = try scanner.end(in: rest, limits: limits) else {
      stage = .head(scanner)
      return .incomplete(rest.isEmpty ? .nothing : .head)
    }
    let head = try RequestHead(rest.extracting(..<end), limits: limits)
    used += end
    skippedEmptyLine = false
    guard head.framing != .none else {
      stage = .head(HeadScanner())
      return .request(head, body: [])
    }
    stage = .body(BodyReader(head))
    if head.expectsContinue, used == bytes.count { return .expectsContinue }
    return try readBody(bytes, BodyReader(head), &used, limits)
  }

  private mutating func readBody(
    _ bytes: Span<UInt8>, _ reader: BodyReader, _ used: inout Int, _ limits: HTTPLimits
  ) throws(Rejection) -> Event {
    var reader = reader
    // Drops the other reference to the content, which would be copied otherwise.
    stage = .head(HeadScanner())
    let (count, isComplete) = try reader.read(bytes.extracting(used...), limits: limits)
    used += count
    guard isComplete else {
      stage = .body(reader)
      return .incomplete(.body(parts: Int32(reader.content.count >> 16)))
    }
    return .request(reader.head, body: reader.content)
  }
}
