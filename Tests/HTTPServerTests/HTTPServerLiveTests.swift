import Dispatch
import Logging
import Testing

@testable import HTTPServer

private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

/// What changes or is asked while a server runs.
@Suite struct HTTPServerLiveTests {
  @Test func newLimitsHoldAtOnce() async throws {
    try await TestServer.run { server in
      var limits = HTTPLimits()
      let client = try server.client()
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0123456789")
      #expect(client.answer()?.status == 200)
      limits.bodyBytes = 9
      limits.connections = 1
      server.use(limits, proxies: IPNetwork.loopback)
      let second = try server.client()
      #expect(second.answer()?.status == 503)
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0123456789")
      #expect(client.answer()?.status == 413)
    }
  }

  @Test func exemptionFollowsTheProxies() async throws {
    var limits = HTTPLimits()
    limits.connectionsPerAddress = 1
    try await TestServer.run(limits: limits) { [limits] server in
      let asProxies = try (0..<3).map { _ in try server.served() }
      server.use(limits, proxies: [])
      // Those who came as proxies are not counted, neither now nor when they leave.
      let first = try server.served()
      for client in asProxies {
        client.endOutput()
        #expect(client.rest() == [])
      }
      #expect(try server.client().answer()?.status == 503)
      server.use(limits, proxies: IPNetwork.loopback)
      let second = try server.served()
      first.endOutput()
      #expect(first.rest() == [])
      second.endOutput()
      #expect(second.rest() == [])
      server.use(limits, proxies: [])
      let third = try server.served()
      #expect(try server.client().answer()?.status == 503)
      third.close()
    }
  }

  @Test func forwardedOriginCountsFromTrustedProxiesOnly() async throws {
    let site = TestSite {
      HTTPResponse(
        status: 200, body: Array("\($0.address) \($0.isSecure) \($0.isForwardedInsecurely)".utf8))
    }
    try await TestServer.run(site: site) { server in
      let client = try server.client()
      func origin(_ fields: String) -> String? {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
        return client.answer()?.text
      }
      let https = "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n"
      #expect(origin("") == "127.0.0.1 false false")
      #expect(origin(https) == "203.0.113.9 true false")
      #expect(
        origin("X-Forwarded-For: 2001:db8::1\r\nX-Forwarded-Proto: http\r\n") == "2001:db8::1 false true")
      #expect(origin("Forwarded: for=\"[2001:db8::1]:80\";proto=https\r\n") == "2001:db8::1 true false")
      #expect(origin("X-Forwarded-For: nobody\r\n") == "127.0.0.1 false false")
      server.use(HTTPLimits(), proxies: [])
      #expect(origin(https) == "127.0.0.1 false false")
    }
  }

  @Test func statisticsCountWhatWasServed() async throws {
    var limits = HTTPLimits()
    limits.connections = 2
    try await TestServer.run(limits: limits) { server in
      #expect(server.statistics == HTTPServerStatistics())
      let first = try server.served()
      let second = try server.served()
      #expect(try server.client().answer()?.status == 503)
      second.send("nonsense\r\n\r\n")
      #expect(second.answer()?.status == 400)
      second.close()
      let statistics = try #require(server.statistics { $0.connections == 1 })
      #expect(statistics.accepted == 3 && statistics.requests == 2)
      #expect(statistics.refused == [503: 1, 400: 1])
      #expect(statistics.encrypted == 0 && statistics.handshaking == 0)
      #expect(statistics.bytesIn == 2 * get.utf8.count + 12)
      #expect(statistics.bytesOut > 4 * 80 && statistics.bytesOut < 4 * 400)
      first.close()
      #expect(server.statistics { $0.connections == 0 } != nil)
    }
  }

  @Test func touchingTheLoopsWaitsForEachOfThem() async throws {
    let entered = DispatchSemaphore(value: 0)
    let gate = DispatchSemaphore(value: 0)
    let site = TestSite { _ in
      // Stuck, as a loop must never be.
      entered.signal()
      gate.wait()
      return HTTPResponse(status: 200)
    }
    try await TestServer.run(site: site) { server in
      server.touchLoops().wait()
      let client = try server.client()
      client.send(get)
      entered.wait()
      let touched = server.touchLoops()
      #expect(touched.wait(timeout: .now() + 0.3) == .timedOut)
      gate.signal()
      #expect(client.answer()?.status == 200)
      #expect(touched.wait(timeout: .now() + 20) == .success)
    }
  }

  @Test func lingeringReadsOnlySoMuch() async throws {
    var limits = HTTPLimits()
    limits.lingerTime = .seconds(3_600)
    limits.lingerBytes = 100_000
    try await TestServer.run(limits: limits) { server in
      let client = try server.client()
      client.send("GET / HTTP/1.0\r\n\r\n")
      #expect(client.answer()?.status == 200)
      #expect((0..<1_000).contains { _ in !client.send([UInt8](repeating: 0, count: 100_000)) })
      #expect(server.statistics { $0.connections == 0 } != nil)
    }
  }
}
