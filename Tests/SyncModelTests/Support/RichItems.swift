import Foundation
import SyncModel
import WBXML

/// An item of each class with everything that the presentation has to do with.
enum RichItems {
  static let all: [Item] = [contact, appointment, task, note]

  static let organizer = Presentation.Organizer(
    name: "Theobald Tiger", email: "theobald.tiger_MeinMandant@example.com")

  static var contact: Item {
    var contact = ContactItem()
    contact.title = "Dr."
    contact.firstName = "Käthe"
    contact.lastName = "Müller & Söhne"
    contact.fileAs = "Müller & Söhne, Käthe"
    contact.alias = "km"
    contact.weightedRank = 3
    contact.companyName = "Muster GmbH"
    contact.birthday = CivilDate(text: "1964-02-29")
    contact.anniversary = CivilDate(text: "1990-06-15")
    contact.email1Address = "kaethe@example.com"
    contact.homePhoneNumber = "+49 241 1234"
    contact.mobilePhoneNumber = "+49 170 1234"
    contact.businessAddressStreet = "Hauptstr. 1"
    contact.businessAddressPostalCode = "52068"
    contact.businessAddressCity = "Aachen"
    contact.businessAddressCountry = "Deutschland"
    contact.webPage = "https://example.com/?a=1&b=2"
    contact.picture = "/9j/4AAQSkZJRg=="
    contact.categories = ["Kunde", "Eigentümer"]
    contact.children = ["Anna"]
    contact.nickName = "Käthchen"
    contact.imAddress = "kaethe"
    contact.companyMainPhone = "+49 241 4321"
    contact.body = Body(plain: "Erste Zeile\nZweite Zeile <€>")
    return .contact(contact)
  }

  static var appointment: Item {
    var item = CalendarItem()
    let start = LocalDateTime(date: day("2026-07-01"), hour: 9, minute: 0)
    item.schedule = .timed(start: start, end: start.adding(seconds: 5400), zone: "Europe/Berlin")
    item.subject = "Besichtigung"
    item.location = "Hauptstr. 1, Aachen"
    item.uid = "5E1F0A"
    item.dtStamp = Date(timeIntervalSince1970: 1_795_365_600)
    item.busyStatus = 4
    item.sensitivity = 2
    item.reminder = 0
    item.meetingStatus = 1
    item.categories = ["Besichtigung"]
    item.responseRequested = true
    item.appointmentReplyTime = Date(timeIntervalSince1970: 1_795_000_000)
    item.responseType = 1
    item.disallowNewTimeProposal = false
    item.onlineMeetingConfLink = "sip:a"
    item.onlineMeetingExternalLink = "https://example.com/a"
    var resource = Attendee(
      email: "car@resource.invalid", name: "Dienstwagen", attendeeStatus: 0, attendeeType: 3)
    resource.proposedStartTime = Date(timeIntervalSince1970: 1_795_400_000)
    item.attendees = [Attendee(email: "kaethe@example.com", name: "Käthe", attendeeStatus: 3), resource]
    item.recurrence = weekly
    item.exceptions = [CalendarException(leftOut: day("2026-07-08")), moved]
    item.body = Body(plain: "Schlüssel mitnehmen\nParken im Hof")
    return .calendar(item)
  }

  static var task: Item {
    var task = TaskItem()
    task.subject = "Exposé schreiben"
    task.zone = "Europe/Berlin"
    task.start = LocalDateTime(text: "2026-07-01 00:00:00")
    task.due = LocalDateTime(text: "2026-12-01 17:30:00")
    task.reminder = LocalDateTime(text: "2026-12-01 09:00:00")
    task.importance = 2
    task.sensitivity = 1
    task.complete = false
    task.categories = ["Marketing"]
    task.ordinalDate = Date(timeIntervalSince1970: 1_795_365_600.25)
    task.subOrdinalDate = "5555"
    var recurrence = TaskRecurrence()
    recurrence.type = 1
    recurrence.start = Date(timeIntervalSince1970: 1_782_864_000)
    recurrence.interval = 2
    recurrence.dayOfWeek = 8
    recurrence.regenerate = false
    recurrence.deadOccur = false
    recurrence.calendarType = 0
    recurrence.isLeapMonth = false
    recurrence.firstDayOfWeek = 1
    task.recurrence = recurrence
    task.body = Body(plain: "Bilder & Grundriss")
    return .task(task)
  }

  static var note: Item {
    var note = NoteItem()
    note.subject = "Fragen an Familie Krämer"
    note.body = Body(
      plain: "Garten: wie groß?\nSchlüssel & Übergabe",
      html: "<html><body><b>Garten:</b> wie groß?<br>Schlüssel &amp; Übergabe</body></html>")
    note.lastModifiedDate = Date(timeIntervalSince1970: 1_795_365_600)
    note.categories = ["Gelb", "Wichtig"]
    return .note(note)
  }

  private static var weekly: Recurrence {
    var recurrence = Recurrence()
    recurrence.type = 1
    recurrence.interval = 1
    recurrence.dayOfWeek = 8
    recurrence.lastDay = day("2026-12-02")
    recurrence.calendarType = 0
    recurrence.isLeapMonth = false
    recurrence.firstDayOfWeek = 1
    return recurrence
  }

  private static var moved: CalendarException {
    var exception = CalendarException()
    exception.occurrence = day("2026-10-28")
    exception.schedule = .allDay(first: day("2026-10-29"), last: day("2026-10-29"), zone: "Europe/Berlin")
    exception.subject = "Besichtigung, ganztags"
    exception.location = "Treffpunkt Markt"
    return exception
  }

  private static func day(_ text: String) -> CivilDate { CivilDate(text: text) ?? CivilDate(dayNumber: 0) }

  /// The item as an Add of a Sync response, as XML with an element on each line.
  static func xml(of item: Item, _ version: ProtocolVersion) throws -> String {
    let preference = BodyPreference(type: .plain, truncationSize: 24, preview: 5)
    let presentation = Presentation(version: version, bodyPreferences: [preference], organizer: organizer)
    var collection = SyncResponse.Collection(
      .success, collectionId: CollectionId(rawValue: "1"), syncKey: SyncKey(rawValue: "2"))
    let data = try item.applicationData(for: presentation)
    collection.commands = [SyncResponse.Command(.add, ServerId(rawValue: "3"), data)]
    let xml = try WBXMLDocument(WBXMLEncoder.encode(SyncResponse([collection]))).xml
    return xml.replacing("><", with: ">\n<") + "\n"
  }

  /// The names of all elements of the item's content, with their namespaces.
  static func names(in item: Item, _ version: ProtocolVersion) throws -> Set<String> {
    let preference = BodyPreference(type: .plain, preview: 5)
    let presentation = Presentation(version: version, bodyPreferences: [preference])
    var names: Set<String> = []
    var bytes = try item.applicationData(for: presentation).bytes[...]
    var page: UInt8 = 0
    while let byte = bytes.popFirst() {
      switch byte {
      case 0x00: page = bytes.popFirst() ?? 0
      case 0x01: continue
      case 0x03: bytes = bytes.drop { $0 != 0 }.dropFirst()
      default: names.insert(Tag(page: page, token: byte & 0x3F).description)
      }
    }
    return names
  }
}
