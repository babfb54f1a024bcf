/// How much an event matters, with journald's priorities.
public enum LogLevel: Int, Comparable, Sendable, CaseIterable {
  case error = 3
  case warning = 4
  case info = 6
  case debug = 7
  /// Bodies, masked; journald knows nothing below debug.
  case trace = 8

  /// Less important is greater, as with syslog.
  public static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
}

/// A log that is handed down, with the keys that its holder wants on every line.
///
/// One logfmt line per event: a constant message and dotted keys. Values are never item content above trace.
public struct Log: Sendable {
  /// Takes one finished line without line end.
  public typealias Sink = @Sendable (_ line: String) -> Void

  private let level: LogSwitch
  private let keys: [(String, String)]
  private let sink: Sink

  /// A log that writes events of `level` and above (more important) to `sink`.
  public init(level: LogLevel = .info, sink: @escaping Sink) {
    self.init(level: LogSwitch(level), sink: sink)
  }

  /// A log that writes to `sink` what `level` lets through at that time.
  public init(level: LogSwitch, sink: @escaping Sink) {
    self.init(level: level, keys: [], sink: sink)
  }

  private init(level: LogSwitch, keys: [(String, String)], sink: @escaping Sink) {
    self.level = level
    self.keys = keys
    self.sink = sink
  }

  /// The same log with more keys on every line.
  public func with(_ more: KeyValuePairs<String, String>) -> Log {
    Log(level: level, keys: keys + more.map { ($0.key, $0.value) }, sink: sink)
  }

  /// Whether an event of `level` would be written.
  public func writes(_ level: LogLevel) -> Bool { self.level.writes(level) }

  /// Writes one line if the level is on; values are not evaluated otherwise.
  public func write(
    _ level: LogLevel, _ message: StaticString,
    _ values: @autoclosure () -> KeyValuePairs<String, String> = [:]
  ) {
    guard writes(level) else { return }
    var line =
      "<\(min(level.rawValue, 7))>level=\(level) msg=\(LogFormat.quoted(String(describing: message)))"
    for (key, value) in keys { line += " \(key)=\(LogFormat.quoted(value))" }
    for (key, value) in values() { line += " \(key)=\(LogFormat.quoted(value))" }
    sink(line)
  }

  /// Something failed that an administrator must look at.
  public func error(_ message: StaticString, _ values: @autoclosure () -> KeyValuePairs<String, String> = [:])
  {
    write(.error, message, values())
  }

  /// Something was refused or is odd.
  public func warning(
    _ message: StaticString, _ values: @autoclosure () -> KeyValuePairs<String, String> = [:]
  ) {
    write(.warning, message, values())
  }

  /// A change of state that an administrator may want to see.
  public func info(_ message: StaticString, _ values: @autoclosure () -> KeyValuePairs<String, String> = [:])
  {
    write(.info, message, values())
  }

  /// Detail for whoever looks for a fault.
  public func debug(_ message: StaticString, _ values: @autoclosure () -> KeyValuePairs<String, String> = [:])
  {
    write(.debug, message, values())
  }
}
