import Database
import Foundation
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("People of the office who are looked for")
struct PeopleSearchTests {
  /// An office whose addresses are looked for too.
  private static func office() async throws -> TestOffice {
    var options = OnOfficeOptions()
    options.directoryAddresses = true
    return try await TestOffice(options: options)
  }

  @Test func usersAreFoundWithWhatIsKnownOfThem() async throws {
    let office = try await TestOffice()
    let page = try await office.people("petra")
    #expect(page.total == 1)
    var petra = DirectoryEntry()
    petra.displayName = "petra Tester"
    petra.firstName = "petra"
    petra.lastName = "Tester"
    petra.alias = "petra"
    petra.company = "MeinMandant"
    petra.emailAddress = "petra@mandant.example"
    #expect(page.entries == [petra])
  }

  @Test(arguments: [
    ("tester", 3), ("TEST petra", 1), ("theobald.t", 1), ("mandant.example", 3), ("meinmandant", 3),
    ("ignaz@mandant.example", 1), ("nobody", 0), ("petra ignaz", 0), ("estER", 0),
  ])
  func usersAreFoundByNameLoginMailAddressAndCompany(query: String, count: Int) async throws {
    #expect(try await TestOffice().people(query).total == count)
  }

  @Test func usersWhoAreNoLongerActiveAreNotFound() async throws {
    let office = try await TestOffice()
    let (petra, ignaz) = (office.petra, office.ignaz)
    try await office.write {
      try $0.modifyUser(petra) { $0.isActive = false }
      try $0.modifyUser(ignaz) { $0.activeUntil = CivilDate(text: "2024-03-10") }
    }
    // His last day.
    #expect(try await office.people("tester").names == ["ignaz Tester", "theobald.tiger Tester"])
    office.clock.set(try berlin("2024-03-11 00:00:01"))
    #expect(try await office.people("tester").names == ["theobald.tiger Tester"])
  }

  @Test func userWithoutNamesIsShownByHisLogin() async throws {
    let office = try await TestOffice()
    try await office.write {
      _ = try $0.createUser(UserRecord(login: "zentrale", firstName: "", lastName: ""))
    }
    let entry = try #require(try await office.people("zentrale").entries.first)
    #expect(entry.displayName == "zentrale" && entry.firstName == "" && entry.lastName == nil)
    #expect(entry.emailAddress == nil)
  }

  @Test func addressesAreFoundOnlyIfTheyAreToBe() async throws {
    let office = try await Self.office()
    try await office.address("Ida", "Wallau")
    #expect(try await office.people("wallau").total == 1)
    office.office.use(OnOfficeOptions())
    #expect(try await office.people("wallau") == DirectoryPage(total: 0, entries: []))
  }

  @Test func addressesAreFoundWithWhatIsKnownOfThem() async throws {
    let office = try await Self.office()
    try await office.address(
      "Ida", "Wallau", company: "Verlag Löß",
      entries: [
        .phone("030 1234-0"), .phone("+49 (0)30 99", isDefault: true), .mobile("0171 3920001"),
        AddressEntry(group: .fax, type: "fax", value: "030 77"),
        .mail("ida@wallau.example"), .mail("post@verlag.example", isDefault: true),
      ])
    var ida = DirectoryEntry()
    ida.displayName = "Ida Wallau"
    ida.firstName = "Ida"
    ida.lastName = "Wallau"
    ida.company = "Verlag Löß"
    ida.phone = "+49 (0)30 99"
    ida.mobilePhone = "0171 3920001"
    ida.emailAddress = "post@verlag.example"
    for query in [
      "wallau", "IDA", "loess", "verlag ida", "ida@wal", "post@verlag.example", "03012", "030 1234-0",
      "030 1234",
      "+49 30 12340", "0049 30 99", "4930", "0171", "0171 392 0001", "+49 (0)171",
    ] {
      #expect(try await office.people(query) == DirectoryPage(total: 1, entries: [ida]), "\(query)")
    }
    for query in ["77", "03077", "3920001", "wallau 030 1234"] {
      #expect(try await office.people(query).total == 0, "\(query)")
    }
  }

  @Test func companyOrNumberStandsInThePlaceOfAName() async throws {
    let office = try await Self.office()
    try await office.address("", "", company: "Nurfirma")
    try await office.address("", "", entries: [.phone("030 5550")])
    let company = try #require(try await office.people("nurfirma").entries.first)
    #expect(company.displayName == "Nurfirma" && company.firstName == "" && company.lastName == nil)
    #expect(try await office.people("0305550").names == ["030 5550"])
  }

