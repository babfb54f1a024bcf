public import WBXML

/// A user's answers to meetings. [MS-ASCMD] 2.2.1.11.
public struct MeetingResponseRequest: RootElement, Hashable {
  /// MeetingResponse.
  public static let root = MeetingResponse.meetingResponse.tag

  /// The answers, each to one meeting or occurrence.
  public var requests: [Request] = []

  /// A request with nothing set.
  public init() {}

  /// One row.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.elements(MeetingResponse.request, &requests)
  }

  /// An answer to a meeting. What a mail about it would say, from 16.0, is not even read: none is sent.
  public struct Request: Element, Hashable {
    /// How the user answers: ``MeetingAnswer``, or a number that is none.
    public var userResponse: Int?
    /// The folder that has the meeting.
    public var collectionId: CollectionId?
    /// The meeting.
    public var requestId: ServerId?
    /// A meeting that a search found; there is none such.
    public var longId: String?
    /// When the occurrence begins that is meant alone; from 14.1.
    public var instanceId: String?

    /// An answer with nothing set.
    public init() {}

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.integer(MeetingResponse.userResponse, &userResponse)
      try coder.value(MeetingResponse.collectionId, &collectionId)
      try coder.value(MeetingResponse.requestId, &requestId)
      try coder.text(Search.longId, &longId)
      try coder.text(MeetingResponse.instanceId, &instanceId)
    }
  }
}

/// How a user answers a meeting. [MS-ASCMD] 2.2.3.188.
public enum MeetingAnswer: Int, Sendable {
  case accepted = 1
  case tentative = 2
  case declined = 3
}

/// What came of answers to meetings. [MS-ASCMD] 2.2.1.11.
public struct MeetingResponseResponse: RootElement, Hashable {
  /// MeetingResponse.
  public static let root = MeetingResponse.meetingResponse.tag

  /// One for each answer.
  public var results: [Result] = []

  /// An answer with nothing set.
  public init() {}

  /// An answer of these results.
  public init(_ results: [Result]) { self.results = results }

  /// One row.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.elements(MeetingResponse.result, &results)
  }

  /// What came of one answer.
  public struct Result: Element, Hashable {
    /// The meeting.
    public var requestId: ServerId?
    /// What came of it: a ``MeetingResponseStatus`` or a ``CommonStatus``.
    public var status: Int?
    /// The appointment, unless it was declined. [MS-ASCMD] 2.2.3.18.
    public var calendarId: ServerId?

    /// A result with nothing set.
    public init() {}

    /// What came of an answer to `meeting`.
    public init(of meeting: ServerId?, _ status: some StatusCode) {
      requestId = meeting
      self.status = status.rawValue
    }

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.value(MeetingResponse.requestId, &requestId)
      try coder.integer(MeetingResponse.status, &status)
      try coder.value(MeetingResponse.calendarId, &calendarId)
    }
  }
}

/// [MS-ASCMD] 2.2.3.177.9.
public enum MeetingResponseStatus: Int, StatusCode {
  case success = 1
  case invalidRequest = 2
  case mailboxError = 3
  case serverError = 4
}
