import Foundation
import SyncModel
import Synchronization

/// A time that passes when a test says so.
final class ManualTime: Sendable {
  private let now: Mutex<Date>

  init(_ start: Date) { now = Mutex(start) }

  /// The clock that shows it.
  var clock: WallClock { WallClock { self.now.withLock { $0 } } }

  func pass(seconds: Double) { now.withLock { $0 += seconds } }
}
