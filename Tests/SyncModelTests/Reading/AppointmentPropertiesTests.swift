import SyncModel
import Testing
import WBXML

@Suite struct AppointmentPropertiesTests {
  private static var stored: CalendarItem {
    var item = CalendarItem()
    let start = LocalDateTime(date: CivilDate(dayNumber: 20_000), hour: 9, minute: 0)
    item.schedule = .timed(start: start, end: start.adding(seconds: 3600), zone: "Europe/Berlin")
    item.subject = "Termin"
    item.location = "Aachen"
    item.reminder = 15
    item.busyStatus = 4
    item.uid = "UID-1"
    item.organizerEmail = "tiger@example.com"
    item.meetingStatus = 1
    item.attendees = [Attendee(email: "k@example.com", name: "Käthe", attendeeStatus: 3, attendeeType: 1)]
    item.onlineMeetingConfLink = "sip:a"
    return item
  }

  private func change(_ reading: Reading, _ sent: Fragment, of item: CalendarItem = stored) throws
    -> CalendarItem
  {
    try #require(reading.change(of: .calendar(item), by: sent).appointment)
  }

  private func change(_ version: ProtocolVersion, _ elements: [(Tag, String)]) throws -> CalendarItem {
    try change(Reading(version), Sent.elements(elements))
  }

  @Test(arguments: ProtocolVersion.allCases) func whatTheServerComputesIsNotHeard(version: ProtocolVersion)
    throws
  {
    let item = try change(
      version,
      [
        (Calendar.dtStamp.tag, "20260101T000000Z"), (Calendar.organizerEmail.tag, "x@example.com"),
        (Calendar.organizerName.tag, ""), (Calendar.responseType.tag, "3"),
        (AirSyncBase.nativeBodyType.tag, "2"), (Calendar.uid.tag, "UID-2"), (Calendar.clientUid.tag, "UID-3"),
      ])
    #expect(item == Self.stored)
  }

  @Test(arguments: [
    (ProtocolVersion.v14_1, Calendar.uid.tag), (.v16_0, Calendar.clientUid.tag),
    (.v16_1, Calendar.clientUid.tag),
  ])
  func aNewAppointmentKeepsThePhonesId(version: ProtocolVersion, tag: Tag) throws {
    let sent = try Sent.elements([
      (Calendar.startTime.tag, "20260701T070000Z"), (Calendar.endTime.tag, "20260701T080000Z"),
      (tag, "0123456789ABCDEF0123456789ABCDEF\0"),
    ])
    let item = try #require(Reading(version).addition(sent, of: .calendar).appointment)
    #expect(item.uid == "0123456789ABCDEF0123456789ABCDEF")
    #expect(item.clientUid == nil)
  }

  @Test(arguments: [("0", 0), ("30", 30), ("", nil), ("-1", nil)]) func remindersOfAnyMinute(
    text: String, minutes: Int?
  ) throws {
    for version in ProtocolVersion.allCases {
      #expect(try change(version, [(Calendar.reminder.tag, text)]).reminder == minutes)
    }
  }

  @Test func aStatusThatTheVersionCannotShowStays() throws {
    // 4 is shown as 2 up to 14.1.
    #expect(try change(.v14_1, [(Calendar.busyStatus.tag, "2")]).busyStatus == 4)
    #expect(try change(.v14_1, [(Calendar.busyStatus.tag, "0")]).busyStatus == 0)
    #expect(try change(.v16_1, [(Calendar.busyStatus.tag, "2")]).busyStatus == 2)
    #expect(try change(.v16_1, [(Calendar.busyStatus.tag, "-1")]).busyStatus == 4)
  }

  @Test func supportedClearsWhatIsLeftOutUpTo141() throws {
    let supported = [Calendar.location.tag, Calendar.reminder.tag, Calendar.uid.tag, Calendar.startTime.tag]
    let sent = try Sent.elements([(Calendar.subject.tag, "Neu")])
    let old = try change(Reading(.v14_1, supported: supported), sent)
    var expected = Self.stored
    (expected.subject, expected.location, expected.reminder) = ("Neu", nil, nil)
    #expect(old == expected)
    let new = try change(Reading(.v16_1, supported: supported), sent)
    #expect(new.location == "Aachen")
    #expect(new.reminder == 15)
  }

