/// How a device wants the bodies of one format. [MS-ASAIRS] 2.2.2.12.
public struct BodyPreference: Hashable, Sendable {
  /// The format; see ``BodyType``.
  public var type: Int?
  /// How many bytes of UTF-8 at most; nil for all of them.
  public var truncationSize: Int?
  /// Whether a longer text is not wanted at all.
  public var allOrNone: Bool?
  /// How many characters of plain text the device shows in a list, 0 to 255; from 14.0.
  public var preview: Int?

  /// A preference with nothing set.
  public init() {}

  /// A preference for one format.
  public init(type: BodyType, truncationSize: Int? = nil, allOrNone: Bool? = nil, preview: Int? = nil) {
    self.type = type.rawValue
    self.truncationSize = truncationSize
    self.allOrNone = allOrNone
    self.preview = preview
  }
}
