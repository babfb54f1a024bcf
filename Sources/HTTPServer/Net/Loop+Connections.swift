import Logging

extension Loop {
  /// Does what the conversation says until it waits for something.
  func perform(_ first: Conversation.Action, on connection: Connection) {
    var action: Conversation.Action? = first
    while let current = action { action = step(current, on: connection) }
  }

  private func step(_ action: Conversation.Action, on connection: Connection) -> Conversation.Action? {
    switch action {
    case .read(let phase):
      hold(phase.parts, on: connection)
      if phase.parts > 0, Int(heldParts) << 16 > limits.unfinishedBytes {
        hold(0, on: connection)
        return connection.conversation.refuse(.overloaded)
      }
      setDeadline(connection, for: phase)
      watch(connection, for: [.input, .inputEnd])
      // Nothing would tell of what has been looked at while the request before waited.
      if connection.transport.holdsInput { read(connection) }
      return nil
    case .send(let bytes):
      counts.bytesOut += bytes.count
      limitAcknowledgement(true, on: connection)
      return sent(connection.send(bytes), on: connection)
    case .handle(let head, let body):
      hold(0, on: connection)
      cancelDeadline(connection)
      limitAcknowledgement(false, on: connection)
      counts.requests += 1
      handler.handle(request(head, body: body, on: connection), exchange(connection, head))
      return nil
    case .refuse(let rejection):
      counts.refused[rejection.status, default: 0] += 1
      log.warning(
        "request refused",
        [
          "http.status": String(rejection.status), "http.reason": rejection.reason,
          "peer.address": connection.peer.description,
        ])
      return connection.conversation.answer(rejection.response, date: clock.date())
    case .linger:
      connection.transport.endOutput()
      return .read(.lingering)
    case .close:
      close(connection)
      return nil
    }
  }

  /// Gives a peer only so much time to acknowledge an answer, and none to be silent while it waits for one.
  private func limitAcknowledgement(_ isLimited: Bool, on connection: Connection) {
    guard connection.isAcknowledgementLimited != isLimited else { return }
    connection.isAcknowledgementLimited = isLimited
    SocketOptions.setAcknowledgeTime(
      connection.transport.descriptor, isLimited ? limits.acknowledgeTime : nil)
  }

  /// Counts the parts of content that a connection holds.
  private func hold(_ parts: Int32, on connection: Connection) {
    heldParts += parts - connection.heldParts
    connection.heldParts = parts
  }

  /// The peer reads again.
  func sendRest(on connection: Connection) {
    guard let action = sent(connection.sendRest(), on: connection) else { return }
    perform(action, on: connection)
  }

  private func sent(_ result: Connection.Sending, on connection: Connection) -> Conversation.Action? {
    switch result {
    case .done:
      return connection.conversation.sent(limits: limits)
    case .blocked(let interest):
      watch(connection, for: interest)
      setDeadline(connection, in: limits.writeTime)
      return nil
    case .failed:
      return .close
    }
  }

  func watch(_ connection: Connection, for interest: EventPoll.Interest) {
    guard connection.interest != interest else { return }
    connection.interest = interest
    poll.change(connection.transport.descriptor, connection.token, to: interest)
  }

  /// Gives up on a peer, whatever it waits for.
  func drop(_ connection: Connection) {
    if connection.conversation.isWaiting { handler.abandoned(exchange(connection, nil)) }
    close(connection)
  }

  private func exchange(_ connection: Connection, _ head: RequestHead?) -> Exchange {
    Exchange(
      owner: self, slot: connection.token.slot, generation: connection.token.generation,
      number: connection.conversation.requests, acceptsGzip: head?.acceptsGzip ?? false)
  }

  private func close(_ connection: Connection) {
    hold(0, on: connection)
    cancelDeadline(connection)
    if connection.transport.isHandshaking { leaveHandshake(connection) }
    // Before the peer can see it: it may come again at once, on another loop.
    if connection.isCounted {
      census.leave(connection.peer, isExempt: connection.isExempt)
    } else {
      turnedAway -= 1
    }
    if connection.isBlocked {
      // The system would hold on to the rest of the answer for a peer that does not read.
      connection.transport.abort()
    } else {
      connection.transport.close()
    }
    connections.remove(connection)
    if let onDrained, connections.count == 0 {
      self.onDrained = nil
      onDrained.resume()
    }
  }
}

extension Conversation.Phase {
  /// Parts of content that have come.
  fileprivate var parts: Int32 {
    guard case .body(let part) = self else { return 0 }
    return part
  }
}

extension Rejection {
  /// Too much content is under way.
  fileprivate static var overloaded: Rejection {
    Rejection(
      503, "too much unfinished content (RFC 9110, 15.6.4)",
      ["Retry-After": String(Int.random(in: 10...60))])
  }
}
