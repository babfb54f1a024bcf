public import Logging

/// An HTTP/1.1 server: one loop per core, each with its own listeners, connections and timer.
public actor HTTPServer {
  private var configuration: HTTPServerConfiguration
  private let handler: any HTTPHandler
  private let log: Log
  private var loops: [Loop] = []
  private var census: Census?
  private var isDraining = false

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
      for listening in configuration.listen { opened.append(try open(listening)) }
    } catch {
      for listener in opened.flatMap(\.listeners) { listener.close() }
      loops = []
      throw error
    }
    for (number, loop) in loops.enumerated() {
      await loop.start(
        zip(opened, configuration.listen).map { opened, listening in
          var listener = opened.listeners[number]
          listener.tls = listening.tls
          return listener
        })
    }
    return opened.map(\.bound)
  }

  private func open(_ listening: Listening) throws(HTTPServerError) -> (
    listeners: [Listener], bound: ListenAddress
  ) {
    switch listening.socket {
    case .address(let address): try Listener.open(loops.count, at: address)
    case .inherited(let descriptor): try Listener.inherit(descriptor, loops.count)
    }
  }

  private func makeLoops() throws(HTTPServerError) -> [Loop] {
    let census = Census(limits: configuration.limits)
    var loops: [Loop] = []
    for number in 0..<configuration.loops {
      loops.append(
        try Loop(
          number: number, handler: handler, limits: configuration.limits, proxies: configuration.proxies,
          census: census, log: log))
    }
    self.census = census
    return loops
  }

  /// Serves by other limits and trusts other proxies from now on; deadlines that run keep their time.
  public func use(_ limits: HTTPLimits, proxies: [IPNetwork]) async {
    configuration.limits = limits
    configuration.proxies = proxies
    census?.use(limits)
    for loop in loops { await loop.use(limits, proxies) }
  }

  /// Returns once every loop has run: a watchdog that waits for it notices a loop that is stuck.
  public func touchLoops() async {
    for loop in loops { await loop.touch() }
  }

  /// What the server has done so far and holds now; nothing once it has ended.
  public var statistics: HTTPServerStatistics {
    get async {
      var sum = HTTPServerStatistics()
      for loop in loops { sum = sum + (await loop.statistics) }
      return sum
    }
  }

  /// The end's first phase: accepts no more. Connections that stand go on, each to its next answer, which is its last.
  ///
  /// Who connects to a handed-over socket from now on waits there for the server's successor.
  public func stopAccepting() async {
    // All know it before the first listener is gone: who is refused there finds no loop that still goes on.
    for loop in loops { await loop.beginDrain() }
    for loop in loops { await loop.stopAccepting() }
  }

  /// Stops: accepts no more, closes idle connections, lets running requests end for as long as `time`, then closes
  /// what is left. Connections without a request so far have ``HTTPLimits/lastRequestTime`` to send one. Returns when
  /// all is closed.
  public func drain(within time: Duration) async {
    guard !isDraining else { return }
    isDraining = true
    await stopAccepting()
    await withTaskGroup { group in
      for loop in loops { group.addTask { await loop.drain(within: time) } }
    }
    loops = []
    isDraining = false
  }
}
