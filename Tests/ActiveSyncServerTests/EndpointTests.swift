import Database
import HTTPServer
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite struct EndpointTests {
  private static let keyZero: [UInt8] = [
    0x03, 0x01, 0x6A, 0x00, 0x00, 0x07, 0x56, 0x52, 0x03, 0x30, 0x00, 0x01, 0x01,
  ]

  @Test(arguments: [
    "/Microsoft-Server-ActiveSync", "/microsoft-server-activesync", "/MICROSOFT-SERVER-ACTIVESYNC/",
  ])
  func pathIsFoundInAnyLetterCase(path: String) async throws {
    let response = try await TestSite().send(method: "OPTIONS", path: path)
    #expect(response.status == 200)
  }

  @Test(
    .manual("2.2 Unmöglich"),
    arguments: [
      "/", "/Microsoft-Server-ActiveSyn", "/Microsoft-Server-ActiveSync//", "/Autodiscover",
      // What Outlook for Mac and Outlook speak instead.
      "/EWS/Exchange.asmx", "/mapi/emsmdb",
    ])
  func otherPathsAreNotFound(path: String) async throws {
    #expect(try await TestSite().send(path: path).status == 404)
  }

  @Test(arguments: ["GET", "HEAD", "PUT", "DELETE", "options"])
  func otherMethodsAreNotAllowed(method: String) async throws {
    let response = try await TestSite().send(method: method)
    #expect(response.status == 405)
    #expect(response.headers["Allow"] == "OPTIONS,POST")
  }

  @Test(.manual("2.2 ActiveSync")) func optionsTellsVersionsAndWhatWorks() async throws {
    let response = try await TestSite().send(version: nil, method: "OPTIONS")
    #expect(response.status == 200)
    #expect(response.body.isEmpty)
    #expect(response.headers["MS-ASProtocolVersions"] == "12.1,14.0,14.1,16.0,16.1")
    let commands = try #require(response.headers["MS-ASProtocolCommands"]).split(separator: ",")
    #expect(Set(commands).isSuperset(of: ["FolderSync", "Settings", "Provision"]))
    #expect(Set(commands).isSuperset(of: ["Ping", "Sync", "GetItemEstimate", "Search"]))
    #expect(!commands.contains("SendMail"))
    #expect(response.headers["Allow"] == "OPTIONS,POST")
    #expect(response.headers["Public"] == "OPTIONS,POST")
    #expect(response.headers["Cache-Control"] == "private")
    #expect(response.headers["MS-Server-ActiveSync"] == "16.1")
  }

  @Test func folderSyncCarriesVersionsAndCommands() async throws {
    let response = try await TestSite().send(body: Self.keyZero)
    #expect(response.headers["MS-ASProtocolVersions"] == "12.1,14.0,14.1,16.0,16.1")
    #expect(response.headers["MS-ASProtocolCommands"] != nil)
    #expect(response.headers["Content-Type"] == "application/vnd.ms-sync.wbxml")
    #expect(response.headers["Cache-Control"] == "private")
    #expect(response.body.starts(with: [0x03, 0x01, 0x6A, 0x00]))
  }

  @Test(arguments: [nil, "", "16", "sixteen", "16.1.1", "-1.0"])
  func missingOrMalformedVersionIsABadRequest(version: String?) async throws {
    #expect(try await TestSite().send(version: version, body: Self.keyZero).status == 400)
  }

  @Test(arguments: ["1.0", "2.5", "12.0"])
  func versionsBeforeOursAreABadRequest(version: String) async throws {
    #expect(try await TestSite().send(version: version, body: Self.keyZero).status == 400)
  }

  @Test(arguments: ["14.2", "15.0", "17.0"])
  func unknownLaterVersionsGetStatus138(version: String) async throws {
    let response = try await TestSite().send(version: version, body: Self.keyZero)
    #expect(response.status == 200)
    #expect(try status(of: response.body) == "138")
  }

  @Test(arguments: ["12.1", "16.1"])
  func unknownCommandIsNotImplemented(version: String) async throws {
    #expect(try await TestSite().send("GetHierarchy", version: version).status == 501)
  }

  @Test(arguments: ["12.1", "16.1"])
  func missingCommandIsABadRequest(version: String) async throws {
    let site = try TestSite()
    #expect(await site.send(version: version, query: "DeviceId=A1&DeviceType=iPhone").status == 400)
    #expect(await site.send(version: version, query: "").status == 400)
  }

  @Test(
    .manual("2.1 Versand", "2.1 Einladungen", "2.1 Weitere"),
    arguments: ["SendMail", "SmartReply", "SmartForward"])
  func mailIsNeverTakenForSent(command: String) async throws {
    let site = try TestSite()
    let body = Array("From: a@example\r\n\r\nHello".utf8)
    #expect(await site.send(command, version: "12.1", body: body).status == 501)
    for version in ["14.0", "14.1", "16.0", "16.1"] {
      let response = await site.send(command, version: version, body: body)
      #expect(response.status == 200)
      #expect(try status(of: response.body) == "120")
      #expect(try WBXMLDocument(response.body).xml.contains("<\(command) "))
    }
  }

  @Test(arguments: [
    "FolderCreate", "FolderDelete", "FolderUpdate", "MoveItems", "ItemOperations",
    "ValidateCert", "Find",
  ])
  func unsupportedCommandsSaySoUnderTheirOwnRoot(command: String) async throws {
    let site = try TestSite()
    #expect(await site.send(command, version: "12.1").status == 501)
    let response = await site.send(command, version: "14.0")
    #expect(response.status == 200)
    #expect(try status(of: response.body) == "137")
    #expect(try WBXMLDocument(response.body).xml.contains("<\(command) "))
  }

  @Test func attachmentsAreNotImplementedInAnyVersion() async throws {
    let site = try TestSite()
    #expect(await site.send("GetAttachment", version: "12.1").status == 501)
    #expect(await site.send("GetAttachment", version: "16.1").status == 501)
  }

  @Test(
    arguments: [
      ([], "101"), (Array("<FolderSync/>".utf8), "101"),
      ([0x03, 0x01, 0x6A, 0x00, 0x00, 0x07, 0x56, 0x52], "102"),
      ([0x03, 0x01, 0x6A, 0x00, 0x00, 0x0D, 0x05], "103"),
    ] as [([UInt8], String)])
  func badBodiesGetAStatusOrABadRequest(body: [UInt8], expected: String) async throws {
    let site = try TestSite()
    #expect(await site.send(version: "12.1", body: body).status == 400)
    let response = await site.send(version: "14.1", body: body)
    #expect(response.status == 200)
    #expect(try status(of: response.body) == expected)
    let line = try #require(site.log.last)
    #expect(line.contains("command=FolderSync"))
    #expect(line.contains("reason="))
  }

  @Test(arguments: ["", "a-b", "a%20b", String(repeating: "a", count: 33)])
  func badDeviceIdsGetStatus108(device: String) async throws {
    let site = try TestSite()
    #expect(await site.send(version: "12.1", body: Self.keyZero, device: device).status == 400)
    let response = await site.send(version: "14.0", body: Self.keyZero, device: device)
    #expect(try status(of: response.body) == "108")
    #expect(try await site.devices() == 0)
  }

  @Test(arguments: ["Cmd=FolderSync&DeviceId=A1", "Cmd=FolderSync&DeviceId=A1&DeviceType="])
  func missingDeviceTypeGetsStatus109(query: String) async throws {
    let site = try TestSite()
    #expect(await site.send(version: "12.1", body: Self.keyZero, query: query).status == 400)
    #expect(try status(of: await site.send(body: Self.keyZero, query: query).body) == "109")
  }

  @Test func missingDeviceIdGetsStatus108() async throws {
    let response = try await TestSite().send(body: Self.keyZero, query: "Cmd=FolderSync&DeviceType=iPhone")
    #expect(try status(of: response.body) == "108")
  }

  @Test(.manual("11.2 Login", "11.2 Geduld")) func databaseThatIsClosedMeansRetryLater() async throws {
    let site = try TestSite()
    await site.database.close()
    for version in ["12.1", "16.1"] {
      let response = await site.send(version: version, body: Self.keyZero)
      #expect(response.status == 503)
      #expect((60...180).contains(Int(response.headers["Retry-After"] ?? "") ?? 0))
    }
  }

  @Test func whatMustNotHappenIsAServerErrorWithOneLine() async throws {
    let site = try TestSite()
    try await site.database.write { try $0.execute("DROP TABLE hierarchy", []) }
    #expect(await site.send(version: "12.1", body: Self.keyZero).status == 500)
    let before = site.log.count
    let response = await site.send(version: "14.1", body: Self.keyZero)
    #expect(try status(of: response.body) == "110")
    #expect(site.log.count == before + 1)
    #expect(try #require(site.log.last).contains("level=error"))
  }

  @Test func requestLineNamesWhoAndWhat() async throws {
    let site = try TestSite()
    _ = await site.send(body: Self.keyZero)
    let line = try #require(site.log.last)
    for part in [
      "user=theobald.tiger_MeinMandant", "device.id=phone1", "command=FolderSync", "version=16.1",
      "http.status=200", "bytes.in=13",
    ] {
      #expect(line.contains(part))
    }
    #expect(!line.contains("geheim"))
  }

  /// A FolderSync with key 0, gzipped.
  private static let gzipped: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x63, 0x66,
    0xCC, 0x62, 0x60, 0x60, 0x0F, 0x0B, 0x62, 0x36, 0x60, 0x60, 0x64, 0x04,
    0x00, 0x51, 0x57, 0x71, 0x49, 0x0D, 0x00, 0x00, 0x00,
  ]

  @Test func aGzippedBodyIsReadAfterSignInAndNoSooner() async throws {
    let site = try TestSite()
    let answer = await site.send(body: EndpointTests.gzipped, gunzipLimit: 13)
    #expect(answer.status == 200)
    #expect(try status(of: answer.body) == "1")
    #expect(await site.send(body: EndpointTests.gzipped, gunzipLimit: 12).status == 413)
    #expect(await site.send(body: [0x61], gunzipLimit: 100).status == 400)
    #expect(await site.send(body: [0x61], gunzipLimit: 100, password: "falsch").status == 401)
  }
}
