import HTTPServer
import ServerTestSupport
import SyncModel
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite struct SignInTests {
  private func request(
    _ authorization: String?, method: String = "OPTIONS", address: String = "192.0.2.1"
  ) -> HTTPRequest {
    var request = HTTPRequest(method: method, path: "/Microsoft-Server-ActiveSync", address: address)
    if let authorization {
      request = HTTPRequest(
        method: method, path: request.path, headers: ["Authorization": authorization], address: address)
    }
    return request
  }

  private func expectRefusal(_ response: HTTPResponse) {
    #expect(response.status == 401)
    #expect(response.headers["WWW-Authenticate"]?.hasPrefix("Basic realm=") == true)
    #expect(response.body.isEmpty)
  }

  @Test(arguments: [
    nil, "", "Basic", "Basic ", "Basic !!!!", "Bearer dGhlb2JhbGQ6eA==", "Basic dGhlb2JhbGQ=",
    "Basic OnBhc3M=",
    "Basic AGE6Yg==", "Negotiate",
  ])
  func unreadableCredentialsAreAskedForWithoutTroublingTheBackend(authorization: String?) async throws {
    let site = try TestSite()
    expectRefusal(await site.server.answered(request(authorization)))
    #expect(site.backend.attempts.isEmpty)
  }

  @Test(.manual("4.3 Richtiges Passwort", "5.2 Richtiges Passwort", "11 Meldung"))
  func wrongPasswordIsRefusedInEveryVersionAndCommand() async throws {
    let site = try TestSite()
    for (method, version) in [("OPTIONS", nil), ("POST", "12.1"), ("POST", "16.1"), ("POST", nil)] {
      expectRefusal(await site.send(version: version, password: "falsch", method: method))
    }
    expectRefusal(await site.send(password: "falsch", query: "nonsense"))
    #expect(site.log.allSatisfy { $0.contains("user=theobald.tiger_MeinMandant") && !$0.contains("falsch") })
    #expect(site.log.allSatisfy { $0.contains("reason=\"202 ") })
  }

  @Test func passwordsAreReadAsUTF8ElseAsWindows1252() async throws {
    let site = try TestSite()
    site.backend.change { $0.password = "§Grüße€:x" }
    let name = Array("theobald.tiger_MeinMandant:".utf8)
    let utf8 = TestSite.basic(name + Array("§Grüße€:x".utf8))
    let windows = TestSite.basic(name + [0xA7, 0x47, 0x72, 0xFC, 0xDF, 0x65, 0x80, 0x3A, 0x78])
    for authorization in [utf8, windows, utf8.replacing("Basic", with: "BASIC ")] {
      #expect(await site.server.answered(request(authorization)).status == 200)
    }
    #expect(Set(site.backend.attempts.map(\.password)) == ["§Grüße€:x"])
  }

  @Test func rememberedCredentialsDoNotTroubleTheBackend() async throws {
    let site = try TestSite()
    for _ in 0..<5 { #expect(await site.send(method: "OPTIONS").status == 200) }
    #expect(site.backend.attempts.count == 1)
    #expect(site.backend.attempts[0].address == "192.0.2.1")
    #expect(!site.backend.attempts[0].isAutodiscover)
  }

  @Test func memoryEndsAfterItsTimeAndWithAClockSetBack() async throws {
    let site = try TestSite { $0.credentialSeconds = 60 }
    _ = await site.send(method: "OPTIONS")
    site.pass(seconds: 59)
    _ = await site.send(method: "OPTIONS")
    #expect(site.backend.attempts.count == 1)
    site.pass(seconds: 1)
    _ = await site.send(method: "OPTIONS")
    #expect(site.backend.attempts.count == 2)
    site.pass(seconds: -10)
    _ = await site.send(method: "OPTIONS")
    #expect(site.backend.attempts.count == 3)
  }

  @Test(.manual("11.1 Alte Zugangsdaten", "11.1 Neu vergeben"))
  func changedPasswordIsWrongAtOnce() async throws {
    let site = try TestSite()
    #expect(await site.send(method: "OPTIONS").status == 200)
    site.backend.change { $0.password = "neu" }
    expectRefusal(await site.send(method: "OPTIONS"))
    #expect(await site.send(password: "neu", method: "OPTIONS").status == 200)
  }

  @Test func passwordThatChangesWhileItIsVerifiedIsNotRemembered() async throws {
    let site = try TestSite()
    let backend = site.backend
    backend.duringNextSignIn { backend.change { _ in } }
    _ = await site.send(method: "OPTIONS")
    _ = await site.send(method: "OPTIONS")
    #expect(backend.attempts.count == 2)
  }

  @Test func otherAddressesAndPasswordsAreAskedAbout() async throws {
    let site = try TestSite()
    _ = await site.send(method: "OPTIONS")
    expectRefusal(await site.send(password: "geheimx", method: "OPTIONS"))
    #expect(await site.send(method: "OPTIONS", address: "192.0.2.2").status == 200)
    #expect(site.backend.attempts.count == 3)
  }

  @Test func memoryIsBounded() async throws {
    let site = try TestSite { $0.credentialCapacity = 4 }
    for number in 0..<10 { _ = await site.send(method: "OPTIONS", address: "192.0.2.\(number)") }
    #expect(site.backend.attempts.count == 10)
    _ = await site.send(method: "OPTIONS", address: "192.0.2.9")
    #expect(site.backend.attempts.count == 10)
    _ = await site.send(method: "OPTIONS", address: "192.0.2.0")
    #expect(site.backend.attempts.count == 11)
  }

  @Test(.manual("3.1 Häkchen"), arguments: ["FolderSync", "Provision", "Settings", "Sync", "Ping"])
  func userWithoutTicksIsTold126From14AndForbiddenBefore(command: String) async throws {
    let site = try TestSite()
    site.backend.change { $0.isForbidden = true }
    #expect(await site.send(command, version: "12.1").status == 403)
    for version in ["14.0", "14.1", "16.0", "16.1"] {
      let response = await site.send(command, version: version)
      #expect(response.status == 200)
      #expect(try status(of: response.body) == "126")
      #expect(try WBXMLDocument(response.body).xml.contains("<\(command) "))
    }
    #expect(await site.send(method: "OPTIONS").status == 200)
    #expect(try await site.devices() == 0)
    #expect(site.log[0].contains("218"))
  }

  @Test(
    .manual(
      "11.2 Wartung", "11.2 Login", "11.2 Stillgelegt", "11.2 Vorübergehend", "11.2 Hält an", "11.2 Geduld"),
    arguments: ["OPTIONS", "POST"])
  func backendThatIsAwayIsNeverTheUsersFault(method: String) async throws {
    let site = try TestSite()
    site.backend.isAvailable = false
    for path in ["/Microsoft-Server-ActiveSync", "/Autodiscover/Autodiscover.xml"]
    where method == "POST" || path.hasPrefix("/M") {
      var delays: Set<String> = []
      for _ in 0..<50 {
        let response = await site.send(method: method, path: path)
        #expect(response.status == 503)
        delays.insert(response.headers["Retry-After"] ?? "")
      }
      #expect(delays.count > 1)
      #expect(delays.allSatisfy { (60...180).contains(Int($0) ?? 0) })
    }
  }

  @Test(.manual("11.2 Aufrufen", "11.2 Stillgelegt"))
  func afterAnOutageADeviceGoesOnWithWhatItHas() async throws {
    let site = try TestSite()
    let request = try WBXMLEncoder.encode(FolderSyncRequest(syncKey: .initial))
    let first = try WBXMLDocument(await site.send(body: request).body).decode(FolderSyncResponse.self)
    let key = try #require(first.syncKey)
    let next = try WBXMLEncoder.encode(FolderSyncRequest(syncKey: key))
    site.pass(seconds: 3600)
    site.backend.isAvailable = false
    for _ in 0..<10 { #expect(await site.send(body: next).status == 503) }
    site.backend.isAvailable = true
    let response = await site.send(body: next)
    #expect(response.status == 200)
    #expect(try WBXMLDocument(response.body).decode(FolderSyncResponse.self).status == .success)
  }

  @Test func base64TakesNothingElse() {
    #expect(Base64.decode("Zg==".utf8) == [0x66])
    #expect(Base64.decode("Zg".utf8) == [0x66])
    #expect(Base64.decode("Zm8=".utf8) == [0x66, 0x6F])
    #expect(Base64.decode("Zm9v".utf8) == [0x66, 0x6F, 0x6F])
    #expect(Base64.decode("".utf8) == [])
    for text in ["Z", "Zg=", "Zg===", "Z=g=", "Zm9v=", "Zm 9v", "Zm9vZ", "=", "Zé"] {
      #expect(Base64.decode(text.utf8) == nil)
    }
  }
}
