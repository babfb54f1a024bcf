import HTTPServer
import Synchronization

/// Where the answer to a request arrives that may wait for it.
final class WaitingAnswer: ExchangeOwner {
  private struct State {
    var response: HTTPResponse?
    var waits = false
    var asker: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// The answer, if there is one by now.
  var response: HTTPResponse? { state.withLock { $0.response } }

  /// Whether the request began to wait.
  var waited: Bool { state.withLock { $0.waits } }

  /// Returns when the request is answered or waits.
  func begun() async {
    await withCheckedContinuation { asker in
      let hasBegun = state.withLock { state in
        if state.response != nil || state.waits { return true }
        state.asker = asker
        return false
      }
      if hasBegun { asker.resume() }
    }
  }

  func answer(_ exchange: Exchange, with response: HTTPResponse) {
    change { $0.response = $0.response ?? response }
  }

  func confirm(_ exchange: Exchange) { change { $0.waits = true } }

  private func change(_ body: (inout State) -> Void) {
    let asker = state.withLock { state in
      body(&state)
      defer { state.asker = nil }
      return state.asker
    }
    asker?.resume()
  }
}
