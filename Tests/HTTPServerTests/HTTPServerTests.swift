import Glibc
import Logging
import TestSupport
import Testing

@testable import HTTPServer

private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

@Suite struct HTTPServerTests {
  @Test func connectionIsKeptForTheNextRequest() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      for number in 1...3 {
        client.send("POST /\(number)?q HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab")
        let answer = try #require(client.answer())
        #expect(answer.status == 200 && answer.text == "POST /\(number)?q ab")
        #expect(answer.fields("Date").count == 1 && answer.fields("Date")[0].hasSuffix(" GMT"))
        #expect(answer.fields("Connection") == [])
      }
    }
  }

  @Test func requestMayComeByteByByte() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      let request = "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
      for byte in request.utf8 { client.send([byte]) }
      #expect(client.answer()?.text == "POST /a abc")
    }
  }

  @Test func requestMayBeSplitAnywhere() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      let request = Array(
        "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n".utf8)
      for split in 1..<request.count {
        client.send(Array(request[..<split]))
        client.send(Array(request[split...]))
        #expect(client.answer()?.text == "POST /a abc")
      }
    }
  }

  @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n")
      for number in 1...500 { client.send("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n") }
      try #require(server.site.parked.next()).respond(HTTPResponse(status: 200, body: Array("first".utf8)))
      #expect(client.answer()?.text == "first")
      for number in 1...500 { #expect(client.answer()?.text == "GET /\(number) ") }
    }
  }

  @Test func oldClientsAreServed() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      #expect(client.answer()?.fields("Connection") == ["keep-alive"])
      client.send("GET / HTTP/1.0\r\n\r\n")
      #expect(client.answer()?.fields("Connection") == ["close"])
      #expect(client.rest() == [])
    }
  }

  @Test func leaveToSendComesBeforeTheContent() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
      #expect(client.answer()?.status == 100)
      client.send("ab")
      #expect(client.answer()?.text == "POST / ab")
    }
  }

  @Test func headIsAnsweredWithoutContent() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + get)
      let head = try #require(client.answer(isHead: true))
      #expect(head.fields("Content-Length") == ["7"])
      #expect(client.answer()?.text == "GET / ")
    }
  }

  @Test func largeAnswersAreGzippedForThoseWhoAsk() async throws {
    let body = [UInt8](repeating: 0x61, count: 5_000)
    let site = TestSite {
      HTTPResponse(status: 200, body: $0.path == "/small" ? Array(body[..<1_024]) : body)
    }
    try await TestServer.run(site: site) { server in
      let client = try server.client()
      client.send("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n")
      let gzipped = try #require(client.answer())
      #expect(gzipped.fields("Content-Encoding") == ["gzip"] && gzipped.fields("Vary") == ["Accept-Encoding"])
      #expect(try Gzip.expand(gzipped.body, limit: 5_000) == body)
      client.send(get)
      let plain = try #require(client.answer())
      #expect(plain.fields("Content-Encoding") == [] && plain.fields("Vary") == ["Accept-Encoding"])
      #expect(plain.body == body)
      client.send("GET /small HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n")
      let small = try #require(client.answer())
      #expect(small.fields("Content-Encoding") == [] && small.body.count == 1_024)
    }
  }

  @Test func largeContentGoesBothWays() async throws {
    var random = SeededGenerator(seed: 5)
    let content = (0..<3_000_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    try await TestServer.run(site: TestSite { HTTPResponse(status: 200, body: $0.body) }) { server in
      let client = try server.client(receiveBuffer: 4_096)
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.count)\r\n\r\n")
      client.send(content)
      // The answer is far larger than the buffers between: the server waits for room again and again.
      #expect(client.answer()?.body == content)
      client.send(get)
      #expect(client.answer()?.status == 200)
    }
  }

  @Test func halfClosedPeerGetsItsAnswer() async throws {
    try await TestServer.run { server in
      #expect(try server.exchange(Array(get.utf8)).flatMap { Answer.parse($0) }?.0.text == "GET / ")
      let client = try server.client()
      client.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n")
      client.endOutput()
      let exchange = try #require(server.site.parked.next())
      exchange.respond(HTTPResponse(status: 200, body: Array("late".utf8)))
      #expect(client.answer()?.text == "late")
      #expect(client.rest() == [])
    }
  }

  @Test func halfClosedPeerIsGivenUpInTheEnd() async throws {
    var limits = HTTPLimits()
    limits.halfClosedTime = .milliseconds(100)
    try await TestServer.run(limits: limits) { server in
      let client = try server.client()
      client.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n")
      client.endOutput()
      let exchange = try #require(server.site.parked.next())
      #expect(server.site.abandoned.next() == exchange)
      #expect(client.rest() == [])
    }
  }

  @Test func whoAsksIsToldAgainThatThePeerIsGone() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n")
      let exchange = try #require(server.site.parked.next())
      exchange.confirm()
      // Another request on the same loops comes behind it: nothing was told while the peer was there.
      for _ in 0..<20 { #expect(try server.exchange(Array(get.utf8))?.isEmpty == false) }
      #expect(server.site.abandoned.waiting.isEmpty)
      client.reset()
      #expect(server.site.abandoned.next() == exchange)
      exchange.confirm()
      #expect(server.site.abandoned.next() == exchange)
    }
  }

  @Test func abortedPeerIsAbandonedOnce() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n")
      let exchange = try #require(server.site.parked.next())
      client.reset()
      #expect(server.site.abandoned.next() == exchange)
      exchange.respond(HTTPResponse(status: 200))
      // The slot's next owner sees nothing of that.
      for _ in 0..<20 { #expect(try server.exchange(Array(get.utf8))?.isEmpty == false) }
      #expect(server.site.abandoned.waiting.isEmpty)
    }
  }

  @Test func onlyTheFirstAnswerCounts() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\nGET /park HTTP/1.1\r\nHost: a\r\n\r\n")
      let first = try #require(server.site.parked.next())
      first.respond(HTTPResponse(status: 201))
      first.respond(HTTPResponse(status: 202))
      let second = try #require(server.site.parked.next())
      #expect(second != first)
      first.respond(HTTPResponse(status: 203))
      second.respond(HTTPResponse(status: 204))
      #expect(client.answer()?.status == 201)
      #expect(client.answer()?.status == 204)
    }
  }

  @Test func handlerSeesThePeersAddressOnEachListener() async throws {
    let site = TestSite { HTTPResponse(status: 200, body: Array($0.address.utf8)) }
    try await TestServer.run(listen: ["127.0.0.1:0", "127.0.0.2:0"], site: site) { server in
      #expect(server.addresses.map(\.host) == ["127.0.0.1", "127.0.0.2"])
      #expect(server.addresses.allSatisfy { $0.port > 0 })
      for address in server.addresses {
        let client = try Client(address)
        client.send(get)
        #expect(client.answer()?.text == "127.0.0.1" || client.answer()?.text == "127.0.0.2")
      }
    }
  }

  @Test(.enabled(if: IPv6.isThere))
  func version6IsServed() async throws {
    let site = TestSite { HTTPResponse(status: 200, body: Array($0.address.utf8)) }
    try await TestServer.run(listen: ["[::1]:0"], site: site) { server in
      let client = try server.client()
      client.send(get)
      #expect(client.answer()?.text == "::1")
    }
  }

  @Test func addressOfAnotherServerIsRefused() async throws {
    try await TestServer.run { server in
      let configuration = HTTPServerConfiguration(
        listen: server.addresses.map { Listening(.address($0)) })
      let second = HTTPServer(configuration: configuration, handler: TestSite(), log: Log { _ in })
      let errors = Inbox<HTTPServerError?>()
      Task {
        do throws(HTTPServerError) {
          _ = try await second.start()
          errors.put(nil)
        } catch { errors.put(error) }
      }
      #expect(errors.next() == .listen(server.addresses[0], errno: EADDRINUSE))
    }
  }

  @Test func randomAndMutatedRequestsAreAllAnswered() async throws {
    try await TestServer.run { server in
      var random = SeededGenerator(seed: 11)
      for _ in 0..<1_000 {
        let request = random.request()
        let answer = try #require(try server.exchange(request), "\(request)")
        #expect(answer.starts(with: Array("HTTP/1.1 ".utf8)), "\(request)")
      }
      #expect(try server.exchange(Array(get.utf8)).flatMap { Answer.parse($0) }?.0.status == 200)
    }
  }
}

/// Whether this machine has IPv6.
enum IPv6 {
  static var isThere: Bool {
    guard let address = ListenAddress("[::1]:0"), let opened = try? Listener.open(1, at: address) else {
      return false
    }
    opened.listeners.forEach { $0.close() }
    return true
  }
}
