/// Names a device of a user in the ledger of device writes.
public struct WritingDeviceName: Hashable, Sendable {
  /// Whose device it is.
  public let user: UserId
  /// The device's own id in its canonical letter case.
  public let device: String

  /// Joins the two.
  public init(user: UserId, device: String) {
    self.user = user
    self.device = device
  }
}
