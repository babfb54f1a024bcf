import Dispatch
import Synchronization
import Testing

@testable import Logging

/// A reader of a log that stands still until it is let go.
private final class Reader: Sendable {
  private let lines = Mutex<[String]>([])
  private let isReading: DispatchSemaphore
  private let mayRead = DispatchSemaphore(value: 0)

  init() { isReading = DispatchSemaphore(value: 0) }

  var all: [String] { lines.withLock { $0 } }

  @Sendable func read(_ line: String) {
    isReading.signal()
    mayRead.wait()
    lines.withLock { $0.append(line) }
  }

  /// Returns when it has begun a line, which it does not end.
  func waitUntilItStands() { isReading.wait() }

  func letGo() { for _ in 0..<100 { mayRead.signal() } }
}

@Suite(.timeLimit(.minutes(10))) struct LogQueueTests {
  @Test func linesArriveInTheirOrder() {
    let reader = Reader()
    reader.letGo()
    let queue = LogQueue(sink: reader.read)
    for number in 0..<50 { queue.write("\(number)") }
    #expect(queue.flush(within: .seconds(60)))
    #expect(reader.all == (0..<50).map { "\($0)" })
  }

  @Test func whoWritesIsNotHeldUpAndWhatIsLostIsTold() {
    let reader = Reader()
    let queue = LogQueue(capacity: 10, sink: reader.read)
    queue.write("taken")
    reader.waitUntilItStands()
    for line in ["1234", "1234", "too much", "x", "y"] { queue.write(line) }
    #expect(!queue.flush(within: .zero))
    reader.letGo()
    #expect(queue.flush(within: .seconds(60)))
    queue.write("next")
    #expect(queue.flush(within: .seconds(60)))
    #expect(
      reader.all
        == ["taken", "1234", "1234", #"<4>level=warning msg="log lines lost" count=3"#, "next"])
  }

  @Test func anIdleQueueIsFlushedAtOnce() {
    #expect(LogQueue { _ in }.flush(within: .zero))
  }

  @Test func whatIsQueuedIsWrittenThoughTheQueueIsGone() {
    let reader = Reader()
    let written = DispatchSemaphore(value: 0)
    do {
      let queue = LogQueue { line in
        reader.read(line)
        if line == "2" { written.signal() }
      }
      queue.write("1")
      queue.write("2")
    }
    reader.letGo()
    written.wait()
    #expect(reader.all == ["1", "2"])
  }
}

@Suite struct LogSwitchTests {
  @Test func aLevelHoldsForAllLogsThatShareTheSwitch() {
    let lines = Mutex<[String]>([])
    let level = LogSwitch(.warning)
    let log = Log(level: level) { line in lines.withLock { $0.append(line) } }.with(["user": "tiger"])
    log.debug("unseen")
    level.level = .debug
    log.debug("seen")
    level.level = .error
    log.warning("unseen")
    #expect(lines.withLock { $0 } == ["<7>level=debug msg=seen user=tiger"])
    #expect(level.level == .error)
  }
}
