import SyncModel
import Testing
import WBXML

// The elements of appointments as devices write them.
extension Wire {
  /// An element of Calendar with text; with none it is empty.
  static func calendar(_ token: Calendar, _ text: String = "") -> Wire { Wire(token, text) }

  /// Categories of an appointment.
  static func calendarCategories(_ texts: String...) -> Wire {
    Wire(Calendar.categories, texts.map { Wire(Calendar.category, $0) })
  }

  /// Where an appointment takes place, in the version's form; with no text it is empty.
  static func place(_ text: String, _ version: ProtocolVersion) -> Wire {
    if version < .v16_0 { return Wire(Calendar.location, text) }
    return Wire(AirSyncBase.location, text.isEmpty ? [] : [Wire(AirSyncBase.displayName, text)])
  }

  /// Attendees; none is an empty list.
  static func attendees(_ attendees: [[Wire]]) -> Wire {
    Wire(Calendar.attendees, attendees.map { Wire(Calendar.attendee, $0) })
  }

  /// Attendees as `mail|name|type`; parts that are left out are not sent.
  static func attendees(_ attendees: String...) -> Wire {
    .attendees(
      attendees.map { attendee in
        let parts = attendee.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        return zip([Calendar.email, .name, .attendeeType], parts).filter { !$1.isEmpty }.map { Wire($0, $1) }
      })
  }

  /// Start and end, as `20260409T080000Z`.
  static func times(_ start: String, _ end: String) -> [Wire] {
    [.calendar(.startTime, start), .calendar(.endTime, end)]
  }

  /// What every new appointment has: 9 April from 10 to 11 in Berlin.
  static func appointment(_ subject: String = "x") -> [Wire] {
    [.calendar(.subject, subject)] + times("20260409T080000Z", "20260409T090000Z")
  }
}

extension Fragment {
  /// The attendees that an appointment shows, as `mail|name|type|status`.
  var attendees: Set<String> {
    get throws {
      let item = try decode(CalendarItem.self)
      return Set(
        (item.attendees ?? []).map { attendee in
          let (type, status) = (attendee.attendeeType ?? -1, attendee.attendeeStatus ?? -1)
          return "\(attendee.email ?? "-")|\(attendee.name ?? "-")|\(type)|\(status)"
        })
    }
  }

  /// The mail addresses of the attendees.
  var mailboxes: Set<String> {
    get throws { Set(try decode(CalendarItem.self).attendees?.compactMap(\.email) ?? []) }
  }

  /// The place.
  var place: String? {
    get throws { try text(Calendar.location) ?? text(AirSyncBase.location, AirSyncBase.displayName) }
  }
}
