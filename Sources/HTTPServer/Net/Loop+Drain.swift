// The end comes in three steps: all loops know of it, listeners close, connections end.
extension Loop {
  /// From now on each answer is its connection's last one.
  func beginDrain() {
    isDraining = true
    for connection in connections.all { connection.conversation.drain() }
  }

  /// Accepts no more. Whoever is connected already to a socket of ours is accepted before that closes, which would
  /// reset him; in a shared one he waits for whoever listens there next.
  func stopAccepting() {
    let listeners = self.listeners
    for index in listeners.indices where !listeners[index].isShared {
      // Not for ever, if they come faster than they are accepted.
      var rounds = Listener.backlog / Loop.acceptedAtOnce
      while rounds > 0, accept(at: index) { rounds -= 1 }
    }
    self.listeners = []
    for listener in listeners {
      poll.remove(listener.descriptor)
      listener.close()
    }
  }

  /// Ends in good order; returns when the last connection is closed.
  func drain(within time: Duration) async {
    stopAccepting()
    // What has come by now is served.
    for connection in connections.all
    where connection.conversation.isIdle && !connection.transport.isHandshaking { read(connection) }
    for connection in connections.all where connection.conversation.isIdle {
      if connection.conversation.isFresh {
        setDeadline(connection, in: min(limits.lastRequestTime, time))
      } else {
        drop(connection)
      }
    }
    if connections.count > 0 {
      after(time) { loop in for connection in loop.connections.all { loop.drop(connection) } }
      await withCheckedContinuation { onDrained = $0 }
    }
    stop()
  }
}
