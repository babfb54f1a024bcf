import Dispatch
import Testing

@testable import HTTPServer

/// Peers that vanish without a word, as phones do that lose their network.
@Suite struct HTTPServerDeadPeerTests {
  @Test func waitOfADeadPeerIsAbandoned() async throws {
    var limits = HTTPLimits()
    limits.keepAliveIdle = .seconds(1)
    limits.keepAliveInterval = .seconds(1)
    limits.keepAliveProbes = 2
    try await TestServer.run(limits: limits) { server in
      let dead = try server.served()
      let silent = try server.served()
      silent.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n")
      let other = try #require(server.site.parked.next())
      dead.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n")
      let exchange = try #require(server.site.parked.next())
      try dead.vanish()
      #expect(server.site.abandoned.next() == exchange)
      // Who is silent but there was asked as well, and waits on.
      other.respond(HTTPResponse(status: 200))
      #expect(silent.answer()?.status == 200)
      #expect(server.site.abandoned.waiting.isEmpty)
    }
  }

  @Test func waitOutlivesQuestionsThatAreLost() async throws {
    var limits = HTTPLimits()
    limits.keepAliveIdle = .seconds(1)
    limits.keepAliveInterval = .seconds(1)
    limits.keepAliveProbes = 60
    limits.acknowledgeTime = .seconds(3)
    try await TestServer.run(limits: limits) { [limits] server in
      let patient = try server.served()
      patient.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n")
      let kept = try #require(server.site.parked.next())
      var limits = limits
      limits.keepAliveProbes = 5
      server.use(limits, proxies: [])
      let other = try server.served()
      try patient.vanish()
      other.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n")
      let given = try #require(server.site.parked.next())
      try other.vanish()
      // Five questions later, the first one is still waited for, though an answer would be given up by now.
      #expect(server.site.abandoned.next() == given)
      patient.reappear()
      kept.respond(HTTPResponse(status: 200, body: Array("late".utf8)))
      #expect(patient.answer()?.text == "late")
      #expect(server.site.abandoned.waiting.isEmpty)
    }
  }

  @Test func answerThatNobodyAcknowledgesIsGivenUp() async throws {
    var limits = HTTPLimits()
    limits.acknowledgeTime = .seconds(1)
    try await TestServer.run(limits: limits) { server in
      let client = try server.client()
      client.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n")
      let exchange = try #require(server.site.parked.next())
      try client.vanish()
      exchange.respond(HTTPResponse(status: 200))
      // All other times are a minute or longer.
      #expect(server.statistics { $0.connections == 0 } != nil)
    }
  }
}
