import Database
import Foundation
import SyncModel
import Testing
import WBXML

@testable import OnOfficeBackend

/// Rows that another program damaged.
@Suite struct BrokenRecordTests {
  /// What is written over a field, and which field the reason names.
  struct Damage: Sendable, CustomTestStringConvertible {
    let itemClass: ItemClass
    let written: String
    let field: String

    var testDescription: String { written }
  }

  static let damages = [
    Damage(itemClass: .contacts, written: "address SET \"Geburtsdatum\" = 'im Mai'", field: "Geburtsdatum"),
    Damage(
      itemClass: .contacts, written: "address SET \"Geburtsdatum\" = '1980-02-30'", field: "Geburtsdatum"),
    Damage(itemClass: .contacts, written: "address SET \"KdNr\" = 'elf'", field: "KdNr"),
    Damage(itemClass: .contacts, written: "address SET \"Name\" = x'00ff'", field: "Name"),
    Damage(itemClass: .contacts, written: "address SET \"Status\" = 'aktiv'", field: "Status"),
    Damage(itemClass: .calendar, written: "appointment SET \"start_dt\" = 'gestern'", field: "start_dt"),
    Damage(
      itemClass: .calendar, written: "appointment SET \"start_dt\" = '0000-00-00 00:00:00'", field: "start_dt"
    ),
    Damage(itemClass: .calendar, written: "appointment SET \"end_dt\" = '2024-03-11 25:00'", field: "end_dt"),
    Damage(itemClass: .calendar, written: "appointment SET \"ganztags\" = 'ja'", field: "ganztags"),
    Damage(
      itemClass: .calendar, written: "appointment SET \"rp_flag\" = 1, \"rp_type\" = 'x'", field: "rp_type"),
    Damage(
      itemClass: .calendar,
      written: "appointment SET \"rp_flag\" = 1, \"rp_type\" = 't', \"rp_tage\" = 'oft'",
      field: "rp_tage"),
    Damage(
      itemClass: .calendar,
      written: "appointment SET \"rp_flag\" = 1, \"rp_type\" = 't', \"rp_exception\" = '#bald'",
      field: "rp_exception"),
    Damage(itemClass: .tasks, written: "task SET \"Prio\" = 'hoch'", field: "Prio"),
    Damage(itemClass: .tasks, written: "task SET \"Deadline\" = 'bald'", field: "Deadline"),
    Damage(itemClass: .tasks, written: "task SET \"Beginnt_um\" = '25:00:00'", field: "Beginnt_um"),
    Damage(itemClass: .notes, written: "note SET \"modified\" = 'gestern'", field: "modified"),
    Damage(itemClass: .notes, written: "note SET \"Notiz\" = x'00ff'", field: "Notiz"),
    Damage(itemClass: .notes, written: "kept_properties SET properties = x'03'", field: "kept properties"),
    Damage(
      itemClass: .contacts, written: "kept_properties SET properties = x'c3ff'", field: "kept properties"),
    Damage(
      itemClass: .calendar, written: "kept_properties SET properties = x'03'", field: "kept properties"),
    Damage(
      itemClass: .tasks, written: "kept_properties SET properties = 'text'", field: "kept properties"),
  ]

  /// Theobald's two records of a class, each with something kept beside it.
  private func records(of itemClass: ItemClass, in office: TestOffice) async throws -> [Int64] {
    try await office.office.write(for: UserId(tenant: office.tenant, user: office.theobald)) { writer in
      try (1...2).map { number in
        var contact = ContactItem()
        contact.lastName = "Kunde \(number)"
        contact.spouse = "Ida"
        var appointment = CalendarItem()
        appointment.subject = "Termin \(number)"
        let day = CivilDate(dayNumber: 19_793)
        appointment.schedule = .timed(
          start: LocalDateTime(date: day, hour: 10, minute: 0),
          end: LocalDateTime(date: day, hour: 11, minute: 0), zone: "Europe/Berlin")
        appointment.busyStatus = 3
        var task = TaskItem()
        task.subject = "Aufgabe \(number)"
        task.recurrence = TaskRecurrence()
        task.recurrence?.type = 0
        var note = NoteItem()
        note.subject = "Notiz \(number)"
        note.body = Body(plain: "Text")
        note.categories = ["Gelb"]
        return switch itemClass {
        case .contacts: try writer.add(.contact(contact))
        case .calendar: try writer.add(.calendar(appointment))
        case .tasks: try writer.add(.task(task))
        case .notes: try writer.add(.note(note))
        }
      }
    }
  }

