public import WBXML

/// Tells who is meant, and when they are free. [MS-ASCMD] 2.2.1.15.
public struct ResolveRecipientsResponse: RootElement, Hashable {
  /// ResolveRecipients.
  public static let root = ResolveRecipients.resolveRecipients.tag

  /// Whether the request as a whole was understood.
  public var status: ResolveRecipientsStatus?
  /// One for each name or mail address.
  public var responses: [Response] = []

  /// An answer with nothing set.
  public init() {}

  /// A refusal of the whole.
  public init(_ status: ResolveRecipientsStatus) { self.status = status }

  /// An answer of these.
  public init(_ responses: [Response]) {
    status = .success
    self.responses = responses
  }

  /// In the order of the schema.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.value(ResolveRecipients.status, &status)
    try coder.elements(ResolveRecipients.response, &responses)
  }

  /// Who is meant by one name or mail address. [MS-ASCMD] 2.2.3.153.6.
  public struct Response: Element, Hashable {
    /// The name or mail address as it was asked for.
    public var to: String?
    /// Whether it means one, several or nobody.
    public var status: RecipientStatus?
    /// How many follow, or how many there are of whom some follow.
    public var recipientCount: Int?
    /// The one who is meant, or those who may be.
    public var recipients: [Recipient] = []

    /// Nothing said.
    public init() {}

    /// Who is meant by `to`, or may be: some of `total`.
    public init(_ to: String, _ status: RecipientStatus, _ recipients: [Recipient], of total: Int) {
      (self.to, self.status, self.recipients) = (to, status, recipients)
      recipientCount = total == 0 ? nil : total
    }

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.text(ResolveRecipients.to, &to)
      try coder.value(ResolveRecipients.status, &status)
      try coder.integer(ResolveRecipients.recipientCount, &recipientCount)
      try coder.elements(ResolveRecipients.recipient, &recipients)
    }
  }

  /// Somebody who is meant, or may be. [MS-ASCMD] 2.2.3.145.
  public struct Recipient: Element, Hashable {
    /// Where he was found: 1 in the directory.
    public var type: Int?
    /// His name.
    public var displayName: String?
    /// His mail address.
    public var emailAddress: String?
    /// When he is free.
    public var availability: Availability?
    /// That he has no certificate, if one was asked for.
    public var certificates: Missing?
    /// That he has no photo, if one was asked for.
    public var picture: Missing?

    /// Nobody yet.
    public init() {}

    /// Somebody in the directory.
    public init(name: String, email: String) {
      (type, displayName, emailAddress) = (1, name, email)
    }

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.integer(ResolveRecipients.type, &type)
      try coder.text(ResolveRecipients.displayName, &displayName)
      try coder.text(ResolveRecipients.emailAddress, &emailAddress)
      try coder.element(ResolveRecipients.availability, &availability)
      try coder.element(ResolveRecipients.certificates, &certificates)
      try coder.element(ResolveRecipients.picture, &picture)
    }
  }

  /// When somebody is free. [MS-ASCMD] 2.2.3.16.
  public struct Availability: Element, Hashable {
    /// 1, or why nothing is told.
    public var status: Int?
    /// A digit for each half hour: ``FreeBusy``.
    public var mergedFreeBusy: String?

    /// Nothing told.
    public init() {}

    /// What is told.
    public init(_ digits: String) { (status, mergedFreeBusy) = (1, digits) }

    /// Why nothing is.
    public init(_ status: CommonStatus) { self.status = status.rawValue }

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.integer(ResolveRecipients.status, &status)
      try coder.text(ResolveRecipients.mergedFreeBusy, &mergedFreeBusy)
    }
  }
}

extension ResolveRecipientsResponse {
  /// That somebody has no certificate or no photo. [MS-ASCMD] 2.2.3.177.12.
  public struct Missing: Element, Hashable {
    /// Why there is none.
    public var status: Int?
    /// How many certificates there are; nil for photos.
    public var certificateCount: Int?

    /// Nothing said.
    public init() {}

    /// No certificate.
    public static let certificate = Missing(status: 7, certificateCount: 0)
    /// No photo.
    public static let picture = Missing(status: CommonStatus.noPicture.rawValue)

    private init(status: Int, certificateCount: Int? = nil) {
      (self.status, self.certificateCount) = (status, certificateCount)
    }

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.integer(ResolveRecipients.status, &status)
      try coder.integer(ResolveRecipients.certificateCount, &certificateCount)
    }
  }
}

/// What came of a whole request. [MS-ASCMD] 2.2.3.177.12.
public enum ResolveRecipientsStatus: Int, StatusCode {
  case success = 1
  case protocolError = 5
  case serverError = 6
}

/// Whom a name or mail address means. [MS-ASCMD] 2.2.3.177.12.
public enum RecipientStatus: Int, StatusCode {
  /// One.
  case resolved = 1
  /// Several, who follow.
  case ambiguous = 2
  /// Several, of whom some follow.
  case ambiguousPart = 3
  /// Nobody.
  case unknown = 4
}
