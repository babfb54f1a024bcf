import Dispatch
import Glibc
import HTTPServer
import Logging
import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite struct SocketTests {
  /// Sends a request as it is on a connection of its own and reads to the end; the answer is head and body.
  private func exchange(_ port: UInt16, _ request: [UInt8]) async -> (head: String, body: [UInt8])? {
    let bytes: [UInt8] = await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: SocketTests.talk(port, request)) }
    }
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    return (String(decoding: bytes[..<end.lowerBound], as: UTF8.self), Array(bytes[end.upperBound...]))
  }

  private static func talk(_ port: UInt16, _ request: [UInt8]) -> [UInt8] {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0, send(socket, request, request.count, 0) == request.count else { return [] }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { return answer }
      answer += buffer[..<count]
    }
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
    #expect(response.changes?.total == 6)
    #expect(site.backend.attempts.map(\.address) == ["127.0.0.1"])

    let missing = try #require(await exchange(port, request("POST /autodiscover HTTP/1.1", [])))
    #expect(missing.head.hasPrefix("HTTP/1.1 404 "))
    await server.drain(within: .seconds(1))
  }
}
