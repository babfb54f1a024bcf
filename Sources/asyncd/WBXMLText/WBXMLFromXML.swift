import WBXML
import XML

/// Turns the XML text form of a WBXML body back into WBXML.
///
/// `xmlns` names the code page, a CDATA section holds the Base64 of OPAQUE, white space between elements is
/// ignored. Text is written before child elements, wherever it stood.
struct WBXMLFromXML {
  /// Why XML is no WBXML.
  enum Failure: Error, Equatable {
    case xml(XMLError)
    case unknownElement(namespace: String?, name: String)
    case notBase64(element: String)
  }

  private var writer = WBXMLWriter()

  /// Room for the largest body with its tags written out.
  private static let limit = 64 << 20

  /// Encodes one document.
  static func encode(_ xml: [UInt8]) throws(Failure) -> [UInt8] {
    var encoder = WBXMLFromXML()
    try encoder.write(parse(xml))
    return encoder.writer.bytes
  }

  private static func parse(_ xml: [UInt8]) throws(Failure) -> XMLElement {
    do {
      return try XMLElement(parsing: xml, limit: limit)
    } catch {
      throw .xml(error)
    }
  }

  private mutating func write(_ element: XMLElement) throws(Failure) {
    guard let tag = Tag(namespace: element.namespace ?? "", name: element.name) else {
      throw .unknownElement(namespace: element.namespace, name: element.name)
    }
    writer.start(tag)
    if element.isCDATA {
      guard let bytes = Base64.decode(element.text) else { throw .notBase64(element: element.name) }
      writer.opaque(bytes)
    } else if element.children.isEmpty || !element.text.allSatisfy(\.isWhitespace) {
      writer.text(element.text)
    }
    for child in element.children { try write(child) }
    writer.end()
  }
}
