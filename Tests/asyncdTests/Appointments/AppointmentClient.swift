import Foundation
import SyncModel
import Testing
import WBXML

/// A family of clients by what is known of how it asks for appointments and how it writes them.
struct AppointmentClient: Sendable, CustomTestStringConvertible {
  var name: String
  /// Its DeviceType.
  let type: String
  let version: ProtocolVersion
  let options: SyncOptions
  /// The zone that it tells with what it writes, up to 14.1 or if it does not care; nil for none.
  var timezone: String?
  /// Whether it writes whole days as bare dates even before 16.0.
  var writesDates = false
  /// Elements that it does not know or does not send back.
  var unsent: Set<String> = []
  /// Elements that it sends even if there is nothing.
  var always: [WBXML.Tag] = []
  /// The parts of an attendee that it sends.
  var attendeeParts: Set<String> = ["Email", "Name", "AttendeeStatus", "AttendeeType"]
  /// The kind that it gives every attendee; nil for what he is.
  var attendeeType: String?
  /// Whether a Change of it names only what its user changed, as from 16.0 on.
  var tellsNewsOnly = false
  /// Elements that it sends first, in their order.
  var first: [WBXML.Tag] = []
  /// How it writes notes: the type, and the text of what it was shown; nil for notes that it does not send back.
  var notes: (type: Int, text: @Sendable (String) -> String)?

  var testDescription: String { "\(name) \(version.text)" }

  static let all = [
    thunderbird(.v14_0), thunderbird(.v14_1), thunderbird(.v16_1), olderThunderbird(.v14_1),
    olderThunderbird(.v16_1), outlook, android(.v12_1), android(.v14_1), gmail, iPhone(.v14_1),
    iPhone(.v16_1),
  ]
}

// MARK: - The families
extension AppointmentClient {
  /// The six months before, plain notes; all there is goes back, with empty elements for what there is not; whole
  /// days as bare dates, and a zone of zeros.
  static func thunderbird(_ version: ProtocolVersion) -> AppointmentClient {
    AppointmentClient(
      name: "Thunderbird", type: "Thunderbird", version: version,
      options: options(filter: 7, [BodyPreference(type: .plain)]), timezone: noZone, writesDates: true,
      unsent: ["DtStamp", "OrganizerName", "OrganizerEmail", "ResponseType", "NativeBodyType"],
      always: [Calendar.attendees.tag, Calendar.categories.tag, AppointmentClient.place(version)],
      notes: (1, { $0 }))
  }

  /// As ``thunderbird(_:)``; whole days by their midnights, and a zone without names.
  static func olderThunderbird(_ version: ProtocolVersion) -> AppointmentClient {
    var client = thunderbird(version)
    client.name = "Thunderbird 5.0"
    (client.timezone, client.writesDates) = (berlin, false)
    return client
  }

  /// Notes are RTF to it: it sends none that it did not touch. 14.1 is the last version that it speaks.
  static let outlook = AppointmentClient(
    name: "Outlook 2016", type: "WindowsOutlook15", version: .v14_1,
    options: options(
      filter: 5, [BodyPreference(type: .rtf), BodyPreference(type: .html, truncationSize: 512)]),
    timezone: berlin, unsent: ["ResponseType", "NativeBodyType"])

  /// Two weeks, no Supported; exceptions begin with Deleted; of an attendee it knows neither answer nor kind; no
  /// element for an empty place or empty notes.
  static func android(_ version: ProtocolVersion) -> AppointmentClient {
    AppointmentClient(
      name: "Android", type: "Android", version: version,
      options: options(filter: 4, [BodyPreference(type: .plain, truncationSize: 200_000)]), timezone: berlin,
      unsent: ["ResponseType", "NativeBodyType"], attendeeParts: ["Email", "Name"], attendeeType: "1",
      first: [
        Calendar.timezone.tag, Calendar.allDayEvent.tag, Calendar.startTime.tag, Calendar.endTime.tag,
        Calendar.dtStamp.tag, Calendar.location.tag, Calendar.subject.tag, AirSyncBase.body.tag,
        Calendar.organizerEmail.tag, Calendar.recurrence.tag, Calendar.categories.tag, Calendar.reminder.tag,
        Calendar.uid.tag, Calendar.attendees.tag, Calendar.busyStatus.tag, Calendar.meetingStatus.tag,
      ], notes: (1, { $0.replacing("\r\n", with: "\n") }))
  }

  /// As Android, in the form of 16.1: nothing that the server computes, no zone, and
  /// exceptions apart.
  static let gmail = AppointmentClient(
    name: "Gmail", type: "Android", version: .v16_1,
    options: options(filter: 4, [BodyPreference(type: .plain, truncationSize: 200_000)]),
    unsent: [
      "Timezone", "DtStamp", "OrganizerName", "OrganizerEmail", "UID", "ResponseType", "NativeBodyType",
      "MeetingStatus", "Exceptions",
    ], attendeeParts: ["Email", "Name"], attendeeType: "1", tellsNewsOnly: true,
    notes: (1, { $0.replacing("\r\n", with: "\n") }))

