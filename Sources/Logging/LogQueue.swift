import Dispatch
import Glibc
import Synchronization

/// A sink that blocks nobody: lines wait in a bounded queue for a thread that writes them.
///
/// Whoever reads the log may be slow or stand still. Lines for which there is no room meanwhile are lost, and
/// counted; once lines flow again, one says how many are missing, at their place.
public final class LogQueue: Sendable {
  private let lines: QueuedLines

  /// A queue of at most `capacity` bytes before `sink`, which is called on one thread only and may block.
  public init(capacity: Int = 4 << 20, sink: @escaping Log.Sink = StandardError.write) {
    lines = QueuedLines(capacity: capacity)
    LogThread.start { [lines] in
      while let (batch, lost) = lines.next() {
        for line in batch { sink(line) }
        if lost > 0 { Log(sink: sink).warning("log lines lost", ["count": "\(lost)"]) }
      }
    }
  }

  deinit { lines.end() }

  /// How many lines were lost since the start.
  public var lostLines: Int { lines.lostInAll }

  /// Takes a line, to be written soon; returns at once.
  @Sendable public func write(_ line: String) { lines.put(line) }

  /// Returns when all lines taken so far are written, or after `limit`; false if some are not.
  ///
  /// Blocks its thread: for the end of a process.
  @discardableResult public func flush(within limit: Duration) -> Bool {
    guard let empty = lines.whenWritten() else { return true }
    let (seconds, attoseconds) = limit.components
    let nanoseconds = min(Double(seconds) * 1e9 + Double(attoseconds) / 1e9, 1e18)
    return empty.wait(timeout: .now() + .nanoseconds(Int(nanoseconds))) == .success
  }
}

/// Lines between those who write and the thread of a ``LogQueue``.
private final class QueuedLines: Sendable {
  private struct State {
    var lines: [String] = []
    var bytes = 0
    var lost = 0
    var lostInAll = 0
    /// Whether the thread has lines that it may not have written yet.
    var isWriting = false
    var hasEnded = false
    /// Who waits until everything is written.
    var waiting: [DispatchSemaphore] = []
  }

  private let capacity: Int
  private let state = Mutex(State())
  private let news = DispatchSemaphore(value: 0)

  init(capacity: Int) { self.capacity = capacity }

  var lostInAll: Int { state.withLock { $0.lostInAll } }

  func put(_ line: String) {
    let wakes = state.withLock { state in
      let size = line.utf8.count + 1
      let wasEmpty = state.lines.isEmpty && state.lost == 0
      // After a lost line come only lost ones until the thread has taken what is here: it tells of them at its end.
      if state.lost == 0, state.bytes + size <= capacity {
        state.lines.append(line)
        state.bytes += size
      } else {
        state.lost += 1
        state.lostInAll += 1
      }
      return wasEmpty
    }
    if wakes { news.signal() }
  }

  /// What is here, and how many lines are lost behind it; waits until there is something. Nil at the end.
  func next() -> (lines: [String], lost: Int)? {
    while true {
      let taken: (lines: [String], lost: Int)?? = state.withLock { state in
        state.isWriting = !state.lines.isEmpty || state.lost > 0
        if state.isWriting {
          defer { (state.lines, state.bytes, state.lost) = ([], 0, 0) }
          return .some((state.lines, state.lost))
        }
        for empty in state.waiting { empty.signal() }
        state.waiting = []
        return state.hasEnded ? .some(nil) : .none
      }
      if let taken { return taken }
      news.wait()
    }
  }

  /// Signalled when nothing is left to be written; nil if that is now.
  func whenWritten() -> DispatchSemaphore? {
    state.withLock { state in
      guard state.isWriting || !state.lines.isEmpty || state.lost > 0 else { return nil }
      let empty = DispatchSemaphore(value: 0)
      state.waiting.append(empty)
      return empty
    }
  }

  func end() {
    state.withLock { $0.hasEnded = true }
    news.signal()
  }
}

/// A thread of its own: what blocks in it holds up nobody who needs Dispatch or the cooperative pool.
private final class LogThread {
  private let work: @Sendable () -> Void

  private init(_ work: @escaping @Sendable () -> Void) { self.work = work }

  static func start(_ work: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<LogThread>.fromOpaque(argument).takeRetainedValue().work() }
        return nil
      }, Unmanaged.passRetained(LogThread(work)).toOpaque())
    precondition(failure == 0, "a process that cannot have a second thread cannot serve")
    pthread_detach(thread)
  }
}
