import Synchronization

/// Answers on their way from any thread to a loop, which is woken once for as many as there are.
final class Mailbox: Sendable {
  /// How to wake the owner.
  enum Wake {
    /// It is awake, and will look before it sleeps.
    case notNeeded
    /// It waits for events.
    case byEvent
    /// It has left its queue.
    case byQueue
  }

  /// An answer; without a response it asks whether the peer is still there.
  typealias Letter = (exchange: Exchange, response: HTTPResponse?)

  private struct State {
    var letters: [Letter] = []
    var wake = Wake.byQueue
  }

  private let state = Mutex(State())

  /// Puts an answer in; the caller wakes the owner as it is told.
  func post(_ exchange: Exchange, _ response: HTTPResponse?) -> Wake {
    state.withLock { state in
      state.letters.append((exchange, response))
      defer { state.wake = .notNeeded }
      return state.wake
    }
  }

  /// The owner is awake.
  func open() { state.withLock { $0.wake = .notNeeded } }

  /// The owner wants to sleep and be woken like that; false if there are answers.
  func close(wake: Wake) -> Bool {
    state.withLock {
      guard $0.letters.isEmpty else { return false }
      $0.wake = wake
      return true
    }
  }

  /// Takes what is there.
  func take() -> [Letter] {
    state.withLock {
      let letters = $0.letters
      $0.letters = []
      return letters
    }
  }
}
