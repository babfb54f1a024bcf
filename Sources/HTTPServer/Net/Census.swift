import Synchronization

/// Counts the connections of a server, over all loops, whole and by address.
final class Census: Sendable {
  private struct Counts {
    var all = 0
    var byNetwork: [IPAddress: Int32] = [:]
  }

  private let counts = Mutex(Counts())
  private let limits: HTTPLimits
  private let proxies: Set<IPAddress>

  init(limits: HTTPLimits, proxies: Set<IPAddress>) {
    self.limits = limits
    self.proxies = proxies
  }

  /// Counts a connection in, or says why not.
  func enter(_ address: IPAddress) -> Rejection? {
    counts.withLock { counts in
      guard counts.all < limits.connections else {
        return Census.full("too many connections (RFC 9110, 15.6.4)")
      }
      if !proxies.contains(address) {
        let count = counts.byNetwork[address.network, default: 0]
        guard count < limits.connectionsPerAddress else {
          return Census.full("too many connections of one address (RFC 9110, 15.6.4)")
        }
        counts.byNetwork[address.network] = count + 1
      }
      counts.all += 1
      return nil
    }
  }

  /// Counts a connection out that was counted in.
  func leave(_ address: IPAddress) {
    counts.withLock { counts in
      counts.all -= 1
      guard !proxies.contains(address), let count = counts.byNetwork[address.network] else { return }
      counts.byNetwork[address.network] = count > 1 ? count - 1 : nil
    }
  }

  /// Spread, so that those who are turned away do not come back all at once.
  private static func full(_ reason: StaticString) -> Rejection {
    Rejection(503, reason, ["Retry-After": String(Int.random(in: 10...60))])
  }
}
