import Glibc

/// What an accepted connection's socket is told.
///
/// Set on each connection and not on the listening socket, from which connections would have them too: those that
/// were made before a handed-over socket came to us would not.
enum SocketOptions {
  /// Answers go out whole, so nothing is won by waiting for more; silent peers are asked whether they are there.
  static func begin(_ descriptor: Int32, limits: HTTPLimits) {
    set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    set(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
    set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE, seconds(limits.keepAliveIdle))
    set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPINTVL, seconds(limits.keepAliveInterval))
    set(
      descriptor, Int32(IPPROTO_TCP), TCP_KEEPCNT, Int32(clamping: min(127, max(1, limits.keepAliveProbes))))
  }

  /// How long what is sent may lie unacknowledged; nil for the system's own measure.
  ///
  /// It is set for an answer only. While it is set, keep-alive counts by it instead of by the number of questions
  /// (tcp(7)): a silent phone would be given up for a single lost packet.
  static func setAcknowledgeTime(_ descriptor: Int32, _ time: Duration?) {
    set(
      descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT,
      time.map { Int32(clamping: max(1, $0.milliseconds)) } ?? 0)
  }

  /// The system takes 1 to 32767.
  private static func seconds(_ time: Duration) -> Int32 {
    Int32(min(32_767, max(1, time.milliseconds / 1_000)))
  }

  private static func set(_ descriptor: Int32, _ level: Int32, _ name: Int32, _ value: Int32) {
    var value = value
    // Fails only if the peer has gone, which shows elsewhere.
    _ = setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}
