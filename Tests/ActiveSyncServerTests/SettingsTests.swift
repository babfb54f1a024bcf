import Database
import HTTPServer
import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite struct SettingsTests {
  private var get: SettingsRequest.Query {
    var query = SettingsRequest.Query()
    query.get = Fragment(bytes: [])
    return query
  }

  private var set: SettingsRequest.Query {
    var query = SettingsRequest.Query()
    query.set = Fragment(bytes: [])
    return query
  }

  /// First the one that stands as organizer in appointments.
  private let addresses = ["theobald.tiger_MeinMandant@onoffice.de", "tiger@maklerei.example"]

  @Test(arguments: ["12.1", "14.0"])
  func addressesStandAloneUpTo14(version: String) async throws {
    var request = SettingsRequest()
    request.userInformation = get
    let response: SettingsResponse = try await TestSite().ask("Settings", request, version: version)
    #expect(response.status == .success)
    #expect(response.userInformation?.status == .success)
    #expect(response.userInformation?.get?.emailAddresses?.smtpAddresses == addresses)
    #expect(response.userInformation?.get?.emailAddresses?.primarySmtpAddress == nil)
    #expect(response.userInformation?.get?.accounts == nil)
  }

  @Test(arguments: ["14.1", "16.0", "16.1"])
  func addressesBelongToAnAccountFrom141(version: String) async throws {
    var request = SettingsRequest()
    request.userInformation = get
    let response: SettingsResponse = try await TestSite().ask("Settings", request, version: version)
    let account = try #require(response.userInformation?.get?.accounts?.first)
    #expect(account.userDisplayName == "Theobald Tiger")
    #expect(account.emailAddresses?.smtpAddresses == addresses)
    #expect(account.emailAddresses?.primarySmtpAddress == addresses[0])
    #expect(response.userInformation?.get?.emailAddresses == nil)
  }

  @Test(arguments: [
    ("tiger@office.example", "tiger@office.example"),
    ("DOMAIN\\tiger@office.example", "tiger@office.example"),
    ("\\tiger@office.example", "tiger@office.example"), ("DOMAIN\\tiger", nil), ("tiger", nil),
    ("tiger@", nil),
    ("@office.example", nil), (nil, nil),
  ])
  func addressIsTheSignInNameWithoutItsDomain(name: String?, address: String?) {
    let options = ServerOptions(publicURL: "https://sync.example")
    let fallback = TestBackend.account.name + "@onoffice.de"
    #expect(options.address(of: TestBackend.account, signedInAs: name) == address ?? fallback)
  }

  @Test func anOfficeMayHaveAnotherDomainForAccountsByHand() {
    var options = ServerOptions(publicURL: "https://sync.example")
    options.manualDomain = "office.example"
    #expect(
      options.address(of: TestBackend.account, signedInAs: TestBackend.account.name)
        == TestBackend.account.name + "@office.example")
  }

  @Test func userWithoutMailAddressHasTheOneHeSignsInWith() async throws {
    let site = try TestSite()
    let account = Account(
      id: UserId(tenant: 1, user: 8), name: "kaspar_MeinMandant", displayName: "Kaspar", email: nil,
      classes: [.tasks], timeZone: "Europe/Berlin")
    site.backend.add(account, password: "geheim")
    var request = SettingsRequest()
    request.userInformation = get
    let body = try WBXMLEncoder.encode(request)
    let response = await site.send("Settings", body: body, user: "kaspar_MeinMandant")
    let settings = try WBXMLDocument(response.body).decode(SettingsResponse.self)
    let addresses = settings.userInformation?.get?.accounts?.first?.emailAddresses?.smtpAddresses
    #expect(addresses == ["kaspar_MeinMandant@onoffice.de"])
  }

  @Test func deviceInformationIsStoredAndKeptWhereLeftOut() async throws {
    let site = try TestSite()
    for (model, name) in [("iPhone16C1", "Theos iPhone"), ("iPhone17C2", nil)] {
      var request = SettingsRequest()
      request.deviceInformation = DeviceInformation()
      request.deviceInformation?.set = .init()
      request.deviceInformation?.set?.model = model
      request.deviceInformation?.set?.friendlyName = name
      let response: SettingsResponse = try await site.ask("Settings", request, version: "12.1")
      #expect(response.deviceInformation?.status == .success)
    }
    let stored = try await site.database.read { connection in
      try connection.first("SELECT model, friendly_name FROM device") { [$0.text(0), $0.text(1)] }
    }
    #expect(stored == ["iPhone17C2", "Theos iPhone"])
  }

  @Test func nobodyIsAbsentAndNobodyCanBeMadeSo() async throws {
    let site = try TestSite()
    var request = SettingsRequest()
    request.oof = get
    let answer: SettingsResponse = try await site.ask("Settings", request)
    #expect(answer.oof?.status == .success)
    #expect(answer.oof?.get?.oofState == 0)
    request.oof = set
    let refusal: SettingsResponse = try await site.ask("Settings", request)
    #expect(refusal.status == .success)
    #expect(refusal.oof?.status == .accessDenied)
    #expect(refusal.oof?.get == nil)
  }

  @Test func partsThatAreNotServedAreRefusedOneByOne() async throws {
    var request = SettingsRequest()
    request.devicePassword = set
    request.userInformation = get
    request.rightsManagementInformation = get
    let response: SettingsResponse = try await TestSite().ask("Settings", request)
    #expect(response.status == .success)
    #expect(response.devicePassword?.status == .deniedByPolicy)
    #expect(response.userInformation?.status == .success)
    #expect(response.rightsManagementInformation?.status == .success)
    #expect(response.oof == nil)
    #expect(response.deviceInformation == nil)
  }

  @Test func deviceIsKnownFromItsFirstRequestToItsLast() async throws {
    let site = try TestSite()
    func seen() async throws -> [Int64]? {
      try await site.database.read { connection in
        try connection.first("SELECT first_seen, last_seen, version FROM device") { (0..<3).map($0.integer) }
      }
    }
    var request = SettingsRequest()
    request.oof = get
    let _: SettingsResponse = try await site.ask("Settings", request, version: "14.1")
    #expect(try await seen() == [1_700_000_000, 1_700_000_000, 141])
    site.pass(seconds: 600)
    let _: SettingsResponse = try await site.ask("Settings", request, version: "14.1")
    // Less than an hour is not worth a write.
    #expect(try await seen() == [1_700_000_000, 1_700_000_000, 141])
    site.pass(seconds: 3600)
    let _: SettingsResponse = try await site.ask("Settings", request, version: "14.1")
    #expect(try await seen() == [1_700_000_000, 1_700_004_200, 141])
    let _: SettingsResponse = try await site.ask("Settings", request, version: "16.1")
    #expect(try await seen() == [1_700_000_000, 1_700_004_200, 161])
  }
}
