import Glibc

/// A loop's time: ticks for deadlines, and the Date field's text, made once a second.
struct LoopClock {
  /// Ticks are a tenth of a second.
  private static let tick = 100_000_000

  private let start = LoopClock.nanoseconds
  private var second = 0
  private var text = ""

  /// The current tick, from 1 on.
  var now: UInt32 { UInt32(truncatingIfNeeded: (LoopClock.nanoseconds - start) / LoopClock.tick + 1) }

  /// The first tick at which `duration` is over.
  func deadline(in duration: Duration) -> UInt32 { now + UInt32(clamping: duration.milliseconds / 100) + 1 }

  /// How long it takes until a tick has begun, in nanoseconds.
  func time(until tick: UInt32) -> Int {
    max(0, start + (Int(tick) - 1) * LoopClock.tick - LoopClock.nanoseconds)
  }

  /// The Date field's value.
  mutating func date() -> String {
    let now = Glibc.time(nil)
    if now != second {
      second = now
      text = HTTPDate.text(now)
    }
    return text
  }

  private static var nanoseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}

extension Duration {
  /// Whole milliseconds.
  var milliseconds: Int {
    Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
