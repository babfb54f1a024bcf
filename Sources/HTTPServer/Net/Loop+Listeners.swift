import Glibc
import Logging

extension Loop {
  /// So many may be told at a time that there is no room; further ones are closed without a word.
  private static let mostTurnedAway = 100
  /// How long to accept nothing when the system has nothing left to accept with.
  private static let pause = Duration.seconds(1)

  /// Accepts some of what waits at a listener; what is left is reported again.
  func accept(at index: Int) {
    guard index < listeners.count else { return }
    for _ in 0..<64 {
      switch listeners[index].accept() {
      case .success(let accepted):
        open(accepted.descriptor, accepted.peer)
      case .failure(let error):
        switch error.errno {
        case EAGAIN: return
        // The peer gave up while it waited, or a network error of its is handed to us (accept(2)).
        case EINTR, ECONNABORTED, EPROTO, ENETDOWN, EHOSTDOWN, EHOSTUNREACH, ENETUNREACH, EPERM: continue
        default: return pauseListening(error.errno)
        }
      }
    }
  }

  private func open(_ descriptor: Int32, _ peer: IPAddress) {
    let rejection = census.enter(peer)
    if rejection != nil, turnedAway >= Loop.mostTurnedAway {
      _ = Glibc.close(descriptor)
      return
    }
    let connection = connections.insert {
      Connection(PlainTransport(descriptor: descriptor), peer: peer, token: $0, isCounted: rejection == nil)
    }
    if rejection != nil { turnedAway += 1 }
    if isDraining { connection.conversation.drain() }
    guard poll.add(descriptor, connection.token, connection.interest) else { return drop(connection) }
    if let rejection {
      perform(connection.conversation.refuse(rejection), on: connection)
    } else {
      setDeadline(connection, for: .firstByte)
    }
  }

  /// Without a pause, the waiting connections would be reported over and over.
  private func pauseListening(_ error: Int32) {
    log.error("cannot accept connections for a moment", ["errno": String(error)])
    listen(for: [])
    after(Loop.pause) { $0.listen(for: .input) }
  }

  private func listen(for interest: EventPoll.Interest) {
    for (slot, listener) in listeners.enumerated() {
      poll.change(listener.descriptor, EventPoll.Token(slot: UInt32(slot), generation: 0), to: interest)
    }
  }

  /// From now on each answer is its connection's last one.
  func beginDrain() {
    isDraining = true
    for connection in connections.all { connection.conversation.drain() }
  }

  /// Ends in good order; returns when the last connection is closed.
  func drain(within time: Duration) async {
    for listener in listeners { listener.close() }
    listeners = []
    // What has come by now is served.
    for connection in connections.all where connection.conversation.isIdle { read(connection) }
    for connection in connections.all where connection.conversation.isIdle { drop(connection) }
    if connections.count > 0 {
      after(time) { loop in for connection in loop.connections.all { loop.drop(connection) } }
      await withCheckedContinuation { onDrained = $0 }
    }
    stop()
  }
}
