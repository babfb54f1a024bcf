import COpenSSL
import Dispatch
import Glibc
import Testing

@testable import HTTPServer

private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

@Suite struct TLSLimitTests {
  @Test func silentPeerIsClosed() async throws {
    var limits = HTTPLimits()
    limits.handshakeTime = .milliseconds(100)
    try await TestServer.encrypted(limits: limits) { server in
      let silent = try server.client()
      #expect(silent.rest() == [])
      let line = server.log.next()
      #expect(line?.contains("handshake failed") == true && line?.contains("took too long") == true)
      #expect(line?.contains("127.0.0.1") == true && line?.hasPrefix("<7>") == true)
    }
  }

  @Test func handshakeTimeIsForTheHandshakeOnly() async throws {
    var limits = HTTPLimits()
    limits.handshakeTime = .seconds(3_600)
    limits.firstByteTime = .milliseconds(100)
    try await TestServer.encrypted(limits: limits) { server in
      // Now the time to the first byte counts, and its end is said.
      let silent = try server.encryptedClient()
      #expect(silent.rest() == [])
    }
  }

  @Test func handshakeThatEndsDuringTheEndLeavesTheTimeOfALastRequest() async throws {
    var limits = HTTPLimits()
    limits.firstByteTime = .seconds(3_600)
    limits.lastRequestTime = .milliseconds(100)
    try await TestServer.encrypted(limits: limits) { server in
      let client = try TLSClient(server.addresses[0])
      server.stopAccepting()
      #expect(client.shakeHands())
      #expect(client.rest() == [])
    }
  }

  @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func handshakeMayComeByteByByte(version: Int32) async throws {
    try await TestServer.encrypted { server in
      let client = try TLSClient(server.addresses[0], .init(versions: version...version))
      #expect(client.shakeHandsBytewise())
      client.send(get)
      #expect(client.answer()?.status == 200)
    }
  }

  @Test func handshakesBeyondTheLimitAreClosed() async throws {
    for isByAddress in [false, true] {
      var limits = HTTPLimits()
      if isByAddress { limits.handshakesPerAddress = 2 } else { limits.handshakes = 2 }
      // One loop accepts in the order in which they come.
      try await TestServer.encrypted(loops: 1, limits: limits) { server in
        let first = try server.encryptedClient()
        let slow = [try server.client(), try server.client()]
        // Who is turned away sees the end; before that, the others are under way.
        let silent = try server.client()
        #expect(silent.rest() == [])
        #expect(server.log.next()?.contains("too many handshakes") == true)
        first.send(get)
        #expect(first.answer()?.status == 200)
        // Room that has been given up is free again.
        for client in slow {
          client.send("garbage\r\n")
          _ = client.rest()
        }
        #expect(try server.encryptedClient().shakeHands())
      }
    }
  }

  @Test func connectionsBeyondTheLimitAreClosed() async throws {
    var limits = HTTPLimits()
    limits.connections = 1
    try await TestServer.encrypted(limits: limits) { server in
      let first = try server.encryptedClient()
      let silent = try server.client()
      #expect(silent.rest() == [])
      first.send(get)
      #expect(first.answer()?.status == 200)
    }
  }

  @Test func garbageHarmsNobody() async throws {
    try await TestServer.encrypted { server in
      for bytes in [
        [0x16, 3, 1, 0xFF, 0xFF], [UInt8](repeating: 0, count: 100), Array("\u{80}\u{2}hello, hello".utf8),
      ] {
        let client = try server.client()
        client.send(bytes)
        client.endOutput()
        _ = client.rest()
        #expect(server.log.next()?.contains("handshake failed") == true)
      }
      let good = try server.encryptedClient()
      good.sendRaw([UInt8](repeating: 7, count: 100))
      #expect(good.rest() == nil)
      let other = try server.encryptedClient()
      other.send(get)
      #expect(other.answer()?.status == 200)
    }
  }

  @Test(arguments: ["GET", "OPTIONS", "PROPFIND", "X"])
  func plainHTTPIsToldSo(method: String) async throws {
    try await TestServer.encrypted { server in
      let client = try server.client()
      client.send("\(method) / HTTP/1.1\r\nHost: a\r\n\r\n")
      let answer = client.answer()
      #expect(answer?.status == 400)
      #expect(answer?.text == "This port speaks HTTPS only.\n")
      #expect(answer?.fields("Connection") == ["close"])
      client.endOutput()
      #expect(client.rest() == [])
      #expect(server.site.parked.waiting.isEmpty)
    }
  }

  @Test func drainEndsHandshakes() async throws {
    try await TestServer.encrypted { server in
      let slow = try server.client()
      let waiting = try server.encryptedClient()
      waiting.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n")
      let exchange = try #require(server.site.parked.next())
      let done = server.drain(within: .seconds(patience))
      #expect(slow.rest() == [])
      exchange.respond(HTTPResponse(status: 200))
      #expect(waiting.answer()?.fields("Connection") == ["close"])
      #expect(waiting.rest() == [])
      waiting.close()
      done.wait()
    }
  }
}

extension TLSClient {
  /// Sends each byte of its side as a segment of its own.
  fileprivate func shakeHandsBytewise() -> Bool {
    let output = BIO_new(BIO_s_mem())
    SSL_set0_wbio(session, output)
    defer { SSL_set0_wbio(session, SocketBIO.make(descriptor)) }
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    let flags = fcntl(descriptor, F_GETFL)
    _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
    defer { _ = fcntl(descriptor, F_SETFL, flags) }
    while true {
      ERR_clear_error()
      let result = SSL_do_handshake(session)
      var byte: UInt8 = 0
      while BIO_read(output, &byte, 1) == 1 { sendRaw([byte]) }
      if result == 1 { return true }
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard SSL_get_error(session, result) == SSL_ERROR_WANT_READ,
        poll(&entry, 1, Int32(patience) * 1000) == 1
      else {
        return false
      }
    }
  }
}
