public import WBXML

public import struct Foundation.Date

/// Asks who is meant by names or mail addresses, and when they are free. [MS-ASCMD] 2.2.1.15.
public struct ResolveRecipientsRequest: RootElement, Hashable {
  /// ResolveRecipients.
  public static let root = ResolveRecipients.resolveRecipients.tag

  /// The names or mail addresses.
  public var to: [String] = []
  /// What is wanted of them.
  public var options: Options?

  /// A request with nothing set.
  public init() {}

  /// In the order of the schema.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.texts(ResolveRecipients.to, &to)
    try coder.element(ResolveRecipients.options, &options)
  }

  /// What is wanted of recipients. [MS-ASCMD] 2.2.3.125.4.
  public struct Options: Element, Hashable {
    /// Whether certificates are wanted: 1 for none.
    public var certificateRetrieval: Int?
    /// How many certificates at most.
    public var maxCertificates: Int?
    /// How many suggestions at most for a name that means several.
    public var maxAmbiguousRecipients: Int?
    /// Of which time it is to be told whether they are free; from 14.0.
    public var availability: Availability?
    /// Asks for photos; from 14.1.
    public var picture: Picture?

    /// Nothing wanted.
    public init() {}

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.integer(ResolveRecipients.certificateRetrieval, &certificateRetrieval)
      try coder.integer(ResolveRecipients.maxCertificates, &maxCertificates)
      try coder.integer(ResolveRecipients.maxAmbiguousRecipients, &maxAmbiguousRecipients)
      try coder.element(ResolveRecipients.availability, &availability)
      try coder.element(ResolveRecipients.picture, &picture)
    }
  }

  /// A time, as written: a wrong one has its own Status. [MS-ASCMD] 2.2.3.16.
  public struct Availability: Element, Hashable {
    /// The beginning.
    public var startTime: String?
    /// The end; seven days later if there is none.
    public var endTime: String?

    /// No time.
    public init() {}

    /// The time; nil if it is none, shorter than half an hour, or longer than the 42 days that Exchange allows.
    /// [MS-ASCMD] 2.2.3.61.1.
    public var period: Range<Date>? {
      guard let start = startTime.flatMap(WireDate.instant) else { return nil }
      guard let end = endTime.map(WireDate.instant) ?? start.addingTimeInterval(7 * 86_400) else {
        return nil
      }
      guard (1800...42 * 86_400).contains(end.timeIntervalSince(start)) else { return nil }
      return start..<end
    }

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.text(ResolveRecipients.startTime, &startTime)
      try coder.text(ResolveRecipients.endTime, &endTime)
    }
  }

  /// Asks for photos. [MS-ASCMD] 2.2.3.135.2.
  public struct Picture: Element, Hashable {
    /// Bytes of a photo at most.
    public var maxSize: Int?
    /// How many photos at most.
    public var maxPictures: Int?

    /// Without limits.
    public init() {}

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.integer(ResolveRecipients.maxSize, &maxSize)
      try coder.integer(ResolveRecipients.maxPictures, &maxPictures)
    }
  }
}
