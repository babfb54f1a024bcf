/// Names one of a backend's change logs: there is one per tenant and class.
public struct LogName: Hashable, Sendable {
  /// The tenant's number.
  public let tenant: Int64
  /// The class of the records.
  public let itemClass: ItemClass

  /// Joins the two.
  public init(tenant: Int64, itemClass: ItemClass) {
    self.tenant = tenant
    self.itemClass = itemClass
  }
}
