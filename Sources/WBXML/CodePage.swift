/// A code page: the table of its tokens, one case per element.
///
/// The case name is the element's name with a small first letter (`syncKey` is `SyncKey`), but for the few
/// in ``nameExceptions``. [MS-ASWBXML] 2.1.2.1.
public protocol CodePage: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == UInt8 {
  /// The page's number, 0 to 25.
  static var page: UInt8 { get }

  /// The XML namespace, which is the type's name on all pages but one.
  static var namespace: String { get }

  /// Element names that the case name does not spell (`UID`, `MIMESupport`), by token.
  static var nameExceptions: [UInt8: String] { get }
}

extension CodePage {
  /// The type's name.
  public static var namespace: String { String(describing: Self.self) }

  /// No exceptions, as on most pages.
  public static var nameExceptions: [UInt8: String] { [:] }

  /// The token together with its page.
  public var tag: Tag { Tag(page: Self.page, token: rawValue) }
}
