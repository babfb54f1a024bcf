import Dispatch
import Synchronization

/// Hands values from the server's threads to a test that waits for them.
final class Inbox<Value: Sendable>: Sendable {
  private let values = Mutex<[Value]>([])
  private let count = DispatchSemaphore(value: 0)

  func put(_ value: Value) {
    values.withLock { $0.append(value) }
    count.signal()
  }

  /// The next value; nil if none comes within ``patience``.
  func next() -> Value? {
    guard count.wait(timeout: .now() + .seconds(patience)) == .success else { return nil }
    return values.withLock { $0.removeFirst() }
  }

  /// What has come and was not taken.
  var waiting: [Value] { values.withLock { $0 } }
}
