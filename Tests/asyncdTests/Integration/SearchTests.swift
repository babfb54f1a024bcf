import ActiveSyncServer
import Foundation
import OnOfficeBackend
import SyncModel
import Testing

@testable import asyncd

/// What phones get that look for people: [MS-ASCMD] 2.2.1.16, over the wire.
@Suite("People are looked for over the wire", .timeLimit(.minutes(10))) struct SearchTests {
  private static func run(
    _ version: ProtocolVersion = .v14_1, _ body: (JoinedSite, XMLPhone) async throws -> Void
  ) async throws {
    try await JoinedSite.run { site in
      let tenants = try await TwoTenants(site, version)
      let (tenant, names) = (try tenants.user("anna_Erste").tenant, ["Müller", "Mueller", "Muller", "Maier"])
      try await site.office.write(tenant: tenant) { office in
        for name in names {
          let login = "\(name)\(name.utf8.count)".lowercased()
          _ = try office.createUser(
            UserRecord(login: login, firstName: "Max", lastName: name, email: "\(login)@erste.example"))
        }
      }
      try await body(site, tenants.phone("anna_Erste"))
    }
  }

  /// A request for one store.
  private static func search(_ query: String, _ options: String = "", name: String = "GAL") -> String {
    let options = options.isEmpty ? "" : "<Options>\(options)</Options>"
    return """
      <Search xmlns="Search"><Store><Name>\(name)</Name><Query>\(query)</Query>\(options)</Store></Search>
      """
  }

  /// A refusal by the store.
  private static func refusal(_ status: Int) -> String {
    "<Status>1</Status><Response><Store><Status>\(status)</Status></Store></Response></Search>"
  }

  private static let nothing = """
    <Status>1</Status><Response><Store><Status>1</Status><Result/><Total>0</Total></Store></Response></Search>
    """

  @Test func answerHasTheShapeOfTheSpecification() async throws {
    try await Self.run { _, user in
      for version in ProtocolVersion.allCases {
        let phone = XMLPhone(login: user.login, version: version, port: user.port)
        let answer = try await phone.post("Search", Self.search("maier", "<Range>0-1</Range>"))
        let entry = """
          <Result><Properties><DisplayName xmlns="GAL">Max Maier</DisplayName><Company xmlns="GAL">Erste</Company>\
          <Alias xmlns="GAL">maier5</Alias><FirstName xmlns="GAL">Max</FirstName>\
          <LastName xmlns="GAL">Maier</LastName>\
          <EmailAddress xmlns="GAL">maier5@erste.example</EmailAddress></Properties></Result>
          """
        let expected = """
          <Status>1</Status><Response><Store><Status>1</Status>\(entry)<Range>0-0</Range><Total>1</Total></Store>\
          </Response></Search>
          """
        #expect(answer.status == 200)
        #expect(answer.xml.hasSuffix(expected), "\(answer.xml)")
      }
    }
  }

  @Test func lettersMayBeTypedInAnyWay() async throws {
    try await Self.run { _, phone in
      for query in ["müller", "muller", "mueller", "MUEL", "Mül", "max mü", "MAX", "m"] {
        let answer = try await phone.post("Search", Self.search(query))
        let found = answer.texts("LastName")
        #expect(Set(["Müller", "Mueller", "Muller"]).isSubset(of: found), "\(answer.xml)")
      }
    }
  }

  @Test func rangeSaysWhichOfAllAreGiven() async throws {
    try await Self.run { _, phone in
      for (asked, given, count) in [
        ("0-99", "0-3", 4), ("", "0-3", 4), ("0-0", "0-0", 1), ("1-2", "1-2", 2), ("3-3", "3-3", 1),
        ("2-101", "2-3", 2),
      ] {
        let options = asked.isEmpty ? "<RebuildResults/>" : "<Range>\(asked)</Range><DeepTraversal/>"
        let answer = try await phone.post("Search", Self.search("max", options))
        #expect(answer.texts("Range") == [given])
        #expect(answer.texts("Total") == ["4"])
        let names = ["Max Maier", "Max Mueller", "Max Muller", "Max Müller"]
        let all = try await phone.post("Search", Self.search("max")).texts("DisplayName")
        #expect(Set(all) == Set(names))
        #expect(all.first == "Max Maier")
        let first = try #require(Int(given.prefix(1)))
        #expect(answer.texts("DisplayName") == Array(all.dropFirst(first).prefix(count)))
      }
    }
  }

  @Test func rangeBehindTheEndIsEmpty() async throws {
    try await Self.run { _, phone in
      for (range, total) in [("4-9", "4"), ("100-199", "4"), ("999999990-999999999", "4")] {
        let answer = try await phone.post("Search", Self.search("max", "<Range>\(range)</Range>"))
        let store = "<Store><Status>1</Status><Result/><Total>\(total)</Total></Store>"
        #expect(answer.xml.contains(store), "\(answer.xml)")
      }
    }
  }

  @Test func nothingFoundIsAResultWithoutContent() async throws {
    try await Self.run { _, phone in
      for query in ["nobody", "maximilian", "-", "bert zweite", "anna_zweite"] {
        let answer = try await phone.post("Search", Self.search(query))
        #expect(answer.xml.hasSuffix(Self.nothing), "\(answer.xml)")
      }
    }
  }

  @Test func malformedRangeIsRefused() async throws {
    try await Self.run { site, phone in
      let ranges = ["9-0", "0", "a-b", "0-", "-5--1", "0-9 0-9", "0-99999999999999999999"]
      for (number, range) in ranges.enumerated() {
        let answer = try await phone.post("Search", Self.search("max", "<Range>\(range)</Range>"))
        #expect(answer.xml.hasSuffix(Self.refusal(2)))
        let words = [
          "msg=\"search refused\"", "element=Range", "status=2", "user=anna_Erste", "device.id=shared",
        ]
        #expect(
          site.lines.count { line in words.allSatisfy { line.contains($0) } } == number + 1, "\(site.lines)")
        #expect(site.lines.contains { $0.contains("msg=request") && $0.contains("eas.status=2") })
      }
    }
  }

  /// [MS-ASCMD] 2.2.3.143.3: more than the default range holds.
  @Test func moreThanAHundredAreRefused() async throws {
    try await Self.run { _, phone in
      for range in ["0-100", "5-105", "0-999"] {
        let answer = try await phone.post("Search", Self.search("max", "<Range>\(range)</Range>"))
        #expect(answer.xml.hasSuffix(Self.refusal(12)))
      }
    }
  }

  @Test func whatCannotBeLookedForIsRefused() async throws {
    try await Self.run(.v12_1) { _, phone in
      for request in [
        Self.search(""), Self.search("   "), Self.search(String(repeating: "ü", count: 257)),
        Self.search("max", name: "Postfach"), Self.search("max", name: ""),
        "<Search xmlns=\"Search\"><Store><Query>max</Query></Store></Search>",
        "<Search xmlns=\"Search\"><Store><Name>GAL</Name></Store></Search>",
        "<Search xmlns=\"Search\"></Search>",
        """
        <Search xmlns="Search"><Store><Name>GAL</Name><Query>max</Query></Store>\
        <Store><Name>GAL</Name><Query>anna</Query></Store></Search>
        """,
      ] {
        let answer = try await phone.post("Search", request)
        #expect(answer.status == 200)
        #expect(answer.xml.hasSuffix(Self.refusal(2)), "\(answer.xml)")
      }
    }
  }

  @Test func longestQueryIsLookedFor() async throws {
    try await Self.run { _, phone in
      let query = "max" + String(repeating: " ", count: 253)
      let answer = try await phone.post("Search", Self.search(query))
      #expect(answer.texts("Total") == ["4"])
    }
  }

  /// The conditions of a search for mail.
  private static let conditions = """
    <And><Class xmlns="AirSync">Email</Class><CollectionId xmlns="AirSync">inbox</CollectionId>\
    <FreeText>max</FreeText></And>
    """

  @Test func thereIsNoMailToBeFound() async throws {
    try await Self.run { _, user in
      for version in ProtocolVersion.allCases {
        let phone = XMLPhone(login: user.login, version: version, port: user.port)
        let answer = try await phone.post("Search", Self.search(Self.conditions, name: "Mailbox"))
        #expect(answer.xml.hasSuffix(Self.nothing), "\(answer.xml)")
      }
    }
  }

  @Test func thereIsNoDocumentLibrary() async throws {
    try await Self.run { _, user in
      for (version, status) in [(ProtocolVersion.v12_1, 13), (.v14_1, 13), (.v16_0, 2), (.v16_1, 2)] {
        let phone = XMLPhone(login: user.login, version: version, port: user.port)
        let query = """
          <EqualTo><LinkId xmlns="DocumentLibrary">\\\\server\\share</LinkId><Value/></EqualTo>
          """
        let options = "<UserName>anna</UserName><Password>Geheimnis</Password>"
        let answer = try await phone.post("Search", Self.search(query, options, name: "DocumentLibrary"))
        #expect(answer.xml.hasSuffix(Self.refusal(status)), "\(answer.xml)")
      }
    }
  }

  @Test func thereAreNoPictures() async throws {
    try await Self.run { _, user in
      for (version, limits) in [
        (ProtocolVersion.v14_0, ""), (.v14_1, "<MaxSize>10000</MaxSize><MaxPictures>5</MaxPictures>"),
        (.v16_1, ""),
      ] {
        let phone = XMLPhone(login: user.login, version: version, port: user.port)
        let options = "<Range>0-99</Range><Picture>\(limits)</Picture>"
        let answer = try await phone.post("Search", Self.search("max", options))
        let picture = "<Picture xmlns=\"GAL\"><Status>173</Status></Picture></Properties>"
        #expect(
          answer.xml.components(separatedBy: picture).count == (version < .v14_1 ? 1 : 5), "\(answer.xml)")
        #expect(answer.texts("Total") == ["4"])
      }
    }
  }

  @Test func userNameAndPasswordAreNotHeeded() async throws {
    try await Self.run { _, phone in
      let plain = try await phone.post("Search", Self.search("max"))
      let options = "<UserName>bert_Erste</UserName><Password>falsch</Password>"
      #expect(try await phone.post("Search", Self.search("max", options)) == plain)
    }
  }

  @Test func addressesAreFoundOnceTheyAreToBe() async throws {
    try await Self.run { site, phone in
      #expect(
        try await phone.post("Search", Self.search("bert_Erste")).texts("DisplayName") == ["bert Erste"])
      var options = OnOfficeOptions()
      options.directoryAddresses = true
      site.office.use(options)
      let answer = try await phone.post("Search", Self.search("bert erste"))
      // The user and his customer, whose name is Bert's sign-in name; none of the other tenant's.
      #expect(answer.texts("DisplayName").sorted() == ["bert Erste", "bert_Erste"])
      #expect(answer.texts("EmailAddress").sorted() == ["bert@erste.example", "kunde@bert_Erste.example"])
      #expect(try await phone.post("Search", Self.search("zweite")).texts("Total") == ["0"])
    }
  }

  /// What somebody looks for is nobody else's business.
  @Test func nothingOfAQueryIsLogged() async throws {
    try await Self.run { site, phone in
      let secret = "Geheimrat4711"
      for request in [
        Self.search(secret), Self.search(secret, "<Range>\(secret)</Range>"), Self.search("x", name: secret),
        Self.search("<FreeText>\(secret)</FreeText>", "<Password>\(secret)</Password>", name: "Mailbox"),
      ] {
        let user = try #require(try await site.office.user(named: phone.login))
        for isOn in [false, true] {
          let log = DeviceLogSwitch(database: site.data.sync)
          _ =
            isOn
            ? try await log.turnOn(
              phone.device, of: user, now: try berlin("2026-03-23 12:00:00"), until: .distantFuture)
            : try await log.turnOff(phone.device, of: user)
          _ = try await phone.post("Search", request)
        }
      }
      #expect(site.lines.contains { $0.contains("command=Search") && $0.contains("device message") })
      #expect(!site.lines.contains { $0.lowercased().contains("geheimrat") || $0.contains("4711") })
    }
  }

  @Test func trialOfAnAccountNeedsNoSearch() async throws {
    try await Self.run { _, phone in
      var trial = phone
      trial.device = "validate"
      let folders = try await trial.folderSync("0")
      #expect(folders.text("Status") == "1")
      let answer = try await trial.post("Search", Self.search("max"))
      #expect(answer.text("Status") == "108")
    }
  }
}
