import HTTPServer
import ServerTestSupport
import SyncModel
import TestSupport
import Testing

@testable import ActiveSyncServer

@Suite struct AutodiscoverTests {
  private static let mobileSync =
    "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006"

  /// The request of [MS-ASCMD] 4.2.1.
  private func request(_ address: String, schema: String = mobileSync) -> [UInt8] {
    Array(
      """
      <?xml version="1.0" encoding="utf-8"?>
      <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/mobilesync/requestschema/2006">
        <Request>
          <EMailAddress>\(address)</EMailAddress>
          <AcceptableResponseSchema>\(schema)</AcceptableResponseSchema>
        </Request>
      </Autodiscover>
      """.utf8)
  }

  private func ask(
    _ site: TestSite, _ body: [UInt8], password: String = "geheim",
    path: String = "/Autodiscover/Autodiscover.xml",
    method: String = "POST"
  ) async -> HTTPResponse {
    await site.send(version: nil, body: body, password: password, method: method, path: path)
  }

  private func text(_ response: HTTPResponse) -> String { String(decoding: response.body, as: UTF8.self) }

  private let head =
    #"<?xml version="1.0" encoding="utf-8"?><Autodiscover "#
    + #"xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">"#

  private func found(_ address: String) -> String {
    head + "<Response xmlns=\"\(Self.mobileSync)\"><Culture>de:de</Culture>"
      + "<User><DisplayName>Theobald Tiger</DisplayName><EMailAddress>\(address)</EMailAddress></User>"
      + "<Action><Settings><Server><Type>MobileSync</Type>"
      + "<Url>https://sync.example/Microsoft-Server-ActiveSync</Url>"
      + "<Name>https://sync.example/Microsoft-Server-ActiveSync</Name>"
      + "</Server></Settings></Action></Response></Autodiscover>"
  }

  private func unknown(_ address: String) -> String {
    head + "<Response xmlns=\"\(Self.mobileSync)\"><Culture>de:de</Culture>"
      + "<User><EMailAddress>\(address)</EMailAddress></User>"
      + "<Action><Error><Status>2</Status><Message>The address could not be found</Message>"
      + "<DebugData>MailUser</DebugData></Error></Action></Response></Autodiscover>"
  }

  private func invalid(_ code: Int, _ message: String) -> String {
    head + #"<Response><Error Id="3033550301" Time="22:13:20.0000000">"#
      + "<ErrorCode>\(code)</ErrorCode><Message>\(message)</Message><DebugData/></Error></Response></Autodiscover>"
  }

  @Test(
    .manual(
      "4 Adresse und Passwort", "4.2 Autodiscover", "4.2 Adresse", "5 Wie iOS", "5.1 Autodiscover",
      "5.1 Daten"),
    arguments: [
      "/Autodiscover/Autodiscover.xml", "/autodiscover/autodiscover.xml", "/AutoDiscover/AutoDiscover.xml/",
    ])
  func ownAddressIsToldTheServer(path: String) async throws {
    let site = try TestSite()
    let address = "theobald.tiger_MeinMandant@activesync.onoffice.de"
    let response = await ask(site, request(address), path: path)
    #expect(response.status == 200)
    #expect(response.headers["Content-Type"] == "text/xml; charset=utf-8")
    #expect(text(response) == found(address))
    #expect(site.backend.attempts.map(\.isAutodiscover) == [true])
    #expect(site.backend.attempts.map(\.device) == [nil])
  }

  @Test func letterCaseOfTheAddressIsPutRight() async throws {
    let response = try await ask(TestSite(), request(" Theobald.Tiger_meinmandant@ActiveSync.onOffice.de "))
    #expect(text(response) == found("theobald.tiger_MeinMandant@activesync.onoffice.de"))
  }

  @Test func domainsAreAnOption() async throws {
    let site = try TestSite { $0.autodiscoverDomains = ["a.example", "B.example"] }
    for domain in ["a.example", "b.example"] {
      let address = "theobald.tiger_MeinMandant@\(domain)"
      #expect(text(await ask(site, request(address))) == found(address))
    }
    let old = "theobald.tiger_MeinMandant@activesync.onoffice.de"
    #expect(text(await ask(site, request(old))) == unknown(old))
  }

  @Test(.manual("4.2 Domain")) func otherDomainsAndOtherUsersGetTheSameAnswer() async throws {
    let site = try TestSite()
    site.backend.add(
      Account(
        id: UserId(tenant: 1, user: 8), name: "kaspar_MeinMandant", displayName: "Kaspar", email: nil,
        classes: [.tasks], timeZone: "Europe/Berlin"), password: "anders")
    for address in [
      "theobald.tiger_MeinMandant@onoffice.example", "kaspar_MeinMandant@activesync.onoffice.de",
      "nobody_MeinMandant@activesync.onoffice.de", "tiger@maklerei.example", "theobald.tiger_MeinMandant", "",
    ] {
      let response = await ask(site, request(address))
      #expect(response.status == 200)
      #expect(
        text(response) == unknown(address).replacing("<EMailAddress></EMailAddress>", with: "<EMailAddress/>")
      )
    }
  }

  @Test(arguments: ["", "<", "<Autodiscover/>", "<Autodiscover><Request/></Autodiscover>", "hello"])
  func malformedRequestGetsErrorCode600(body: String) async throws {
    let response = try await ask(TestSite(), Array(body.utf8))
    #expect(response.status == 200)
    #expect(text(response) == invalid(600, "Invalid Request"))
  }

  @Test(.manual("2.2 Unmöglich")) func otherSchemaGetsErrorCode601() async throws {
    let outlook = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
    let address = "theobald.tiger_MeinMandant@activesync.onoffice.de"
    let response = try await ask(TestSite(), request(address, schema: outlook))
    #expect(text(response) == invalid(601, "Provider is not available"))
  }

  @Test(arguments: [
    #"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>"#,
    #"<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;">]>"#,
  ])
  func entitiesAreRefused(doctype: String) async throws {
    let body = Array(
      (doctype + "<Autodiscover><Request><EMailAddress>&x;</EMailAddress>"
        + "<AcceptableResponseSchema>\(Self.mobileSync)</AcceptableResponseSchema></Request></Autodiscover>")
        .utf8)
    #expect(text(try await ask(TestSite(), body)) == invalid(600, "Invalid Request"))
  }

  @Test func credentialsComeFirst() async throws {
    let site = try TestSite()
    for body in [request("theobald.tiger_MeinMandant@activesync.onoffice.de"), []] {
      let response = await site.server.answered(
        HTTPRequest(method: "POST", path: "/autodiscover/autodiscover.xml", body: body))
      #expect(response.status == 401)
      #expect(response.headers["WWW-Authenticate"]?.hasPrefix("Basic realm=") == true)
      #expect(response.body.isEmpty)
      #expect(await ask(site, body, password: "falsch").status == 401)
    }
  }

  @Test func userWithoutTicksIsForbidden() async throws {
    let site = try TestSite()
    site.backend.change { $0.isForbidden = true }
    #expect(await ask(site, request("x")).status == 403)
  }

  @Test func otherMethodsAreNotAllowed() async throws {
    let response = try await ask(TestSite(), [], method: "GET")
    #expect(response.status == 405)
    #expect(response.headers["Allow"] == "POST")
  }
}
