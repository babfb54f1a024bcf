import Database
import SyncModel
import Testing

@testable import OnOfficeBackend

@Suite struct SnapshotItemTests {
  @Test func aPageOfContactsIsTheSameHoweverItIsAskedFor() async throws {
    let office = try await TestOffice()
    let theobald = office.theobald
    let ids = try await office.write { office in
      try (0..<250).map { number in
        let entry = AddressEntry(group: .phone, type: "phone", value: "0221 \(number)")
        let id = try office.createAddress(["Name": .text("Kunde \(number)")], entries: [entry])
        try office.setOutlookSync(address: id, user: theobald, true)
        return id
      }
    }
    let (all, one) = try await office.look(as: theobald) { snapshot in
      let all = try snapshot.items(of: .contacts, records: ids)
      var one: [Int64: Result<Item, BrokenItem>] = [:]
      for id in ids { one.merge(try snapshot.items(of: .contacts, records: [id])) { $1 } }
      return (all, one)
    }
    #expect(all.count == 250)
    #expect(all == one)
    guard case .success(.contact(let contact)) = all[ids[117]] else { throw MissingItem() }
    #expect(contact.lastName == "Kunde 117")
    #expect(contact.homePhoneNumber == "0221 117")
  }

  @Test func nobodyReadsWhatHeHasNot() async throws {
    let office = try await TestOffice()
    let petra = office.petra
    let (address, task, appointment) = try await office.write { office in
      let address = try office.createAddress(["Name": .text("Kunde")])
      try office.setOutlookSync(address: address, user: petra, true)
      let task = try office.createTask(["Betreff": .text("x"), "Bearbeiter": .text("petra")])
      let times: Record = ["start_dt": .text("2024-03-11 10:00:00"), "end_dt": .text("2024-03-11 11:00:00")]
      return (address, task, try office.createAppointment(.init(times, users: [petra])))
    }
    for (itemClass, record) in [(ItemClass.contacts, address), (.tasks, task), (.calendar, appointment)] {
      #expect(try await office.look(as: petra) { try $0.items(of: itemClass, records: [record]) }.count == 1)
      let others = try await office.look(as: office.theobald) {
        try $0.items(of: itemClass, records: [record, 4711])
      }
      #expect(others.isEmpty)
    }
  }

  @Test func whatIsGoneIsMissing() async throws {
    let office = try await TestOffice()
    let petra = office.petra
    let ids = try await office.write { office in
      try ["Eins", "Zwei"].map { name in
        let id = try office.createAddress(["Name": .text(name)])
        try office.setOutlookSync(address: id, user: petra, true)
        return id
      }
    }
    try await office.write { try $0.modifyAddress(ids[0]) { $0.record["Status"] = .integer(0) } }
    let items = try await office.look(as: petra) { try $0.items(of: .contacts, records: ids) }
    #expect(Array(items.keys) == [ids[1]])
  }

  @Test func theSyncingUserIsTheOrganizerAndTheOthersAttend() async throws {
    let office = try await TestOffice()
    let (theobald, petra) = (office.theobald, office.petra)
    let id = try await office.write { office in
      let times: Record = [
        "start_dt": .text("2024-03-11 10:00:00"), "end_dt": .text("2024-03-11 11:00:00"),
        "von": .text("ignaz"),
      ]
      return try office.createAppointment(.init(times, users: [theobald, petra]))
    }
    let items = try await office.look(as: petra) { try $0.items(of: .calendar, records: [id]) }
    guard case .success(.calendar(let item)) = items[id] else { throw MissingItem() }
    #expect(item.organizerEmail == "petra@mandant.example")
    #expect(item.attendees?.map(\.email) == ["theobald.tiger@mandant.example"])
  }

  @Test func aFailureInsideAsksTheDeviceToComeAgain() async throws {
    let office = try await TestOffice()
    await #expect(throws: BackendError.self) {
      try await office.look(as: office.petra) { _ in throw MissingItem() }
    }
  }
}

private struct MissingItem: Error {}
