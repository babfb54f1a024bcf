/// Writes typed elements as WBXML bodies.
public enum WBXMLEncoder {
  /// Encodes a body with its header; throws only for a ``Fragment`` whose bytes are none.
  public static func encode(_ element: some RootElement) throws(WBXMLError) -> [UInt8] {
    try encode(element, as: type(of: element).root)
  }

  /// Encodes a body whose root is known only when it is written (a bare Status to any command).
  public static func encode(_ element: some Element, as root: Tag) throws(WBXMLError) -> [UInt8] {
    var encoder = ElementEncoder(WBXMLWriter())
    var element = element
    encoder.writer.start(root)
    try element.code(&encoder)
    encoder.writer.end()
    return encoder.writer.bytes
  }
}
