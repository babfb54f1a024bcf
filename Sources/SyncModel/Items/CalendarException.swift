public import WBXML

public import struct Foundation.Date

/// An occurrence of a series that differs, or is left out. [MS-ASCAL] 2.2.2.21.
///
/// A property that is nil has the value of the series.
public struct CalendarException: Hashable, Sendable {
  /// Whether the occurrence is left out.
  public var deleted: Bool?
  /// When the occurrence would begin, up to 14.1.
  public var exceptionStartTime: Date?
  /// When the occurrence would begin, from 16.0.
  public var instanceId: Date?
  /// What it is about.
  public var subject: String?
  /// When it begins.
  public var startTime: Date?
  /// When it ends.
  public var endTime: Date?
  /// The notes.
  public var body: Body?
  /// Where it takes place, up to 14.1.
  public var location: String?
  /// Where it takes place, from 16.0.
  public var structuredLocation: Location?
  /// Files.
  public var attachments: [Attachment]?
  /// Labels.
  public var categories: [String]?
  /// As in ``CalendarItem/sensitivity``.
  public var sensitivity: Int?
  /// As in ``CalendarItem/busyStatus``.
  public var busyStatus: Int?
  /// Whether it takes whole days.
  public var allDayEvent: Bool?
  /// Minutes before the start.
  public var reminder: Int?
  /// When it was made or changed.
  public var dtStamp: Date?
  /// As in ``CalendarItem/meetingStatus``.
  public var meetingStatus: Int?
  /// Who takes part; from 14.0.
  public var attendees: [Attendee]?
  /// When the user answered; from 14.0.
  public var appointmentReplyTime: Date?
  /// As in ``CalendarItem/responseType``; from 14.0.
  public var responseType: Int?
  /// A link to the online meeting; from 14.1.
  public var onlineMeetingConfLink: String?
  /// A link to the online meeting for those outside; from 14.1.
  public var onlineMeetingExternalLink: String?

  /// Not on the wire: the day on which the occurrence would begin. The presentation writes it as
  /// ``exceptionStartTime`` or ``instanceId``, which need the time of day and the zone of the series.
  public var occurrence: CivilDate?
  /// Numbers that the device told without content: the occurrence has none of them, whatever the series has. Texts
  /// and lists that are told so are empty themselves.
  public var emptied: Set<Tag> = []

  /// Not on the wire: when the occurrence takes place instead; written as start, end and all-day mark.
  public var schedule: Schedule?
  /// Not on the wire: how the user's own answer to the occurrence blocks his time, as ``busyStatus`` then says. That
  /// alone does not part it from the series.
  public var answered: Int?

  /// An exception with nothing set.
  public init() {}

  /// An occurrence that is left out.
  public init(leftOut day: CivilDate) {
    deleted = true
    occurrence = day
  }

  /// An occurrence that the user answers by itself.
  public init(of day: CivilDate, answeredAs busyStatus: Int) {
    occurrence = day
    (self.busyStatus, answered) = (busyStatus, busyStatus)
  }
}
