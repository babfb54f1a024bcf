import Foundation
import SyncModel

@testable import ActiveSyncServer

/// A server whose days pass when a test says so.
struct PurgedSite {
  let push: PushSite
  private let days: AsyncStream<Void>.Continuation

  init(
    clock: WallClock = .starting(at: Date(timeIntervalSince1970: 1_774_263_600)), forgetDays: Int = 180
  ) throws {
    let (days, continuation) = AsyncStream.makeStream(of: Void.self)
    self.days = continuation
    push = try PushSite(clock: clock) { options in
      options.forgetDays = forgetDays
      options.purgePause = {
        for await _ in days { return }
        throw CancellationError()
      }
    }
  }

  /// The records that are there.
  var there: Set<Int64> { Set(push.backend.now.records.filter(\.value.isThere).keys) }

  /// The server's start, or the next day; returns when it has purged.
  func purge() async {
    if push.backend.purges.isEmpty { await push.server.begin() } else { days.yield() }
    for await _ in push.backend.purged { return }
  }
}
