import TestSupport
import Testing

@testable import HTTPServer

@Suite struct AcceptEncodingTests {
  @Test(arguments: [
    ("gzip", true), ("GZIP", true), ("x-gzip", true), ("deflate, gzip", true), ("*", true),
    ("gzip;q=0.001", true),
    ("gzip ; q=1.000", true), ("gzip;q=0.5, identity;q=0.5", true), ("", false), ("identity", false),
    ("deflate, br", false), ("gzip;q=0", false), ("gzip;q=0.000, *", false), ("*;q=0", false),
    ("gzip;q=0.2, identity;q=0.9", false), ("gzip;q=2", false), ("gzip;q=x", false), ("gzip;q=0.1234", false),
    ("gzipped", false),
  ])
  func gzipIsChosenByItsWeight(_ value: String, _ prefersGzip: Bool) {
    #expect(AcceptEncoding.prefersGzip(listElements(Array(value.utf8).span)) == prefersGzip)
  }
}

@Suite struct HTTPDateTests {
  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
    (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
    (4_102_444_800, "Fri, 01 Jan 2100 00:00:00 GMT"),
  ])
  func secondsBecomeADate(_ seconds: Int, _ text: String) {
    #expect(HTTPDate.text(seconds) == text)
  }
}

@Suite struct GzipTests {
  @Test func whatIsCompressedExpandsToTheSame() throws {
    var random = SeededGenerator(seed: 1)
    for size in [1_000, 5_000, 100_000, 1_000_000] {
      let bytes = (0..<size).map { _ in UInt8.random(in: 0...15, using: &random) }
      let gzipped = try #require(Gzip.compress(bytes))
      #expect(gzipped.count < bytes.count)
      #expect(try Gzip.expand(gzipped, limit: size) == bytes)
    }
  }

  @Test func whatGrowsIsNotCompressed() {
    var random = SeededGenerator(seed: 1)
    #expect(Gzip.compress((0..<2_000).map { _ in UInt8.random(in: 0...255, using: &random) }) == nil)
  }

  @Test func membersFollowEachOther() throws {
    let one = try #require(Gzip.compress(Array(repeating: 1, count: 100)))
    #expect(try Gzip.expand(one + one, limit: 200) == Array(repeating: 1, count: 200))
  }

  @Test func cutOrChangedContentIsRefused() throws {
    let bytes = try #require(Gzip.compress(Array(repeating: 1, count: 5_000)))
    for count in 0..<bytes.count {
      #expect(throws: Rejection.self) { try Gzip.expand(Array(bytes[..<count]), limit: 10_000) }
    }
    #expect(throws: Rejection.self) { try Gzip.expand(bytes + [0], limit: 10_000) }
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 0x55
      if let expanded = try? Gzip.expand(changed, limit: 10_000) {
        #expect(expanded == Array(repeating: 1, count: 5_000))
      }
    }
  }
}

@Suite struct ListenAddressTests {
  @Test(arguments: [
    ("127.0.0.1:8080", "127.0.0.1:8080"), ("localhost:80", "127.0.0.1:80"), ("0.0.0.0:0", "0.0.0.0:0"),
    ("[::1]:8080", "[::1]:8080"), ("[0:0:0:0:0:0:0:1]:1", "[::1]:1"),
    ("[2001:DB8::1]:65535", "[2001:db8::1]:65535"),
  ])
  func addressIsReadAndWritten(_ text: String, _ canonical: String) throws {
    #expect(try #require(ListenAddress(text)).description == canonical)
  }

  @Test(arguments: [
    "", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "::1:80",
    "[127.0.0.1]:80",
    "[::1]", "example.org:80", "127.1:80",
  ])
  func anythingElseIsNone(_ text: String) {
    #expect(ListenAddress(text) == nil)
  }
}

