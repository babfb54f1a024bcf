/// A file at an item, as a response names it. [MS-ASAIRS] 2.2.2.7.
public struct Attachment: Hashable, Sendable {
  /// The file's name.
  public var displayName: String?
  /// Names the file's content for a fetch.
  public var fileReference: String?
  /// The id under which a device adds the file; from 16.0.
  public var clientId: String?
  /// 1 an ordinary file, 5 a message, 6 an embedded object.
  public var method: Int?
  /// The size in bytes.
  public var estimatedDataSize: Int?
  /// Names the file inside an HTML body.
  public var contentId: String?
  /// The URI of the file inside an HTML body.
  public var contentLocation: String?
  /// Whether the file is shown inside the body.
  public var isInline: Bool?

  /// A file with nothing set.
  public init() {}
}
