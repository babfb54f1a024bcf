import ActiveSyncServer
import Database
import Foundation
import HTTPServer
import Logging
import OnOfficeBackend
import ServerTestSupport
import SyncModel
import Synchronization

/// The office and its server in this process, on files of their own.
final class Site {
  /// When histories begin, before a history's own dice set the clock.
  static let beginning = Date(timeIntervalSince1970: 1_700_000_000)
  static let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt
  static let tenant: Int64 = 1
  static let logins = ["anna", "bert"]
  static let password = "geheim"

  let clock = SettableClock()
  let officeFaults = Faults()
  let syncFaults = Faults()
  let calendarLimit: Int
  private let directory: Directory
  private let lines = LogLines()
  private(set) var running: Running
  private var lastRead: (writes: Int, records: OfficeRecords)?
  private var known: OfficeRecords?

  /// What lives from one start of the server to its end.
  struct Running {
    let office: OnOffice
    let officeDatabase: SQLiteDatabase
    let syncDatabase: SQLiteDatabase
    let server: ActiveSyncServer
    let purges: PurgeGate
  }

  /// Starts a server on fresh files.
  init(at beginning: Date, calendarLimit: Int) async throws {
    self.calendarLimit = calendarLimit
    clock.set(beginning)
    directory = try Directory()
    let template = try await Template.shared.value
    try template.office.write(to: URL(filePath: directory.office))
    try template.sync.write(to: URL(filePath: directory.sync))
    running = try Site.start(directory, clock, (officeFaults, syncFaults), calendarLimit, lines)
    await running.server.begin()
  }

  var now: Date { clock.now }

  /// Nothing is logged as an error but what a fault of the simulation causes, and what may be.
  func checkErrors(but reason: String = Faults.reason) throws {
    for line in lines.take() where !line.contains(Faults.reason) && !line.contains(reason) {
      throw Violation("the server logs an error: \(line)")
    }
  }

  /// All records; read anew only if something was written since the last time, be it in vain.
  func records() async throws -> OfficeRecords {
    let writes = officeFaults.writes
    if let last = lastRead, last.writes == writes { return last.records }
    let records = try await OfficeRecords(running.officeDatabase, after: known)
    known = records
    lastRead = (writes, records)
    return records
  }

  /// Another program writes to the office's database.
  func writePastTheServer<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    lastRead = nil
    return try await running.officeDatabase.write(body)
  }

  /// The server ends and starts again.
  func restart() async throws {
    lastRead = nil
    await end()
    running = try Site.start(directory, clock, (officeFaults, syncFaults), calendarLimit, lines)
    await running.server.begin()
  }

  /// The server ends.
  func end() async {
    await running.server.stop(within: .zero)
    await running.purges.end()
    await running.officeDatabase.close()
    await running.syncDatabase.close()
  }

  private static func start(
    _ directory: Directory, _ clock: SettableClock, _ faults: (office: Faults, sync: Faults), _ limit: Int,
    _ lines: LogLines
  ) throws -> Running {
    let officeDatabase = try SQLiteDatabase(
      path: directory.office, migrations: OnOffice.migrations, readers: 2)
    let syncDatabase = try SQLiteDatabase(
      path: directory.sync, migrations: SyncDatabase.migrations, readers: 2)
    let wall = WallClock { clock.now }
    let log = Log(level: .error, sink: lines.add)
    let office = OnOffice(
      database: FaultyDatabase(database: officeDatabase, faults: faults.office), clock: wall, log: log,
      options: OnOfficeOptions(), engine: CheapPasswords())
    let purges = PurgeGate()
    var options = ServerOptions(publicURL: "https://sync.example")
    options.calendar.items = limit
    options.purgePause = { try await purges.pause() }
    let server = ActiveSyncServer(
      backend: office, database: FaultyDatabase(database: syncDatabase, faults: faults.sync), clock: wall,
      log: log, options: options)
    return Running(
      office: office, officeDatabase: officeDatabase, syncDatabase: syncDatabase, server: server,
      purges: purges)
  }
}

/// A clock that is set.
final class SettableClock: Sendable {
  private let time = Mutex(Site.beginning)
  var now: Date { time.withLock { $0 } }
  func set(_ now: Date) { time.withLock { $0 = now } }
  func pass(_ seconds: Double) { time.withLock { $0 += seconds } }
}

/// Errors of the log.
final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])
  @Sendable func add(_ line: String) { lines.withLock { $0.append(line) } }
  func take() -> [String] {
    lines.withLock { lines in
      defer { lines = [] }
      return lines
    }
  }
}

/// Lets the daily purge run when the history says that a day has passed.
actor PurgeGate {
  private var sleeper: CheckedContinuation<Void, any Error>?
  private var watcher: CheckedContinuation<Void, Never>?
  private var isOver = false

  /// The server's pause between purges.
  func pause() async throws {
    if isOver { throw CancellationError() }
    watcher?.resume()
    watcher = nil
    try await withCheckedThrowingContinuation { sleeper = $0 }
  }

  /// Lets one purge run, if the server has come to its pause; returns when it is done.
  func day() async {
    guard let sleeping = sleeper else { return }
    sleeper = nil
    await withCheckedContinuation { continuation in
      watcher = continuation
      sleeping.resume()
    }
  }

  /// Ends the pause for good.
  func end() {
    isOver = true
    sleeper?.resume(throwing: CancellationError())
    sleeper = nil
  }
}
