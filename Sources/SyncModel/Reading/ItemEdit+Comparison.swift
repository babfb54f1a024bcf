import WBXML

import struct Foundation.Date

extension ItemEdit {
  /// Whether a device that is shown `stored` sees no difference to what it has.
  ///
  /// Not compared is what the server computes, and what says the same as another element.
  public func isStored(as stored: Item, for presentation: Presentation) -> Bool {
    guard isWhole, let own = try? item.comparedElements(for: presentation),
      let other = try? stored.comparedElements(for: presentation)
    else { return false }
    var tags = isNew ? told.union(ItemEdit.chosen) : Set(own.keys).union(other.keys)
    for (double, tag) in ItemEdit.doubles where tags.contains(double) { tags.insert(tag) }
    // A device that does not say when a task was done lets the server say it.
    if own[Tasks.dateCompleted.tag] == nil { tags.remove(Tasks.dateCompleted.tag) }
    if case .task(let task) = stored, !task.hasReminders {
      tags.subtract([Tasks.reminderSet.tag, Tasks.reminderTime.tag])
    }
    return tags.allSatisfy { own[$0] == other[$0] }
  }

  /// Elements that the backend chooses for a new item whose device says nothing of them: the device hears of it.
  private static let chosen: Set<Tag> = [Calendar.categories.tag]

  /// Elements that stand for others.
  private static let doubles = [
    (Tasks.utcStartDate.tag, Tasks.startDate.tag), (Tasks.utcDueDate.tag, Tasks.dueDate.tag),
    (Calendar.location.tag, AirSyncBase.location.tag), (AirSyncBase.location.tag, Calendar.location.tag),
  ]
}

extension Item {
  /// The elements with content in a form in which equal ones look the same to the device's user.
  fileprivate func comparedElements(for presentation: Presentation) throws(WBXMLError) -> [Tag: Fragment] {
    let fragment =
      switch self {
      case .contact(let contact): try Fragment(encoding: contact.compared(for: presentation))
      case .calendar(let appointment): try Fragment(encoding: appointment.compared(for: presentation))
      case .task(let task): try Fragment(encoding: task.compared(for: presentation))
      case .note(let note): try Fragment(encoding: note.compared(for: presentation))
      }
    return try ToldElements.contents(of: fragment).filter { !$0.value.isEmpty }
  }
}

extension ContactItem {
  fileprivate func compared(for presentation: Presentation) -> ContactItem {
    var contact = presented(for: presentation)
    contact.body = body?.compared
    contact.nativeBodyType = nil
    return contact
  }
}

extension TaskItem {
  /// Whether reminders are synced at all: an open task without one says so.
  fileprivate var hasReminders: Bool { reminderSet != nil || reminder != nil }

  fileprivate func compared(for presentation: Presentation) -> TaskItem {
    var task = presented(for: presentation)
    task.body = body?.compared
    task.nativeBodyType = nil
    (task.utcStartDate, task.utcDueDate) = (nil, nil)
    task.sensitivity = sensitivity ?? 0
    task.dateCompleted = completed.map { WireDate.instant(LocalDateTime(date: $0.date)) }
    return task
  }
}

extension NoteItem {
  fileprivate func compared(for presentation: Presentation) -> NoteItem {
    var note = presented(for: presentation)
    note.body = body?.compared
    (note.lastModifiedDate, note.nativeBodyType) = (nil, nil)
    return note
  }
}

extension CalendarItem {
  fileprivate func compared(for presentation: Presentation) -> CalendarItem {
    var item = presented(for: presentation)
    item.body = body?.compared
    item.sensitivity = sensitivity ?? 0
    item.attendees = item.attendees?.compared
    item.recurrence = item.recurrence?.compared
    item.exceptions = item.exceptions.map { exceptions in
      exceptions.map(\.compared).sorted { $0.start < $1.start }
    }
    (item.timezone, item.uid, item.dtStamp) = (nil, nil, nil)
    (item.organizerName, item.organizerEmail) = (nil, nil)
    item.meetingStatus = meetingStatus ?? 0
    (item.responseType, item.nativeBodyType) = (nil, nil)
    return item
  }
}

extension CalendarException {
  fileprivate var start: Date { exceptionStartTime ?? instanceId ?? .distantPast }

  fileprivate var compared: CalendarException {
    var exception = self
    exception.body = body?.compared
    exception.attendees = attendees?.compared
    (exception.dtStamp, exception.meetingStatus, exception.responseType) = (nil, nil, nil)
    return exception
  }
}

extension [Attendee] {
  fileprivate var compared: [Attendee] {
    map(\.compared).sorted { ($0.key, $0.name ?? "") < ($1.key, $1.name ?? "") }
  }
}

extension Recurrence {
  /// With the defaults of what is not said; the first day of the week matters only to several days of every other
  /// week.
  var compared: Recurrence {
    var recurrence = self
    recurrence.interval = interval ?? 1
    recurrence.calendarType = calendarType ?? 0
    recurrence.isLeapMonth = isLeapMonth ?? false
    let isOneDay = (dayOfWeek ?? 0).nonzeroBitCount <= 1
    if type != 1 || recurrence.interval == 1 || isOneDay { recurrence.firstDayOfWeek = nil }
    return recurrence
  }
}

extension Body {
  /// The text alone, without what is no difference to a reader; nil for none.
  fileprivate var compared: Body? {
    let text = (data ?? "").withPlainLineEnds.withoutTrailingSpace
    return text.isEmpty ? nil : Body(plain: text)
  }
}
