import Synchronization

/// The level of a log, which may be changed while the log is used.
public final class LogSwitch: Sendable {
  private let raw: Atomic<Int>

  /// A switch that stands at `level`.
  public init(_ level: LogLevel = .info) { raw = Atomic(level.rawValue) }

  /// The least important events that are written; a change holds from the next event on.
  public var level: LogLevel {
    get { LogLevel(rawValue: raw.load(ordering: .relaxed)) ?? .info }
    set { raw.store(newValue.rawValue, ordering: .relaxed) }
  }

  /// Whether an event of `level` is written.
  func writes(_ level: LogLevel) -> Bool { level.rawValue <= raw.load(ordering: .relaxed) }
}