  /// [MS-ASCMD] 2.2.3.179: without Supported nothing is ghosted. Only a whole appointment is taken for one.
  @Test(arguments: [nil, [], [Calendar.subject.tag]] as [[Tag]?])
  func aWholeAppointmentHasNoMoreThanItTellsUpTo141(supported: [Tag]?) throws {
    let whole: [(Tag, String)] = [
      (Calendar.timezone.tag, String(repeating: "A", count: 228) + "AA=="),
      (Calendar.allDayEvent.tag, "0"), (Calendar.startTime.tag, "20241004T070000Z"),
      (Calendar.endTime.tag, "20241004T080000Z"), (Calendar.uid.tag, "U"), (Calendar.subject.tag, "Neu"),
    ]
    for version in [ProtocolVersion.v12_1, .v14_0, .v14_1] {
      let item = try change(Reading(version, supported: supported), Sent.elements(whole))
      #expect(item.location == (supported == nil ? nil : Self.stored.location))
      #expect(item.reminder == (supported == nil ? nil : Self.stored.reminder))
      #expect(item.sensitivity == Self.stored.sensitivity && item.categories == Self.stored.categories)
      for index in whole.indices.dropLast() {
        var part = whole
        part.remove(at: index)
        let item = try change(Reading(version, supported: supported), Sent.elements(part))
        #expect(item.location == Self.stored.location && item.reminder == Self.stored.reminder)
      }
    }
    for version in ProtocolVersion.new {
      let item = try change(Reading(version, supported: supported), Sent.elements(whole))
      #expect(item.location == Self.stored.location && item.reminder == Self.stored.reminder)
    }
  }

  @Test func aPlaceIsItsName() throws {
    #expect(try change(.v14_1, [(Calendar.location.tag, "Köln")]).location == "Köln")
    #expect(try change(.v14_1, [(Calendar.location.tag, "")]).location == nil)
    for version in ProtocolVersion.new {
      #expect(try change(version, [(AirSyncBase.location.tag, "")]).location == nil)
      var sent = CalendarItem()
      sent.structuredLocation = Location(displayName: "Köln")
      sent.structuredLocation?.city = ""
      let named = try change(Reading(version), Fragment(encoding: sent))
      #expect(named.location == "Köln")
      #expect(named.structuredLocation == nil)
      sent.structuredLocation?.city = "Köln"
      let full = try change(Reading(version), Fragment(encoding: sent))
      #expect(full.location == "Köln")
      #expect(full.structuredLocation == sent.structuredLocation)
      // The old version knows the name alone; as long as that is the same, the rest is.
      #expect(try change(Reading(.v14_1), Fragment(bytes: []), of: full) == full)
      let moved = try change(Reading(.v14_1), Sent.elements([(Calendar.location.tag, "Bonn")]), of: full)
      #expect(moved.location == "Bonn")
      #expect(moved.structuredLocation == nil)
    }
  }

  @Test func attendeesAreThoseWhoAreSent() throws {
    var sent = CalendarItem()
    sent.attendees = [
      Attendee(email: "K@Example.com", name: "Käthe"), Attendee(email: "\"N\" <n@example.com>", name: ""),
      Attendee(email: "", name: ""),
    ]
    let item = try change(Reading(.v14_1), Fragment(encoding: sent))
    #expect(item.attendees?.map(\.email) == ["K@Example.com", "n@example.com"])
    #expect(item.attendees?.map(\.attendeeStatus) == [3, nil])
    sent.attendees = [Attendee(email: "K@Example.com", name: "Käthe")]
    #expect(try change(Reading(.v14_1), Fragment(encoding: sent)) == Self.stored)
    #expect(try change(.v14_1, [(Calendar.attendees.tag, "")]).attendees == nil)
  }

  @Test func theUserHimselfIsNoAttendee() throws {
    var reading = Reading(.v14_1)
    reading.presentation.organizer = .init(name: "Theobald Tiger", email: "Theobald.Tiger@mandant.example")
    var sent = CalendarItem()
    sent.startTime = Sent.moment("2026-07-01 09:00:00")
    sent.endTime = Sent.moment("2026-07-01 10:00:00")
    sent.attendees = [
      Attendee(email: "theobald.tiger@mandant.example", name: "Theobald Tiger"),
      Attendee(email: "guest@mandant.example", name: "Guest"),
    ]
    let edit = try reading.addition(Fragment(encoding: sent), of: .calendar)
    #expect(edit.appointment?.attendees?.map(\.email) == ["guest@mandant.example"])
  }
}
