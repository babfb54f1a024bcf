/// A request up to its content, with what decides how to read on and how to answer.
struct RequestHead {
  let line: RequestLine
  private(set) var fields: HTTPFields
  let framing: BodyFraming
  let isGzipped: Bool
  let expectsContinue: Bool
  let keepsAlive: Bool
  let acceptsGzip: Bool

  /// Reads a header section that ends with its empty line; each line ends with CR LF.
  init(_ bytes: Span<UInt8>, limits: HTTPLimits) throws(Rejection) {
    guard let lineEnd = bytes.firstIndex(of: .lineFeed) else {
      throw Rejection(400, "no request line (RFC 9112, 3)")
    }
    line = try RequestLine(bytes.extracting(..<(lineEnd - 1)))
    var control = ControlFields()
    let section = bytes.extracting((lineEnd + 1)...)
    fields = HTTPFields(section: section)
    var start = 0
    var count = 0
    while let end = section.firstIndex(of: .lineFeed, from: start), end > start + 1 {
      count += 1
      guard count <= limits.headerCount else { throw Rejection(431, "too many fields (RFC 6585, 5)") }
      let line = section.extracting(start..<(end - 1))
      let field = try FieldLine(line)
      control.note(line.extracting(field.name), line.extracting(field.value))
      fields.append(name: field.name + start, value: field.value + start)
      start = end + 1
    }
    try control.checkHost(line)
    if let authority = line.authority { fields["Host"] = authority }
    framing = try control.framing(line, limits: limits)
    isGzipped = try control.isGzipped()
    expectsContinue = try control.expectsContinue(line) && framing != .none
    keepsAlive = control.keepsAlive(line)
    acceptsGzip = control.acceptsGzip
  }
}

/// How a request's content is delimited (RFC 9112, 6).
enum BodyFraming: Equatable {
  case none
  case length(Int)
  case chunked
}

extension Range<Int> {
  fileprivate static func + (range: Range, offset: Int) -> Range {
    (range.lowerBound + offset)..<(range.upperBound + offset)
  }
}
