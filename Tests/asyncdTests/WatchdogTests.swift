import Dispatch
import Glibc
import HTTPServer
import Logging
import Synchronization
import Testing

@testable import asyncd

@Suite(.timeLimit(.minutes(10))) struct WatchdogTests {
  /// A site whose requests block their loop until it is let go.
  private final class BlockingSite: HTTPHandler {
    let blocks = DispatchSemaphore(value: 0)
    let hasBegun = AsyncStream.makeStream(of: Void.self)

    func handle(_ request: HTTPRequest, _ exchange: Exchange) {
      hasBegun.continuation.yield()
      blocks.wait()
      exchange.respond(HTTPResponse(status: 204))
    }

    func abandoned(_ exchange: Exchange) {}
  }

  @Test func aStuckLoopIsNotToldToBeAlive() async throws {
    let site = BlockingSite()
    let address = try #require(ListenAddress("127.0.0.1:0"))
    let server = HTTPServer(
      configuration: HTTPServerConfiguration(listen: [Listening(.address(address))], loops: 1), handler: site,
      log: Log { _ in })
    let bound = try #require(try await server.start().first)
    let words = AsyncStream.makeStream(of: Void.self)
    let told = Mutex(0)
    let watchdog = Watchdog(period: .milliseconds(1)) {
      await server.touchLoops()
    } tell: {
      told.withLock { $0 += 1 }
      words.continuation.yield()
    }
    let running = Task { await watchdog.run() }
    var word = words.stream.makeAsyncIterator()
    await word.next()

    let client = try connect(bound)
    defer { close(client) }
    let request = Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
    #expect(send(client, request, request.count, 0) == request.count)
    var begun = site.hasBegun.stream.makeAsyncIterator()
    await begun.next()
    // Who asks now waits for the loop. One proof may have ended just before.
    let before = told.withLock { $0 }
    let check = Health.Check(part: "loops") { await server.touchLoops() }
    #expect(await Health([check], patience: .milliseconds(100)).problem() == "loops: does not answer")
    #expect(told.withLock { $0 } <= before + 1)

    site.blocks.signal()
    await server.touchLoops()
    #expect(await Health([check], patience: .seconds(20)).problem() == nil)
    await word.next()
    running.cancel()
    await server.drain(within: .zero)
  }

  @Test func whatFailsIsNotTold() async {
    struct Broken: Error {}
    let asked = AsyncStream.makeStream(of: Void.self)
    let running = Task {
      await Watchdog(period: .milliseconds(1)) {
        asked.continuation.yield()
        throw Broken()
      } tell: {
        Issue.record("a broken part was told to be alive")
      }.run()
    }
    var question = asked.stream.makeAsyncIterator()
    for _ in 0..<3 { await question.next() }
    running.cancel()
    await running.value
  }

  private func connect(_ address: ListenAddress) throws -> Int32 {
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = address.port.bigEndian
    name.sin_addr.s_addr = inet_addr("127.0.0.1")
    let isConnected = withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    try #require(isConnected)
    return client
  }
}
