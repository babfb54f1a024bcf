import ActiveSyncServer
import Foundation
import HTTPServer
import Logging
import OnOfficeBackend
import SyncModel
import Synchronization
import Testing

@testable import asyncd

/// onOffice, ActiveSync and HTTP joined as in the daemon, on database files and a loopback socket, with a clock that
/// a test sets.
struct JoinedSite {
  let office: OnOffice
  let clock: SettableClock
  /// The database files.
  let data: DataDirectory
  let activeSync: ActiveSyncServer
  /// Where the server listens.
  let port: UInt16
  private let logged: LoggedLines

  /// What was logged so far.
  var lines: [String] { logged.all }

  /// Runs a test's body while the site serves; devices get at most so many appointments.
  static func run(
    appointments: Int = CalendarLimits().items, office settings: OnOfficeOptions = OnOfficeOptions(),
    _ change: (inout ServerOptions) -> Void = { _ in },
    _ body: (JoinedSite) async throws -> Void
  ) async throws {
    await SitePlaces.shared.take()
    do {
      try await serve(appointments, settings, change, body)
    } catch {
      Issue.record(error)
    }
    await SitePlaces.shared.giveBack()
  }

  private static func serve(
    _ appointments: Int, _ settings: OnOfficeOptions, _ change: (inout ServerOptions) -> Void,
    _ body: (JoinedSite) async throws -> Void
  ) async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let data = try DataDirectory(directory)
    let clock = SettableClock(try berlin("2026-03-23 12:00:00"))
    let logged = LoggedLines()
    let log = Log(sink: logged.add)
    let office = OnOffice(
      database: data.onOffice, clock: clock.wallClock, log: log, options: settings)
    var options = ServerOptions(publicURL: "http://127.0.0.1")
    options.calendar.items = appointments
    change(&options)
    let site = ActiveSyncServer(
      backend: office, database: data.sync, clock: clock.wallClock, log: log, options: options)
    let listen = try #require(ListenAddress("127.0.0.1:0"))
    let server = HTTPServer(
      configuration: HTTPServerConfiguration(listen: [Listening(.address(listen))], loops: 1), handler: site,
      log: log)
    let port = try #require(try await server.start().first).port
    do {
      try await body(
        JoinedSite(office: office, clock: clock, data: data, activeSync: site, port: port, logged: logged))
    } catch {
      Issue.record(error)
    }
    await server.drain(within: .seconds(1))
    await data.close()
  }
}

/// What a site logs.
private final class LoggedLines: Sendable {
  private let lines = Mutex<[String]>([])
  /// The lines so far.
  var all: [String] { lines.withLock { $0 } }
  @Sendable func add(_ line: String) { lines.withLock { $0.append(line) } }
}

/// A clock that a test sets.
final class SettableClock: Sendable {
  private let time: Mutex<Date>

  init(_ start: Date) { time = Mutex(start) }

  var wallClock: WallClock { WallClock { self.time.withLock { $0 } } }

  func set(_ now: Date) { time.withLock { $0 = now } }
}

/// The moment at which clocks in Berlin show `text`.
func berlin(_ text: String) throws -> Date {
  let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
  return try #require(LocalDateTime(text: text)).instant(in: zone)
}
