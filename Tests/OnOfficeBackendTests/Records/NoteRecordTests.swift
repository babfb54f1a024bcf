import Database
import Logging
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite struct NoteRecordTests {
  private func office(_ record: Record = ["Betreff": .text("Einkauf")]) async throws -> (TestOffice, Int64) {
    let office = try await TestOffice()
    let theobald = office.theobald
    return (office, try await office.write { try $0.createNote(record, of: theobald) })
  }

  /// Why a user's write is refused; nil if it is not.
  private func refusal(
    as user: Int64, in office: TestOffice, _ write: @escaping @Sendable (any RecordWriter) throws -> Void
  ) async throws -> ItemRefusal? {
    try await office.store(as: user) { writer in
      do {
        try writer.attempt { try write(writer) }
        return nil
      } catch let refusal as ItemRefusal {
        return refusal
      }
    }
  }

  @Test func aNoteIsItsUsersAlone() async throws {
    let (office, id) = try await office()
    #expect(try await office.told(office.theobald, .notes, since: .zero) == [id: true])
    for other in [office.petra, office.ignaz] {
      #expect(try await office.told(other, .notes, since: .zero) == [:])
      let items = try await office.look(as: other) { try $0.items(of: .notes, records: [id]) }
      #expect(items.isEmpty)
      #expect(try await office.store(as: other) { try $0.item(id, of: .notes) } == nil)
      let deletion = try await refusal(as: other, in: office) { try $0.delete(id, of: .notes) }
      #expect(deletion?.element == "ServerId")
      let change = try await refusal(as: other, in: office) {
        try $0.change(id, from: .note(NoteItem()), to: .note(NoteItem()))
      }
      #expect(change?.element == "ServerId")
    }
    #expect(try await office.read { try $0.note(id) } != nil)
  }

  @Test func notesHaveNumbersOfTheirOwn() async throws {
    let (office, first) = try await office()
    let petra = office.petra
    let second = try await office.write { try $0.createNote([:], of: petra) }
    try await office.write { try $0.deleteNote(second) }
    let third = try await office.write { try $0.createNote([:], of: petra) }
    #expect([first, second, third] == [1, 2, 3])
  }

  @Test func onOfficeAloneSaysWhoseItIsAndWhenItWasWritten() async throws {
    let (office, id) = try await office()
    let record = try #require(try await office.read { try $0.note(id) }).record
    #expect(record.text("Eintragsdatum") == "2024-03-10")
    #expect(record.text("modified") == "2024-03-10 11:00:00")
    let petra = office.petra
    for field in ["userid", "Eintragsdatum", "modified"] {
      await #expect(throws: OfficeError.unknownField(field)) {
        try await office.write { try $0.modifyNote(id) { $0[field] = .text("2020-01-01 00:00:00") } }
      }
    }
    await #expect(throws: OfficeError.noSuchRecord(kind: "office_user", id: 99)) {
      try await office.write { try $0.createNote([:], of: 99) }
    }
    await #expect(throws: OfficeError.noSuchRecord(kind: "note", id: 99)) {
      try await office.write { try $0.modifyNote(99) }
    }
    await #expect(throws: OfficeError.noSuchRecord(kind: "note", id: 99)) {
      try await office.write { try $0.deleteNote(99) }
    }
    #expect(try await office.told(petra, .notes, since: .zero) == [:])
  }

  @Test func aWriteThatChangesNothingStampsNothing() async throws {
    let (office, id) = try await office(["Betreff": .text("Einkauf"), "Notiz": .text("Milch")])
    office.clock.set(try berlin("2024-03-10 13:00:00"))
    let told = try await office.changes(of: .notes) {
      try $0.modifyNote(id) { $0["Notiz"] = .text("Milch") }
    }
    #expect(told == .nothing)
    #expect(try await office.read { try $0.note(id)?.record.text("modified") } == "2024-03-10 11:00:00")
    let changed = try await office.changes(of: .notes) {
      try $0.modifyNote(id) { $0["Notiz"] = .text("Milch, Eier") }
    }
    #expect(changed == Told(theobald: [id: true], stamps: 1))
    #expect(try await office.read { try $0.note(id)?.record.text("modified") } == "2024-03-10 12:00:00")
  }

  @Test func theSubjectIsCutAtItsLength() async throws {
    let (office, id) = try await office(["Betreff": .text(String(repeating: "ä", count: 300))])
    let record = try #require(try await office.read { try $0.note(id) }).record
    #expect(record.text("Betreff") == String(repeating: "ä", count: 255))
  }

  @Test func aDeletedNoteIsGone() async throws {
    let (office, id) = try await office()
    let told = try await office.changes(of: .notes) { try $0.deleteNote(id) }
    #expect(told == Told(theobald: [id: false], stamps: 1))
    #expect(try await office.read { try $0.note(id) } == nil)
  }

  @Test func aNoteWithoutSubjectIsShownWithItsFirstLine() async throws {
    let (office, id) = try await office(["Notiz": .text("Milch\r\nEier")])
    let note = try await office.noteItem(id)
    #expect(note.subject == "Milch")
    #expect(note.body == Body(plain: "Milch\nEier"))
    #expect(note.lastModifiedDate == (try berlin("2024-03-10 12:00:00")))
  }

  /// A database of the program before there were notes.
  @Test func usersOfAnOlderDatabaseHaveNotTickedThem() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("onoffice.db")
    let older = OnOffice.migrations.filter { $0.name != "onOffice notes" }
    #expect(older.count == OnOffice.migrations.count - 1)
    let database = try SQLiteDatabase(path: path, migrations: older)
    try await database.write { sql in
      try sql.execute("INSERT INTO tenant VALUES (1, 'MeinMandant', 'Europe/Berlin', 1, 1, 'pro')")
      try sql.execute(
        """
        INSERT INTO office_user (tenant, id, login, vorname, nachname, active, may_log_in, sync_right, sync_contacts,
          sync_tasks, sync_calendar, z_push_locked, version) VALUES (1, 7, 'anna', '', '', 1, 1, 1, 1, 1, 1, 0, 1)
        """)
      try sql.execute("INSERT INTO record_number (tenant, kind, last) VALUES (1, 'office_user', 7)")
    }
    await database.close()
    let newer = try SQLiteDatabase(path: path, migrations: OnOffice.migrations)
    let clock = StandingClock(try berlin("2024-03-10 12:00:00"))
    let office = OnOffice(
      database: newer, clock: WallClock { clock.now }, log: Log { _ in }, options: OnOfficeOptions())
    let ticks = try await office.read(tenant: 1) { try $0.user(7)?.ticks }
    #expect(ticks == [.contacts, .tasks, .calendar])
    let id = try await office.write(tenant: 1) {
      try $0.createUser(UserRecord(login: "bert", firstName: "", lastName: ""))
    }
    #expect(try await office.read(tenant: 1) { try $0.user(id)?.ticks } == Set(ItemClass.allCases))
    try await office.write(tenant: 1) { try $0.modifyUser(7) { $0.ticks.insert(.notes) } }
    #expect(try await office.read(tenant: 1) { try $0.user(7)?.ticks } == Set(ItemClass.allCases))
    await newer.close()
  }
}
