import Synchronization

/// Those who want to know of something as soon as it is durable.
final class Observers<Event: Sendable>: Sendable {
  private let observers = Mutex<[@Sendable (Event) -> Void]>([])

  func add(_ observer: @escaping @Sendable (Event) -> Void) {
    observers.withLock { $0.append(observer) }
  }

  /// Tells everybody that `events` are durable.
  func tell(_ events: some Sequence<Event>) {
    let observers = observers.withLock { $0 }
    for event in events {
      for observer in observers { observer(event) }
    }
  }
}
