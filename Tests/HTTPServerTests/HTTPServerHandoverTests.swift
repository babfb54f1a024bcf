import Dispatch
import Glibc
import Logging
import Testing

@testable import HTTPServer

private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

@Suite struct HTTPServerHandoverTests {
  private func server(_ listening: Listening, loops: Int = 2) -> HTTPServer {
    var configuration = HTTPServerConfiguration(listen: [listening], loops: loops)
    // Clients on a slow machine begin late.
    configuration.limits.lastRequestTime = .seconds(60)
    return HTTPServer(configuration: configuration, handler: TestSite(), log: Log { _ in })
  }

  @Test func noConnectionIsRefusedWhileOneServerFollowsAnother() async throws {
    let socket = try HandedSocket()
    let address = try #require(socket.address)
    let stop = DispatchSemaphore(value: 0)
    let answers = Inbox<Int?>()
    var running = server(socket.listening)
    #expect(try await running.start() == [address])
    try await withThrowingTaskGroup { group in
      group.addTask {
        await blocking {
          while stop.wait(timeout: .now()) == .timedOut {
            let client = try? Client(address)
            client?.send(get)
            answers.put(client?.answer()?.status)
          }
        }
      }
      for round in 0..<12 {
        // Before, between and behind both servers' lives, connections are made.
        for _ in 0..<20 { #expect(await blocking { answers.next() } == 200) }
        let next = server(socket.listening)
        if round.isMultiple(of: 2) {
          #expect(try await next.start() == [address])
          await running.drain(within: .seconds(60))
        } else {
          await running.stopAccepting()
          await running.drain(within: .seconds(60))
          _ = try await next.start()
        }
        running = next
      }
      stop.signal()
      try await group.waitForAll()
    }
    #expect(answers.waiting.allSatisfy { $0 == 200 })
    await running.drain(within: .zero)
  }

  @Test func whoConnectsBehindTheEndWaitsForTheSuccessor() async throws {
    let socket = try HandedSocket()
    let address = try #require(socket.address)
    let first = server(socket.listening)
    _ = try await first.start()
    await first.stopAccepting()
    let connected = DispatchSemaphore(value: 0)
    async let status = blocking {
      let client = try? Client(address)
      client?.send(get)
      connected.signal()
      return client?.answer()?.status
    }
    await blocking { connected.wait() }
    await first.drain(within: .zero)
    let second = server(socket.listening)
    _ = try await second.start()
    #expect(await status == 200)
    await second.drain(within: .zero)
    // It was lent, not given.
    #expect(fcntl(socket.descriptor, F_GETFD) >= 0)
  }

  @Test func whatCannotBeAcceptedFromIsRefused() async throws {
    var pair: [Int32] = [0, 0]
    #expect(pipe(&pair) == 0)
    defer { pair.forEach { close($0) } }
    let deaf = try HandedSocket(listens: false)
    let datagrams = try HandedSocket(SOCK_DGRAM, listens: false)
    let local = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(local) }
    for (descriptor, problem) in [
      (1 << 20, "it is not open"), (-1, "it is not open"), (pair[0], "it is no socket"),
      (deaf.descriptor, "it does not listen"), (datagrams.descriptor, "it is no TCP socket"),
      (local, "it is no TCP socket"),
    ] {
      let server = server(Listening(.inherited(descriptor: descriptor)))
      await #expect(throws: HTTPServerError.inherited(descriptor: descriptor, problem: problem)) {
        try await server.start()
      }
    }
  }
}
