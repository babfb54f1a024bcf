import Foundation
import SyncModel

/// A moment, and what the wall clocks of a zone show then.
struct Moment {
  let instant: Date
  let local: LocalDateTime
  private let zone: TimeZone

  init(_ instant: Date, in zone: TimeZone) {
    self.instant = instant
    local = LocalDateTime(instant, in: zone)
    self.zone = zone
  }

  /// Whether clocks show `time` before this moment.
  func isAfter(_ time: LocalDateTime) -> Bool {
    isClear(time) ? time < local : time.instant(in: zone) < instant
  }

  /// Whether clocks show `time` before this moment or just then.
  func isAtOrAfter(_ time: LocalDateTime) -> Bool {
    isClear(time) ? time < local : time.instant(in: zone) <= instant
  }

  /// Whether wall clocks alone tell the order: none was ever set by more than a day.
  private func isClear(_ time: LocalDateTime) -> Bool {
    abs(time.date.dayNumber - local.date.dayNumber) > 2
  }
}