@Suite struct CensusTests {
  @Test func networksOfOneSubscriberAreCountedTogether() throws {
    var limits = HTTPLimits()
    limits.connectionsPerAddress = 2
    let proxy = try #require(IPAddress("10.0.0.1"))
    let census = Census(limits: limits)
    let first = try #require(IPAddress("2001:db8::1"))
    let second = try #require(IPAddress("2001:db8::ffff:1"))
    #expect(census.enter(first, isExempt: false) == nil)
    #expect(census.enter(second, isExempt: false) == nil)
    #expect(census.enter(first, isExempt: false)?.status == 503)
    #expect(census.enter(try #require(IPAddress("2001:db8:0:1::1")), isExempt: false) == nil)
    census.leave(second, isExempt: false)
    #expect(census.enter(first, isExempt: false) == nil)
    for _ in 0..<5 { #expect(census.enter(proxy, isExempt: true) == nil) }
  }

  @Test func connectionsAreCountedOverAllAddresses() throws {
    var limits = HTTPLimits()
    limits.connections = 2
    let census = Census(limits: limits)
    let addresses = try ["10.0.0.1", "10.0.0.2", "10.0.0.3"].map { try #require(IPAddress($0)) }
    #expect(census.enter(addresses[0], isExempt: false) == nil)
    #expect(census.enter(addresses[1], isExempt: false) == nil)
    #expect(census.enter(addresses[2], isExempt: false)?.status == 503)
    census.leave(addresses[0], isExempt: false)
    #expect(census.enter(addresses[2], isExempt: false) == nil)
  }
}

@Suite struct TimerWheelTests {
  @Test func deadlinesFallDueAsInAPlainList() {
    var random = SeededGenerator(seed: 3)
    var wheel = TimerWheel(buckets: 16)
    var list: [Int: UInt32] = [:]
    var now: UInt32 = 0
    for _ in 0..<20_000 {
      let slot = Int.random(in: 0..<50, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0, 1:
        let deadline = now + UInt32.random(in: 0...60, using: &random)
        wheel.set(slot, at: deadline)
        list[slot] = max(deadline, now + 1)
      case 2:
        wheel.cancel(slot)
        list[slot] = nil
      default:
        now += UInt32.random(in: 0...40, using: &random)
        let due = list.filter { $0.value <= now }.keys.sorted()
        #expect(wheel.advance(to: now).sorted() == due)
        for slot in due { list[slot] = nil }
      }
      let earliest = list.values.min()
      #expect((wheel.next == nil) == (earliest == nil))
      #expect((wheel.next ?? 0) <= (earliest ?? 0))
      #expect(wheel.next ?? .max > now)
    }
  }
}

@Suite struct ResponseWriterTests {
  private func text(_ response: HTTPResponse, _ form: AnswerForm = AnswerForm(keepsAlive: true)) -> String {
    String(decoding: ResponseWriter.bytes(response, form: form, date: "now"), as: UTF8.self)
  }

  @Test func answerHasDateFieldsAndLength() {
    #expect(
      text(HTTPResponse(status: 200, headers: ["A": "b", "A": "c"], body: Array("hi".utf8)))
        == "HTTP/1.1 200 OK\r\nDate: now\r\nA: b\r\nA: c\r\nContent-Length: 2\r\n\r\nhi")
  }

  @Test func connectionIsNamedWhereItIsNotTheRule() {
    let response = HTTPResponse(status: 200)
    #expect(!text(response).contains("Connection"))
    #expect(text(response, AnswerForm()).contains("\r\nConnection: close\r\n"))
    #expect(
      text(response, AnswerForm(isHTTP10: true, keepsAlive: true)).contains("\r\nConnection: keep-alive\r\n"))
  }

  @Test func headHasTheLengthWithoutTheContent() {
    let answer = text(HTTPResponse(status: 200, body: [1, 2, 3]), AnswerForm(isHead: true, keepsAlive: true))
    #expect(answer.hasSuffix("Content-Length: 3\r\n\r\n"))
  }

  @Test(arguments: [204, 304])
  func statusWithoutContentHasNoLength(_ status: Int) {
    let answer = text(HTTPResponse(status: status, body: [0x61]))
    #expect(!answer.contains("Content-Length") && answer.hasSuffix("\r\n\r\n"))
  }

  @Test func fieldsOfTheWriterAreNotWrittenTwice() {
    let answer = text(
      HTTPResponse(
        status: 200,
        headers: ["content-length": "99", "Transfer-Encoding": "chunked", "date": "then", "CONNECTION": "x"]))
    #expect(answer == "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 0\r\n\r\n")
  }

  @Test func valueCannotBeginAnotherField() {
    #expect(text(HTTPResponse(status: 200, headers: ["A": "b\r\nC: d\0"])).contains("\r\nA: b  C: d \r\n"))
  }
}
