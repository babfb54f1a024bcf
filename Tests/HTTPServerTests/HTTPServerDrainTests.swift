import Dispatch
import Logging
import Testing

@testable import HTTPServer

private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

@Suite struct HTTPServerDrainTests {
  @Test func idleConnectionsAreClosedAndRunningRequestsEnd() async throws {
    try await TestServer.run { server in
      let idle = try server.client()
      idle.send(get)
      #expect(idle.answer()?.status == 200)
      let fresh = try server.client()
      let running = try server.client()
      running.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n" + get)
      let exchange = try #require(server.site.parked.next())

      let drained = server.drain(within: .seconds(20))
      #expect(idle.rest() == [])
      // Its last bytes may be a reset, as nobody may have accepted it.
      _ = fresh.rest()
      // Each loop closes its listener in its own time.
      #expect(throws: ClientError.self) { while true { _ = try server.client() } }
      exchange.respond(HTTPResponse(status: 200, body: Array("last".utf8)))
      let answer = try #require(running.answer())
      #expect(answer.text == "last" && answer.fields("Connection") == ["close"])
      running.endOutput()
      #expect(running.rest() == [])
      #expect(drained.wait(timeout: .now() + 20) == .success)
      #expect(server.site.abandoned.waiting.isEmpty)
    }
  }

  @Test func requestUnderWayIsServed() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
      #expect(client.answer()?.status == 100)
      let drained = server.drain(within: .seconds(20))
      #expect(throws: ClientError.self) { while true { _ = try server.client() } }
      client.send("ab")
      #expect(client.answer()?.fields("Connection") == ["close"])
      client.close()
      #expect(drained.wait(timeout: .now() + 20) == .success)
    }
  }

  @Test func whatIsLeftInTheEndIsClosed() async throws {
    try await TestServer.run { server in
      let client = try server.client()
      client.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n")
      let exchange = try #require(server.site.parked.next())
      let drained = server.drain(within: .milliseconds(100))
      #expect(server.site.abandoned.next() == exchange)
      #expect(client.rest() == [])
      #expect(drained.wait(timeout: .now() + 20) == .success)
      exchange.respond(HTTPResponse(status: 200))
    }
  }

  @Test func serverThatNeverRanDrainsAtOnce() async {
    let server = HTTPServer(
      configuration: HTTPServerConfiguration(listen: []), handler: TestSite(), log: Log { _ in })
    await server.drain(within: .seconds(60))
  }
}
