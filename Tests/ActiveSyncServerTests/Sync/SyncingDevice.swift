import Database
import Foundation
import Logging
import ServerTestSupport
import SyncModel
import Synchronization
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

/// A server's parts on a real database file, for devices that share it.
final class SyncSite {
  let backend = LogBackend()
  let lines = LogLines()
  var now = Date(timeIntervalSince1970: 1_774_263_600)
  private let directory: TemporaryDirectory
  private(set) var database: SQLiteDatabase
  /// What is set otherwise than usual.
  var adjust: (inout ServerOptions) -> Void = { _ in }
  /// Lets the next write of `sync.db` fail, as a server that dies behind the backend's commit.
  let faults = Faults()

  init() throws {
    directory = try TemporaryDirectory()
    database = try SQLiteDatabase(path: directory.file("sync.db"), migrations: SyncDatabase.migrations)
  }

  /// The server ends.
  func close() async { await database.close() }

  /// The server ends and starts again.
  func restart() async throws {
    await close()
    database = try SQLiteDatabase(path: directory.file("sync.db"), migrations: SyncDatabase.migrations)
  }
}

/// A device that sends Sync commands to a server on real database files and does what it is told.
final class SyncingDevice {
  let site: SyncSite
  var version = ProtocolVersion.v14_1
  private let id: String
  private let row: Int64

  var backend: LogBackend { site.backend }
  var lines: LogLines { site.lines }
  var database: SQLiteDatabase { site.database }
  var now: Date {
    get { site.now }
    set { site.now = newValue }
  }

  init(_ id: String = "device", at site: SyncSite? = nil) async throws {
    let site = try site ?? SyncSite()
    self.site = site
    self.id = id
    row =
      try await site.database.write { sql in
        try sql.query(
          """
          INSERT INTO device (tenant, user_id, device_id, type, version, first_seen, last_seen)
          VALUES (1, 2, ?, 'Test', 141, 0, 0) RETURNING id
          """, [.text(id)]
        ) { $0.integer(0) }
      }.first ?? 0
  }

  /// The server ends and starts again.
  func restart() async throws { try await site.restart() }

  /// A request's session as the endpoint makes it.
  func session() throws -> Session {
    let now = now
    var options = ServerOptions(publicURL: "https://activesync.example")
    options.calendar.items = 6
    site.adjust(&options)
    let services = Services(
      backend: backend, database: FaultyDatabase(database: database, faults: site.faults),
      clock: WallClock { now },
      options: options)
    return Session(
      account: .tiger, address: "theobald.tiger_MeinMandant@activesync.example",
      device: Device(row: row, id: try #require(DeviceId(id)), type: "Test", userAgent: nil),
      version: version, services: services, log: Log(level: .debug, sink: lines.add))
  }

  /// Sends one Sync; nil is an empty answer.
  func send(_ request: SyncRequest?) async throws -> SyncResponse? {
    try await SyncCommand().run(request, in: session())
  }

  /// Sends a Sync of one collection; nil if there is nothing to say.
  func sync(
    _ folder: Folder = .contacts, _ key: SyncKey, window: Int? = nil, options: SyncOptions? = nil,
    getChanges: Bool? = nil, commands: [SyncRequest.Command] = [], supported: [WBXML.Tag]? = nil
  ) async throws -> SyncResponse.Collection? {
    var collection = SyncRequest.Collection()
    collection.syncKey = key
    collection.collectionId = folder.id
    collection.windowSize = window
    collection.getChanges = getChanges
    collection.supported = supported
    collection.options = options.map { [$0] } ?? []
    collection.commands = commands
    var request = SyncRequest()
    request.collections = [collection]
    let response = try await send(request)
    #expect(response?.collections?.count ?? 1 == 1)
    return response?.collections?.first
  }

  /// Opens a state; returns its first key.
  func start(_ folder: Folder = .contacts) async throws -> SyncKey {
    let answer = try #require(try await sync(folder, .initial))
    #expect(answer.status == .success)
    #expect(answer.commands.isEmpty)
    return try #require(answer.syncKey)
  }

  /// What the next Sync would bring.
  func estimate(_ folder: Folder = .contacts, _ key: SyncKey) async throws -> GetItemEstimateResponse.Response
  {
    var collection = GetItemEstimateRequest.Collection()
    collection.syncKey = key
    collection.collectionId = folder.id
    var request = GetItemEstimateRequest()
    request.collections = [collection]
    return try #require(try await GetItemEstimateCommand().run(request, in: session())?.responses.first)
  }
}

/// What was logged.
final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])
  /// The lines so far.
  var all: [String] { lines.withLock { $0 } }
  @Sendable func add(_ line: String) { lines.withLock { $0.append(line) } }
  /// A log that writes to them.
  var log: Log { Log(sink: add) }
}

extension SyncResponse.Collection {
  /// The records that are told, by kind of command.
  func records(_ kind: AirSync, in folder: Folder = .contacts) -> [Int64] {
    commands.filter { $0.kind == kind }.compactMap { $0.serverId.flatMap { folder.record(of: $0) } }
  }
}
