import Foundation
import SyncModel
import WBXML

/// How devices make and edit the items of all classes.
enum Making {
  /// Names a new item's content.
  struct Wish {
    let mark: String
    let text: String
    let now: Date
  }

  /// The ApplicationData of a new item.
  static func new(
    _ itemClass: ItemClass, _ wish: Wish, _ version: ProtocolVersion, _ dice: inout Dice
  ) throws -> Fragment {
    switch itemClass {
    case .contacts: try Fragment(encoding: contact(wish, &dice))
    case .calendar: try Fragment(encoding: appointment(wish, version, &dice))
    case .tasks: try Fragment(encoding: task(wish, &dice))
    case .notes: try Fragment(encoding: note(wish, &dice))
    }
  }

  /// The ApplicationData of an edited item: all that the device has of it.
  static func edited(
    _ itemClass: ItemClass, _ content: Fragment, _ wish: Wish, _ dice: inout Dice
  ) throws -> Fragment {
    switch itemClass {
    case .contacts:
      var contact: ContactItem = try content.decode()
      switch dice.below(6) {
      case 0: contact.companyName = wish.text
      case 1: contact.webPage = wish.text
      case 2: contact.businessAddressStreet = wish.text
      default:
        contact.lastName = wish.text
        if contact.fileAs != nil, !dice.once(in: 4) { contact.fileAs = "\(wish.text), \(wish.mark)" }
      }
      if dice.once(in: 6) { contact.homePhoneNumber = "0241 \(dice.number(1000...9999))" }
      return try Fragment(encoding: contact)
    case .calendar:
      var item: CalendarItem = try content.decode()
      switch dice.below(4) {
      case 0: item.body = Body(plain: wish.text)
      case 1: place(&item, wish.text)
      default: item.subject = "\(wish.mark) \(wish.text)"
      }
      if dice.once(in: 3) { move(&item, wish, &dice) }
      if dice.once(in: 4) { item.reminder = dice.pick([5, 15, 60]) }
      return try Fragment(encoding: item)
    case .tasks:
      var task: TaskItem = try content.decode()
      if dice.once(in: 3) {
        task.body = Body(plain: wish.text)
      } else {
        task.subject = "\(wish.mark) \(wish.text)"
      }
      if dice.once(in: 4) { task.importance = dice.below(3) }
      if dice.once(in: 6) { task.complete = task.complete != true }
      task.dateCompleted = nil
      return try Fragment(encoding: task)
    case .notes:
      var note: NoteItem = try content.decode()
      if dice.once(in: 3) {
        note.subject = "\(wish.mark) \(wish.text)"
      } else {
        note.body = Body(plain: wish.text)
      }
      if dice.once(in: 4) { note.categories = ["Farbe \(wish.text)"] }
      return try Fragment(encoding: note)
    }
  }

  /// Mark and text of an item; each edit is in one of the places that the text is made of. What the content leaves
  /// out is taken from `places`.
  static func typed(
    _ itemClass: ItemClass, _ content: Fragment, over places: [String] = []
  ) throws -> (mark: String, text: String) {
    let mark: String?
    let told: [String?]
    switch itemClass {
    case .contacts:
      let contact: ContactItem = try content.decode()
      mark = contact.firstName
      told = [contact.lastName, contact.companyName, contact.businessAddressStreet, contact.webPage]
    case .calendar:
      let item: CalendarItem = try content.decode()
      let subject = item.subject.map(Typed.parts)
      mark = subject?.mark
      told = [subject?.text, item.body?.data, item.location ?? item.structuredLocation?.displayName]
    case .tasks:
      let task: TaskItem = try content.decode()
      let subject = task.subject.map(Typed.parts)
      mark = subject?.mark
      told = [subject?.text, task.body?.data]
    case .notes:
      let note: NoteItem = try content.decode()
      let subject = note.subject.map(Typed.parts)
      mark = subject?.mark
      told = [subject?.text, note.body?.data]
    }
    let all = told.enumerated().map { $1 ?? ($0 < places.count ? places[$0] : "") }
    return (mark ?? "", Typed.text(all))
  }

  /// An appointment that ends before it begins, which onOffice refuses; nil if an item has no times of its own.
  static func refusable(_ itemClass: ItemClass, _ content: Fragment) throws -> Fragment? {
    guard itemClass == .calendar else { return nil }
    var item: CalendarItem = try content.decode()
    guard let start = item.startTime, item.allDayEvent != true, item.recurrence == nil else { return nil }
    item.endTime = start.addingTimeInterval(-3600)
    return try Fragment(encoding: item)
  }

