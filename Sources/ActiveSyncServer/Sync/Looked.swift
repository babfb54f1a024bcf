import SyncModel

/// Up to where a state of a device has looked into a collection.
///
/// If it equals ``Looked/now(at:period:)`` there is nothing to send.
struct Looked: Hashable, Sendable {
  /// The log it looked into.
  var epoch: Int64
  /// The number up to which everything is on the device.
  var number: ChangeNumber
  /// Below which number the log was purged when the device began its walk.
  ///
  /// A device that is still on its first walk may stand below that: gone rows were not told to it anyway.
  var purgedBelow: ChangeNumber
  /// The period of the calendar that is on the device; nil for other classes and before the first window.
  var period: CalendarPeriod?

  /// A state that has seen nothing of the log that stands at `position`.
  static func nothing(of position: LogPosition) -> Looked {
    Looked(epoch: position.epoch, number: .zero, purgedBelow: position.purgedBelow, period: nil)
  }

  /// The state of a device that has everything.
  static func now(at position: LogPosition, period: CalendarPeriod?) -> Looked {
    Looked(epoch: position.epoch, number: position.number, purgedBelow: position.purgedBelow, period: period)
  }

  /// Whether the log still holds all that happened since: if not, only a new start helps (Status 3).
  func isFollowed(by position: LogPosition) -> Bool {
    guard epoch == position.epoch, number <= position.number else { return false }
    return number == .zero || number >= position.purgedBelow || purgedBelow == position.purgedBelow
  }
}
