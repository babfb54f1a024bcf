import HTTPServer
import Synchronization

/// Counts what the server does.
final class Counters: Sendable {
  private let counted = Mutex(ActiveSyncStatistics())

  /// Counts a request that took so long; without a response the device waits for one.
  func count(_ record: RequestRecord, _ response: HTTPResponse?, took duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let time = Double(seconds) + Double(attoseconds) / 1e18
    counted.withLock { counted in
      counted.durations[record.command, default: .init()].add(time)
      counted.changesSent += record.sent
      counted.changesReceived += record.received
      if record.isWrongSignIn { counted.wrongSignIns += 1 }
      guard let response else { return }
      let kind = ActiveSyncStatistics.Kind(
        command: record.command, httpStatus: response.status, easStatus: record.status)
      counted.requests[kind, default: 0] += 1
    }
  }

  /// Counts the end of a wait.
  func count(_ wait: EndedWait) {
    counted.withLock { counted in
      counted.waits[wait.ending, default: 0] += 1
      guard let response = wait.response else { return }
      counted.changesSent += wait.sent
      let kind = ActiveSyncStatistics.Kind(
        command: wait.command, httpStatus: response.status, easStatus: wait.status)
      counted.requests[kind, default: 0] += 1
    }
  }

  /// The numbers so far, without those who wait now.
  var statistics: ActiveSyncStatistics { counted.withLock { $0 } }
}
