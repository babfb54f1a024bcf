import ActiveSyncServer
import HTTPServer
import Logging
import OnOfficeBackend
import SyncModel

/// A server with its parts joined: onOffice, the ActiveSync endpoint, the HTTP server.
struct Site {
  let office: OnOffice
  private let data: DataDirectory
  private let activeSync: ActiveSyncServer
  private let server: HTTPServer
  private let drainSeconds: Int
  private let log: Log

  /// Joins the parts; nothing is served yet.
  init(_ configuration: Configuration, clock: WallClock, log: Log) throws {
    data = try DataDirectory(configuration.data)
    office = OnOffice(
      database: data.onOffice, clock: clock, log: log, options: OnOfficeOptions(configuration))
    activeSync = ActiveSyncServer(
      backend: office, database: data.sync, clock: clock, log: log, options: ServerOptions(configuration))
    server = HTTPServer(
      configuration: HTTPServerConfiguration(configuration), handler: activeSync, log: log)
    drainSeconds = configuration.http.drainSeconds
    self.log = log
  }

  /// Serves until the process is told to stop, then lets running requests end.
  ///
  /// `ready` learns the bound addresses once requests are taken and signals are heeded.
  func serve(ready: ([ListenAddress]) throws -> Void = { _ in }) async throws {
    let stop = StopSignal()
    OpenFiles.raiseLimit()
    await activeSync.begin()
    do {
      let bound = try await server.start()
      for address in bound { log.info("listening", ["address": "\(address)"]) }
      try ready(bound)
    } catch {
      await close()
      throw error
    }
    let signal = await stop.wait()
    log.info("stopping", ["signal": signal])
    await close()
    log.info("stopped")
  }

  private func close() async {
    await activeSync.stop(within: .seconds(drainSeconds) / 2)
    await server.drain(within: .seconds(drainSeconds))
    await data.close()
  }
}

extension HTTPServerConfiguration {
  fileprivate init(_ configuration: Configuration) {
    self.init(listen: configuration.listen.compactMap { ListenAddress($0).map { Listening(.address($0)) } })
    limits.bodyBytes = configuration.http.bodyLimit
    limits.connections = configuration.http.connections
    limits.connectionsPerAddress = configuration.http.connectionsPerAddress
    proxies = configuration.http.proxies.compactMap { IPNetwork($0) }
  }
}

extension ServerOptions {
  fileprivate init(_ configuration: Configuration) {
    self.init(publicURL: configuration.publicURL)
    autodiscoverDomains = configuration.autodiscover.domains
    mailFolders = configuration.folders.mail
    credentialSeconds = configuration.signIn.rememberSeconds
    heartbeat = configuration.push.shortest...configuration.push.longest
    calendar.items = configuration.calendar.limit
    calendar.monthsBack = configuration.calendar.past
    calendar.monthsAhead = configuration.calendar.future
  }
}

extension OnOfficeOptions {
  fileprivate init(_ configuration: Configuration) {
    self.init()
    taskReminders = configuration.tasks.reminder
    attendees = configuration.calendar.attendees
    signIn.wrongPasswords = configuration.signIn.attempts
    signIn.forgetAfter = configuration.signIn.forgetHours * 3600
  }
}
