import Dispatch
import Logging

@testable import HTTPServer

/// A running server on a free port, for the time of a test.
struct TestServer: Sendable {
  let addresses: [ListenAddress]
  let site: TestSite
  let server: HTTPServer
  let log: Inbox<String>

  func client(receiveBuffer: Int32? = nil) throws(ClientError) -> Client {
    try Client(addresses[0], receiveBuffer: receiveBuffer)
  }

  /// Sends bytes on a connection of their own and reads until the server closes.
  func exchange(_ bytes: [UInt8]) throws(ClientError) -> [UInt8]? {
    let client = try client()
    client.send(bytes)
    client.endOutput()
    return client.rest()
  }

  /// Runs a test's body, which may block, off the cooperative pool.
  static func run(
    listen: [String] = ["127.0.0.1:0"], site: TestSite = TestSite(), loops: Int = 2,
    proxies: [IPNetwork]? = nil,
    limits: HTTPLimits = HTTPLimits(), _ body: @escaping @Sendable (TestServer) throws -> Void
  ) async throws {
    var configuration = HTTPServerConfiguration(
      listen: listen.compactMap { ListenAddress($0).map { Listening(.address($0)) } }, loops: loops)
    configuration.limits = limits
    if let proxies { configuration.proxies = proxies }
    let lines = Inbox<String>()
    let server = HTTPServer(configuration: configuration, handler: site, log: Log { lines.put($0) })
    let running = TestServer(addresses: try await server.start(), site: site, server: server, log: lines)
    let result = await blocking { Result { try body(running) } }
    await server.drain(within: .zero)
    try result.get()
  }

  /// Drains the server, from a body that blocks.
  func drain(within time: Duration) -> DispatchSemaphore {
    let done = DispatchSemaphore(value: 0)
    Task {
      await server.drain(within: time)
      done.signal()
    }
    return done
  }
}

// MARK: From a body that blocks

extension TestServer {
  func use(_ limits: HTTPLimits, proxies: [IPNetwork]) { wait { await $0.use(limits, proxies: proxies) } }

  var statistics: HTTPServerStatistics { wait { await $0.statistics } }

  /// The first statistics of which that holds; nil if none do within ``patience``.
  func statistics(_ holds: (HTTPServerStatistics) -> Bool) -> HTTPServerStatistics? {
    let end = ContinuousClock.now + .seconds(patience)
    while ContinuousClock.now < end {
      let statistics = statistics
      if holds(statistics) { return statistics }
    }
    return nil
  }

  /// The end's first phase.
  func stopAccepting() { wait { await $0.stopAccepting() } }

  func touchLoops() -> DispatchSemaphore {
    let done = DispatchSemaphore(value: 0)
    Task {
      await server.touchLoops()
      done.signal()
    }
    return done
  }

  /// A client whose first request has been answered.
  func served() throws -> Client {
    let client = try client()
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    guard client.answer()?.status == 200 else { throw ClientError(call: "answer", errno: 0) }
    return client
  }

  private func wait<Result: Sendable>(_ body: @escaping @Sendable (HTTPServer) async -> Result) -> Result {
    let result = Inbox<Result>()
    // Hundreds of other tests may be before it in the pool.
    Task(priority: .high) { result.put(await body(server)) }
    guard let result = result.next() else { preconditionFailure("the server does not answer") }
    return result
  }
}

/// Runs what blocks on a thread of its own: the machine may have two cores, and the cooperative pool no more threads.
func blocking<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    DispatchQueue(label: "test").async { @Sendable in continuation.resume(returning: body()) }
  }
}
