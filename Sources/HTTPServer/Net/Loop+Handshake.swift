import Logging

extension Loop {
  /// Puts encryption between a new connection and its socket.
  func beginHandshake(_ connection: Connection, _ tls: TLSService) {
    guard !tls.current.isEmpty else { return drop(connection) }
    guard census.handshakes.enter(connection.peer, isExempt: connection.isExempt, limits: limits) else {
      log.debug("too many handshakes", ["peer.address": connection.peer.description])
      return drop(connection)
    }
    guard let transport = TLSTransport(connection.transport.descriptor, tls) else {
      leaveHandshake(connection)
      log.error("no memory for encryption", ["peer.address": connection.peer.description])
      return drop(connection)
    }
    connection.transport = transport
    setDeadline(connection, in: limits.handshakeTime)
  }

  /// Goes on with a handshake until it waits for something.
  func shakeHands(_ connection: Connection) {
    switch connection.transport.handshake() {
    case .done:
      leaveHandshake(connection)
      setDeadline(connection, for: .firstByte)
      // The request has often come together with the handshake's end.
      read(connection)
    case .wantsInput: watch(connection, for: [.input, .inputEnd])
    case .wantsOutput: watch(connection, for: .output)
    case .plainHTTP: answerPlain(connection)
    case .failed(let reason): fail(connection, reason)
    }
  }

  /// Tells of a failed handshake below the default level: whoever scans the internet makes some all day.
  func fail(_ connection: Connection, _ reason: String) {
    log.debug("handshake failed", ["peer.address": connection.peer.description, "tls.reason": reason])
    drop(connection)
  }

  /// Counts a handshake out that has come to an end, whatever end.
  func leaveHandshake(_ connection: Connection) { census.handshakes.leave(connection.peer) }

  /// Says in the peer's language that it speaks the wrong one.
  private func answerPlain(_ connection: Connection) {
    log.debug(
      "handshake failed",
      ["peer.address": connection.peer.description, "tls.reason": "plain HTTP where HTTPS is spoken"])
    leaveHandshake(connection)
    connection.transport = PlainTransport(descriptor: connection.transport.descriptor)
    _ = connection.conversation.refuse(.plain)
    perform(connection.conversation.answer(.speaksHTTPS, date: clock.date()), on: connection)
  }
}

extension Rejection {
  fileprivate static let plain = Rejection(400, "plain HTTP where HTTPS is spoken")
}

extension HTTPResponse {
  fileprivate static let speaksHTTPS = HTTPResponse(
    status: 400, headers: ["Content-Type": "text/plain"], body: Array("This port speaks HTTPS only.\n".utf8))
}
