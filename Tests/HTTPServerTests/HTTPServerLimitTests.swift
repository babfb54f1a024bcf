import Glibc
import Testing

@testable import HTTPServer

private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

@Suite struct HTTPServerLimitTests {
  @Test func silentPeerIsClosedWithoutAWord() async throws {
    var limits = HTTPLimits()
    limits.firstByteTime = .milliseconds(100)
    try await TestServer.run(limits: limits) { server in
      let client = try server.client()
      #expect(client.rest() == [])
    }
  }

  @Test func idleConnectionIsClosedWithoutAWord() async throws {
    var limits = HTTPLimits()
    limits.idleTime = .milliseconds(100)
    try await TestServer.run(limits: limits) { server in
      let client = try server.client()
      client.send(get)
      #expect(client.answer()?.status == 200)
      #expect(client.rest() == [])
    }
  }

  @Test func slowHeaderSectionIsRefused() async throws {
    var limits = HTTPLimits()
    limits.headerTime = .milliseconds(100)
    try await TestServer.run(limits: limits) { server in
      let client = try server.client()
      client.send(get + "GET / HTTP/1.1\r\n")
      #expect(client.answer()?.status == 200)
      #expect(client.answer()?.status == 408)
      client.endOutput()
      #expect(client.rest() == [])
    }
  }

  @Test func slowContentIsRefused() async throws {
    var limits = HTTPLimits()
    limits.bodyTime = .milliseconds(100)
    try await TestServer.run(limits: limits) { server in
      for framing in ["Content-Length: 3\r\n\r\nab", "Transfer-Encoding: chunked\r\n\r\n3\r\nab"] {
        let client = try server.client()
        client.send("POST / HTTP/1.1\r\nHost: a\r\n" + framing)
        #expect(client.answer()?.status == 408)
      }
    }
  }

  @Test func unfinishedContentOfAllPeersHasOneLimit() async throws {
    var limits = HTTPLimits()
    limits.unfinishedBytes = 256 << 10
    try await TestServer.run(loops: 1, limits: limits) { server in
      let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"
      let first = try server.client()
      let second = try server.client()
      first.send(head)
      first.send(Array(repeating: UInt8(ascii: "x"), count: 200 << 10))
      second.send(head)
      second.send(Array(repeating: UInt8(ascii: "x"), count: 900_000))
      #expect(second.answer()?.status == 503)
      second.close()
      first.close()
      // What was held is free again.
      let third = try server.client()
      third.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
      third.send(Array(repeating: UInt8(ascii: "x"), count: 100_000))
      #expect(third.answer()?.status == 200)
    }
  }

  @Test func parkedRequestHasNoDeadline() async throws {
    var limits = HTTPLimits()
    limits.firstByteTime = .milliseconds(100)
    limits.headerTime = .milliseconds(100)
    limits.idleTime = .milliseconds(100)
    try await TestServer.run(loops: 1, limits: limits) { server in
      let parked = try server.client()
      parked.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n")
      let exchange = try #require(server.site.parked.next())
      // By the time that a later one has been given up, all times of the first are over.
      #expect(try server.client().rest() == [])
      #expect(try server.client().rest() == [])
      exchange.respond(HTTPResponse(status: 200))
      #expect(parked.answer()?.status == 200)
      #expect(server.site.abandoned.waiting.isEmpty)
    }
  }

  @Test func peerThatDoesNotReadIsReset() async throws {
    var limits = HTTPLimits()
    limits.writeTime = .milliseconds(100)
    let site = TestSite { _ in HTTPResponse(status: 200, body: Array(repeating: 0, count: 20 << 20)) }
    try await TestServer.run(site: site, limits: limits) { server in
      let client = try server.client(receiveBuffer: 4_096)
      client.send(get)
      #expect(client.waitForReset())
    }
  }

  @Test func peerThatDoesNotCloseIsClosedBehindTheLastAnswer() async throws {
    var limits = HTTPLimits()
    limits.lingerTime = .milliseconds(100)
    try await TestServer.run(limits: limits) { server in
      let client = try server.client()
      client.send("GET / HTTP/1.0\r\n\r\n")
      #expect(client.answer()?.status == 200)
      #expect(client.rest() == [])
      // Once the server has closed, it answers bytes with a reset.
      #expect((0..<5_000_000).contains { _ in !client.send("more") })
    }
  }

  @Test func refusalIsReadableThoughThePeerStillSends() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n")
      for _ in 0..<100 { client.send([UInt8](repeating: 0, count: 100_000)) }
      #expect(client.answer()?.status == 413)
    }
  }

  @Test func connectionsBeyondTheLimitAreToldSo() async throws {
    var limits = HTTPLimits()
    limits.connections = 2
    try await TestServer.run(limits: limits) { server in
      try expectTwoConnections(server)
    }
  }

  @Test func connectionsOfOneAddressBeyondTheLimitAreToldSo() async throws {
    var limits = HTTPLimits()
    limits.connectionsPerAddress = 2
    try await TestServer.run(proxies: [], limits: limits) { server in
      try expectTwoConnections(server)
    }
    // Loopback is where proxies are.
    try await TestServer.run(limits: limits) { server in
      let clients = try (0..<5).map { _ in try server.client() }
      for client in clients {
        client.send(get)
        #expect(client.answer()?.status == 200)
      }
    }
  }

  private func expectTwoConnections(_ server: TestServer) throws {
    let clients = [try server.client(), try server.client()]
    for client in clients {
      client.send(get)
      #expect(client.answer()?.status == 200)
    }
    let third = try server.client()
    let answer = try #require(third.answer())
    #expect(answer.status == 503)
    #expect(answer.fields("Connection") == ["close"])
    #expect((10...60).contains(Int(answer.fields("Retry-After").first ?? "") ?? 0))
    clients[0].endOutput()
    #expect(clients[0].rest() == [])
    let fourth = try server.client()
    fourth.send(get)
    #expect(fourth.answer()?.status == 200)
  }

  @Test func requestsBeyondTheLimitOfAConnectionFindItClosed() async throws {
    var limits = HTTPLimits()
    limits.requestsPerConnection = 2
    try await TestServer.run(limits: limits) { server in
      let client = try server.client()
      client.send(get + get + get)
      #expect(client.answer()?.fields("Connection") == [])
      #expect(client.answer()?.fields("Connection") == ["close"])
      client.endOutput()
      #expect(client.rest() == [])
    }
  }

  @Test func serverWithoutDescriptorsPausesAndGoesOn() async {
    // In a process of its own, since all tests share the descriptors.
    await #expect(processExitsWith: .success) {
      try await TestServer.run(loops: 1) { server in
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let probe = try server.client()
        probe.send(get)
        guard probe.answer()?.status == 200 else { exit(4) }
        limit.rlim_cur = 64
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        var clients: [Client] = []
        while let client = try? server.client() { clients.append(client) }
        probe.send(get)
        guard probe.answer()?.status == 200, let last = clients.popLast(), clients.count > 1 else { exit(1) }
        // The server accepts half of them and cannot accept the others, until descriptors are free again.
        last.send(get)
        clients.removeAll()
        guard last.answer()?.status == 200 else { exit(2) }
        let complaints = server.log.waiting
        guard (1...5).contains(complaints.count), complaints[0].contains("cannot accept") else { exit(3) }
      }
    }
  }
}
