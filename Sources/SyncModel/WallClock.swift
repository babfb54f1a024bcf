public import Foundation

/// Tells the time; tests and the demo bring their own.
public struct WallClock: Sendable {
  /// The present moment.
  public let now: @Sendable () -> Date

  /// A clock that asks `now`.
  public init(now: @escaping @Sendable () -> Date) { self.now = now }

  /// The system's clock.
  public static let system = WallClock { Date() }

  /// A clock that shows `start` at this moment and runs.
  public static func starting(at start: Date) -> WallClock {
    let offset = start.timeIntervalSinceNow
    return WallClock { Date().addingTimeInterval(offset) }
  }
}
