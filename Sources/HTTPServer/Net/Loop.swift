import Dispatch
import Logging

/// Serves its share of the connections on one serial queue: one read source on its own epoll descriptor, one timer.
actor Loop {
  private let executor: QueueExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  let handler: any HTTPHandler
  private(set) var limits: HTTPLimits
  private(set) var proxies: [IPNetwork]
  let log: Log
  let census: Census
  private nonisolated let mailbox = Mailbox()
  private nonisolated let flag: EventFlag

  var poll: EventPoll
  var connections = ConnectionTable()
  var listeners: [Listener] = []
  var clock = LoopClock()
  /// Filled anew by each read; what a connection must keep it copies.
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)

  private var wheel = TimerWheel()
  private var events: (any DispatchSourceRead)?
  private var timer: (any DispatchSourceTimer)?
  private var alarm = UInt32.max
  /// Parts of content that all connections hold of requests that are not whole yet.
  var heldParts: Int32 = 0
  /// What has happened so far; gauges are left at 0.
  var counts = HTTPServerStatistics()
  /// Connections that were turned away and are told so.
  var turnedAway = 0
  var isDraining = false
  var onDrained: CheckedContinuation<Void, Never>?

  init(
    number: Int, handler: any HTTPHandler, limits: HTTPLimits, proxies: [IPNetwork], census: Census, log: Log
  ) throws(HTTPServerError) {
    executor = QueueExecutor(label: "http.\(number)")
    self.handler = handler
    self.limits = limits
    self.proxies = proxies
    self.census = census
    self.log = log
    flag = try EventFlag()
    poll = try EventPoll()
  }

  /// Serves what comes to the listeners.
  func start(_ listeners: [Listener]) {
    self.listeners = listeners
    watchListeners()
    _ = poll.add(flag.descriptor, EventPoll.Token(slot: .max, generation: 0), .change)
    let queue = executor.queue
    let events = DispatchSource.makeReadSource(fileDescriptor: poll.descriptor, queue: queue)
    events.setEventHandler { @Sendable in self.assumeIsolated { $0.run() } }
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.setEventHandler { @Sendable in self.assumeIsolated { $0.ring() } }
    events.activate()
    timer.activate()
    self.events = events
    self.timer = timer
  }

  /// Ends the sources; their handlers hold the loop.
  func stop() {
    events?.cancel()
    timer?.cancel()
    events = nil
    timer = nil
  }

  /// Takes other limits from now on; deadlines that run keep their time.
  func use(_ limits: HTTPLimits, _ proxies: [IPNetwork]) {
    self.limits = limits
    self.proxies = proxies
  }

  /// Does nothing: whoever gets through to it knows that the loop is not stuck.
  func touch() {}

  /// What has happened so far and is there now.
  var statistics: HTTPServerStatistics {
    var statistics = counts
    for connection in connections.all {
      statistics.connections += 1
      statistics.encrypted += connection.transport.isEncrypted ? 1 : 0
      statistics.handshaking += connection.transport.isHandshaking ? 1 : 0
    }
    return statistics
  }

  /// Runs later, on the loop.
  func after(_ time: Duration, _ body: @escaping @Sendable (isolated Loop) -> Void) {
    executor.queue.asyncAfter(deadline: .now() + .milliseconds(time.milliseconds)) { @Sendable in
      self.assumeIsolated { body($0) }
    }
  }
}

// MARK: Events

extension Loop {
  /// Takes events and answers until there are none for a moment.
  ///
  /// To leave the queue and come back takes Dispatch a detour through its manager thread; so the loop waits a
  /// millisecond for the next event before it leaves: measured 46 µs of CPU instead of 55 for a lone request that
  /// follows another. Every now and then, whatever else is queued has its turn.
  private func run() {
    mailbox.open()
    for _ in 0..<64 {
      let waits = mailbox.close(wake: .byEvent)
      let count = poll.wait(milliseconds: waits ? 1 : 0)
      mailbox.open()
      for index in 0..<count { take(poll.event(index)) }
      if !deliver(), count == 0 { break }
    }
    if !mailbox.close(wake: .byQueue) { runSoon() }
  }

  private nonisolated func runSoon() {
    executor.queue.async { @Sendable in self.assumeIsolated { $0.run() } }
  }

  private func take(_ event: (token: EventPoll.Token, interest: EventPoll.Interest)) {
    if let connection = connections[event.token] {
      advance(connection, event.interest)
    } else if event.token.generation == 0 {
      _ = accept(at: Int(event.token.slot))
    }
  }

