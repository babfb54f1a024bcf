import Synchronization

/// The clock by which devices wait, which goes on when a test says so.
final class WaitingTime: Sendable {
  private struct State {
    var now = Duration.zero
    var sleepers: [Int: (until: Duration, wake: AsyncStream<Void>.Continuation)] = [:]
    var last = 0
  }

  private let state = Mutex(State())

  var now: Duration { state.withLock { $0.now } }

  /// Whether somebody waits for it to go on.
  var isAwaited: Bool { state.withLock { !$0.sleepers.isEmpty } }

  /// Returns when the clock shows `moment`, or when the task is cancelled.
  func sleep(until moment: Duration) async {
    let (sleep, wake) = AsyncStream.makeStream(of: Void.self)
    let number: Int? = state.withLock { state in
      guard state.now < moment else { return nil }
      state.last += 1
      state.sleepers[state.last] = (moment, wake)
      return state.last
    }
    guard let number else { return }
    for await _ in sleep {}
    state.withLock { $0.sleepers[number] = nil }
  }

  func pass(seconds: Int) {
    let woken = state.withLock { state in
      state.now += .seconds(seconds)
      let woken = state.sleepers.filter { $0.value.until <= state.now }
      for number in woken.keys { state.sleepers[number] = nil }
      return woken.values.map(\.wake)
    }
    for wake in woken { wake.finish() }
  }
}
