import Testing

@testable import OnOfficeBackend

@Suite struct SignInNameTests {
  private typealias Reading = SignInName.Reading

  @Test(
    arguments: [
      "user_Mandant", "user_Mandant@onoffice.de", "user_Mandant@activesync.onoffice.de", "user_Mandant@",
      "DOMAIN\\user_Mandant", "A\\B\\user_Mandant", "\\user_Mandant", "DOMAIN\\user_Mandant@onoffice.de",
    ])
  func domainsAreIgnored(name: String) {
    #expect(SignInName(name).readings == [Reading(login: "user", tenant: "Mandant")])
  }

  @Test func onlyWhatFollowsTheLastAtSignIsADomain() {
    #expect(SignInName("us@er_Mandant@x.de").readings == [Reading(login: "us@er", tenant: "Mandant")])
  }

  @Test func theLastUnderscoreIsTriedFirst() {
    #expect(
      SignInName("a_b_c").readings == [
        Reading(login: "a_b", tenant: "c"), Reading(login: "a", tenant: "b_c"),
      ])
  }

  @Test(arguments: ["", "user", "_Mandant", "user_", "_", "@", "\\", "user@host_name", "user_Mandant\\"])
  func namesWithoutBothPartsHaveNoReading(name: String) {
    #expect(SignInName(name).readings.isEmpty)
  }

  @Test func endlessNamesHaveNoReading() {
    #expect(SignInName(String(repeating: "a_", count: 200)).readings.isEmpty)
  }
}
