import Dispatch
import Synchronization

/// Notices a history that does not end, which no promise allows and no other test would see.
///
/// It looks from a thread of its own: those of the tasks may be what hangs.
public final class HangGuard: Sendable {
  private struct State {
    var begun: [Int: (seed: UInt64, at: SuspendingClock.Instant)] = [:]
    var next = 0
  }

  private let state = Mutex(State())

  /// Nobody plays yet.
  public init() {}

  /// A player that is watched.
  public func watching(_ player: @escaping Player) -> Player {
    return { [self] history, trace throws(Violation) in
      let number = begin(history.seed)
      defer { end(number) }
      return try await player(history, trace)
    }
  }

  /// Calls `hangs`, once, with the seeds of the histories that have been played for longer than `limit`.
  public func watch(limit: Duration, _ hangs: @escaping @Sendable ([UInt64]) -> Void) {
    DispatchQueue(label: "hang guard").asyncAfter(deadline: .now() + 1) { @Sendable [weak self] in
      guard let self else { return }
      let late = seeds(longerThan: limit)
      late.isEmpty ? watch(limit: limit, hangs) : hangs(late)
    }
  }

  /// The seeds of the histories that have been played for longer than `limit`.
  func seeds(longerThan limit: Duration) -> [UInt64] {
    let now = SuspendingClock.now
    return state.withLock { $0.begun.values.filter { now - $0.at > limit }.map(\.seed) }.sorted()
  }

  private func begin(_ seed: UInt64) -> Int {
    state.withLock { state in
      state.next += 1
      state.begun[state.next] = (seed, SuspendingClock.now)
      return state.next
    }
  }

  private func end(_ number: Int) { state.withLock { state in state.begun[number] = nil } }
}
