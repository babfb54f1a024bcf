import Glibc
import Logging

extension Loop {
  /// So many connections are accepted before others have their turn.
  static let acceptedAtOnce = 64
  /// So many may be told at a time that there is no room; further ones are closed without a word.
  private static let mostTurnedAway = 100
  /// How long to accept nothing when the system has nothing left to accept with.
  private static let pause = Duration.seconds(1)

  /// Accepts some of what waits at a listener; what is left is reported again. Whether there may be more.
  func accept(at index: Int) -> Bool {
    guard index < listeners.count else { return false }
    for _ in 0..<Loop.acceptedAtOnce {
      switch listeners[index].accept() {
      case .success(let accepted):
        open(accepted.descriptor, accepted.peer, listeners[index].tls)
      case .failure(let error):
        switch error.errno {
        case EAGAIN: return false
        // The peer gave up while it waited, or a network error of its is handed to us (accept(2)).
        case EINTR, ECONNABORTED, EPROTO, ENETDOWN, EHOSTDOWN, EHOSTUNREACH, ENETUNREACH, EPERM: continue
        default:
          pauseListening(error.errno)
          return false
        }
      }
    }
    return true
  }

  private func open(_ descriptor: Int32, _ peer: IPAddress, _ tls: TLSService?) {
    counts.accepted += 1
    let isExempt = proxies.contains(peer)
    let rejection = census.enter(peer, isExempt: isExempt)
    // To tell it in a way that the peer understands would take a handshake, which costs more than a request.
    if rejection != nil, tls != nil || turnedAway >= Loop.mostTurnedAway {
      _ = Glibc.close(descriptor)
      counts.refused[503, default: 0] += 1
      return
    }
    SocketOptions.begin(descriptor, limits: limits)
    let connection = connections.insert {
      Connection(PlainTransport(descriptor: descriptor), peer: peer, token: $0, isCounted: rejection == nil)
    }
    connection.isExempt = isExempt
    if rejection != nil { turnedAway += 1 }
    if isDraining { connection.conversation.drain() }
    guard poll.add(descriptor, connection.token, connection.interest) else { return drop(connection) }
    if let rejection {
      perform(connection.conversation.refuse(rejection), on: connection)
    } else if let tls {
      beginHandshake(connection, tls)
    } else {
      setDeadline(connection, for: .firstByte)
    }
  }

  /// Without a pause, the waiting connections would be reported over and over.
  private func pauseListening(_ error: Int32) {
    log.error("cannot accept connections for a moment", ["errno": String(error)])
    for listener in listeners { poll.remove(listener.descriptor) }
    after(Loop.pause) { $0.watchListeners() }
  }

  /// Has what comes to the listeners reported.
  func watchListeners() {
    for (slot, listener) in listeners.enumerated() {
      _ = poll.add(
        listener.descriptor, EventPoll.Token(slot: UInt32(slot), generation: 0),
        listener.isShared ? .sharedInput : .input)
    }
  }
}
