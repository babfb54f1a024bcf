public import struct Foundation.Date

/// Somebody, or something, that takes part in an appointment. [MS-ASCAL] 2.2.2.3.
public struct Attendee: Hashable, Sendable {
  /// The mail address.
  public var email: String?
  /// The name.
  public var name: String?
  /// 0 unknown, 2 tentative, 3 accepted, 4 declined, 5 not responded.
  public var attendeeStatus: Int?
  /// 1 required, 2 optional, 3 resource.
  public var attendeeType: Int?
  /// When the attendee would rather begin; from 16.1.
  public var proposedStartTime: Date?
  /// When the attendee would rather end; from 16.1.
  public var proposedEndTime: Date?

  /// An attendee with nothing set.
  public init() {}

  /// An attendee as a backend knows him.
  public init(email: String, name: String, attendeeStatus: Int? = nil, attendeeType: Int? = nil) {
    self.email = email
    self.name = name
    self.attendeeStatus = attendeeStatus
    self.attendeeType = attendeeType
  }
}
