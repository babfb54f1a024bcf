public import WBXML

/// Somebody in the directory that phones search (global address list). [MS-ASCMD] 2.2.3.139.3.
public struct DirectoryEntry: Element, Hashable {
  /// The name to be shown.
  public var displayName: String?
  /// The number of a line.
  public var phone: String?
  /// The company or office.
  public var company: String?
  /// The login name.
  public var alias: String?
  /// The first name; some devices show nobody without one, so it may be empty but is there.
  public var firstName: String?
  /// The last name.
  public var lastName: String?
  /// The number of a mobile phone.
  public var mobilePhone: String?
  /// The mail address.
  public var emailAddress: String?
  /// The photo, if the device asked for one.
  public var picture: Picture?

  /// Nobody yet.
  public init() {}

  /// In the order of the code page. [MS-ASWBXML] 2.1.2.1.17.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.text(GAL.displayName, &displayName)
    try coder.text(GAL.phone, &phone)
    try coder.text(GAL.company, &company)
    try coder.text(GAL.alias, &alias)
    try coder.text(GAL.firstName, &firstName)
    try coder.text(GAL.lastName, &lastName)
    try coder.text(GAL.mobilePhone, &mobilePhone)
    try coder.text(GAL.emailAddress, &emailAddress)
    try coder.element(GAL.picture, &picture)
  }

  /// What became of a photo that was asked for; none is ever sent. [MS-ASCMD] 2.2.3.135.3.
  public struct Picture: Element, Hashable {
    /// Why there is none.
    public var status: CommonStatus?

    /// Nothing told.
    public init() {}

    /// There is none, for this reason.
    public init(_ status: CommonStatus) { self.status = status }

    /// One row.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.value(GAL.status, &status)
    }
  }
}
