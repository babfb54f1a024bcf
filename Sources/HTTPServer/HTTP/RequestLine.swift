/// The first line of a request (RFC 9112, 3).
struct RequestLine {
  let method: String
  let path: String
  let query: String?
  /// The authority of an absolute target, which replaces Host (RFC 9112, 3.2.2).
  let authority: String?
  let isHTTP10: Bool

  /// Reads a line without its line end.
  init(_ line: Span<UInt8>) throws(Rejection) {
    guard let methodEnd = line.firstIndex(of: .space), methodEnd > 0,
      RequestLine.isToken(line.extracting(..<methodEnd))
    else { throw Rejection(400, "no method (RFC 9112, 3.1)") }
    guard let targetEnd = line.firstIndex(of: .space, from: methodEnd + 1), targetEnd > methodEnd + 1 else {
      throw Rejection(400, "no target or version (RFC 9112, 3)")
    }
    isHTTP10 = try RequestLine.isHTTP10(line.extracting((targetEnd + 1)...))
    method = line.extracting(..<methodEnd).text
    let target = line.extracting((methodEnd + 1)..<targetEnd)
    for index in target.indices where target[index] <= .space || target[index] == 0x7F {
      throw Rejection(400, "control character in the target (RFC 9112, 3.2)")
    }
    let parts = try TargetParts(target, method: method)
    let path = target.extracting(parts.path)
    if let mark = path.firstIndex(of: 0x3F) {
      self.path = mark == 0 ? "/" : path.extracting(..<mark).text
      query = path.extracting((mark + 1)...).text
    } else {
      self.path = path.isEmpty ? "/" : path.text
      query = nil
    }
    guard let range = parts.authority else {
      authority = nil
      return
    }
    let host = target.extracting(range)
    guard ControlFields.isHost(host) else {
      throw Rejection(400, "invalid host in the target (RFC 9110, 4.2.4)")
    }
    authority = host.text
  }

  private static func isToken(_ bytes: Span<UInt8>) -> Bool { bytes.indices.allSatisfy { bytes[$0].isToken } }

  private static func isHTTP10(_ version: Span<UInt8>) throws(Rejection) -> Bool {
    let name: StaticString = "HTTP/"
    guard version.count == 8, version[6] == 0x2E, let major = version[5].digit, let minor = version[7].digit,
      (0..<5).allSatisfy({ version[$0] == name.utf8Start[$0] })
    else { throw Rejection(400, "no HTTP version (RFC 9112, 2.3)") }
    guard major == 1 else { throw Rejection(505, "other major version (RFC 9110, 15.6.6)") }
    return minor == 0
  }
}

/// Where in a request target authority and path lie (RFC 9112, 3.2).
private struct TargetParts {
  let authority: Range<Int>?
  /// Path and query; empty if an absolute target has none.
  let path: Range<Int>

  init(_ target: Span<UInt8>, method: String) throws(Rejection) {
    let first = target[0]
    if first == 0x2F {
      authority = nil
      path = target.indices
    } else if target.count == 1, first == 0x2A {
      guard method == "OPTIONS" else { throw Rejection(400, "* is for OPTIONS only (RFC 9112, 3.2.4)") }
      authority = nil
      path = target.indices
    } else if method == "CONNECT" {
      throw Rejection(501, "no tunnels here (RFC 9110, 9.3.6)")
    } else {
      guard let start = TargetParts.authorityStart(target) else {
        throw Rejection(400, "target of no known form (RFC 9112, 3.2)")
      }
      let end = (start..<target.count).first { target[$0] == 0x2F || target[$0] == 0x3F } ?? target.count
      guard start < end else { throw Rejection(400, "target without host (RFC 9110, 4.2.1)") }
      authority = start..<end
      path = end..<target.count
    }
  }

  private static func authorityStart(_ target: Span<UInt8>) -> Int? {
    for scheme in ["http://", "https://"] as [StaticString] where target.count >= scheme.utf8CodeUnitCount {
      let length = scheme.utf8CodeUnitCount
      if (0..<length).allSatisfy({ target[$0].lowercased == scheme.utf8Start[$0] }) { return length }
    }
    return nil
  }
}
