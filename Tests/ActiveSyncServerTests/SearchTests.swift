import HTTPServer
import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite struct SearchTests {
  private static func request() throws -> [UInt8] {
    var store = SearchRequest.Store()
    store.name = "GAL"
    store.query = "Geheimrat"
    var request = SearchRequest()
    request.stores = [store]
    return try WBXMLEncoder.encode(request)
  }

  @Test(arguments: ["12.1", "14.1", "16.1"])
  func deviceComesAgainIfTheBackendCannotAnswer(version: String) async throws {
    let site = try TestSite()
    let response = await site.send("Search", version: version, body: try Self.request())
    #expect(response.status == 503)
    #expect(response.headers["Retry-After"] != nil)
    #expect(!site.log.joined().contains("Geheimrat"))
  }

  @Test func emptyBodyIsRefused() async throws {
    let site = try TestSite()
    #expect(await site.send("Search", version: "12.1").status == 400)
    #expect(try status(of: await site.send("Search", version: "14.1").body) == "101")
  }
}