  private func damage(_ damage: Damage, _ record: Int64, in office: TestOffice) async throws {
    let key = damage.written.hasPrefix("kept") ? "record" : "id"
    let changed = try await office.write {
      try $0.connection.execute("UPDATE \(damage.written) WHERE \(key) = ?", [.integer(record)])
    }
    #expect(changed == 1)
  }

  private func items(
    of itemClass: ItemClass, _ ids: [Int64], in office: TestOffice
  ) async throws -> [Int64: Result<Item, BrokenItem>] {
    try await office.look(as: office.theobald) { try $0.items(of: itemClass, records: ids) }
  }

  @Test(arguments: damages) func aDamagedRowFailsAlone(damage: Damage) async throws {
    let office = try await TestOffice()
    let ids = try await records(of: damage.itemClass, in: office)
    try await self.damage(damage, ids[0], in: office)
    let items = try await items(of: damage.itemClass, ids, in: office)
    guard case .failure(let broken) = items[ids[0]], case .success = items[ids[1]] else {
      Issue.record("\(items)")
      return
    }
    #expect(broken.field == damage.field)
    // A device's own change of it is refused, and the writes beside it are carried out.
    let user = UserId(tenant: office.tenant, user: office.theobald)
    try await office.office.write(for: user) { writer in
      #expect(throws: ItemRefusal.self) {
        try writer.attempt { try writer.item(ids[0], of: damage.itemClass) }
      }
      let other = try writer.item(ids[1], of: damage.itemClass)
      #expect(other != nil)
    }
  }

  @Test(arguments: damages.filter { !$0.written.hasPrefix("kept") })
  func aDamagedRowHoldsUpNoWriteAndComesBackWithItsNextChange(damage: Damage) async throws {
    let office = try await TestOffice()
    let ids = try await records(of: damage.itemClass, in: office)
    let table = String(damage.written.prefix { $0 != " " })
    let original = try await office.write { office in
      try RecordTable.of(damage.itemClass).records(ids, tenant: office.tenant, on: office.connection)
        .first { $0.id == ids[0] }?.record
    }
    try await self.damage(damage, ids[0], in: office)
    let before = try await office.number(of: damage.itemClass)
    // Another field, then everything that shows a user's name.
    try await office.write { try $0.edit(ids[0], of: damage.itemClass, text: "neu") }
    #expect(try await office.told(office.theobald, damage.itemClass, since: before) == [ids[0]: true])
    let theobald = office.theobald
    try await office.write { try $0.modifyUser(theobald) { $0.lastName = "Anders" } }
    // Another program puts in order what it damaged; the next edit is a change of what was left out, even if it
    // leaves the item as it was before all this.
    let stored = try #require(original)
    try await office.write { office in
      let fields = RecordTable.of(damage.itemClass).fields
      let assignments = fields.map { "\"\($0.name)\" = ?" }.joined(separator: ", ")
      try office.connection.execute(
        "UPDATE \(table) SET \(assignments) WHERE id = ?",
        fields.map { stored[$0.name] ?? .null } + [.integer(ids[0])])
    }
    let mended = try await office.number(of: damage.itemClass)
    try await office.write { try $0.edit(ids[0], of: damage.itemClass, text: "neuer") }
    #expect(try await office.told(office.theobald, damage.itemClass, since: mended) == [ids[0]: true])
    guard case .success = try await items(of: damage.itemClass, ids, in: office)[ids[0]] else {
      Issue.record("not mended")
      return
    }
  }

  @Test func whoMendsARecordToWhatItWasStampsIt() async throws {
    let office = try await TestOffice()
    let id = try await records(of: .contacts, in: office)[0]
    let damage = Damage(itemClass: .contacts, written: "address SET \"Geburtsdatum\" = 'im Mai'", field: "")
    try await self.damage(damage, id, in: office)
    // Devices that came meanwhile were told nothing of it under the number that it still has.
    let told = try await office.changes(of: .contacts) {
      try $0.modifyAddress(id) { $0.record["Geburtsdatum"] = nil }
    }
    #expect(told.theobald == [id: true])
  }

  @Test func anAppointmentWithoutTimesStopsNoWindow() async throws {
    let office = try await TestOffice()
    let ids = try await records(of: .calendar, in: office)
    try await office.write {
      try $0.connection.execute(
        "UPDATE appointment SET start_dt = 'gestern' WHERE id = ?", [.integer(ids[0])])
    }
    let (from, until) = (try berlin("2024-03-01 00:00:00"), try berlin("2024-04-01 00:00:00"))
    let request = WindowRequest(from: from, until: until, now: from, limit: 500)
    let (window, ended) = try await office.look(as: office.theobald) { snapshot in
      (try snapshot.window(request), try snapshot.ended(ids, before: until))
    }
    #expect(window.rows.map(\.record) == [ids[1]])
    #expect(window.total == 1)
    #expect(window.unreadable.map(\.record) == [ids[0]])
    // Of one whose times nobody can read nobody knows that it is over.
    #expect(ended == [ids[1]])
    #expect(try await office.look(as: office.theobald) { try $0.undated(ids) } == [ids[0]])
  }

  @Test func anAppointmentThatIsBrokenElsewhereHasItsTimes() async throws {
    let office = try await TestOffice()
    let ids = try await records(of: .calendar, in: office)
    for (id, written) in zip(
      ids, ["kept_properties SET properties = x'03'", "appointment SET art = x'00ff'"])
    {
      try await damage(Damage(itemClass: .calendar, written: written, field: ""), id, in: office)
    }
    let items = try await items(of: .calendar, ids, in: office)
    #expect(ids.allSatisfy { if case .failure = items[$0] { true } else { false } })
    #expect(try await office.look(as: office.theobald) { try $0.undated(ids) }.isEmpty)
  }

  @Test(arguments: ["0", "''", "NULL", "-3"]) func aSeriesWithoutAnIntervalIsOneOfEach(interval: String)
    async throws
  {
    let office = try await TestOffice()
    let id = try await records(of: .calendar, in: office)[0]
    let series = "appointment SET rp_flag = 1, rp_type = 't', rp_tage = \(interval)"
    try await damage(Damage(itemClass: .calendar, written: series, field: ""), id, in: office)
    guard case .success(.calendar(let item)) = try await items(of: .calendar, [id], in: office)[id] else {
      Issue.record("broken")
      return
    }
    #expect(item.recurrence?.interval == 1)
    #expect(try await office.look(as: office.theobald) { try $0.undated([id]) }.isEmpty)
    // It can be changed on a device as well.
    var edited = item
    edited.subject = "anders"
    let changed = edited
    try await office.office.write(for: UserId(tenant: office.tenant, user: office.theobald)) { writer in
      try writer.change(id, from: .calendar(item), to: .calendar(changed))
    }
  }

  @Test func anAppointmentWithoutTimesCanBeCancelled() async throws {
    let office = try await TestOffice()
    let id = try await records(of: .calendar, in: office)[0]
    try await office.write {
      try $0.connection.execute("UPDATE appointment SET start_dt = 'gestern' WHERE id = ?", [.integer(id)])
    }
    let user = UserId(tenant: office.tenant, user: office.theobald)
    try await office.office.write(for: user) { try $0.delete(id, of: .calendar) }
    let rows = try await office.look(as: office.theobald) { try $0.rows(of: .calendar, records: [id]) }
    #expect(rows.map(\.isThere) == [false])
  }

  @Test func charactersThatWBXMLCannotHoldAreLeftOutOfTheItem() async throws {
    let office = try await TestOffice()
    let id = try await records(of: .contacts, in: office)[0]
    try await office.write {
      try $0.connection.execute(
        "UPDATE address SET \"Name\" = ? WHERE id = ?", [.text("A\u{0}B\u{1}C\u{FFFE}D"), .integer(id)])
    }
    let item = try #require(try await items(of: .contacts, [id], in: office)[id]).get()
    for version in ProtocolVersion.allCases {
      let data = try item.applicationData(for: Presentation(version: version))
      let read = try data.decode(ContactItem.self)
      #expect(read.lastName == "ABCD")
    }
  }
}

extension RecordTable {
  fileprivate static func of(_ itemClass: ItemClass) -> RecordTable {
    switch itemClass {
    case .contacts: .address
    case .calendar: .appointment
    case .tasks: .task
    case .notes: .note
    }
  }
}

extension OfficeTransaction {
  /// Changes a text that devices see.
  fileprivate func edit(_ id: Int64, of itemClass: ItemClass, text: String) throws {
    switch itemClass {
    case .contacts: try modifyAddress(id) { $0.record["Vorname"] = .text(text) }
    case .calendar: try modifyAppointment(id) { $0.record["description"] = .text(text) }
    case .tasks: try modifyTask(id) { $0["Betreff"] = .text(text) }
    case .notes: try modifyNote(id) { $0["Betreff"] = .text(text) }
    }
  }
}
