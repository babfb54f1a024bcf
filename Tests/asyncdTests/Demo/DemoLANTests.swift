import Foundation
import HTTPServer
import Testing
import XML

@testable import asyncd

@Suite struct DemoLANTests {
  private let hostile = "a<b>&\"c]]>"

  private var facts: DemoPage.Facts {
    DemoPage.Facts(host: "192.0.2.7:8443", user: hostile, mail: "u@example", fingerprint: "AB:CD")
  }

  private func profile(_ certificate: [UInt8] = [1, 2, 3], fingerprint: UInt8 = 9) -> MobileConfiguration {
    MobileConfiguration(
      certificate: certificate, fingerprint: [UInt8](repeating: fingerprint, count: 32),
      host: "192.0.2.7:8443",
      user: hostile, mail: "u@example")
  }

  private func read(_ profile: MobileConfiguration) throws -> [String: Any] {
    let list = try PropertyListSerialization.propertyList(from: Data(profile.encoded()), format: nil)
    return try #require(list as? [String: Any])
  }

  @Test func profileHoldsAuthorityAndAccountWithoutPassword() throws {
    let profile = try read(profile())
    let payloads = try #require(profile["PayloadContent"] as? [[String: Any]])
    #expect(
      payloads.map { $0["PayloadType"] as? String } == ["com.apple.security.root", "com.apple.eas.account"])
    #expect(payloads[0]["PayloadContent"] as? Data == Data([1, 2, 3]))
    #expect(payloads[1]["Host"] as? String == "192.0.2.7:8443" && payloads[1]["SSL"] as? Bool == true)
    #expect(
      payloads[1]["UserName"] as? String == hostile && payloads[1]["EmailAddress"] as? String == "u@example")
    #expect(payloads[1]["Password"] == nil)
    for payload in [profile] + payloads {
      #expect((payload["PayloadUUID"] as? String).flatMap { UUID(uuidString: $0) } != nil)
      #expect(payload["PayloadVersion"] as? Int == 1 && payload["PayloadIdentifier"] is String)
    }
    #expect(Set(([profile] + payloads).compactMap { $0["PayloadUUID"] as? String }).count == 3)
  }

  @Test func identifiersStayAsLongAsTheAuthority() throws {
    let first = try read(profile())["PayloadUUID"] as? String
    #expect(try read(profile([4]))["PayloadUUID"] as? String == first)
    #expect(try read(profile(fingerprint: 8))["PayloadUUID"] as? String != first)
  }

  @Test(arguments: [DemoPage.Language.english, .german]) func pageIsWellFormed(language: DemoPage.Language)
    throws
  {
    let html = DemoPage(facts: facts, language: language).html
    #expect(!html.contains(hostile) && html.contains(XMLElement.escaped(hostile)))
    // Nothing comes from elsewhere.
    #expect(!html.contains("//") && !html.contains("src=") && html.contains("width=device-width"))
    let closed = html.replacing("<!DOCTYPE html>", with: "").replacing(/<meta ([^>]*)>/) { "<meta \($0.1)/>" }
    _ = try XMLElement(parsing: Array(closed.utf8))
  }

  @Test(
    arguments: [
      (nil, "en"), ("", "en"), ("de", "de"), ("de-AT,de;q=0.9,en;q=0.8", "de"), ("en,de;q=0.5", "en"),
      ("fr, de;q=0.2", "de"), ("de;q=0", "en"), ("dex", "en"), (";;q=,", "en"),
    ] as [(String?, String)])
  func languageIsThePreferredOne(header: String?, language: String) {
    #expect(DemoPage.Language(accepting: header).rawValue == language)
  }

  @Test func plainHTTPOffersNoActiveSync() {
    let pages = DemoPages(facts, certificate: [1], profile: [2])
    func answer(_ method: String, _ path: String) -> HTTPResponse {
      pages.answer(to: HTTPRequest(method: method, path: path))
    }
    #expect(answer("GET", "/").status == 200)
    #expect(answer("GET", "/ca.crt").headers["Content-Type"] == "application/x-x509-ca-cert")
    #expect(answer("GET", "/ca.crt").body == [1])
    #expect(
      answer("GET", "/asyncd.mobileconfig").headers["Content-Type"] == "application/x-apple-aspen-config")
    #expect(answer("POST", "/").status == 405)
    for path in [
      "/Microsoft-Server-ActiveSync", "/Autodiscover/Autodiscover.xml", "/server.key", "/tls/ca.key",
    ] {
      for method in ["GET", "POST", "OPTIONS"] {
        #expect(answer(method, path).status == 404 && answer(method, path).headers["WWW-Authenticate"] == nil)
      }
    }
  }

  @Test func phonesReachADeviceBeforeSoftware() {
    func interface(_ name: String, _ address: String, _ hasDevice: Bool) -> NetworkInterface {
      NetworkInterface(name: name, address: address, hasDevice: hasDevice)
    }
    let docker = interface("docker0", "172.17.0.1", false)
    let bond = interface("bond0", "10.0.0.5", false)
    let cable = interface("enp3s0", "192.168.1.5", true)
    let unconfigured = interface("wlan0", "169.254.3.4", true)
    #expect(NetworkInterface.best(of: [docker, bond, unconfigured, cable]) == cable)
    #expect(NetworkInterface.best(of: [docker, bond]) == bond)
    #expect(NetworkInterface.best(of: [docker, unconfigured]) == nil)
  }

  @Test(arguments: [
    ["--host", "a b"], ["--host", "10.0.0.5", "--listen", "here"], ["--host", "10.0.0.5", "--page", "here"],
    ["--host", "10.0.0.5", "--listen", "10.0.0.5:0"],
  ])
  func whatNoPhoneCouldUseIsRefused(words: [String]) {
    #expect(throws: UsageError.self) {
      try LANDemo(Arguments(words, options: ["host", "listen", "page"]), interfaces: [])
    }
  }
}
