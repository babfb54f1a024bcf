import Foundation
import HTTPServer
import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite struct QueryTests {
  /// [MS-ASHTTP] 2.2.1.1.1.1: Sync, version 14.0, device `v140Device`, type `SmartPhone`.
  @Test func exampleOfTheSpecificationIsRead() throws {
    let query = try #require(ActiveSyncQuery("jAAJBAp2MTQwRGV2aWNlAApTbWFydFBob25l"))
    #expect(query.version == 140)
    #expect(query.command == .code(0))
    #expect(query.deviceId == "v140Device")
    #expect(query.deviceType == "SmartPhone")
  }

  private static func fields(
    version: UInt8 = 161, code: UInt8 = 9, id: [UInt8] = Array("PHONE1".utf8), key: [UInt8] = [],
    type: String = "iPhone", parameters: [UInt8] = []
  ) -> [UInt8] {
    [version, code, 0x07, 0x04, UInt8(id.count)] + id + [UInt8(key.count)] + key + [UInt8(type.utf8.count)]
      + Array(type.utf8) + parameters
  }

  @Test(arguments: [121, 140, 141, 160, 161] as [UInt8])
  func base64QueryRunsACommandInItsVersion(version: UInt8) async throws {
    let site = try TestSite()
    let body = try WBXMLEncoder.encode(FolderSyncRequest(syncKey: .initial))
    let query = Data(Self.fields(version: version, key: [1, 2, 3, 4])).base64EncodedString()
    let response = await site.send(version: nil, body: body, query: query)
    #expect(try status(of: response.body) == "1")
    let hasDrafts = try WBXMLDocument(response.body).xml.contains("Entwürfe")
    #expect(hasDrafts == (version >= 160))
  }

  @Test func everyFormOfBase64IsTheSame() throws {
    // Bytes that make `+` and `/`.
    let bytes = Self.fields(id: [0x00, 0xFB, 0xEF, 0xBE, 0xFF, 0xFF], type: "a", parameters: [7, 1, 0xFF])
    let standard = Data(bytes).base64EncodedString()
    #expect(standard.contains("+"))
    #expect(standard.contains("/"))
    let urlSafe = standard.replacing("+", with: "-").replacing("/", with: "_")
    let percent = standard.replacing("+", with: "%2B").replacing("/", with: "%2f").replacing("=", with: "%3D")
    let forms = [
      standard, urlSafe, percent, standard.replacing("=", with: ""), urlSafe.replacing("=", with: ""),
    ]
    let expected = try #require(ActiveSyncQuery(standard))
    #expect(expected.deviceId == "00fbefbeffff")
    for form in forms { #expect(ActiveSyncQuery(form) == expected) }
  }

  @Test func parametersBehindTheDeviceTypeAreSkipped() throws {
    let parameters: [UInt8] = [7, 1, 1, 8, 3] + Array("bob".utf8) + [99, 0]
    let text = Data(Self.fields(parameters: parameters)).base64EncodedString()
    #expect(try #require(ActiveSyncQuery(text)).deviceType == "iPhone")
  }

  @Test func everyPrefixOfABase64QueryIsRefusedOrRead() throws {
    let bytes = Self.fields(key: [1, 2, 3, 4], parameters: [7, 1, 1])
    for count in 0..<bytes.count {
      let query = ActiveSyncQuery(Data(bytes.prefix(count)).base64EncodedString())
      // Without its parameters it is whole.
      #expect((query != nil) == (count == bytes.count - 3))
    }
    #expect(ActiveSyncQuery(Data(Self.fields(key: [1, 2])).base64EncodedString()) == nil)
  }

  @Test func plainQueryIsReadInAnyLetterCaseWithParametersOfAllKinds() throws {
    let query = try #require(
      ActiveSyncQuery(
        "cmd=Sync&USER=a%40b&deviceID=Ab1&devicetype=Smart%20Phone%C3%BC&PolicyKey=12&SaveInSent=T&CollectionId=x&&odd"
      ))
    #expect(query.command == .name("Sync"))
    #expect(query.deviceId == "Ab1")
    #expect(query.deviceType == "Smart Phoneü")
    #expect(query.version == nil)
  }

  @Test(arguments: ["Cmd=%", "Cmd=%4", "%", "%zz", "====", "jAAJBAp2", "Foo=bar"])
  func whatIsNeitherFormIsABadRequest(query: String) async throws {
    #expect(ActiveSyncQuery(query) == nil)
    #expect(try await TestSite().send(query: query).status == 400)
  }

  @Test func deviceIdIsOneDeviceInAnyLetterCase() async throws {
    let site = try TestSite()
    let request = FolderSyncRequest(syncKey: .initial)
    let first = try await site.ask("FolderSync", request, device: "PHONE1", as: FolderSyncResponse.self)
    let next = FolderSyncRequest(syncKey: try #require(first.syncKey))
    let second = try await site.ask("FolderSync", next, device: "phone1", as: FolderSyncResponse.self)
    #expect(second.status == .success)
    #expect(try await site.devices() == 1)
    #expect(site.backend.attempts.map(\.device) == ["phone1"])
  }

  @Test func validateIsAnsweredAndStoredNowhere() async throws {
    let site = try TestSite()
    let request = FolderSyncRequest(syncKey: .initial)
    let response = try await site.ask("FolderSync", request, device: "Validate", as: FolderSyncResponse.self)
    #expect(response.status == .success)
    #expect(response.changes?.adds.isEmpty == false)
    let again = FolderSyncRequest(syncKey: try #require(response.syncKey))
    let second = try await site.ask("FolderSync", again, device: "validate", as: FolderSyncResponse.self)
    #expect(second.status == .invalidSyncKey)
    let sync = await site.send("Sync", device: "validate")
    #expect(try status(of: sync.body) == "108")
    #expect(try await site.devices() == 0)
  }
}

extension FolderSyncRequest {
  init(syncKey: SyncKey) {
    self.init()
    self.syncKey = syncKey
  }
}
