public import struct Foundation.Date

/// An appointment. [MS-ASCAL] 2.2.2.
///
/// Properties are named after their elements and stand in the order of the schema. A backend sets
/// ``schedule``, ``location`` and ``body``; the presentation turns them into what the version asks for.
public struct CalendarItem: Hashable, Sendable {
  /// The zone in which the times are meant, as base64 of a TIME_ZONE_INFORMATION.
  public var timezone: String?
  /// Whether it takes whole days.
  public var allDayEvent: Bool?
  /// The notes.
  public var body: Body?
  /// 0 free, 1 tentative, 2 busy, 3 out of office, 4 working elsewhere (from 16.0).
  public var busyStatus: Int?
  /// The organizer's name.
  public var organizerName: String?
  /// The organizer's mail address.
  public var organizerEmail: String?
  /// When it was made or changed.
  public var dtStamp: Date?
  /// When it ends.
  public var endTime: Date?
  /// Where it takes place, as text.
  public var location: String?
  /// Where it takes place, from 16.0, as AirSyncBase:Location.
  public var structuredLocation: Location?
  /// Minutes before the start; nil for no reminder.
  public var reminder: Int?
  /// 0 normal, 1 personal, 2 private, 3 confidential.
  public var sensitivity: Int?
  /// What it is about.
  public var subject: String?
  /// When it begins.
  public var startTime: Date?
  /// The id of a new item that the device chose, from 16.0.
  public var clientUid: String?
  /// The id that stays with the appointment wherever it goes.
  public var uid: String?
  /// 0 no meeting, 1 the user is organizer, 3 the user is attendee, 5 and 7 cancelled.
  public var meetingStatus: Int?
  /// Who takes part.
  public var attendees: [Attendee]?
  /// Labels.
  public var categories: [String]?
  /// How it repeats.
  public var recurrence: Recurrence?
  /// Occurrences that differ.
  public var exceptions: [CalendarException]?
  /// Whether the organizer asks for an answer; from 14.0.
  public var responseRequested: Bool?
  /// When the user answered; from 14.0.
  public var appointmentReplyTime: Date?
  /// The user's answer: 0 none, 1 organizer, 2 tentative, 3 accepted, 4 declined, 5 not responded; from 14.0.
  public var responseType: Int?
  /// Whether attendees may not propose another time; from 14.0.
  public var disallowNewTimeProposal: Bool?
  /// The format in which the notes are stored: 1 is plain text.
  public var nativeBodyType: Int?
  /// A link to the online meeting; from 14.1.
  public var onlineMeetingConfLink: String?
  /// A link to the online meeting for those outside; from 14.1.
  public var onlineMeetingExternalLink: String?
  /// Files; from 16.0.
  public var attachments: [Attachment]?

  /// Not on the wire: when it takes place; written as start, end, all-day mark and zone.
  public var schedule: Schedule?

  /// An appointment with nothing set.
  public init() {}
}
