import Synchronization

/// Counts the connections of a server, over all loops, whole and by address.
final class Census: Sendable {
  private struct Counts {
    var all = 0
    var byNetwork: [IPAddress: Int32] = [:]
    var limits: HTTPLimits
  }

  /// Those of them whose encryption is being agreed upon.
  let handshakes = HandshakeCensus()
  private let counts: Mutex<Counts>

  init(limits: HTTPLimits) { counts = Mutex(Counts(limits: limits)) }

  /// Counts by other limits from now on.
  func use(_ limits: HTTPLimits) { counts.withLock { $0.limits = limits } }

  /// Counts a connection in, or says why not; exempt ones are not counted by address.
  func enter(_ address: IPAddress, isExempt: Bool) -> Rejection? {
    counts.withLock { counts in
      guard counts.all < counts.limits.connections else {
        return Census.full("too many connections (RFC 9110, 15.6.4)")
      }
      if !isExempt {
        let count = counts.byNetwork[address.network, default: 0]
        guard count < counts.limits.connectionsPerAddress else {
          return Census.full("too many connections of one address (RFC 9110, 15.6.4)")
        }
        counts.byNetwork[address.network] = count + 1
      }
      counts.all += 1
      return nil
    }
  }

  /// Counts a connection out as it was counted in.
  func leave(_ address: IPAddress, isExempt: Bool) {
    counts.withLock { counts in
      counts.all -= 1
      guard !isExempt, let count = counts.byNetwork[address.network] else { return }
      counts.byNetwork[address.network] = count > 1 ? count - 1 : nil
    }
  }

  /// Spread, so that those who are turned away do not come back all at once.
  private static func full(_ reason: StaticString) -> Rejection {
    Rejection(503, reason, ["Retry-After": String(Int.random(in: 10...60))])
  }
}