  /// Pages or plain notes; it calls a meeting what has no organizer, and sends no answer of anybody.
  static func iPhone(_ version: ProtocolVersion) -> AppointmentClient {
    let computed: Set = ["OrganizerName", "OrganizerEmail", "ResponseType", "NativeBodyType"]
    let isNew = version >= .v16_0
    return AppointmentClient(
      name: "iOS", type: "iPhone", version: version,
      options: options(filter: 5, [BodyPreference(type: .plain, truncationSize: 32_768)]),
      timezone: isNew ? nil : berlin,
      unsent: isNew ? computed.union(["DtStamp", "UID", "Timezone", "Exceptions"]) : computed,
      attendeeParts: ["Email", "Name", "AttendeeType"], tellsNewsOnly: isNew,
      notes: (1, { $0.replacing("\r\n", with: "\n") }))
  }

  private static func options(filter: Int, _ preferences: [BodyPreference]) -> SyncOptions {
    var options = SyncOptions()
    options.filterType = filter
    options.bodyPreferences = preferences
    return options
  }

  /// The element of the place in a version.
  private static func place(_ version: ProtocolVersion) -> WBXML.Tag {
    version < .v16_0 ? Calendar.location.tag : AirSyncBase.location.tag
  }

  /// A TIME_ZONE_INFORMATION of zeros.
  static let noZone = Data(count: 172).base64EncodedString()

  /// Berlin's rules without a name, as clients write them that have their zones from elsewhere.
  static let berlin: String = {
    var bytes = Data(count: 172)
    func long(_ value: Int32, at index: Int) {
      withUnsafeBytes(of: value.littleEndian) { bytes.replaceSubrange(index..<index + 4, with: $0) }
    }
    func date(_ parts: [UInt8], at index: Int) {
      for (offset, part) in parts.enumerated() { bytes[index + 2 * offset] = part }
    }
    long(-60, at: 0)
    date([0, 10, 0, 5, 3], at: 68)
    date([0, 3, 0, 5, 2], at: 152)
    long(-60, at: 168)
    return bytes.base64EncodedString()
  }()
}

// MARK: - What it writes
extension AppointmentClient {
  /// The ApplicationData of an appointment that was shown to it and of which it changed nothing.
  func sendingBack(_ shown: Fragment) throws -> Fragment {
    var sent = try shown.children().filter { !unsent.contains($0.tag.name ?? "") }
    sent.removeAll { $0.tag == AirSyncBase.body.tag }
    let text = try shown.notes
    if let notes, !text.isEmpty {
      sent.append(try Wire.body(notes.text(text), type: notes.type).child)
    }
    sent = try sent.map { child in
      switch child.tag {
      case Calendar.attendees.tag: try attendees(child)
      default: child
      }
    }
    if let timezone {
      sent.removeAll { $0.tag == Calendar.timezone.tag }
      sent.append(try Wire(Calendar.timezone, timezone).child)
    }
    if writesDates, version < .v16_0 { try writeDates(&sent, of: shown) }
    for tag in always where !sent.contains(where: { $0.tag == tag }) {
      sent.append(Fragment.Child(tag: tag, content: Fragment(bytes: [])))
    }
    let order = Dictionary(uniqueKeysWithValues: zip(first, 0...))
    return try Fragment(
      sent.enumerated().sorted {
        (order[$0.element.tag] ?? .max, $0.offset) < (order[$1.element.tag] ?? .max, $1.offset)
      }.map(\.element))
  }

  /// The attendees with the parts that it knows.
  private func attendees(_ list: Fragment.Child) throws -> Fragment.Child {
    let attendees = try list.content.children().map { attendee in
      var parts = try attendee.content.children().filter { attendeeParts.contains($0.tag.name ?? "") }
      if let attendeeType { parts.append(try Wire(Calendar.attendeeType, attendeeType).child) }
      return Fragment.Child(tag: attendee.tag, content: try Fragment(parts))
    }
    return Fragment.Child(tag: list.tag, content: try Fragment(attendees))
  }

  /// Whole days with their bare dates instead of midnights in Berlin.
  private func writeDates(_ sent: inout [Fragment.Child], of shown: Fragment) throws {
    guard try shown.text(Calendar.allDayEvent) == "1" else { return }
    let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
    let item = try shown.decode(CalendarItem.self)
    for (token, time) in [(Calendar.startTime, item.startTime), (.endTime, item.endTime)] {
      let day = CivilDate(try #require(time), in: zone).text.replacing("-", with: "")
      sent.removeAll { $0.tag == token.tag }
      sent.append(try Wire(token, day + "T000000Z").child)
    }
  }
}
