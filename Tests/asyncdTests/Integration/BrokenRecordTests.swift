import ActiveSyncServer
import Database
import OnOfficeBackend
import SyncModel
import Testing

@testable import asyncd

/// Rows of the real office that another program damaged, seen by devices of all versions.
@Suite("Damaged records") struct BrokenRecordTests {
  /// A field of a class, what is written over it, and what stands there else.
  struct Damage: Sendable {
    let itemClass: ItemClass
    let table: String
    let field: String
    let value: String
    let mended: String?

    /// What Theobald's devices are told: nothing of a note, which is Petra's.
    func theobalds(_ told: [String]) -> [String] { itemClass == .notes ? [] : told }

    /// Whether a version has the class.
    func isKnown(to version: ProtocolVersion) -> Bool { itemClass != .notes || version >= .v14_0 }
  }

  static let damages = [
    Damage(itemClass: .contacts, table: "address", field: "Geburtsdatum", value: "im Mai", mended: nil),
    Damage(
      itemClass: .calendar, table: "appointment", field: "start_dt", value: "morgen",
      mended: "2026-03-24 10:00:00"),
    Damage(
      itemClass: .calendar, table: "appointment", field: "end_dt", value: "2026-02-30 99:00:00",
      mended: "2026-03-24 11:00:00"),
    Damage(itemClass: .calendar, table: "appointment", field: "rp_exception", value: "#nie", mended: nil),
    Damage(itemClass: .tasks, table: "task", field: "Deadline", value: "bald", mended: nil),
    Damage(
      itemClass: .notes, table: "note", field: "Eintragsdatum", value: "bald", mended: "2026-03-23"),
  ]

  @Test(arguments: damages)
  func aDamagedRecordIsLeftOutAndComesWithItsNextChange(damage: Damage) async throws {
    try await SyncedOffice.run { office, people in
      try (1...2).map { _ in try office.makeRecord(of: damage.itemClass, for: people) }
    } _: { office, ids in
      try await write(damage.value, damage, ids[0], in: office)
      // Who came before keeps what he has and goes on; who comes now gets the rest.
      try await office.expect(
        damage.itemClass, damage.theobalds(["change \(ids[1])"]), petra: ["change \(ids[1])"]
      ) { transaction in
        for id in ids { try transaction.edit(id, of: damage.itemClass, "neu") }
      }
      var late: [Phone] = []
      for version in ProtocolVersion.allCases where version < .v16_1 && damage.isKnown(to: version) {
        late.append(try await office.lateDevice(of: version))
      }
      for phone in late { #expect(phone.count(of: damage.itemClass) == 1) }
      let skipped = try await SkippedItems(database: office.site.data.sync).all()
      #expect(skipped.count == 1 + damage.theobalds(["one", "two"]).count + late.count)
      #expect(Set(skipped.map(\.reason)).count == 1)
      #expect(skipped.allSatisfy { $0.reason.hasPrefix(damage.field) && $0.serverId.hasSuffix(":\(ids[0])") })
      // It is mended, and somebody saves the record.
      try await write(damage.mended, damage, ids[0], in: office)
      try await office.expect(
        damage.itemClass, damage.theobalds(["change \(ids[0])"]), petra: ["change \(ids[0])"]
      ) {
        try $0.edit(ids[0], of: damage.itemClass, "wieder da")
      }
      for phone in late {
        #expect(try await phone.sync(damage.itemClass) == ["add \(ids[0])"])
        #expect(try await phone.sync(damage.itemClass) == [])
      }
      #expect(try await SkippedItems(database: office.site.data.sync).all() == [])
    }
  }

  @Test(arguments: damages) func whoDeletesADamagedRecordTakesItFromTheDevices(damage: Damage) async throws {
    try await SyncedOffice.run { office, people in
      try office.makeRecord(of: damage.itemClass, for: people)
    } _: { office, id in
      try await write(damage.value, damage, id, in: office)
      try await office.expect(damage.itemClass, []) { try $0.edit(id, of: damage.itemClass, "neu") }
      try await office.expect(
        damage.itemClass, damage.theobalds(["delete \(id)"]), petra: ["delete \(id)"]
      ) {
        try $0.remove(id, of: damage.itemClass)
      }
      #expect(try await SkippedItems(database: office.site.data.sync).all() == [])
    }
  }

  /// What another program does: neither onOffice's rules nor its log hear of it.
  private func write(_ value: String?, _ damage: Damage, _ id: Int64, in office: SyncedOffice) async throws {
    let changed = try await office.site.data.onOffice.write { sql in
      try sql.execute(
        "UPDATE \(damage.table) SET \"\(damage.field)\" = ? WHERE id = ?", [SQLValue(value), .integer(id)])
    }
    #expect(changed == 1)
  }
}

extension OfficeTransaction {
  /// A record of a class that both users have; a note is Petra's alone.
  fileprivate func makeRecord(of itemClass: ItemClass, for people: SyncedOffice.People) throws -> Int64 {
    switch itemClass {
    case .contacts:
      let id = try createAddress(["Name": .text("Berger")])
      for user in [people.theobald, people.petra] { try setOutlookSync(address: id, user: user, true) }
      return id
    case .calendar:
      let times: Record = [
        "start_dt": .text("2026-03-24 10:00:00"), "end_dt": .text("2026-03-24 11:00:00"),
        "rp_flag": .integer(1), "rp_type": .text("t"), "rp_ende_datum": .text("2026-03-27"),
      ]
      return try createAppointment(AppointmentDraft(times, users: [people.theobald, people.petra]))
    case .tasks:
      return try createTask([
        "Betreff": .text("Exposé"), "Verantwortung": .text("theobald"), "Bearbeiter": .text("petra"),
      ])
    case .notes:
      return try createNote(["Betreff": .text("Exposé")], of: people.petra)
    }
  }

  /// Changes a text that devices see.
  fileprivate func edit(_ id: Int64, of itemClass: ItemClass, _ text: String) throws {
    switch itemClass {
    case .contacts: try modifyAddress(id) { $0.record["Vorname"] = .text(text) }
    case .calendar: try modifyAppointment(id) { $0.record["description"] = .text(text) }
    case .tasks: try modifyTask(id) { $0["Betreff"] = .text(text) }
    case .notes: try modifyNote(id) { $0["Betreff"] = .text(text) }
    }
  }

  /// Takes a record from everybody.
  fileprivate func remove(_ id: Int64, of itemClass: ItemClass) throws {
    switch itemClass {
    case .contacts: try modifyAddress(id) { $0.record["Status"] = .integer(0) }
    case .calendar: try cancelAppointment(id)
    case .tasks: try deleteTask(id)
    case .notes: try deleteNote(id)
    }
  }
}
