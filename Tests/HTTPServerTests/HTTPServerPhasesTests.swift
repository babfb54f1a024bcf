import Dispatch
import Logging
import Testing

@testable import HTTPServer

private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

@Suite struct HTTPServerPhasesTests {
  @Test func betweenTheEndsPhasesEachConnectionGetsItsLastAnswer() async throws {
    var limits = HTTPLimits()
    limits.lastRequestTime = .seconds(60)
    try await TestServer.run(limits: limits) { server in
      let idle = try server.client()
      idle.send(get)
      #expect(idle.answer()?.fields("Connection") == [])
      let fresh = try server.client()
      server.stopAccepting()
      #expect(throws: ClientError.self) { _ = try server.client() }
      for client in [idle, fresh] {
        client.send(get)
        let answer = try #require(client.answer())
        #expect(answer.status == 200 && answer.fields("Connection") == ["close"])
        client.endOutput()
        #expect(client.rest() == [])
      }
      // A second call finds nothing to do.
      server.stopAccepting()
    }
  }

  @Test func freshConnectionsMayBeginWhileIdleOnesAreClosed() async throws {
    var limits = HTTPLimits()
    limits.lastRequestTime = .seconds(60)
    try await TestServer.run(limits: limits) { server in
      let idle = try server.client()
      idle.send(get)
      #expect(idle.answer()?.status == 200)
      let fresh = try (0..<8).map { _ in try server.client() }
      let drained = server.drain(within: .seconds(60))
      #expect(idle.rest() == [])
      for client in fresh {
        client.send(get)
        let answer = try #require(client.answer())
        #expect(answer.status == 200 && answer.fields("Connection") == ["close"])
        client.close()
      }
      #expect(drained.wait(timeout: .now() + 20) == .success)
    }
  }

  @Test func freshConnectionsThatStaySilentDoNotHoldUpTheEnd() async throws {
    var limits = HTTPLimits()
    limits.lastRequestTime = .milliseconds(100)
    try await TestServer.run(limits: limits) { server in
      let fresh = try server.client()
      let drained = server.drain(within: .seconds(3_600))
      #expect(fresh.rest() == [])
      #expect(drained.wait(timeout: .now() + 20) == .success)
    }
  }

  @Test func whoIsConnectedBeforeAListenerClosesIsServed() async throws {
    let loop = try Loop(
      number: 0, handler: TestSite(), limits: HTTPLimits(), proxies: [], census: Census(limits: HTTPLimits()),
      log: Log { _ in })
    let opened = try Listener.open(1, at: try #require(ListenAddress("127.0.0.1:0")))
    await loop.start([])
    // The loop is never told that they wait.
    await loop.adopt(opened.listeners)
    let answers = Inbox<Answer?>()
    let connected = DispatchSemaphore(value: 0)
    DispatchQueue(label: "clients").async { @Sendable in
      let clients = (0..<200).map { _ in try? Client(opened.bound) }
      clients.forEach { _ = $0?.send(get) }
      connected.signal()
      clients.forEach { answers.put($0?.answer()) }
    }
    await blocking { connected.wait() }
    await loop.beginDrain()
    await loop.stopAccepting()
    for _ in 0..<200 {
      let answer = try #require(await blocking { answers.next() } ?? nil)
      #expect(answer.status == 200 && answer.fields("Connection") == ["close"])
    }
    await loop.drain(within: .seconds(20))
  }
}

extension Loop {
  /// Has listeners that it does not watch.
  fileprivate func adopt(_ listeners: [Listener]) { self.listeners = listeners }
}
