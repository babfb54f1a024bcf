import Database
import SyncModel
import Testing

@testable import OnOfficeBackend

@Suite("Whom attendees mean in the office")
struct DirectoryTests {
  @Test func usersAreFoundByTheirAddresses() async throws {
    let office = try await TestOffice()
    let petra = office.petra
    for email in ["petra@mandant.example", " Petra@Mandant.Example", "\(petra)@benutzer.invalid"] {
      guard case .user(let user) = try await office.party(email) else {
        Issue.record("\(email) is nobody")
        continue
      }
      #expect(user.id == petra && user.login == "petra")
    }
  }

  @Test func addressesAreFoundByAnyOfTheirEntries() async throws {
    let office = try await TestOffice()
    let id = try await office.address([("office@tucho.example", true), ("Ida@Tucho.example", false)])
    let link = AddressLink(id: id, name: "Ida Wallau", email: "office@tucho.example")
    for email in ["office@tucho.example", "ida@tucho.example", "\(id)@adresse.invalid"] {
      #expect(try await office.party(email) == .address(link))
    }
  }

  @Test func archivedAddressesAreNobody() async throws {
    let office = try await TestOffice()
    let id = try await office.address([("ida@tucho.example", true)])
    try await office.write { try $0.modifyAddress(id) { $0.record["Status"] = 0 } }
    #expect(try await office.party("ida@tucho.example") == nil)
    #expect(try await office.party("\(id)@adresse.invalid") == nil)
  }

  @Test func addressThatTwoHaveIsNobody() async throws {
    let office = try await TestOffice()
    for _ in 1...2 { _ = try await office.address([("beide@tucho.example", true)]) }
    _ = try await office.address([("petra@mandant.example", true)])
    #expect(try await office.party("beide@tucho.example") == nil)
    #expect(try await office.party("petra@mandant.example") == nil)
  }

  @Test func resourcesAreFoundByTheirKeys() async throws {
    let office = try await TestOffice()
    try await office.write { try $0.createResource(key: "ind_Schl_3151", name: "Laptop") }
    let laptop = Directory.Party.resource(ResourceLink(key: "ind_Schl_3151", name: "Laptop"))
    #expect(try await office.party("ind_Schl_3151@resource.invalid") == laptop)
    #expect(try await office.party("IND_schl_3151@resource.invalid") == laptop)
  }

  @Test(arguments: [
    "", "nobody@tucho.example", "99@adresse.invalid", "99@benutzer.invalid", "x@resource.invalid",
  ])
  func othersAreNobody(email: String) async throws {
    let office = try await TestOffice()
    #expect(try await office.party(email) == nil)
  }

  @Test(arguments: [OnOfficeOptions.Attendees.link, .keep])
  func switchDecidesWhetherAttendeesAreLinked(choice: OnOfficeOptions.Attendees) async throws {
    var options = OnOfficeOptions()
    options.attendees = choice
    let office = try await TestOffice(options: options)
    let user = UserId(tenant: office.tenant, user: office.theobald)
    let ida = try await office.address([("office@tucho.example", true), ("ida@tucho.example", false)])
    let id = try await office.office.write(for: user) { writer in
      var item = CalendarItem()
      item.schedule = .timed("2024-03-11 10:00:00", "2024-03-11 11:00:00")
      item.attendees = [
        Attendee(email: "ida@tucho.example", name: "Ida"), Attendee(email: "x@tucho.example", name: "X"),
      ]
      return try writer.add(.calendar(item))
    }
    let stored = try #require(try await office.read { try $0.appointment(id) })
    #expect(stored.addresses.map(\.id) == (choice == .link ? [ida] : []))
    let items = try await office.look(as: office.theobald) { try $0.items(of: .calendar, records: [id]) }
    guard case .success(.calendar(let item)) = items[id] else {
      Issue.record("no item")
      return
    }
    let first = choice == .link ? "office@tucho.example" : "ida@tucho.example"
    #expect(item.attendees?.map(\.email) == [first, "x@tucho.example"])
  }
}

extension TestOffice {
  fileprivate func party(_ email: String) async throws -> Directory.Party? {
    var attendee = Attendee()
    attendee.email = email
    return try await read { [attendee] office in
      try office.reader.directory(for: [attendee]).party(of: attendee)
    }
  }

  /// An address of Ida Wallau's with these mail entries and whether they are the default one.
  fileprivate func address(_ emails: [(String, Bool)]) async throws -> Int64 {
    try await write { office in
      let entries = emails.map {
        AddressEntry(id: 0, group: .email, type: "email", value: $0.0, isDefault: $0.1)
      }
      return try office.createAddress(["Vorname": "Ida", "Name": "Wallau"], entries: entries)
    }
  }
}
