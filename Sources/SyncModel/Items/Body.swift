/// The notes of an item. [MS-ASAIRS] 2.2.2.9.
public struct Body: Hashable, Sendable {
  /// The format: 1 plain text, 2 HTML, 3 RTF, 4 MIME.
  public var type: Int?
  /// The size of the whole text in bytes of UTF-8.
  public var estimatedDataSize: Int?
  /// Whether ``data`` is not the whole text.
  public var truncated: Bool?
  /// The text.
  public var data: String?
  /// Where in a multipart response the text is.
  public var part: Int?
  /// The first characters as plain text; from 14.0.
  public var preview: String?

  /// Not on the wire: the HTML in which a device wrote the plain text of ``data``.
  public var html: String?

  /// A body with nothing set.
  public init() {}

  /// A body of plain text, as a backend gives it: size, truncation and line ends are the presentation's job.
  public init(plain text: String) {
    type = BodyType.plain.rawValue
    data = text
  }

  /// A body of plain text with the HTML beside it in which a device wrote it.
  public init(plain text: String, html: String?) {
    self.init(plain: text)
    self.html = html
  }
}

/// The formats of a body. [MS-ASAIRS] 2.2.2.41.1.
public enum BodyType: Int, Sendable {
  case plain = 1
  case html = 2
  case rtf = 3
  case mime = 4
}
