public import WBXML

/// What a device made of an item.
public struct ItemEdit: Hashable, Sendable {
  /// The whole item as the device now has it, in the backend's form.
  public var item: Item
  /// The elements that the device spoke of; none if it spoke of an occurrence alone.
  public var told: Set<Tag>
  /// Whether the device has nothing but these elements, as after an Add.
  public var isNew: Bool
  /// Whether all that the device said is in ``item``; not so if its notes are of a kind that is not taken, or
  /// if it tells times that cannot be kept.
  public var isWhole: Bool
  /// Elements of which nothing was taken, for the log.
  public var refused: [String]

  /// Joins the parts.
  public init(
    _ item: Item, told: Set<Tag> = [], isNew: Bool = false, isWhole: Bool = true, refused: [String] = []
  ) {
    self.item = item
    self.told = told
    self.isNew = isNew
    self.isWhole = isWhole
    self.refused = refused
  }
}
