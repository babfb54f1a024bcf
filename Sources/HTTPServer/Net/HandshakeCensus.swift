import Synchronization

/// Counts the handshakes that are under way, over all loops, whole and by address.
final class HandshakeCensus: Sendable {
  private struct Counts {
    var all = 0
    var byNetwork: [IPAddress: Int32] = [:]
  }

  private let counts = Mutex(Counts())

  /// Counts a handshake in; false if there is no room. Exempt ones have no limit by address.
  func enter(_ address: IPAddress, isExempt: Bool, limits: HTTPLimits) -> Bool {
    counts.withLock { counts in
      let count = counts.byNetwork[address.network, default: 0]
      guard counts.all < limits.handshakes, isExempt || count < limits.handshakesPerAddress else {
        return false
      }
      counts.byNetwork[address.network] = count + 1
      counts.all += 1
      return true
    }
  }

  /// Counts a handshake out that was counted in.
  func leave(_ address: IPAddress) {
    counts.withLock { counts in
      counts.all -= 1
      guard let count = counts.byNetwork[address.network] else { return }
      counts.byNetwork[address.network] = count > 1 ? count - 1 : nil
    }
  }
}
