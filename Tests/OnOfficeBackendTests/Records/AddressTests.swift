import Database
import SyncModel
import Testing

@testable import OnOfficeBackend

@Suite struct AddressTests {
  @Test func creationSetsWhatOnOfficeSetsItself() async throws {
    let office = try await TestOffice()
    let ids = try await office.write { office in
      [try office.createAddress(["Name": .text("Eins")]), try office.createAddress(["Name": .text("Zwei")])]
    }
    let first = try #require(try await office.read { try $0.address(ids[0]) }).record
    let second = try #require(try await office.read { try $0.address(ids[1]) }).record
    #expect(first["Eintragsdatum"] == .text("2024-03-10"))
    #expect(first["Aenderung"] == .text("2024-03-10 12:00:00"))
    #expect(first["Status"] == .integer(1))
    #expect(first["Land"] == .text("DEU"))
    #expect(first["KdNr"] == .integer(1))
    #expect(second["KdNr"] == .integer(2))
    #expect(first.text("uuid")?.count == 36)
    #expect(first["uuid"] != second["uuid"])
  }

  @Test func aChangeMovesTheTimeOfChangeAndNothingElse() async throws {
    let office = try await TestOffice()
    let id = try await office.write { try $0.createAddress(["Name": .text("Eins"), "Ort": .text("Köln")]) }
    let before = try #require(try await office.read { try $0.address(id) })
    office.clock.set(try berlin("2024-07-01 08:00:00"))
    try await office.write { try $0.modifyAddress(id) { $0.record["Name"] = .text("Zwei") } }
    var expected = before
    expected.record["Name"] = .text("Zwei")
    expected.record["Aenderung"] = .text("2024-07-01 08:00:00")
    #expect(try await office.read { try $0.address(id) } == expected)
  }

  @Test func aChangeThatChangesNothingMovesNoTime() async throws {
    let office = try await TestOffice()
    let id = try await office.write { try $0.createAddress(["Name": .text("Eins")]) }
    office.clock.set(try berlin("2024-07-01 08:00:00"))
    try await office.write { try $0.modifyAddress(id) { $0.record["Name"] = .text("Eins") } }
    #expect(try await office.read { try $0.address(id) }?.record["Aenderung"] == .text("2024-03-10 12:00:00"))
  }

  @Test(
    arguments: [
      ("Vorname2000", SQLValue.text("x"), OfficeError.unknownField("Vorname2000")),
      ("KdNr", .integer(7), .unknownField("KdNr")),
      ("Anrede", .text("Hr."), .unknownChoice(field: "Anrede", value: "Hr.")),
      ("Status", .integer(2), .unknownChoice(field: "Status", value: "2")),
      ("Geburtsdatum", .text("1980-02-30"), .invalidValue(field: "Geburtsdatum")),
      ("Privat", .text("ja"), .invalidValue(field: "Privat")),
    ])
  func aRefusedFieldLeavesNothingBehind(field: String, value: SQLValue, error: OfficeError) async throws {
    let office = try await TestOffice()
    await #expect(throws: error) {
      try await office.write { office in
        try office.createAddress(["Name": .text("Vorher")])
        try office.createAddress([field: value])
      }
    }
    #expect(try await office.read { try $0.address(1) } == nil)
  }

  @Test func textThatIsTooLongIsCutOff() async throws {
    let office = try await TestOffice()
    let id = try await office.write {
      try $0.createAddress([
        "Name": .text(String(repeating: "ü", count: 100)), "Plz": .text(String(repeating: "1", count: 20)),
      ])
    }
    let record = try #require(try await office.read { try $0.address(id) }).record
    #expect(record.text("Name") == String(repeating: "ü", count: 80))
    #expect(record.text("Plz")?.count == 20)
  }

  @Test func anEmptiedFieldIsAbsent() async throws {
    let office = try await TestOffice()
    let id = try await office.write { try $0.createAddress(["Name": .text("Eins"), "Ort": .text("Köln")]) }
    try await office.write { try $0.modifyAddress(id) { $0.record["Ort"] = .text("") } }
    #expect(try await office.read { try $0.address(id) }?.record.fields["Ort"] == nil)
  }

  @Test func aMissingAddressCannotBeChanged() async throws {
    let office = try await TestOffice()
    await #expect(throws: OfficeError.noSuchRecord(kind: "address", id: 9)) {
      try await office.write { try $0.modifyAddress(9) { $0.record["Name"] = .text("x") } }
    }
  }

  @Test func numbersOfDeletedRecordsAreNotGivenAgain() async throws {
    let office = try await TestOffice()
    let first = try await office.write { try $0.createTask(["Betreff": .text("Eins")]) }
    try await office.write { try $0.deleteTask(first) }
    let second = try await office.write { try $0.createTask(["Betreff": .text("Zwei")]) }
    #expect(second > first)
  }

  @Test func tenantsAreApart() async throws {
    let office = try await TestOffice()
    let id = try await office.write { try $0.createAddress(["Name": .text("Eins")]) }
    let other = try await office.office.createTenant(TenantRecord(name: "AndererMandant"))
    #expect(try await office.office.read(tenant: other) { try $0.address(id) } == nil)
  }

  @Test func theColumnsOfEveryTableAreItsFields() async throws {
    let office = try await TestOffice()
    for table in [RecordTable.address, .appointment, .task, .estate] {
      let columns = try await office.read { office in
        try office.connection.query("SELECT name FROM pragma_table_info('\(table.name)')", []) { $0.text(0) }
      }
      #expect(Set(columns).subtracting(["tenant", "id", "last_dt"]) == Set(table.fields.map(\.name)))
    }
  }
}
