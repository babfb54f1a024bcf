import Dispatch
import SyncModel
import Synchronization

/// Checks passwords on threads of its own: a bounded number at once, a bounded number waiting.
///
/// Whoever needs no check passes the same queue and stays in it for as long as a check takes, so that neither
/// time nor an overload tells that the name is unknown or locked.
final class PasswordQueue: Sendable {
  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Bool, Never>] = []
    var average: Duration?
  }

  private let engine: any PasswordEngine
  private let limit: Int
  private let state: Mutex<State>
  private let threads = DispatchQueue(label: "passwords", attributes: .concurrent)

  init(options: SignInOptions, engine: any PasswordEngine) {
    self.engine = engine
    limit = options.passwordQueue
    state = Mutex(State(free: max(1, options.passwordChecks)))
  }

  /// Whether anybody can have this password: crypt(3) takes no zero and no more than 511 bytes.
  static func isPossible(_ password: String) -> Bool {
    password.utf8.count <= Yescrypt.longestPassword && !password.utf8.contains(0)
  }

  /// Waits for a place; `leave` gives it back. The other functions are for those who have one.
  func enter() async throws(BackendError) {
    let entered = await withCheckedContinuation { continuation in
      let answer: Bool? = state.withLock { state in
        if state.free > 0 {
          state.free -= 1
          return true
        }
        guard state.waiting.count < limit else { return false }
        state.waiting.append(continuation)
        return nil
      }
      if let answer { continuation.resume(returning: answer) }
    }
    guard entered else { throw .unavailable(reason: "too many passwords wait to be checked") }
  }

  /// Gives the place to whoever waits longest.
  func leave() {
    let next: CheckedContinuation<Bool, Never>? = state.withLock { state in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.free += 1
      return nil
    }
    next?.resume(returning: true)
  }

  /// What becomes of `password` under the salt of `stored`; equal to `stored` if it is the right one.
  func hash(_ password: String, under stored: String) async -> String? {
    await onThread { engine in
      engine.hash(password, under: stored)
    }
  }

  /// The text to store for a new password; nil if nobody can have it.
  func newHash(of password: String) async -> String? {
    guard Self.isPossible(password) else { return nil }
    return await onThread { engine in
      engine.setting().flatMap { engine.hash(password, under: $0) }
    }
  }

  /// Takes as long as `hash` without its work.
  func standIn(for password: String) async {
    guard let average = state.withLock({ $0.average }) else {
      // The first one teaches how long a check takes.
      _ = await newHash(of: password)
      return
    }
    await engine.pause(for: average)
  }

  /// Returns twice as long after `start` as a check takes, which hides what else was done, and how fast.
  func pause(since start: ContinuousClock.Instant) async {
    guard let average = state.withLock({ $0.average }) else { return }
    let rest = average * 2 - start.duration(to: .now)
    if rest > .zero { await engine.pause(for: rest) }
  }

  private func onThread(_ work: @escaping @Sendable (any PasswordEngine) -> String?) async -> String? {
    await withCheckedContinuation { continuation in
      threads.async { @Sendable [self] in
        let start = ContinuousClock.now
        let text = work(engine)
        learn(start.duration(to: .now))
        continuation.resume(returning: text)
      }
    }
  }

  private func learn(_ duration: Duration) {
    state.withLock { state in
      guard let average = state.average else {
        state.average = duration
        return
      }
      state.average = average + (duration - average) / 8
    }
  }
}

/// Compares two texts in a time that depends on their length alone.
func isEqualInConstantTime(_ left: String, _ right: String) -> Bool {
  let (left, right) = (Array(left.utf8), Array(right.utf8))
  guard left.count == right.count else { return false }
  var difference: UInt8 = 0
  for (one, other) in zip(left, right) { difference |= one ^ other }
  return difference == 0
}
