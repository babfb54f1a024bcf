import SyncModel

/// Up to where a state of a device has looked into a collection.
///
/// If it equals ``Looked/now(at:period:)`` there is nothing to send.
struct Looked: Hashable, Sendable {
  /// The log it looked into.
  var epoch: Int64
  /// The number up to which everything is on the device.
  var number: ChangeNumber
  /// Below which number the log may be purged although the device has not looked that far: where the log stood
  /// when it began its first walk. What had gone by then was not told to it anyway.
  var purgedBelow: ChangeNumber
  /// The period of the calendar that is on the device; nil for other classes and before the first window.
  var period: CalendarPeriod?
  /// Records that it was not told of although it has looked past them: its own writes that were stored
  /// otherwise than sent. The next answer tells them.
  var owed: [Int64] = []

  /// A state that has seen nothing of the log that stands at `position`.
  static func nothing(of position: LogPosition) -> Looked {
    Looked(epoch: position.epoch, number: .zero, purgedBelow: position.number, period: nil)
  }

  /// The state of a device that has everything.
  static func now(at position: LogPosition, period: CalendarPeriod?) -> Looked {
    Looked(epoch: position.epoch, number: position.number, purgedBelow: position.number, period: period)
  }

  /// Whether the log still holds all that happened since: if not, only a new start helps (Status 3).
  func isFollowed(by position: LogPosition) -> Bool {
    guard epoch == position.epoch, number <= position.number else { return false }
    return number == .zero || max(number, purgedBelow) >= position.purgedBelow
  }
}
