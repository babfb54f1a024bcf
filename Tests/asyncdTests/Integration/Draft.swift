import Database
import OnOfficeBackend
import SyncModel
import Testing
import WBXML

/// A class of items as tests make, change and remove them, on devices and in onOffice.
struct Draft: Sendable, CustomTestStringConvertible {
  typealias Office = @Sendable (OfficeTransaction, SyncedOffice.People, Int64) throws -> Void

  let itemClass: ItemClass
  /// The ApplicationData of an item with a title.
  let make: @Sendable (_ title: String) throws -> Fragment
  /// The title of an item.
  let title: @Sendable (Fragment) throws -> String?
  /// ApplicationData that onOffice refuses, and the element which it is for.
  let refused: @Sendable (_ title: String) throws -> Fragment
  let refusedElement: String
  /// Makes a record of Theobald's with a title.
  let create: @Sendable (OfficeTransaction, SyncedOffice.People, _ title: String) throws -> Int64
  /// Gives a record another title.
  let rename: @Sendable (OfficeTransaction, Int64, _ title: String) throws -> Void
  /// The title of a record.
  let stored: @Sendable (OfficeTransaction, Int64) throws -> SQLValue?
  /// The ways to take a record from Theobald's devices.
  let removals: [Office]
  /// Whether the record is there when it has left the devices.
  var leavesRecord = true

  var testDescription: String { itemClass.rawValue }

  static let all = [contacts, calendar, tasks, notes]

  static let contacts = Draft(
    itemClass: .contacts,
    make: { title in
      var item = ContactItem()
      item.lastName = title
      return try Fragment(encoding: item)
    },
    title: { try $0.decode(ContactItem.self).lastName },
    refused: { title in
      var item = ContactItem()
      item.lastName = title
      return try Fragment(encoding: item).with(Contacts.birthday.tag, "gestern")
    },
    refusedElement: "Birthday",
    create: { office, people, title in
      let id = try office.createAddress(["Name": .text(title)], entries: [])
      try office.setOutlookSync(address: id, user: people.theobald, true)
      return id
    },
    rename: { office, id, title in try office.modifyAddress(id) { $0.record["Name"] = .text(title) } },
    stored: { try $0.address($1)?.record["Name"] },
    removals: [
      { try $0.setOutlookSync(address: $2, user: $1.theobald, false) },
      { office, _, id in try office.modifyAddress(id) { $0.record["Status"] = .integer(0) } },
    ])

  static let calendar = Draft(
    itemClass: .calendar,
    make: { title in
      var item = CalendarItem()
      item.subject = title
      item.startTime = try berlin("2026-03-24 10:00:00")
      item.endTime = try berlin("2026-03-24 11:00:00")
      return try Fragment(encoding: item)
    },
    title: { try $0.decode(CalendarItem.self).subject },
    refused: { title in
      var item = CalendarItem()
      item.subject = title
      item.startTime = try berlin("2026-03-24 10:00:00")
      item.endTime = try berlin("2026-03-24 09:00:00")
      return try Fragment(encoding: item)
    },
    refusedElement: "EndTime",
    create: { office, people, title in
      try office.createAppointment(
        AppointmentDraft(
          [
            "start_dt": .text("2026-03-24 10:00:00"), "end_dt": .text("2026-03-24 11:00:00"),
            "status": .text("active"), "description": .text(title),
          ], users: [people.theobald, people.petra]))
    },
    rename: { office, id, title in
      try office.modifyAppointment(id) { $0.record["description"] = .text(title) }
    },
    stored: { try $0.appointment($1)?.record["description"] },
    removals: [
      { office, _, id in try office.cancelAppointment(id) },
      { office, people, id in try office.modifyAppointment(id) { $0.users.remove(people.theobald) } },
    ])

  static let notes = Draft(
    itemClass: .notes,
    make: { title in
      var item = NoteItem()
      item.subject = title
      item.messageClass = "IPM.StickyNote"
      return try Fragment(encoding: item)
    },
    title: { try $0.decode(NoteItem.self).subject },
    refused: { title in
      var item = NoteItem()
      item.subject = title
      item.messageClass = "IPM.Note"
      return try Fragment(encoding: item)
    },
    refusedElement: "MessageClass",
    create: { office, people, title in
      try office.createNote(["Betreff": .text(title)], of: people.theobald)
    },
    rename: { office, id, title in try office.modifyNote(id) { $0["Betreff"] = .text(title) } },
    stored: { try $0.note($1)?.record["Betreff"] },
    removals: [{ office, _, id in try office.deleteNote(id) }], leavesRecord: false)

  static let tasks = Draft(
    itemClass: .tasks,
    make: { title in
      var item = TaskItem()
      item.subject = title
      return try Fragment(encoding: item)
    },
    title: { try $0.decode(TaskItem.self).subject },
    refused: { title in
      var item = TaskItem()
      item.subject = title
      return try Fragment(encoding: item).with(Tasks.utcDueDate.tag, "bald")
    },
    refusedElement: "UtcDueDate",
    create: { office, _, title in
      try office.createTask(["Betreff": .text(title), "Verantwortung": .text("theobald")])
    },
    rename: { office, id, title in try office.modifyTask(id) { $0["Betreff"] = .text(title) } },
    stored: { try $0.task($1, user: nil)?.record["Betreff"] },
    removals: [
      { office, _, id in try office.modifyTask(id) { $0["Status"] = .integer(3) } },
      { office, _, id in try office.modifyTask(id) { $0["Verantwortung"] = .text("petra") } },
    ])
}

extension Fragment {
  /// The same with one element more, of any text.
  fileprivate func with(_ tag: WBXML.Tag, _ text: String) throws -> Fragment {
    // An inline string.
    let content = Fragment(bytes: [0x03] + Array(text.utf8) + [0x00])
    return try Fragment(children() + [Child(tag: tag, content: content)])
  }
}
