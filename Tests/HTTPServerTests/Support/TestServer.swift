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
    proxies: Set<IPAddress>? = nil,
    limits: HTTPLimits = HTTPLimits(), _ body: @escaping @Sendable (TestServer) throws -> Void
  ) async throws {
    var configuration = HTTPServerConfiguration(listen: listen.compactMap { ListenAddress($0) }, loops: loops)
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

/// Runs what blocks on a thread of its own: the machine may have two cores, and the cooperative pool no more threads.
func blocking<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    DispatchQueue(label: "test").async { @Sendable in continuation.resume(returning: body()) }
  }
}
