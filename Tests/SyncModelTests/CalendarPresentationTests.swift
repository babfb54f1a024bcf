import Foundation
import SyncModel
import Testing
import WBXML

@Suite struct CalendarPresentationTests {
  private static let old: [ProtocolVersion] = [.v12_1, .v14_0, .v14_1]
  private static let new: [ProtocolVersion] = [.v16_0, .v16_1]

  @Test(arguments: ProtocolVersion.allCases) func aTimedAppointmentIsToldInUTC(version: ProtocolVersion)
    throws
  {
    let item = try present(try timed("2026-07-01 09:00:00", "2026-07-01 10:30:00"), version)
    #expect(text(item.startTime) == "2026-07-01 07:00:00")
    #expect(text(item.endTime) == "2026-07-01 08:30:00")
    #expect(item.allDayEvent == false)
    #expect(item.timezone != nil)
  }

  @Test(arguments: old) func wholeDaysAreMidnightsOfTheZoneInOldVersions(version: ProtocolVersion) throws {
    // The second day has 25 hours.
    let item = try present(try allDay("2026-10-24", "2026-10-25"), version)
    #expect(item.allDayEvent == true)
    #expect(text(item.startTime) == "2026-10-23 22:00:00")
    #expect(text(item.endTime) == "2026-10-25 23:00:00")
    #expect(item.timezone != nil)
  }

  @Test(arguments: new) func wholeDaysAreBareDatesInNewVersions(version: ProtocolVersion) throws {
    let item = try present(try allDay("2026-10-24", "2026-10-25"), version)
    #expect(item.allDayEvent == true)
    #expect(text(item.startTime) == "2026-10-24 00:00:00")
    #expect(text(item.endTime) == "2026-10-26 00:00:00")
    #expect(item.timezone == nil)
  }

  @Test func aZeroLengthAppointmentStaysOne() throws {
    let item = try present(try timed("2026-07-01 09:00:00", "2026-07-01 09:00:00"), .v16_1)
    #expect(item.startTime == item.endTime)
  }

  @Test func anAppointmentInTheHourThatIsLeftOutDoesNotEndBeforeItBegins() throws {
    let item = try present(try timed("2026-03-29 02:30:00", "2026-03-29 03:00:00"), .v14_1)
    #expect(text(item.startTime) == "2026-03-29 01:30:00")
    #expect(item.endTime == item.startTime)
  }

  @Test func anUnknownZoneIsUTC() throws {
    let start = try #require(LocalDateTime(text: "2026-07-01 09:00:00"))
    var item = CalendarItem()
    item.schedule = .timed(start: start, end: start, zone: "Nowhere/Here")
    #expect(text(try present(item, .v14_1).startTime) == "2026-07-01 09:00:00")
  }

  @Test(arguments: ProtocolVersion.allCases) func aSeriesEndsWithTheStartOfItsLastOccurrence(
    version: ProtocolVersion
  ) throws {
    var item = try timed("2026-07-01 09:00:00", "2026-07-01 10:00:00")
    item.recurrence = Recurrence()
    item.recurrence?.occurrences = 4
    item.recurrence?.lastDay = CivilDate(text: "2026-12-02")
    let recurrence = try #require(present(item, version).recurrence)
    // In winter the same local time is an hour later in UTC.
    #expect(text(recurrence.until) == "2026-12-02 08:00:00")
    #expect(recurrence.occurrences == nil)
  }

  @Test(arguments: old) func exceptionsNameTheirStartInOldVersions(version: ProtocolVersion) throws {
    let exception = try #require(present(try seriesWithGap(), version).exceptions?.first)
    #expect(exception.deleted == true)
    #expect(text(exception.exceptionStartTime) == "2026-12-02 08:00:00")
    #expect(exception.instanceId == nil)
  }

  @Test(arguments: new) func exceptionsNameTheirInstanceInNewVersions(version: ProtocolVersion) throws {
    let exception = try #require(present(try seriesWithGap(), version).exceptions?.first)
    #expect(text(exception.instanceId) == "2026-12-02 08:00:00")
    #expect(exception.exceptionStartTime == nil)
  }

