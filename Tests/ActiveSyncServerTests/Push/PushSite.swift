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

/// A server with devices that sync and wait: in process, or over a socket once it listens. How long they wait is by a
/// clock that a test sets.
final class PushSite: Sendable {
  let backend = LogBackend()
  let server: ActiveSyncServer
  let database: SQLiteDatabase
  let waitingTime = WaitingTime()
  private let usual: ServerOptions
  private let lines = LogLines()
  private let line = Mutex<(server: HTTPServer, port: UInt16)?>(nil)
  private let directory: TemporaryDirectory

  init(
    clock: WallClock = .starting(at: Date(timeIntervalSince1970: 1_774_263_600)),
    _ change: (inout ServerOptions) -> Void = { _ in }
  ) throws {
    directory = try TemporaryDirectory()
    var options = ServerOptions(publicURL: "https://sync.example")
    options.heartbeat = 1...3540
    options.midnightSpread = 0...0
    options.monotonic = { [waitingTime] in waitingTime.now }
    options.sleep = waitingTime.sleep
    change(&options)
    usual = options
    database = try SQLiteDatabase(path: directory.file("sync.db"), migrations: SyncDatabase.migrations)
    server = ActiveSyncServer(
      backend: backend, database: database, clock: clock, log: lines.log, options: options)
  }

  /// The lines of the log so far.
  var log: [String] { lines.all }

  /// The site's options with a change.
  func options(_ change: (inout ServerOptions) -> Void) -> ServerOptions {
    var options = usual
    change(&options)
    return options
  }

  /// Lets the server listen; from now on commands go over a socket, each over its own.
  func listen() async throws {
    let address = try #require(ListenAddress("127.0.0.1:0"))
    let listener = HTTPServer(
      configuration: HTTPServerConfiguration(listen: [Listening(.address(address))], loops: 1),
      handler: server, log: Log { _ in })
    let port = try #require(await listener.start().first).port
    line.withLock { $0 = (listener, port) }
  }

  /// Ends what ``listen()`` began.
  func close() async {
    await server.stop(within: .zero)
    await line.withLock { $0?.server }?.drain(within: .seconds(1))
  }

  /// Sends a command; nil is an empty body.
  func send(
    _ command: String, _ body: [UInt8], device: String = "phone", version: String = "14.1"
  ) async -> HTTPResponse {
    let request = request(command, body, device: device, version: version)
    guard let port = line.withLock({ $0?.port }) else { return await server.answered(request) }
    return await SocketPeer.send(request, to: port) ?? HTTPResponse(status: 0)
  }

  /// A command as it comes from the line.
  func request(
    _ command: String, _ body: [UInt8], device: String = "phone", version: String = "14.1"
  ) -> HTTPRequest {
    HTTPRequest(
      method: "POST", path: "/Microsoft-Server-ActiveSync",
      query: "Cmd=\(command)&User=x&DeviceId=\(device)&DeviceType=Test",
      headers: ["Authorization": TestSite.basic(Array("tiger:x".utf8)), "MS-ASProtocolVersion": version],
      body: body)
  }

  /// A Ping for folders; nil is left out.
  func ping(_ seconds: Int?, _ folders: [Folder]?, device: String = "phone") async throws -> PingResponse {
    var request = PingRequest()
    request.heartbeatInterval = seconds
    request.folders = folders?.map { folder in
      var watched = PingRequest.Folder()
      watched.id = folder.id
      return watched
    }
    return try await ping(WBXMLEncoder.encode(request), device: device)
  }

  /// A Ping with a body as it is.
  func ping(_ body: [UInt8], device: String = "phone") async throws -> PingResponse {
    let response = await send("Ping", body, device: device)
    #expect(response.status == 200)
    return try WBXMLDocument(response.body).decode(PingResponse.self)
  }

  /// Returns when so many devices wait. A wait that ended before it was seen is a failure, and not waited for.
  func waiting(_ count: Int) async { await holds("\(count) devices wait") { await server.waiting == count } }

  /// Returns when those that wait are compared with all that changed.
  func compared() async { await holds("all are compared") { await !server.isComparing } }

  /// Lets seconds pass for those that wait, and returns when what is then due is done. Somebody must wait for longer.
  func pass(seconds: Int) async {
    await compared()
    waitingTime.pass(seconds: seconds)
    await holds("somebody waits") { waitingTime.isAwaited }
    await compared()
  }

  /// Lets a device wait until its time is up, which it is as soon as nothing is to be told.
  func untilTimeIsUp<Value: Sendable>(
    _ wait: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    async let value = wait()
    await waiting(1)
    await compared()
    waitingTime.pass(seconds: 3540)
    return try await value
  }

  private func holds(_ what: String, _ condition: () async -> Bool) async {
    let start = ContinuousClock.now
    while await !condition() {
      await Task.yield()
      guard start.duration(to: .now) < .seconds(60) else {
        Issue.record("never: \(what)")
        return
      }
    }
  }

  /// Syncs a folder until nothing is left.
  func sync(_ folder: Folder, device: String = "phone") async throws {
    var key = SyncKey.initial
    while true {
      var collection = SyncRequest.Collection()
      collection.syncKey = key
      collection.collectionId = folder.id
      var request = SyncRequest()
      request.collections = [collection]
      let response = try await send("Sync", WBXMLEncoder.encode(request), device: device)
      guard !response.body.isEmpty else { return }
      let answer = try WBXMLDocument(response.body).decode(SyncResponse.self)
      key = try #require(answer.collections?.first).key()
    }
  }
}
