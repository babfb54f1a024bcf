/// The fields of a request that the server itself obeys.
struct ControlFields {
  private var hosts = 0
  private var hasInvalidHost = false
  private var lengths = 0
  private var length = Length.invalid
  private var transferCodings: [String] = []
  private var contentCodings: [String] = []
  private var expectsContinue = false
  private var expectsMore = false
  private var closes = false
  private var keepsAlive = false
  private var acceptEncoding: [String] = []

  private enum Length {
    case invalid
    case bytes(Int)
    case endless
  }

  /// Notes a field if it is one of them.
  mutating func note(_ name: Span<UInt8>, _ value: Span<UInt8>) {
    switch KnownField(name) {
    case .host:
      hosts += 1
      hasInvalidHost = hasInvalidHost || !ControlFields.isHost(value)
    case .expect:
      for element in listElements(value) {
        if element == "100-continue" { expectsContinue = true } else { expectsMore = true }
      }
    case .connection:
      for element in listElements(value) {
        if element == "close" { closes = true } else if element == "keep-alive" { keepsAlive = true }
      }
    case .contentLength:
      lengths += 1
      length = ControlFields.length(value)
    case .acceptEncoding: acceptEncoding += listElements(value)
    case .contentEncoding: contentCodings += listElements(value)
    case .transferEncoding:
      // An empty value counts as an unknown coding.
      let codings = listElements(value)
      transferCodings += codings.isEmpty ? [""] : codings
    case .date, nil: break
    }
  }

  /// RFC 9112, 3.2: exactly one Host, none only before 1.1.
  func checkHost(_ line: RequestLine) throws(Rejection) {
    guard hosts <= 1 else { throw Rejection(400, "more than one Host (RFC 9112, 3.2)") }
    guard hosts == 1 || line.isHTTP10 else { throw Rejection(400, "no Host (RFC 9112, 3.2)") }
    guard !hasInvalidHost else { throw Rejection(400, "invalid Host (RFC 9112, 3.2)") }
  }

  /// Name or address with or without port; a user before `@` is none (RFC 9110, 4.2.4 and 7.2).
  static func isHost(_ host: Span<UInt8>) -> Bool {
    for index in host.indices {
      switch host[index] {
      case 0...0x20, 0x22, 0x23, 0x2C, 0x2F, 0x3C, 0x3E, 0x3F, 0x40, 0x5C, 0x5E, 0x60, 0x7B...0x7D:
        return false
      default: continue
      }
    }
    return true
  }

  /// RFC 9112, 6: one length, or chunked, or no content; nothing that two readers could read in two ways.
  func framing(_ line: RequestLine, limits: HTTPLimits) throws(Rejection) -> BodyFraming {
    guard transferCodings.isEmpty else { return try chunkedFraming(line) }
    guard lengths <= 1 else { throw Rejection(400, "more than one Content-Length (RFC 9112, 6.3)") }
    guard lengths == 1 else {
      if ["POST", "PUT", "PATCH"].contains(line.method) {
        throw Rejection(411, "content without length (RFC 9112, 6.3)")
      }
      return .none
    }
    switch length {
    case .invalid: throw Rejection(400, "invalid Content-Length (RFC 9110, 8.6)")
    case .bytes(0): return .none
    case .bytes(let length) where length <= limits.bodyBytes: return .length(length)
    case .bytes, .endless: throw Rejection(413, "content too long (RFC 9110, 15.5.14)")
    }
  }

  private func chunkedFraming(_ line: RequestLine) throws(Rejection) -> BodyFraming {
    guard lengths == 0 else { throw Rejection(400, "length and transfer coding (RFC 9112, 6.3)") }
    guard !line.isHTTP10 else { throw Rejection(400, "transfer coding in HTTP/1.0 (RFC 9112, 6.1)") }
    guard !transferCodings.dropLast().contains("chunked") else {
      throw Rejection(400, "chunked is not the last coding, once (RFC 9112, 6.3)")
    }
    guard transferCodings == ["chunked"] else {
      throw Rejection(501, "unknown transfer coding (RFC 9112, 6.1)")
    }
    return .chunked
  }

  /// Digits and nothing else (RFC 9110, 8.6).
  private static func length(_ text: Span<UInt8>) -> Length {
    var length: Int? = 0
    for index in text.indices {
      guard let digit = text[index].digit else { return .invalid }
      // Beyond that, further digits cannot matter.
      length = length.flatMap { $0 < 1 << 50 ? $0 * 10 + digit : nil }
    }
    return text.isEmpty ? .invalid : length.map { .bytes($0) } ?? .endless
  }

  /// gzip or nothing (RFC 9110, 8.4.1.3).
  func isGzipped() throws(Rejection) -> Bool {
    let codings = contentCodings.filter { $0 != "identity" }
    guard codings.allSatisfy({ $0 == "gzip" || $0 == "x-gzip" }), codings.count <= 1 else {
      throw Rejection(415, "unknown content coding (RFC 9110, 15.5.16)", ["Accept-Encoding": "gzip"])
    }
    return !codings.isEmpty
  }

  /// RFC 9110, 10.1.1; HTTP/1.0 has no interim answers.
  func expectsContinue(_ line: RequestLine) throws(Rejection) -> Bool {
    guard !expectsMore else { throw Rejection(417, "unknown expectation (RFC 9110, 15.5.18)") }
    return expectsContinue && !line.isHTTP10
  }

  /// RFC 9112, 9.3.
  func keepsAlive(_ line: RequestLine) -> Bool { !closes && (!line.isHTTP10 || keepsAlive) }

  /// RFC 9110, 12.5.3.
  var acceptsGzip: Bool { !acceptEncoding.isEmpty && AcceptEncoding.prefersGzip(acceptEncoding) }
}