  private func advance(_ connection: Connection, _ interest: EventPoll.Interest) {
    if !interest.isDisjoint(with: .broken) {
      drop(connection)
    } else if connection.isBlocked {
      sendRest(on: connection)
    } else if connection.conversation.wantsInput {
      read(connection)
    } else if interest.contains(.inputEnd) {
      endInput(connection)
    } else {
      look(connection)
    }
  }

  /// Something has come while a request waits for its answer; with encryption, the end may be said so.
  private func look(_ connection: Connection) {
    switch connection.transport.peek() {
    // The next request waits its turn.
    case .bytes: watch(connection, for: .inputEnd)
    case .wouldBlock: watch(connection, for: [.input, .inputEnd])
    case .wantsOutput: watch(connection, for: [.output, .inputEnd])
    case .ended: endInput(connection)
    case .failed: drop(connection)
    }
  }

  /// The peer has shut down its side; the answer still goes out if it comes soon.
  private func endInput(_ connection: Connection) {
    watch(connection, for: [])
    setDeadline(connection, in: limits.halfClosedTime)
  }

  /// Reads once, even if more is there: others have their turn first.
  func read(_ connection: Connection) {
    guard !connection.transport.isHandshaking else { return shakeHands(connection) }
    switch connection.transport.read(into: &buffer) {
    case .bytes(let count):
      counts.bytesIn += count
      perform(
        connection.conversation.receive(buffer.span.extracting(..<count), limits: limits), on: connection)
    case .wouldBlock: watch(connection, for: [.input, .inputEnd])
    case .wantsOutput: watch(connection, for: .output)
    case .ended: perform(connection.conversation.inputEnded(), on: connection)
    case .failed: drop(connection)
    }
  }

  private func ring() {
    alarm = .max
    for slot in wheel.advance(to: clock.now) {
      guard let connection = connections[slot: slot] else { continue }
      if connection.transport.isHandshaking {
        fail(connection, "took too long")
      } else if connection.phase == nil {
        drop(connection)
      } else {
        perform(connection.conversation.timeIsUp(), on: connection)
      }
    }
    if let next = wheel.next { setAlarm(next) }
  }
}

// MARK: Answers

extension Loop: ExchangeOwner {
  nonisolated func answer(_ exchange: Exchange, with response: HTTPResponse) { post(exchange, response) }

  nonisolated func confirm(_ exchange: Exchange) { post(exchange, nil) }

  private nonisolated func post(_ exchange: Exchange, _ response: HTTPResponse?) {
    switch mailbox.post(exchange, response) {
    case .notNeeded: break
    case .byEvent: flag.raise()
    case .byQueue: runSoon()
    }
  }

  /// Sends the answers that have come; whether there were any.
  private func deliver() -> Bool {
    let letters = mailbox.take()
    for letter in letters { deliver(letter.response, to: letter.exchange) }
    return !letters.isEmpty
  }

  private func deliver(_ response: HTTPResponse?, to exchange: Exchange) {
    let token = EventPoll.Token(slot: exchange.slot, generation: exchange.generation)
    guard let connection = connections[token], connection.conversation.isWaiting,
      connection.conversation.requests == exchange.number
    else {
      if response == nil { handler.abandoned(exchange) }
      return
    }
    guard let response else { return }
    perform(connection.conversation.answer(response, date: clock.date()), on: connection)
  }
}

// MARK: Deadlines

extension Loop {
  /// Sets a deadline at which the connection is dropped.
  func setDeadline(_ connection: Connection, in time: Duration) {
    connection.phase = nil
    setTimer(connection, in: time)
  }

  /// Sets the deadline of a phase, if it is a new one.
  func setDeadline(_ connection: Connection, for phase: Conversation.Phase) {
    guard connection.phase != phase else { return }
    connection.phase = phase
    setTimer(
      connection,
      in: isDraining && phase == .firstByte ? limits.lastRequestTime : limits.time(for: phase))
  }

  func cancelDeadline(_ connection: Connection) {
    connection.phase = nil
    wheel.cancel(connection.slot)
  }

  private func setTimer(_ connection: Connection, in time: Duration) {
    let deadline = clock.deadline(in: time)
    wheel.set(connection.slot, at: deadline)
    setAlarm(deadline)
  }

  private func setAlarm(_ tick: UInt32) {
    guard tick < alarm else { return }
    alarm = tick
    timer?.schedule(deadline: .now() + .nanoseconds(clock.time(until: tick)), leeway: .milliseconds(10))
  }
}

extension HTTPLimits {
  fileprivate func time(for phase: Conversation.Phase) -> Duration {
    switch phase {
    case .firstByte: firstByteTime
    case .head: headerTime
    case .body: bodyTime
    case .idle: idleTime
    case .lingering: lingerTime
    }
  }
}
