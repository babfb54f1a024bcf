import SyncModel
import WBXML

/// What a device sent and onOffice has no field for, as it is kept beside a record: the item's unmapped rest.
enum KeptItem {
  /// Bytes that may be kept beside one record for one user: more than the largest notes that are read would be
  /// files, such as attachments, for which this is no place.
  static let limit = 1 << 20

  /// Why bytes are too many, by the largest of their elements.
  static func refusal(of bytes: [UInt8]) -> ItemRefusal {
    let elements = (try? Fragment(bytes: bytes).children()) ?? []
    let largest = elements.max { $0.content.bytes.count < $1.content.bytes.count }
    return ItemRefusal(
      element: largest?.tag.name ?? "ApplicationData",
      reason: "with it more than \(limit) bytes that onOffice has no field for")
  }

  /// The kept part of an item. If its bytes are none the item is broken: without the rest it would take the place
  /// of the whole with the device's next change.
  static func read<Content: Element>(_ bytes: [UInt8]?) throws(BrokenItem) -> Content {
    guard let bytes else { return Content() }
    do {
      return try Fragment(bytes: bytes).decode()
    } catch {
      throw BrokenItem(field: "kept properties", reason: "cannot be decoded")
    }
  }

  /// What is to be kept of a contact; nil for nothing.
  static func bytes(of contact: ContactItem) throws(WBXMLError) -> [UInt8]? {
    var clearer = FieldClearer<Address>()
    var rest = contact
    mapContact(&clearer, &rest)
    return try bytes(ofRest: rest)
  }

  /// What is to be kept of a task in an office with these kinds of task; nil for nothing.
  static func bytes(of task: TaskItem, kinds: [ActionType]) throws(WBXMLError) -> [UInt8]? {
    var clearer = FieldClearer<OfficeTask>()
    var rest = task
    mapTask(&clearer, &rest, in: TaskSurroundings(zone: ""))
    rest.categories = others(among: task.categories, than: kinds)
    return try bytes(ofRest: rest)
  }

  /// The categories that are the user's own. onOffice has one kind only: of several labels the first counts.
  private static func others(among categories: [String]?, than kinds: [ActionType]) -> [String]? {
    let others = categories?.filter { kinds.first(labelled: $0) == nil } ?? []
    return others.isEmpty ? nil : others
  }

  /// What is to be kept of a note, the HTML of its text included; nil for nothing.
  static func bytes(of note: NoteItem) throws(WBXMLError) -> [UInt8]? {
    var clearer = FieldClearer<OfficeNote>()
    var rest = note
    mapNote(&clearer, &rest)
    if let html = note.body?.html { rest.body = Body(html: html) }
    if rest.messageClass == NoteItem.usualMessageClass { rest.messageClass = nil }
    return try bytes(ofRest: rest)
  }

  /// What is to be kept of an appointment that gives `stored` without it, in an office with these kinds of
  /// appointment; nil for nothing. `kept` is what has been kept so far.
  static func bytes(
    of item: CalendarItem, beside stored: CalendarItem, kinds: [ActionType], insteadOf kept: CalendarItem
  ) throws(WBXMLError) -> [UInt8]? {
    var clearer = FieldClearer<Appointment>()
    var rest = item
    mapAppointment(&clearer, &rest, viewer: .neutral(tenant: 0), zone: "")
    // While onOffice blocks no time the device does not see what it said before, and says nothing of it.
    let hidden = stored.busyStatus == BusyStatus.busy ? nil : kept.busyStatus
    rest.busyStatus = item.busyStatus == stored.busyStatus ? hidden : item.busyStatus
    let others = item.attendees(besidesThoseOf: stored)
    rest.attendees = others.isEmpty ? nil : others
    rest.categories = self.others(among: item.categories, than: kinds)
    return try bytes(ofRest: rest)
  }

  private static func bytes(ofRest rest: some Element) throws(WBXMLError) -> [UInt8]? {
    let fragment = try Fragment(encoding: rest)
    return fragment.isEmpty ? nil : fragment.bytes
  }
}

extension TaskItem {
  /// Adds the categories that are kept beside the kind.
  mutating func addCategories(of kept: TaskItem) { categories = categories.adding(kept: kept.categories) }
}

extension [String]? {
  /// The categories with those that are kept beside the kind.
  fileprivate func adding(kept: [String]?) -> [String]? {
    let own = Set((self ?? []).map { $0.lowercased() })
    let others = (kept ?? []).filter { !own.contains($0.lowercased()) }
    return others.isEmpty ? self : (self ?? []) + others
  }
}

extension Body {
  /// A body of HTML.
  fileprivate init(html: String) {
    self.init()
    type = BodyType.html.rawValue
    data = html
  }
}

extension CalendarItem {
  /// Adds what is kept of properties that onOffice has as well, where that says more and contradicts nothing.
  mutating func refine(by kept: CalendarItem) {
    if busyStatus == BusyStatus.busy, let own = kept.busyStatus { busyStatus = own }
    refineAnswers(by: kept)
    structuredLocation = structuredLocation?.displayName == location ? structuredLocation?.readable : nil
    categories = categories.adding(kept: kept.categories)
    let others = kept.attendees(besidesThoseOf: self)
    guard !others.isEmpty else { return }
    attendees = (attendees ?? []) + others
    meetingStatus = MeetingStatus.organizer
    responseType = ResponseType.organizer
  }

  /// Dates that the user has accepted are blocked as his device said; those that are blocked as the series is are no
  /// exceptions.
  private mutating func refineAnswers(by kept: CalendarItem) {
    let answered = exceptions?.compactMap { exception -> CalendarException? in
      guard let status = exception.answered, let day = exception.occurrence else { return exception }
      let shown = status == BusyStatus.busy ? kept.busyStatus ?? status : status
      return shown == busyStatus ? nil : CalendarException(of: day, answeredAs: shown)
    }
    exceptions = answered?.isEmpty == true ? nil : answered
  }

  /// The attendees who are neither in `other` nor its organizer.
  func attendees(besidesThoseOf other: CalendarItem) -> [Attendee] {
    var known = Set((other.attendees ?? []).map(\.key))
    if let organizer = other.organizerEmail { known.insert(organizer.lowercased()) }
    return (attendees ?? []).filter { !known.contains($0.key) }
  }
}

extension Attendee {
  /// What tells attendees apart: the address, or the name of one that has none.
  fileprivate var key: String {
    let address = email?.trimmed ?? ""
    return (address.isEmpty ? name ?? "" : address).lowercased()
  }
}