  @Test func exceptionsOfWholeDaysBindByDate() throws {
    var item = try allDay("2026-07-01", "2026-07-01")
    item.recurrence = Recurrence()
    item.exceptions = [CalendarException(leftOut: try #require(CivilDate(text: "2026-12-02")))]
    #expect(text(try present(item, .v14_1).exceptions?.first?.exceptionStartTime) == "2026-12-01 23:00:00")
    #expect(text(try present(item, .v16_1).exceptions?.first?.instanceId) == "2026-12-02 00:00:00")
  }

  @Test func anOccurrenceOfWholeDaysIsMarkedAsSuch() throws {
    var item = try allDay("2026-07-01", "2026-07-01")
    var moved = CalendarException()
    moved.occurrence = CivilDate(text: "2026-07-08")
    moved.schedule = try allDay("2026-07-09", "2026-07-09").schedule
    item.exceptions = [moved]
    let exception = try #require(present(item, .v16_1).exceptions?.first)
    #expect(exception.allDayEvent == true)
    #expect(text(exception.startTime) == "2026-07-09 00:00:00")
    #expect(text(exception.endTime) == "2026-07-10 00:00:00")
  }

  @Test func thePlaceIsTextOrElementByVersion() throws {
    var item = CalendarItem()
    item.location = "Büro"
    #expect(try present(item, .v14_1).location == "Büro")
    #expect(try present(item, .v14_1).structuredLocation == nil)
    #expect(try present(item, .v16_0).location == nil)
    #expect(try present(item, .v16_0).structuredLocation == Location(displayName: "Büro"))
  }

  @Test func theSyncingUserOrganizes() throws {
    var item = CalendarItem()
    item.organizerName = "Somebody"
    item.organizerEmail = "somebody@example.com"
    let organizer = Presentation.Organizer(name: "Theobald Tiger", email: "theobald.tiger_M@example.com")
    let presentation = Presentation(version: .v14_1, organizer: organizer)
    let shown: CalendarItem = try Item.calendar(item).applicationData(for: presentation).decode()
    #expect(shown.organizerName == organizer.name && shown.organizerEmail == organizer.email)
    #expect(try present(item, .v14_1).organizerName == "Somebody")
  }

  @Test(arguments: [(4, 2, 4), (3, 3, 3), (0, 0, 0), (-1, 2, 2), (9, 2, 2)])
  func busyStatusIsOneTheVersionKnows(
    status: Int, old: Int, new: Int
  ) throws {
    var item = CalendarItem()
    item.busyStatus = status
    #expect(try present(item, .v14_1).busyStatus == old)
    #expect(try present(item, .v16_1).busyStatus == new)
  }

  @Test func attendeesHaveAKindFrom16() throws {
    var item = CalendarItem()
    item.attendees = [Attendee(email: "a@example.com", name: "A")]
    #expect(try present(item, .v14_1).attendees?.first?.attendeeType == nil)
    #expect(try present(item, .v16_1).attendees?.first?.attendeeType == 1)
  }

  private func timed(_ start: String, _ end: String) throws -> CalendarItem {
    var item = CalendarItem()
    item.schedule = .timed(
      start: try #require(LocalDateTime(text: start)), end: try #require(LocalDateTime(text: end)),
      zone: "Europe/Berlin")
    return item
  }

  private func allDay(_ first: String, _ last: String) throws -> CalendarItem {
    var item = CalendarItem()
    item.schedule = .allDay(
      first: try #require(CivilDate(text: first)), last: try #require(CivilDate(text: last)),
      zone: "Europe/Berlin")
    return item
  }

  private func seriesWithGap() throws -> CalendarItem {
    var item = try timed("2026-07-01 09:00:00", "2026-07-01 10:00:00")
    item.recurrence = Recurrence()
    item.exceptions = [CalendarException(leftOut: try #require(CivilDate(text: "2026-12-02")))]
    return item
  }

  private func present(_ item: CalendarItem, _ version: ProtocolVersion) throws -> CalendarItem {
    try Item.calendar(item).applicationData(for: Presentation(version: version)).decode()
  }

  private func text(_ instant: Date?) -> String? { instant.map { LocalDateTime($0, in: .gmt).text } }
}
