import SyncModel
import Testing
import WBXML

@Suite struct ComparisonTests {
  private static let organizer = Presentation.Organizer(name: "Tiger", email: "tiger@example.com")

  private static func presentation(_ version: ProtocolVersion) -> Presentation {
    Presentation(version: version, organizer: organizer)
  }

  private static var appointment: CalendarItem {
    var item = CalendarItem()
    let start = LocalDateTime(date: CivilDate(dayNumber: 20_000), hour: 9, minute: 0)
    item.schedule = .timed(start: start, end: start.adding(seconds: 3600), zone: "Europe/Berlin")
    item.subject = "Termin"
    item.reminder = 15
    item.attendees = [
      Attendee(email: "a@example.com", name: "A"), Attendee(email: "b@example.com", name: "B"),
    ]
    item.recurrence = Recurrence()
    item.recurrence?.type = 0
    item.exceptions = [2, 3].map { CalendarException(leftOut: CivilDate(dayNumber: 20_000 + $0)) }
    item.body = Body(plain: "Notiz")
    return item
  }

  /// Whether it is stored as a Change wrote it, in all versions; nil if they differ.
  private func isStored(_ edit: (inout CalendarItem) -> Void) -> Bool? {
    var stored = Self.appointment
    edit(&stored)
    let change = ItemEdit(.calendar(Self.appointment))
    let answers = Set(
      ProtocolVersion.allCases.map {
        change.isStored(as: .calendar(stored), for: Self.presentation($0))
      })
    return answers.count == 1 ? answers.first : nil
  }

  @Test func whatTheServerComputesIsNotCompared() {
    #expect(
      isStored { item in
        item.dtStamp = Sent.moment("2026-01-01 00:00:00")
        item.organizerEmail = "x@example.com"
        item.responseType = 1
        item.nativeBodyType = 2
        item.uid = "UID"
        item.clientUid = "UID"
        item.timezone = "x"
      } == true)
  }

  @Test func whatLooksTheSameIsTheSame() {
    #expect(isStored { $0.sensitivity = 0 } == true)
    #expect(isStored { $0.onlineMeetingConfLink = "" } == true)
    #expect(isStored { $0.categories = [] } == true)
    #expect(isStored { $0.body = Body(plain: "Notiz\r\n") } == true)
    #expect(isStored { $0.exceptions?.reverse() } == true)
    #expect(
      isStored { item in
        item.recurrence?.interval = 1
        item.recurrence?.calendarType = 0
        item.recurrence?.isLeapMonth = false
        item.recurrence?.firstDayOfWeek = 1
      } == true)
    #expect(
      isStored { item in
        item.attendees = [
          Attendee(email: "B@example.com", name: "B", attendeeStatus: 0, attendeeType: 1),
          Attendee(email: "A@Example.com", name: "A"),
        ]
      } == true)
  }

  @Test(
    arguments: [
      { $0.subject = "termin" }, { $0.subject = nil }, { $0.reminder = 20 }, { $0.reminder = nil },
      { $0.sensitivity = 2 }, { $0.busyStatus = 2 }, { $0.location = "Aachen" }, { $0.body = nil },
      { $0.body = Body(plain: "Notiz 2") }, { $0.schedule = $0.schedule.map { $0.later } },
      { $0.recurrence?.interval = 2 }, { $0.recurrence = nil }, { $0.exceptions?.removeLast() },
      { $0.attendees?.removeLast() }, { $0.attendees?[0].name = "C" },
      { $0.attendees?[0].attendeeStatus = 3 },
    ] as [@Sendable (inout CalendarItem) -> Void])
  func everyOtherDifferenceIsOne(edit: @Sendable (inout CalendarItem) -> Void) {
    #expect(isStored(edit) == false)
  }

  @Test(arguments: ProtocolVersion.allCases) func ofAnAddOnlyWhatWasToldIsCompared(version: ProtocolVersion)
    throws
  {
    let sent = try Sent.elements([(Contacts.lastName.tag, "Müller"), (Contacts.suffix.tag, "")])
    let edit = try Reading(version).addition(sent, of: .contacts)
    var stored = ContactItem()
    stored.lastName = "Müller"
    stored.fileAs = "Müller"
    stored.body = Body(plain: "Notiz")
    #expect(edit.isStored(as: .contact(stored), for: Presentation(version: version)))
    stored.suffix = "Jr."
    #expect(!edit.isStored(as: .contact(stored), for: Presentation(version: version)))
  }

  @Test func aTasksDatesAreComparedOnce() throws {
    // UtcDueDate alone stands for both.
    let sent = try Sent.elements([
      (Tasks.subject.tag, "x"), (Tasks.utcDueDate.tag, "2026-07-01T10:00:00.000Z"), (Tasks.complete.tag, "1"),
    ])
    let edit = try Reading(.v14_1).addition(sent, of: .tasks)
    guard case .task(var stored) = edit.item else { return }
    stored.completed = LocalDateTime(text: "2026-11-22 00:00:00")
    stored.sensitivity = 1
    #expect(edit.isStored(as: .task(stored), for: Presentation(version: .v14_1)))
    stored.due = LocalDateTime(text: "2026-07-01 00:00:00")
    #expect(!edit.isStored(as: .task(stored), for: Presentation(version: .v14_1)))
  }

  @Test func theDayOfACompletionIsEnough() throws {
    var task = TaskItem()
    (task.complete, task.completed) = (true, LocalDateTime(text: "2026-11-22 13:00:00"))
    let edit = ItemEdit(.task(task))
    task.completed = LocalDateTime(text: "2026-11-22 00:00:00")
    #expect(edit.isStored(as: .task(task), for: Presentation(version: .v14_1)))
    task.completed = LocalDateTime(text: "2026-11-21 13:00:00")
    #expect(!edit.isStored(as: .task(task), for: Presentation(version: .v14_1)))
  }

  @Test func notesThatWereNotTakenAreADifference() throws {
    var contact = ContactItem()
    contact.body = Body(plain: "Notiz")
    let edit = try Reading(.v14_1).change(of: .contact(contact), by: Sent.notes("No", isTruncated: true))
    #expect(edit.item == .contact(contact))
    #expect(!edit.isStored(as: .contact(contact), for: Presentation(version: .v14_1)))
  }

  @Test func aPlaceIsThatOfTheVersion() throws {
    var sent = CalendarItem()
    sent.startTime = Sent.moment("2026-07-01 07:00:00")
    sent.endTime = Sent.moment("2026-07-01 08:00:00")
    sent.location = "Aachen"
    for version in ProtocolVersion.allCases {
      let edit = try Reading(version).addition(Fragment(encoding: sent), of: .calendar)
      var stored = try #require(edit.appointment)
      #expect(edit.isStored(as: .calendar(stored), for: Presentation(version: version)))
      stored.location = "Köln"
      #expect(!edit.isStored(as: .calendar(stored), for: Presentation(version: version)))
    }
  }
}

extension Schedule {
  fileprivate var later: Schedule {
    guard case .timed(let start, let end, let zone) = self else { return self }
    return .timed(start: start, end: end.adding(seconds: 60), zone: zone)
  }
}
