import COpenSSL
import Glibc
import Testing

@testable import HTTPServer

private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
private let park = "GET /park HTTP/1.1\r\nHost: a\r\n\r\n"

@Suite struct TLSTransferTests {
  @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func longContentGoesBothWays(version: Int32) async throws {
    try await TestServer.encrypted { server in
      let client = try server.encryptedClient(.init(versions: version...version, receiveBuffer: 4_096))
      let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
      for _ in 0..<2 {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.count)\r\n\r\n")
        #expect(client.send(content))
        #expect(client.answer()?.body.suffix(content.count).elementsEqual(content) == true)
      }
    }
  }

  @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
    try await TestServer.encrypted { server in
      let client = try server.encryptedClient()
      client.send((0..<200).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
      for number in 0..<200 { #expect(client.answer()?.text == "GET /\(number) ") }
    }
  }

  @Test func keysMayChangeWhileContentFlows() async throws {
    try await TestServer.encrypted { server in
      let client = try server.encryptedClient(.init(versions: TLS1_3_VERSION...TLS1_3_VERSION))
      for _ in 0..<5 {
        SSL_key_update(client.session, SSL_KEY_UPDATE_REQUESTED)
        client.send(get)
        #expect(client.answer()?.status == 200)
      }
      // While parked, too.
      client.send(park)
      let exchange = try #require(server.site.parked.next())
      SSL_key_update(client.session, SSL_KEY_UPDATE_REQUESTED)
      client.send(get)
      exchange.respond(HTTPResponse(status: 204))
      #expect(client.answer()?.status == 204)
      #expect(client.answer()?.status == 200)
    }
  }

  @Test func endIsSaidBehindTheLastAnswer() async throws {
    try await TestServer.encrypted { server in
      let client = try server.encryptedClient()
      client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(client.answer()?.status == 200)
      #expect(client.rest() == [])
    }
  }

  @Test func endOfAnIdlePeerIsAnsweredInKind() async throws {
    try await TestServer.encrypted { server in
      let client = try server.encryptedClient()
      client.send(get)
      #expect(client.answer()?.status == 200)
      client.endOutput()
      #expect(client.rest() == [])
    }
  }

  @Test func requestBeforeTheEndIsAnswered() async throws {
    try await TestServer.encrypted { server in
      let client = try server.encryptedClient()
      client.send(get)
      client.endOutput()
      #expect(client.answer()?.status == 200)
      #expect(client.rest() == [])
    }
  }

  @Test func truncatedRequestIsNone() async throws {
    try await TestServer.encrypted { server in
      let client = try server.encryptedClient()
      client.send("POST /park HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel")
      client.truncate()
      #expect(client.answer() == nil)
      // Said in TLS, the end is the peer's own and gets an answer.
      let other = try server.encryptedClient()
      other.send("POST /park HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel")
      other.endOutput()
      #expect(other.answer()?.status == 400)
      #expect(server.site.parked.waiting.isEmpty)
    }
  }

  @Test func nextRequestWaitsWhileOneIsParked() async throws {
    try await TestServer.encrypted { server in
      let client = try server.encryptedClient()
      client.send(park)
      let exchange = try #require(server.site.parked.next())
      client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n")
      client.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n")
      // The loop has had both when it has served another.
      let other = try server.encryptedClient()
      other.send(get)
      #expect(other.answer()?.status == 200)
      exchange.respond(HTTPResponse(status: 204))
      #expect(client.answer()?.status == 204)
      #expect(client.answer()?.text == "GET /1 ")
      #expect(client.answer()?.text == "GET /2 ")
    }
  }

  @Test func parkedRequestOfAGonePeerIsAbandoned() async throws {
    var limits = HTTPLimits()
    limits.halfClosedTime = .milliseconds(100)
    try await TestServer.encrypted(limits: limits) { server in
      for leave in [
        { $0.endOutput() }, { $0.truncate() }, { $0.close() }, { _ = SSL_shutdown($0.session) },
      ] as [(TLSClient) -> Void] {
        let client = try server.encryptedClient()
        client.send(park)
        let exchange = try #require(server.site.parked.next())
        leave(client)
        #expect(server.site.abandoned.next() == exchange)
      }
    }
  }

  @Test func endThatIsSaidWhileARequestWaitsIsHeededBehindItsAnswer() async throws {
    try await TestServer.encrypted(loops: 1) { server in
      let client = try server.encryptedClient()
      client.send(park)
      let exchange = try #require(server.site.parked.next())
      SSL_shutdown(client.session)
      // The loop has had it when it has served another.
      let other = try server.encryptedClient()
      other.send(get)
      #expect(other.answer()?.status == 200)
      exchange.respond(HTTPResponse(status: 200))
      #expect(client.answer()?.status == 200)
      #expect(client.rest() == [])
    }
  }

  /// Whoever writes to a socket whose peer is gone gets a SIGPIPE, unless he asks not to.
  @Test func answerToAGonePeerIsNoSignal() async throws {
    let site = TestSite { _ in HTTPResponse(status: 200, body: Array(repeating: 0, count: 4 << 20)) }
    try await TestServer.encrypted(site: site) { server in
      for _ in 0..<20 {
        let client = try server.encryptedClient(.init(receiveBuffer: 4_096))
        client.send(get)
        client.close()
      }
      let last = try server.encryptedClient()
      last.send(get)
      #expect(last.answer()?.body.count == 4 << 20)
    }
  }
}
