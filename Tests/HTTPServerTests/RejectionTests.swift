import Testing

@testable import HTTPServer

/// A request that is refused, and the status.
struct Refused: Sendable, CustomTestStringConvertible {
  let name: String
  let status: Int
  let bytes: String

  init(_ name: String, _ status: Int, _ bytes: String) {
    self.name = name
    self.status = status
    self.bytes = bytes
  }

  var testDescription: String { name }

  private static func post(_ fields: String, _ body: String = "") -> String {
    "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(body)"
  }

  private static func get(_ fields: String) -> String { "GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n" }

  private static func chunks(_ body: String) -> String { post("Transfer-Encoding: chunked", body) }

  static let requestLines = [
    Refused("two blanks in the request line", 400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused("blank behind the version", 400, "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"),
    Refused("tab in the request line", 400, "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused("no version", 400, "GET /\r\nHost: a\r\n\r\n"),
    Refused("version in small letters", 400, "GET / http/1.1\r\nHost: a\r\n\r\n"),
    Refused("version of three digits", 400, "GET / HTTP/1.10\r\nHost: a\r\n\r\n"),
    Refused("HTTP/2", 505, "PRI * HTTP/2.0\r\n\r\n"),
    Refused("HTTP/0", 505, "GET / HTTP/0.9\r\n\r\n"),
    Refused("method of no token", 400, "G(T / HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused("no method", 400, " / HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused("TLS", 400, "\u{16}\u{3}\u{1}\u{2}"),
    Refused("control in the target", 400, "GET /\u{1} HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused("target of no form", 400, "GET a/b HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused("other scheme", 400, "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused("no host in the target", 400, "GET http:///a HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused("user in the target", 400, "GET http://me@a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused("* without OPTIONS", 400, "GET * HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused("CONNECT", 501, "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused("two leading empty lines", 400, "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused("bare LF behind the request line", 400, "GET / HTTP/1.1\nHost: a\r\n\r\n"),
    Refused("bare CR in the request line", 400, "GET /\ra HTTP/1.1\r\nHost: a\r\n\r\n"),
  ]

  static let fields = [
    Refused("bare LF behind a field", 400, "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"),
    Refused("bare LF as the empty line", 400, "GET / HTTP/1.1\r\nHost: a\r\n\n"),
    Refused("bare CR in a field", 400, get("X: a\rb")),
    Refused("CR CR LF", 400, get("X: a\r")),
    Refused("NUL in a field", 400, get("X: a\0b")),
    Refused("DEL in a field", 400, get("X: a\u{7F}b")),
    Refused("blank before the colon", 400, get("X : a")),
    Refused("tab before the colon", 400, get("X\t: a")),
    Refused("folded line", 400, get("X: a\r\n b")),
    Refused("folded line with tab", 400, get("X: a\r\n\tb")),
    Refused("blank before the first field", 400, "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
    Refused("no colon", 400, get("X")),
    Refused("no name", 400, get(": a")),
    Refused("name of no token", 400, get("X(Y): a")),
    Refused("no Host", 400, "GET / HTTP/1.1\r\n\r\n"),
    Refused("two Hosts", 400, get("Host: a")),
    Refused("two Hosts in HTTP/1.0", 400, "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n"),
    Refused("list of hosts", 400, "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
    Refused("user in Host", 400, "GET / HTTP/1.1\r\nHost: me@a\r\n\r\n"),
    Refused("unknown expectation", 417, post("Content-Length: 1\r\nExpect: 200-ok")),
    Refused("second expectation", 417, post("Content-Length: 1\r\nExpect: 100-continue, a")),
    Refused("unknown content coding", 415, post("Content-Length: 1\r\nContent-Encoding: br")),
    Refused("gzip twice", 415, post("Content-Length: 1\r\nContent-Encoding: gzip, gzip")),
  ]

  static let framing = [
    Refused("two lengths", 400, post("Content-Length: 5\r\nContent-Length: 6", "hello")),
    Refused("the same length twice", 400, post("Content-Length: 5\r\nContent-Length: 5", "hello")),
    Refused("list of lengths", 400, post("Content-Length: 5, 6", "hello")),
    Refused("list of equal lengths", 400, post("Content-Length: 5, 5", "hello")),
    Refused("length with plus", 400, post("Content-Length: +5", "hello")),
    Refused("length with minus", 400, post("Content-Length: -5", "hello")),
    Refused("length with a blank inside", 400, post("Content-Length: 1 0", "hello")),
    Refused("length in hexadecimal", 400, post("Content-Length: 0x5", "hello")),
    Refused("empty length", 400, post("Content-Length:", "hello")),
    Refused("length of letters", 400, post("Content-Length: five", "hello")),
    Refused("length beyond the limit", 413, post("Content-Length: \(HTTPLimits().bodyBytes + 1)")),
    Refused("length beyond 64 bits", 413, post("Content-Length: 99999999999999999999999999")),
    Refused("no length", 411, "POST / HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused("no length in HTTP/1.0", 411, "PUT / HTTP/1.0\r\n\r\n"),
    Refused("length and chunked", 400, post("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
    Refused("chunked and length", 400, post("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n")),
    Refused("chunked in HTTP/1.0", 400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    Refused("unknown transfer coding", 501, post("Transfer-Encoding: foo")),
    Refused("gzip as transfer coding", 501, post("Transfer-Encoding: gzip, chunked")),
    Refused("empty transfer coding", 501, post("Transfer-Encoding:")),
    Refused("chunked with a prefix", 501, post("Transfer-Encoding: xchunked")),
    Refused("chunked is not last", 400, post("Transfer-Encoding: chunked, gzip")),
    Refused("chunked twice", 400, post("Transfer-Encoding: chunked, chunked")),
    Refused(
      "chunked twice in two lines", 400, post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")),
    Refused("chunked with a control", 400, post("Transfer-Encoding: \u{B}chunked")),
  ]

  static let chunks = [
    Refused("chunk size of no digits", 400, chunks("\r\n")),
    Refused("chunk size with plus", 400, chunks("+1\r\na\r\n0\r\n\r\n")),
    Refused("chunk size with minus", 400, chunks("-1\r\na\r\n0\r\n\r\n")),
    Refused("chunk size in C's form", 400, chunks("0x1\r\na\r\n0\r\n\r\n")),
    Refused("blank before a chunk size", 400, chunks(" 1\r\na\r\n0\r\n\r\n")),
    Refused("blank behind a chunk size", 400, chunks("1 \r\na\r\n0\r\n\r\n")),
    Refused("chunk size with bare LF", 400, chunks("1\na\r\n0\r\n\r\n")),
    Refused("bare CR in an extension", 400, chunks("1;a\rb\r\na\r\n0\r\n\r\n")),
    Refused("chunk longer than its size", 400, chunks("1\r\nab\r\n0\r\n\r\n")),
    Refused("bare LF behind a chunk", 400, chunks("1\r\na\n0\r\n\r\n")),
    Refused("chunk size beyond 64 bits", 413, chunks("fffffffffffffffff1\r\n")),
    Refused("chunk beyond the limit", 413, chunks(String(HTTPLimits().bodyBytes + 1, radix: 16) + "\r\n")),
    Refused("endless chunk size", 400, chunks(String(repeating: "f", count: 300))),
    Refused("endless leading zeros", 400, chunks(String(repeating: "0", count: 300))),
    Refused("long extension", 400, chunks("1;" + String(repeating: "a", count: 300) + "\r\n")),
    Refused(
      "many extensions", 413,
      chunks(String(repeating: "1;" + String(repeating: "a", count: 200) + "\r\na\r\n", count: 100))),
    Refused("trailer of no field", 400, chunks("0\r\na\r\n\r\n")),
    Refused("folded trailer", 400, chunks("0\r\na: b\r\n c\r\n\r\n")),
    Refused("bare LF behind a trailer", 400, chunks("0\r\na: b\n\r\n")),
    Refused(
      "endless trailers", 431, chunks("0\r\n" + String(repeating: "a: b\r\n", count: 10_000))),
    Refused("endless trailer", 431, chunks("0\r\na: " + String(repeating: "b", count: 40_000))),
  ]

  static let lengths = [
    Refused(
      "long request line", 414,
      "GET /" + String(repeating: "a", count: 8_192) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
    Refused("endless request line", 414, String(repeating: "a", count: 8_193)),
    Refused("long header section", 431, get("X: " + String(repeating: "a", count: 32 << 10))),
    Refused("endless field", 431, "GET / HTTP/1.1\r\nHost: " + String(repeating: "a", count: 32 << 10)),
    Refused("many fields", 431, get((1...100).map { "X\($0): a" }.joined(separator: "\r\n"))),
  ]

  static let all = requestLines + fields + framing + chunks + lengths
}

@Suite struct RejectionTests {
  @Test(arguments: Refused.all)
  func isRefusedWithItsStatus(_ refused: Refused) {
    let events = RequestReader.events(refused.bytes, inPiecesOf: .max / 2)
    #expect(events.last == String(refused.status), "\(refused.name)")
  }

  @Test(arguments: Refused.all)
  func isRefusedByteByByteToo(_ refused: Refused) {
    #expect(
      RequestReader.events(refused.bytes, inPiecesOf: 1).last == String(refused.status), "\(refused.name)")
  }

  @Test func refusalsReachThePeerOverASocket() async throws {
    try await TestServer.run { server in
      for refused in Refused.all {
        let client = try server.client()
        client.send(refused.bytes)
        let answer = try #require(client.answer(), "\(refused.name)")
        #expect(answer.status == refused.status, "\(refused.name)")
        #expect(answer.fields("Connection") == ["close"], "\(refused.name)")
        #expect(answer.fields("Content-Length") == ["0"], "\(refused.name)")
        client.endOutput()
        #expect(client.rest() == [], "\(refused.name)")
        let line = try #require(server.log.next())
        #expect(line.contains("http.status=\(refused.status)") && line.contains("RFC"), "\(line)")
      }
      #expect(server.log.waiting.isEmpty)
    }
  }

  @Test func unknownContentCodingIsToldTheKnownOne() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Encoding: br\r\n\r\na")
      let answer = try #require(client.answer())
      #expect(answer.fields("Accept-Encoding") == ["gzip"])
    }
  }
}
