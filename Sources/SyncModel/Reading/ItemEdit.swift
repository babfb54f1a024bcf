public import WBXML

/// What a device made of an item.
public struct ItemEdit: Hashable, Sendable {
  /// The whole item as the device now has it, in the backend's form.
  public var item: Item
  /// The elements that the device spoke of; nil if it has all of them, as after a Change.
  public var told: Set<Tag>?
  /// Whether all that the device said is in ``item``; not so if its notes are of a kind that is not taken, or
  /// if it tells times that cannot be kept.
  public var isWhole: Bool

  /// Joins the parts.
  public init(_ item: Item, told: Set<Tag>?, isWhole: Bool = true) {
    self.item = item
    self.told = told
    self.isWhole = isWhole
  }
}