  /// Whether onOffice refuses an item.
  static func isRefused(_ itemClass: ItemClass, _ content: Fragment?) throws -> Bool {
    guard itemClass == .calendar, let content else { return false }
    let item: CalendarItem = try content.decode()
    guard let start = item.startTime, let end = item.endTime else { return false }
    return end < start
  }

  /// Whether an item is not done from its birth, and so leaves the devices at once.
  static func isOpen(_ itemClass: ItemClass, _ content: Fragment) throws -> Bool {
    guard itemClass == .tasks else { return true }
    let task: TaskItem = try content.decode()
    return task.complete != true
  }

  private static func note(_ wish: Wish, _ dice: inout Dice) -> NoteItem {
    var note = NoteItem()
    note.messageClass = NoteItem.usualMessageClass
    note.subject = "\(wish.mark) \(wish.text)"
    note.body = Body(plain: wish.text)
    // No field of onOffice: kept beside the record.
    if dice.once(in: 3) { note.categories = ["Farbe \(wish.text)"] }
    return note
  }

  private static func contact(_ wish: Wish, _ dice: inout Dice) -> ContactItem {
    var contact = ContactItem()
    contact.firstName = wish.mark
    contact.lastName = wish.text
    contact.companyName = wish.text
    contact.businessAddressStreet = wish.text
    contact.webPage = wish.text
    if dice.once(in: 2) { contact.fileAs = "\(wish.text), \(wish.mark)" }
    if dice.once(in: 3) { contact.homePhoneNumber = "0241 \(dice.number(1000...9999))" }
    if dice.once(in: 4) { contact.email1Address = "\(wish.mark)@kunde.example" }
    // No field of onOffice: kept beside the record.
    if dice.once(in: 3) { contact.nickName = "Spitz \(wish.text)" }
    return contact
  }

  private static func appointment(
    _ wish: Wish, _ version: ProtocolVersion, _ dice: inout Dice
  ) -> CalendarItem {
    var item = CalendarItem()
    item.subject = "\(wish.mark) \(wish.text)"
    if version < .v16_0 { item.uid = "uid-\(wish.mark)" } else { item.clientUid = "uid-\(wish.mark)" }
    item.body = Body(plain: wish.text)
    if version >= .v16_0 { item.structuredLocation = Location(displayName: wish.text) }
    if version < .v16_0 { item.location = wish.text }
    item.allDayEvent = false
    item.busyStatus = 2
    item.sensitivity = 0
    item.meetingStatus = 0
    if dice.once(in: 3) { item.reminder = dice.pick([5, 7, 15, 60]) }
    move(&item, wish, &dice)
    if dice.once(in: 4) {
      var recurrence = Recurrence()
      recurrence.type = 0
      recurrence.interval = dice.number(1...10)
      if dice.once(in: 2) { recurrence.occurrences = dice.number(1...20) }
      item.recurrence = recurrence
    }
    return item
  }

  /// Lets an appointment take place somewhere else.
  private static func place(_ item: inout CalendarItem, _ text: String) {
    if item.structuredLocation != nil {
      item.structuredLocation = Location(displayName: text)
    } else {
      item.location = text
    }
  }

  /// Puts an appointment somewhere: mostly near, at times beyond every period.
  private static func move(_ item: inout CalendarItem, _ wish: Wish, _ dice: inout Dice) {
    let days = Double(Days.draw(&dice))
    let start = ((wish.now.timeIntervalSince1970 / 1800).rounded() + 48 * days) * 1800
    guard item.allDayEvent != true, item.recurrence == nil else { return }
    item.startTime = Date(timeIntervalSince1970: start)
    item.endTime = Date(timeIntervalSince1970: start + Double(1800 * dice.number(1...6)))
  }

  private static func task(_ wish: Wish, _ dice: inout Dice) -> TaskItem {
    var task = TaskItem()
    task.subject = "\(wish.mark) \(wish.text)"
    task.body = Body(plain: wish.text)
    task.importance = dice.below(3)
    task.complete = dice.once(in: 8)
    task.sensitivity = 1
    task.reminderSet = false
    if dice.once(in: 2) {
      let day = wish.now.addingTimeInterval(Double(86_400 * dice.number(0...20)))
      let noon = Date(timeIntervalSince1970: (day.timeIntervalSince1970 / 86_400).rounded(.down) * 86_400)
      task.dueDate = noon
      task.utcDueDate = LocalDateTime(noon, in: .gmt).instant(in: Site.zone)
    }
    return task
  }
}

/// How far from today things are put.
enum Days {
  static func draw(_ dice: inout Dice) -> Int {
    let near = dice.weighted([
      (6, 0...10), (3, -10...0), (2, 10...120), (2, -60 ... -10), (1, 170...200), (1, -220 ... -60),
    ])
    return dice.number(near)
  }
}
