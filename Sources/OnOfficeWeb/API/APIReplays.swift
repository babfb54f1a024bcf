import Synchronization

/// The writing actions of the last minutes, none of which is done twice.
///
/// The HMAC's second form does not cover the parameters, and two like reads within a second are nothing unusual: so
/// reads may come again, and what counts as the same write is its whole content.
final class APIReplays: Sendable {
  /// What a writing action was, to the byte.
  struct Deed: Hashable, Sendable {
    let hmac: String
    let identifier: JSON
    let resourceId: JSON
    let parameters: JSONObject
  }

  private struct State {
    var known: Set<Deed> = []
    /// The same in the order in which they become too old, each with the last second of its signature.
    var order: [(until: Int64, deed: Deed)] = []
  }

  private let state = Mutex(State())

  /// Takes note of the deeds of one request; false if one of an earlier request is among them.
  func take(_ deeds: [Deed], until: Int64, now: Int64) -> Bool {
    state.withLock { state in
      let old = state.order.prefix { $0.until < now }
      for (_, deed) in old { state.known.remove(deed) }
      state.order.removeFirst(old.count)
      guard state.known.isDisjoint(with: deeds) else { return false }
      for deed in Set(deeds) {
        state.known.insert(deed)
        state.order.append((until, deed))
      }
      return true
    }
  }
}
