/// A document in Rich Text Format as the HTML page that looks like it.
public struct RTFPage: Hashable, Sendable {
  /// The page.
  public let html: String
  /// Whether it is the page of which the document was made; otherwise it holds the plain text alone, the links, and an
  /// image where there is one.
  public let isOriginal: Bool

  /// Reads a document of bytes, compressed or not, of which neither the document nor the page may have more than
  /// `limit` bytes.
  public init(_ bytes: [UInt8], limit: Int = 8 << 20) throws(RTFError) {
    let document = try CompressedRTF(bytes)?.decompressed(limit: limit) ?? bytes
    try self.init(document: document, isUnicode: false, limit: limit)
  }

  /// Reads a document that came as text.
  public init(text: String, limit: Int = 8 << 20) throws(RTFError) {
    try self.init(document: Array(text.utf8), isUnicode: true, limit: limit)
  }

  private init(document: [UInt8], isUnicode: Bool, limit: Int) throws(RTFError) {
    guard document.count <= limit else { throw .tooLarge }
    var reader = try RTFReader(document, isUnicode: isUnicode, limit: limit)
    try reader.read()
    (html, isOriginal) = reader.page
  }
}
