import SyncModel
import TestSupport
import WBXML

/// Random items in the form in which backends give and take them.
enum RandomItems {
  static func all(seed: UInt64) throws -> [Item] {
    [
      .contact(try contact(seed: seed)), .calendar(try appointment(seed: seed)), .task(try task(seed: seed)),
      .note(try note(seed: seed)),
    ]
  }

  static func contact(seed: UInt64) throws -> ContactItem {
    var random = SeededGenerator(seed: seed)
    var contact: ContactItem = try withoutEmptyElements(ElementFiller.make(seed: seed))
    contact.body = random.notes()
    contact.nativeBodyType = nil
    return contact
  }

  static func task(seed: UInt64) throws -> TaskItem {
    var random = SeededGenerator(seed: seed)
    var task: TaskItem = try withoutEmptyElements(ElementFiller.make(seed: seed))
    task.body = random.notes()
    task.nativeBodyType = nil
    (task.startDate, task.utcStartDate, task.dueDate, task.utcDueDate) = (nil, nil, nil, nil)
    (task.dateCompleted, task.reminderTime) = (nil, nil)
    task.importance = random.number(0...2)
    task.zone = "Europe/Berlin"
    task.start = random.number(0...1) == 0 ? nil : random.time()
    task.due = random.number(0...1) == 0 ? nil : random.time()
    task.reminder = random.number(0...1) == 0 ? nil : random.time()
    task.reminderSet = task.reminder != nil
    task.complete = random.number(0...1) == 0
    task.completed = task.complete == true ? random.time() : nil
    return task
  }

  static func note(seed: UInt64) throws -> NoteItem {
    var random = SeededGenerator(seed: seed)
    var note: NoteItem = try withoutEmptyElements(ElementFiller.make(seed: seed))
    note.body = random.notes()
    if let text = note.body?.data, random.number(0...1) == 0 {
      note.body?.html = "<html><body><pre>\(text)</pre></body></html>"
    }
    note.subject = "Betreff " + random.text()
    note.messageClass = random.number(0...1) == 0 ? "IPM.StickyNote" : "IPM.StickyNote.Gelb"
    note.nativeBodyType = nil
    return note
  }

  static func appointment(seed: UInt64) throws -> CalendarItem {
    var random = SeededGenerator(seed: seed)
    var item: CalendarItem = try withoutEmptyElements(ElementFiller.make(seed: seed))
    item.body = random.notes()
    (item.timezone, item.startTime, item.endTime, item.allDayEvent) = (nil, nil, nil, nil)
    (item.dtStamp, item.organizerName, item.organizerEmail) = (nil, nil, nil)
    (item.meetingStatus, item.responseType, item.nativeBodyType, item.clientUid) = (nil, nil, nil, nil)
    // No device can give an appointment files.
    item.attachments = nil
    item.schedule = random.schedule()
    item.busyStatus = random.number(0...4)
    item.reminder = random.number(0...1) == 0 ? nil : random.number(0...10_000)
    // A place without a name has one made of its parts.
    if item.location == nil { item.structuredLocation = nil }
    item.structuredLocation?.displayName = item.location
    item.structuredLocation?.city = "Aachen"
    item.structuredLocation?.takeNumbers(from: &random)
    item.attendees = item.attendees.map { _ in random.attendees() }
    (item.recurrence, item.exceptions) = (nil, nil)
    if random.number(0...2) > 0 { random.setSeries(&item) }
    return item
  }

  private static func withoutEmptyElements<Content: Element>(_ element: Content) throws -> Content {
    try Fragment(Fragment(encoding: element).children().filter { !$0.content.isEmpty }).decode()
  }
}

extension SeededGenerator {
  fileprivate mutating func notes() -> Body? {
    number(0...3) == 0 ? nil : Body(plain: "Notiz " + text(upTo: 60) + "\nEnde")
  }

  /// A time that every zone's clock shows once.
  fileprivate mutating func time() -> LocalDateTime {
    LocalDateTime(date: day(), hour: number(8...20), minute: number(0...59), second: number(0...59))
  }

  fileprivate mutating func day() -> CivilDate { CivilDate(dayNumber: number(10_000...30_000)) }

  fileprivate mutating func schedule() -> Schedule {
    let start = time()
    if number(0...2) == 0 {
      return .allDay(first: start.date, last: start.date.adding(days: number(0...5)), zone: "Europe/Berlin")
    }
    return .timed(
      start: start, end: start.adding(days: number(0...2)).adding(seconds: number(0...7200)),
      zone: "Europe/Berlin")
  }

  fileprivate mutating func attendees() -> [Attendee] {
    (0...number(0...3)).map { place in
      Attendee(
        email: "\(place)@example.com", name: "Name " + text(), attendeeStatus: number(0...5),
        attendeeType: number(1...3))
    }
  }

  /// A series of every day with occurrences that differ.
  fileprivate mutating func setSeries(_ item: inout CalendarItem) {
    var recurrence = Recurrence()
    recurrence.type = 0
    recurrence.interval = 1
    recurrence.calendarType = 0
    recurrence.isLeapMonth = false
    recurrence.firstDayOfWeek = 1
    guard case .timed(let start, _, _)? = item.schedule, number(0...2) > 0 else {
      recurrence.occurrences = number(1...99)
      return item.recurrence = recurrence
    }
    recurrence.lastDay = start.date.adding(days: 200)
    item.recurrence = recurrence
    let days = Set((0...number(0...3)).map { _ in number(1...199) }).sorted()
    item.exceptions = days.map { exception(on: start.date.adding(days: $0), of: item) }
  }

  private mutating func exception(on day: CivilDate, of item: CalendarItem) -> CalendarException {
    guard number(0...1) == 0 else { return CalendarException(leftOut: day) }
    var exception = CalendarException()
    exception.occurrence = day
    exception.subject = "Anders " + text()
    exception.schedule = schedule()
    // The same as that of the series is none of its own.
    exception.busyStatus = [0, 1, 3].filter { $0 != item.busyStatus }[number(0...1)]
    exception.location = number(0...1) == 0 ? nil : "Ort " + text()
    return exception
  }
}

extension Location {
  /// Where it is, in degrees and metres.
  fileprivate mutating func takeNumbers(from random: inout SeededGenerator) {
    (latitude, longitude) = ("\(random.number(-90...90))", "\(random.number(-180...180)).25")
    (accuracy, altitude, altitudeAccuracy) = ("5", "\(random.number(-400...8000))", "0.5")
  }
}
