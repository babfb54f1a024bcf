/// An element's identity on the wire: code page and token, without content bit.
public struct Tag: Hashable, Sendable {
  /// The code page, 0 to 25.
  public let page: UInt8
  /// The token within the page, 0x05 to 0x3F.
  public let token: UInt8

  /// Names the element `token` of `page`; neither is checked against the tables.
  public init(page: UInt8, token: UInt8) {
    self.page = page
    self.token = token
  }

  /// Looks the element up by XML namespace and name; nil if there is no such element.
  public init?(namespace: String, name: String) {
    guard let tag = CodePageTable.shared.tags[.init(namespace: namespace, name: name)] else { return nil }
    self = tag
  }

  /// The element's name (`SyncKey`); nil if the tables do not know it.
  public var name: String? { CodePageTable.shared.name(of: self) }

  /// The namespace of the element's page (`AirSync`); nil if there is no such page.
  public var namespace: String? { CodePageTable.shared.namespace(ofPage: page) }
}

extension Tag: CustomStringConvertible {
  /// Namespace and name (`AirSync:SyncKey`), or the two numbers if the tables do not know them.
  public var description: String {
    guard let name, let namespace else { return "page \(page) token \(token)" }
    return namespace + ":" + name
  }
}
