public import WBXML

/// The numbers of one command's Status.
///
/// Each command has its own: 9 is an invalid SyncKey to FolderSync and a full disk to Sync.
public protocol StatusCode: TextValue, RawRepresentable, Hashable, Sendable where RawValue == Int {}

extension StatusCode {
  /// Reads the number; nil if the command has no such status.
  public init?(text: String) {
    guard let number = Int(text) else { return nil }
    self.init(rawValue: number)
  }

  /// The number.
  public var text: String { String(rawValue) }
}
