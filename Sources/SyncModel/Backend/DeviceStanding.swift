/// How a device stands to a record that it writes.
///
/// A backend may keep an item in several records. As long as a device does not know that, the records are one item to
/// it, and what it says of the item is meant of all of them.
public struct DeviceStanding: Hashable, Sendable {
  /// The number at which the device has the record as it was stored then; nil if it has it otherwise, or not yet.
  public let knows: ChangeNumber?
  /// Whether the device's change counts where somebody else has changed the same. [MS-ASCMD] 2.2.3.34.
  public let winsConflicts: Bool
  /// Whether the device speaks of a day that the record has no longer: it means the series that has the day now, whether
  /// it was told of that or not.
  public let isOfFormerDay: Bool

  /// Joins the three.
  public init(knows: ChangeNumber?, winsConflicts: Bool = false, isOfFormerDay: Bool = false) {
    self.knows = knows
    self.winsConflicts = winsConflicts
    self.isOfFormerDay = isOfFormerDay
  }
}

/// Somebody else has changed what a device says something new of, in a record that the device does not know.
public struct WriteConflict: Error, Hashable {
  /// The record.
  public let record: Int64

  /// A conflict about a record.
  public init(record: Int64) { self.record = record }
}
