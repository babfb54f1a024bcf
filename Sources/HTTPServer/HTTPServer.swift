public import Logging

/// An HTTP/1.1 server: one loop per core, each with its own listeners, connections and timer.
public actor HTTPServer {
  private let configuration: HTTPServerConfiguration
  private let handler: any HTTPHandler
  private let log: Log
  private var loops: [Loop] = []

  /// A server that has not started.
  public init(configuration: HTTPServerConfiguration, handler: any HTTPHandler, log: Log) {
    self.configuration = configuration
    self.handler = handler
    self.log = log
  }

  /// Listens and serves; the answer is the bound addresses, in the order of the configuration.
  public func start() async throws(HTTPServerError) -> [ListenAddress] {
    guard loops.isEmpty else { throw .alreadyStarted }
    loops = try makeLoops()
    var opened: [(listeners: [Listener], bound: ListenAddress)] = []
    do throws(HTTPServerError) {
      for address in configuration.listen { opened.append(try Listener.open(loops.count, at: address)) }
    } catch {
      for listener in opened.flatMap(\.listeners) { listener.close() }
      loops = []
      throw error
    }
    for (number, loop) in loops.enumerated() { await loop.start(opened.map { $0.listeners[number] }) }
    return opened.map(\.bound)
  }

  private func makeLoops() throws(HTTPServerError) -> [Loop] {
    let census = Census(limits: configuration.limits, proxies: configuration.proxies)
    var loops: [Loop] = []
    for number in 0..<configuration.loops {
      loops.append(
        try Loop(number: number, handler: handler, limits: configuration.limits, census: census, log: log))
    }
    return loops
  }

  /// Stops: accepts no more, closes idle connections, lets running requests end for as long as `time`, then closes
  /// what is left. Returns when all is closed.
  public func drain(within time: Duration) async {
    let loops = self.loops
    self.loops = []
    // All know it before the first listener is gone: who is refused there finds no loop that still goes on.
    for loop in loops { await loop.beginDrain() }
    await withTaskGroup { group in
      for loop in loops { group.addTask { await loop.drain(within: time) } }
    }
  }
}
