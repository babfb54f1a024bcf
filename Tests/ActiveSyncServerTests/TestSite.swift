import Database
import Foundation
import HTTPServer
import Logging
import ServerTestSupport
import SyncModel
import Synchronization
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

/// A server over a test backend and a `sync.db` of its own, and a device that talks to it in process.
final class TestSite: Sendable {
  let backend = TestBackend()
  let database: SQLiteDatabase
  let server: ActiveSyncServer
  private let directory: TemporaryDirectory
  private let time = Mutex(Date(timeIntervalSince1970: 1_700_000_000))
  private let lines = Mutex<[String]>([])

  init(level: LogLevel = .info, _ change: (inout ServerOptions) -> Void = { _ in }) throws {
    var options = ServerOptions(publicURL: "https://sync.example")
    change(&options)
    directory = try TemporaryDirectory()
    database = try SQLiteDatabase(
      path: directory.file("sync.db"), migrations: SyncDatabase.migrations, readers: 2)
    let forward = Forward()
    server = ActiveSyncServer(
      backend: backend, database: database, clock: WallClock { forward.site?.now ?? .distantPast },
      log: Log(level: level) { forward.site?.note($0) }, options: options)
    forward.site = self
  }

  var now: Date { time.withLock { $0 } }
  func pass(seconds: Double) { time.withLock { $0 += seconds } }

  /// The lines of the log so far.
  var log: [String] { lines.withLock { $0 } }
  private func note(_ line: String) { lines.withLock { $0.append(line) } }

  /// How many devices are stored.
  func devices() async throws -> Int64 {
    try await database.read { try $0.first("SELECT count(*) FROM device") { $0.integer(0) } } ?? 0
  }

  /// Sends a request with a body as it is.
  func send(
    _ command: String = "FolderSync", version: String? = "16.1", body: [UInt8] = [], gunzipLimit: Int? = nil,
    password: String = "geheim",
    user: String = TestBackend.account.name, device: String = "PHONE1", query: String? = nil,
    method: String = "POST",
    path: String = "/Microsoft-Server-ActiveSync", address: String = "192.0.2.1"
  ) async -> HTTPResponse {
    var headers: HTTPFields = ["Authorization": TestSite.basic(Array("\(user):\(password)".utf8))]
    headers["MS-ASProtocolVersion"] = version
    return await server.answered(
      HTTPRequest(
        method: method, path: path,
        query: query ?? "Cmd=\(command)&User=somebody&DeviceId=\(device)&DeviceType=iPhone", headers: headers,
        body: body, gunzipLimit: gunzipLimit, address: address))
  }

  /// Sends a request as its command and reads the response.
  func ask<Response: RootElement>(
    _ command: String, _ request: some RootElement, version: String = "16.1", device: String = "PHONE1",
    as type: Response.Type = Response.self
  ) async throws -> Response {
    let body = try WBXMLEncoder.encode(request)
    let response = await send(command, version: version, body: body, device: device)
    #expect(response.status == 200)
    #expect(response.headers["Content-Type"] == "application/vnd.ms-sync.wbxml")
    return try WBXMLDocument(response.body).decode(type)
  }

  static func basic(_ bytes: [UInt8]) -> String { "Basic " + Data(bytes).base64EncodedString() }
}

/// Lets the server's clock and log find the site that is made after it.
private final class Forward: Sendable {
  private let reference = Mutex<WeakSite>(WeakSite())

  var site: TestSite? {
    get { reference.withLock { $0.site } }
    set { reference.withLock { $0.site = newValue } }
  }

  private struct WeakSite { weak var site: TestSite? }
}

/// The Status under a body's root.
func status(of body: [UInt8]) throws -> String {
  let xml = try WBXMLDocument(body).xml
  let match = try #require(xml.firstMatch(of: /<Status>(\d+)<\/Status>/))
  return String(match.1)
}
