/// The course of one connection, as HTTP/1.1 has it: requests one after the other, an answer to each.
///
/// It does no input or output: it says what to do next, and is told when that is done.
struct Conversation {
  /// What the connection does next.
  enum Action {
    /// Waits for bytes, for as long as that phase may last.
    case read(Phase)
    /// Sends the bytes, then says `sent`.
    case send([UInt8])
    /// Hands the request over and waits for `answer`.
    case handle(RequestHead, body: [UInt8])
    /// Logs the refusal and answers with it.
    case refuse(Rejection)
    /// Ends its output, then waits for the peer to close.
    case linger
    case close
  }

  /// What is waited for; the time for it begins when the phase changes.
  enum Phase: Equatable {
    case firstByte
    case head
    /// Each part of the content is a phase of its own.
    case body(part: Int32)
    case idle
    case lingering
  }

  private enum State {
    case reading
    case waiting(AnswerForm)
    case sendingContinue
    case sending(isLast: Bool)
    case lingering(bytes: Int)
  }

  private var state = State.reading
  private var reader = RequestReader()
  private var isDraining = false
  /// Requests handed over so far; the current one's number while it waits.
  private(set) var requests: UInt32 = 0

  /// Whether bytes of the peer are wanted.
  var wantsInput: Bool {
    switch state {
    case .reading, .lingering: true
    case .waiting, .sendingContinue, .sending: false
    }
  }

  /// Whether a request has been handed over and not been answered.
  var isWaiting: Bool {
    guard case .waiting = state else { return false }
    return true
  }

  /// Whether no request has begun.
  var isIdle: Bool {
    guard case .reading = state else { return false }
    return reader.isIdle
  }

  /// Whether the peer has not sent anything yet.
  var isFresh: Bool { isIdle && requests == 0 }

  /// Bytes have come; they are wanted.
  mutating func receive(_ bytes: Span<UInt8>, limits: HTTPLimits) -> Action {
    if case .lingering(let count) = state {
      state = .lingering(bytes: count + bytes.count)
      return count + bytes.count > limits.lingerBytes ? .close : .read(.lingering)
    }
    return act(on: reader.receive(bytes, limits: limits), limits)
  }

  /// The peer has ended its output, behind which nothing comes.
  mutating func inputEnded() -> Action {
    guard case .reading = state, !reader.isIdle else { return .close }
    return refuse(Rejection(400, "incomplete request (RFC 9112, 8)"))
  }

  /// The time for the current phase is over.
  mutating func timeIsUp() -> Action {
    guard case .reading = state, !reader.isIdle else { return .close }
    return refuse(Rejection(408, "request took too long (RFC 9110, 15.5.9)"))
  }

  /// The answer to the request that was handed over or refused.
  mutating func answer(_ response: HTTPResponse, date: String) -> Action {
    guard case .waiting(var form) = state else { return .close }
    let mustClose = response.headers.all("Connection").contains {
      listElements(Array($0.utf8).span).contains("close")
    }
    form.keepsAlive = form.keepsAlive && !isDraining && !mustClose
    state = .sending(isLast: !form.keepsAlive)
    return .send(ResponseWriter.bytes(response, form: form, date: date))
  }

  /// All bytes are sent.
  mutating func sent(limits: HTTPLimits) -> Action {
    if case .sending(isLast: true) = state {
      state = .lingering(bytes: 0)
      return .linger
    }
    state = .reading
    return act(on: reader.next(limits: limits), limits)
  }

  /// Turns a connection away before its first request.
  mutating func refuse(_ rejection: Rejection) -> Action {
    state = .waiting(AnswerForm())
    return .refuse(rejection)
  }

  /// From now on each answer is the last one.
  mutating func drain() { isDraining = true }

  private mutating func act(on event: RequestReader.Event, _ limits: HTTPLimits) -> Action {
    switch event {
    case .incomplete(.nothing):
      guard requests > 0 else { return .read(.firstByte) }
      return isDraining ? .close : .read(.idle)
    case .incomplete(.head):
      return .read(.head)
    case .incomplete(.body(let parts)):
      return .read(.body(part: parts))
    case .expectsContinue:
      state = .sendingContinue
      return .send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
    case .request(let head, let body):
      requests += 1
      let keepsAlive = head.keepsAlive && requests < limits.requestsPerConnection
      state = .waiting(
        AnswerForm(isHead: head.line.method == "HEAD", isHTTP10: head.line.isHTTP10, keepsAlive: keepsAlive))
      return .handle(head, body: body)
    case .refused(let rejection):
      return refuse(rejection)
    }
  }
}