  @Test func archivedAndPrivateAddressesAreNotFound() async throws {
    let office = try await Self.office()
    let id = try await office.address("Ida", "Wallau")
    for (field, hidden, shown) in [("Status", 0, 1), ("Privat", 1, 0)] as [(String, Int64, Int64)] {
      try await office.modify(id) { $0.record[field] = .integer(hidden) }
      #expect(try await office.people("wallau").total == 0, "\(field)")
      try await office.modify(id) { $0.record[field] = .integer(shown) }
      #expect(try await office.people("wallau").total == 1, "\(field)")
    }
    try await office.write { _ = try $0.createAddress(["Name": "Wallau", "Privat": 1]) }
    #expect(try await office.people("wallau").total == 1)
  }

  @Test func changesAreFoundAtOnce() async throws {
    let office = try await Self.office()
    let id = try await office.address("Ida", "Wallau", entries: [.mail("ida@alt.example")])
    try await office.modify(id) { address in
      address.record["Name"] = "Öser"
      address.entries[0].value = "ida@neu.example"
    }
    #expect(try await office.people("wallau").total == 0)
    #expect(try await office.people("alt.example").total == 0)
    #expect(try await office.people("oeser").total == 1)
    #expect(try await office.people("ida@neu").total == 1)
    await #expect(throws: OfficeError.self) {
      try await office.write { office in
        try office.modifyAddress(id) { $0.record["Name"] = "Verworfen" }
        try office.modifyAddress(id) { $0.record["Kein_Feld"] = "x" }
      }
    }
    #expect(try await office.people("verworfen").total == 0)
    #expect(try await office.people("oser").total == 1)
  }

  @Test func peopleStandInTheOrderOfTheirNames() async throws {
    let office = try await Self.office()
    for (first, last) in [("Zoe", "Testa"), ("Anna", "Ötest"), ("Bert", "Testex"), ("Ada", "tester")] {
      try await office.address(first, last)
    }
    let order = [
      "Zoe Testa", "Ada tester", "ignaz Tester", "petra Tester", "theobald.tiger Tester", "Bert Testex",
    ]
    let whole = try await office.people("test")
    #expect(whole.names == order)
    for first in 0...7 {
      for count in 1...7 {
        let page = try await office.people("test", first..<first + count)
        #expect(page.names == Array(order.dropFirst(first).prefix(count)), "\(first) \(count)")
        #expect(page.total == 6)
      }
    }
  }

  @Test func namesakesStandInTheSameOrderEachTime() async throws {
    let office = try await Self.office()
    for number in 0..<30 {
      try await office.address("Anna", "Gleich", entries: [.mail("\(number)@a.example")])
    }
    let mails = try await office.people("gleich").entries.map(\.emailAddress)
    #expect(mails == (0..<30).map { "\($0)@a.example" })
    var paged: [String?] = []
    for first in stride(from: 0, to: 30, by: 7) {
      paged += try await office.people("gleich", first..<first + 7).entries.map(\.emailAddress)
    }
    #expect(paged == mails)
  }

  @Test func nobodyOfAnotherTenantIsFound() async throws {
    let office = try await Self.office()
    try await office.office.createTenant(TenantRecord(name: "MeinZweiter")) { transaction in
      _ = try transaction.createUser(UserRecord(login: "fremd", firstName: "Fritz", lastName: "Tester"))
      _ = try transaction.createAddress(["Name": "Tester", "Vorname": "Fremder"])
    }
    #expect(try await office.people("fremd").total == 0)
    #expect(try await office.people("tester").total == 3)
    #expect(try await office.people("mein").total == 3)
  }
}

extension TestOffice {
  /// Whom a query finds, as Theobald's devices ask.
  func people(_ query: String, _ range: Range<Int> = 0..<100) async throws -> DirectoryPage {
    let request = DirectoryRequest(query: query, range: range, now: clock.now)
    return try await look(as: theobald) { try $0.people(request) }
  }

  @discardableResult
  func address(
    _ first: String, _ last: String, company: String = "", entries: [AddressEntry] = []
  ) async throws -> Int64 {
    let record: Record = ["Vorname": .text(first), "Name": .text(last), "Zusatz1": .text(company)]
    return try await write { try $0.createAddress(record, entries: entries) }
  }

  func modify(_ address: Int64, _ change: @escaping @Sendable (inout Address) -> Void) async throws {
    try await write { try $0.modifyAddress(address) { change(&$0) } }
  }
}

extension DirectoryPage {
  /// The names, in order.
  var names: [String?] { entries.map(\.displayName) }
}

extension AddressEntry {
  static func phone(_ value: String, isDefault: Bool = false) -> AddressEntry {
    AddressEntry(group: .phone, type: "phone_business", value: value, isDefault: isDefault)
  }

  static func mobile(_ value: String) -> AddressEntry {
    AddressEntry(group: .phone, type: "mobile", value: value)
  }

  static func mail(_ value: String, isDefault: Bool = false) -> AddressEntry {
    AddressEntry(group: .email, type: "email", value: value, isDefault: isDefault)
  }
}
