import Database
import Foundation
import SyncModel
import Synchronization
import Testing

@testable import OnOfficeBackend

@Suite("A device's request as one transaction")
struct AttemptTests {
  private static func contact(_ name: String) -> Item {
    var contact = ContactItem()
    contact.lastName = name
    contact.spouse = "Erika"
    return .contact(contact)
  }

  @Test func aRefusedItemLeavesNothingBehindAndTheOthersStand() async throws {
    let office = try await TestOffice()
    let stored = try await office.store(as: office.theobald) { writer in
      let first = try writer.attempt { try writer.add(Self.contact("Eins")) }
      var refused: Int64?
      do {
        try writer.attempt {
          refused = try writer.add(Self.contact("Zwei"))
          try writer.change(first, from: Self.contact("Eins"), to: .task(TaskItem()))
        }
      } catch let refusal as ItemRefusal {
        #expect(refusal.element == "ApplicationData")
      }
      let third = try writer.attempt { try writer.add(Self.contact("Drei")) }
      let second = try #require(refused)
      #expect(try writer.rows(of: .contacts, records: [first, third]).allSatisfy(\.isThere))
      #expect(try writer.item(first, of: .contacts) != nil)
      return [first, second, third]
    }
    let items = try await office.look(as: office.theobald) { try $0.items(of: .contacts, records: stored) }
    #expect(items.values.compactMap { try? $0.get().lastName }.sorted() == ["Drei", "Eins"])
    let count = try await office.read { office in
      try ["address", "address_sync", "kept_properties", "change_members"].map { table in
        try office.connection.first("SELECT count(*) FROM \(table)") { $0.integer(0) }
      }
    }
    #expect(count == [2, 2, 2, 2])
  }

  @Test func oneAttemptMayStandInAnother() async throws {
    let office = try await TestOffice()
    try await office.store(as: office.theobald) { writer in
      _ = try writer.attempt {
        _ = try writer.add(Self.contact("Eins"))
        #expect(throws: ItemRefusal.self) {
          try writer.attempt {
            _ = try writer.add(Self.contact("Zwei"))
            throw ItemRefusal(element: "x", reason: "y")
          }
        }
        return try writer.add(Self.contact("Drei"))
      }
    }
    let rows = try await office.look(as: office.theobald) {
      try $0.rows(of: .contacts, above: .zero, limit: 10)
    }
    #expect(rows.count == 2)
  }

  @Test func whatThrowsOutsideLeavesNothingOfTheRequest() async throws {
    let office = try await TestOffice()
    await #expect(throws: BackendError.self) {
      try await office.store(as: office.theobald) { writer in
        _ = try writer.add(Self.contact("Eins"))
        throw NoSuchItem()
      }
    }
    #expect(try await office.number(of: .contacts) == .zero)
  }

  @Test func onOfficesChecksRefuseTheItem() async throws {
    let office = try await TestOffice()
    let element = try await office.store(as: office.theobald) { writer in
      do {
        try writer.delete(4711, of: .contacts)
        return "stored"
      } catch let refusal as ItemRefusal {
        return refusal.element
      }
    }
    #expect(element == "ServerId")
  }

  @Test func onlyWhatStandsIsTold() async throws {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster"])
    let notices = Mutex<[ChangeNotice]>([])
    office.office.observeChanges { notice in notices.withLock { $0.append(notice) } }
    try await office.store(as: office.theobald) { writer in
      try? writer.attempt {
        _ = try writer.add(.task(TaskItem()))
        throw NoSuchItem()
      }
      guard case .contact(var contact) = try writer.item(id, of: .contacts) else { throw NoSuchItem() }
      let before = contact
      contact.lastName = "Meister"
      try writer.change(id, from: .contact(before), to: .contact(contact))
    }
    #expect(
      notices.withLock { $0 } == [
        ChangeNotice(tenant: office.tenant, itemClass: .contacts, users: [office.theobald, office.petra])
      ])
  }

  @Test func whatThePhoneCannotSeeGivesNoNumber() async throws {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster"])
    let (before, after) = try await office.store(as: office.theobald) { writer in
      let before = try writer.rows(of: .contacts, records: [id])
      guard case .contact(var contact) = try writer.item(id, of: .contacts) else { throw NoSuchItem() }
      let item = contact
      contact.fileAs = "is computed"
      try writer.change(id, from: .contact(item), to: .contact(contact))
      return (before, try writer.rows(of: .contacts, records: [id]))
    }
    #expect(before == after)
  }

  @Test func theLedgerIsTheUsersOwn() async throws {
    let office = try await TestOffice()
    let calendar = CollectionId(rawValue: "c")
    let write = DeviceWrite(
      .add, syncKey: SyncKey(rawValue: "1"), lineage: 7, clientId: ClientId(rawValue: "a"), digest: [1, 2],
      record: 5, number: ChangeNumber(9), isExact: true, time: Date(timeIntervalSince1970: 1000))
    let kept = try await office.store(as: office.theobald) { writer in
      var write = write
      write.id = try writer.keep(write, of: "device", in: calendar)
      return write
    }
    #expect(
      try await office.store(as: office.theobald) { try $0.writes(of: "device", in: calendar) } == [kept])
    #expect(try await office.store(as: office.petra) { try $0.writes(of: "device", in: calendar) } == [])
    try await office.store(as: office.theobald) { try $0.forget([kept.id]) }
    #expect(try await office.store(as: office.theobald) { try $0.writes(of: "device", in: calendar) } == [])
  }
}

extension Item {
  fileprivate var lastName: String? {
    if case .contact(let contact) = self { contact.lastName } else { nil }
  }
}
