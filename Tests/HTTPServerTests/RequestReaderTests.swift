import TestSupport
import Testing

@testable import HTTPServer

/// Requests that are understood, and what they become.
private let understood: [(bytes: String, events: [String])] = [
  ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", ["GET / "]),
  ("GET /a/b?c=d?e HTTP/1.1\r\nHost: a:80\r\n\r\n", ["GET /a/b?c=d?e "]),
  ("GET /? HTTP/1.1\r\nHost:\r\n\r\n", ["GET /? "]),
  ("GET / HTTP/1.0\r\n\r\n", ["GET / "]),
  ("GET / HTTP/1.7\r\nHost: [::1]:80\r\n\r\n", ["GET / "]),
  ("BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n", ["BREW /pot "]),
  ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", ["OPTIONS * "]),
  ("GET http://b:80/c?d HTTP/1.1\r\nHost: a\r\n\r\n", ["GET /c?d "]),
  ("GET HTTPS://b HTTP/1.1\r\nHost: a\r\n\r\n", ["GET / "]),
  ("GET http://b?d HTTP/1.1\r\nHost: a\r\n\r\n", ["GET /?d "]),
  ("GET /é HTTP/1.1\r\nHost: a\r\n\r\n", ["GET /é "]),
  ("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", ["GET / "]),
  ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", ["POST / hello"]),
  ("POST / HTTP/1.1\r\nhOST: a\r\ncONTENT-lENGTH:\t 005 \t\r\n\r\nhello", ["POST / hello"]),
  ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", ["POST / "]),
  ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab", ["GET / ab"]),
  (
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n006;a=b ; c=\"d\"\r\n world\r\n0\r\n\r\n",
    ["POST / hello world"]
  ),
  (
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0;x\r\nX: a\r\nY:\r\n\r\n",
    ["POST / 0123456789"]
  ),
  ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", ["POST / "]),
  (
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Encoding: identity\r\n\r\nab", ["POST / ab"]
  ),
  (
    "POST / HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\nab", ["POST / ab"]
  ),
  (
    "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab\r\n"
      + "POST /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\nGET /4 HTTP/1.1\r\nHost: a\r\n\r\n",
    ["GET /1 ", "POST /2 ab", "POST /3 x", "GET /4 "]
  ),
]

@Suite struct RequestReaderTests {
  @Test(arguments: understood.indices)
  func requestsAreTheSameInPiecesOfAnySize(_ index: Int) {
    let (bytes, events) = understood[index]
    for size in 1...bytes.utf8.count { #expect(RequestReader.events(bytes, inPiecesOf: size) == events) }
  }

  @Test func leaveToSendIsAskedForOnlyWhileTheContentIsMissing() {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n"
    #expect(RequestReader.events(head, inPiecesOf: 1_000) == ["100"])
    #expect(RequestReader.events(head + "ab", inPiecesOf: head.utf8.count) == ["100", "POST / ab"])
    #expect(RequestReader.events(head + "ab", inPiecesOf: 1_000) == ["POST / ab"])
    let empty = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nExpect: 100-continue\r\n\r\n"
    #expect(RequestReader.events(empty, inPiecesOf: 1_000) == ["POST / "])
  }

  @Test func fieldsComeInOrderWithTheirValues() throws {
    let text =
      "GET http://b/ HTTP/1.1\r\nX:  a b\t\r\nHost: a\r\nEmpty:\r\nx: ü\r\nLatin: "
    let bytes = Array(text.utf8) + [0xFC] + Array("\r\n\r\n".utf8)
    let head = try RequestHead(bytes.span, limits: HTTPLimits())
    #expect(head.fields["x"] == "a b")
    #expect(head.fields.all("X") == ["a b", "ü"])
    #expect(head.fields["Empty"] == "")
    #expect(head.fields["latin"] == "ü")
    // RFC 9112, 3.2.2.
    #expect(head.fields.all("Host") == ["b"])
  }

  @Test(arguments: [
    ("HTTP/1.1", "", true), ("HTTP/1.1", "Connection: close\r\n", false),
    ("HTTP/1.1", "Connection: a, Close\r\n", false),
    ("HTTP/1.1", "Connection: a\r\nConnection: close\r\n", false), ("HTTP/1.0", "", false),
    ("HTTP/1.0", "Connection: Keep-Alive\r\n", true),
    ("HTTP/1.0", "Connection: keep-alive, close\r\n", false),
  ])
  func connectionIsKeptAsVersionAndFieldSay(_ version: String, _ fields: String, _ keeps: Bool) throws {
    let bytes = Array("GET / \(version)\r\nHost: a\r\n\(fields)\r\n".utf8)
    #expect(try RequestHead(bytes.span, limits: HTTPLimits()).keepsAlive == keeps)
  }

  @Test func progressTellsHowFarARequestIs() {
    var reader = RequestReader()
    func progress(_ bytes: [UInt8]) -> RequestReader.Progress? {
      guard case .incomplete(let progress) = reader.receive(bytes.span, limits: HTTPLimits()) else {
        return nil
      }
      return progress
    }
    #expect(reader.isIdle)
    #expect(progress(Array("\r\n".utf8)) == .nothing)
    #expect(reader.isIdle)
    #expect(progress(Array("POST / HTTP/1.1\r\n".utf8)) == .head)
    #expect(!reader.isIdle)
    #expect(progress(Array("Host: a\r\nContent-Length: 200000\r\n\r\n".utf8)) == .body(parts: 0))
    #expect(!reader.isIdle)
    #expect(progress(Array(repeating: 0, count: 65_535)) == .body(parts: 0))
    #expect(progress([0]) == .body(parts: 1))
  }

  @Test func randomBytesNeverTrap() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<20_000 {
      let bytes = random.request()
      let size = Int.random(in: 1...40, using: &random)
      let inPieces = RequestReader.events(bytes, inPiecesOf: size)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(inPieces.last == RequestReader.events(bytes, inPiecesOf: .max / 2).last, "\(size): \(text)")
    }
  }
}
