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
    for email in ["office@tucho.example", "ida@tucho.example"] {
      #expect(try await office.party(email) == .address(link))
    }
  }

  @Test func placeholdersAreUnderstoodFromWhoWasGivenThem() async throws {
    let office = try await TestOffice()
    let (theobald, petra) = (office.theobald, office.petra)
    let placeholder = { (id: Int64) in "\(id)@adresse.invalid" }
    let ids = try await [office.address([]), office.address([]), office.address([]), office.address([])]
    try await office.write { office in
      try office.setOutlookSync(address: ids[0], user: theobald, true)
      try office.modifyAddress(ids[1]) { $0.record["Benutzer"] = "theobald.tiger" }
      let times: Record = ["start_dt": "2024-03-11 10:00:00", "end_dt": "2024-03-11 11:00:00"]
      try office.createAppointment(
        AppointmentDraft(times, users: [theobald], addresses: [ids[2]: "not-set"]))
      // Petra's alone.
      try office.setOutlookSync(address: ids[3], user: petra, true)
      try office.createAppointment(AppointmentDraft(times, users: [petra], addresses: [ids[3]: "not-set"]))
    }
    for id in ids.prefix(3) { #expect(try await office.party(placeholder(id)) != nil) }
    #expect(try await office.party(placeholder(ids[3])) == nil)
  }

  @Test func privateAddressesAreTheirBetreuersAndWhoseDevicesHaveThem() async throws {
    let office = try await TestOffice()
    let (theobald, petra) = (office.theobald, office.petra)
    let id = try await office.address([("ida@tucho.example", true)])
    try await office.write { office in
      try office.modifyAddress(id) { address in
        (address.record["Privat"], address.record["Benutzer"]) = (1, "petra")
      }
      try office.setOutlookSync(address: id, user: petra, true)
    }
    #expect(try await office.party("ida@tucho.example") == nil)
    try await office.write { try $0.setOutlookSync(address: id, user: theobald, true) }
    #expect(try await office.party("ida@tucho.example") != nil)
    try await office.write { office in
      try office.setOutlookSync(address: id, user: theobald, false)
      try office.modifyAddress(id) { $0.record["Benutzer"] = "theobald.tiger" }
    }
    #expect(try await office.party("ida@tucho.example") != nil)
  }

  @Test func usersWhoseTimeIsOverAreNobody() async throws {
    let office = try await TestOffice()
    let petra = office.petra
    let today = try await office.read { try $0.localNow().date }
    for (last, isSomebody) in [(today, true), (today.adding(days: -1), false)] {
      try await office.write { try $0.modifyUser(petra) { $0.activeUntil = last } }
      #expect(try await (office.party("petra@mandant.example") != nil) == isSomebody)
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
  /// Whom Theobald means by a mail address.
  fileprivate func party(_ email: String) async throws -> Directory.Party? {
    var attendee = Attendee()
    attendee.email = email
    let user = theobald
    return try await read { [attendee] office in
      try office.reader.directory(for: [attendee], of: user, on: office.localNow().date).party(of: attendee)
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
