import HTTPServer
import Logging
import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite struct SocketTests {
  /// Sends a request as it is on a connection of its own and reads to the end; the answer is head and body.
  private func exchange(_ port: UInt16, _ request: [UInt8]) async -> (head: String, body: [UInt8])? {
    let bytes = await SocketPeer.talk(port, request)
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    return (String(decoding: bytes[..<end.lowerBound], as: UTF8.self), Array(bytes[end.upperBound...]))
  }

  private func request(_ line: String, _ fields: [String], body: [UInt8] = []) -> [UInt8] {
    let head = [line, "Host: sync.example", "Connection: close", "Content-Length: \(body.count)"] + fields
    return Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
  }

  @Test func deviceFindsSignsInAndSynchronisesItsFolders() async throws {
    let site = try TestSite()
    let listen = try #require(ListenAddress("127.0.0.1:0"))
    let server = HTTPServer(
      configuration: HTTPServerConfiguration(listen: [Listening(.address(listen))], loops: 1),
      handler: site.server,
      log: Log { _ in })
    let port = try #require(await server.start().first).port
    let authorization = "Authorization: " + TestSite.basic(Array("theobald.tiger_MeinMandant:geheim".utf8))

    let stranger = try #require(
      await exchange(port, request("OPTIONS /Microsoft-Server-ActiveSync HTTP/1.1", [])))
    #expect(stranger.head.hasPrefix("HTTP/1.1 401 "))
    #expect(stranger.head.contains("WWW-Authenticate: Basic realm="))
    #expect(stranger.body.isEmpty)

    let options = try #require(
      await exchange(port, request("OPTIONS /Microsoft-Server-ActiveSync HTTP/1.1", [authorization])))
    #expect(options.head.hasPrefix("HTTP/1.1 200 "))
    #expect(options.head.contains("MS-ASProtocolVersions: 12.1,14.0,14.1,16.0,16.1"))

    let body = try WBXMLEncoder.encode(FolderSyncRequest(syncKey: .initial))
    let line = "POST /Microsoft-Server-ActiveSync?Cmd=FolderSync&User=x&DeviceId=A1&DeviceType=T HTTP/1.1"
    let folders = try #require(
      await exchange(port, request(line, [authorization, "MS-ASProtocolVersion: 14.1"], body: body)))
    #expect(folders.head.hasPrefix("HTTP/1.1 200 "))
    #expect(folders.head.contains("Content-Type: application/vnd.ms-sync.wbxml"))
    let response = try WBXMLDocument(folders.body).decode(FolderSyncResponse.self)
    #expect(response.changes?.total == 7)
    #expect(site.backend.attempts.map(\.address) == ["127.0.0.1"])

    let missing = try #require(await exchange(port, request("POST /autodiscover HTTP/1.1", [])))
    #expect(missing.head.hasPrefix("HTTP/1.1 404 "))
    await server.drain(within: .seconds(1))
  }
}
