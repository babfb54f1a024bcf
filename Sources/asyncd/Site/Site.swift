import ActiveSyncServer
import Database
import HTTPServer
import Logging
import OnOfficeBackend
import OnOfficeWeb
import SyncModel

/// A server with its parts joined: onOffice, the ActiveSync endpoint, the HTTP servers.
struct Site {
  let office: OnOffice
  let data: DataDirectory
  let activeSync: ActiveSyncServer
  /// What answers the doctor.
  let probes: ProbeHandler
  /// The server that phones talk to.
  let main: SiteServer
  /// The server of plain HTTP that leads to HTTPS.
  let redirect: SiteServer?
  /// The server of `/health` and `/metrics`.
  let operations: SiteServer?
  let redirectSite: RedirectSite
  let certificates: CertificateStore
  let health: Health
  let service: Service
  /// What holds now, after the last reload.
  let settings: Settings
  let log: Log

  /// Joins the parts; nothing is served yet.
  init(_ configuration: Configuration, clock: WallClock, log: Log, service: Service = Service()) throws {
    self.service = service
    self.log = log
    settings = Settings(configuration)
    certificates = try CertificateStore(configuration, service.environment, log: log)
    let sockets = SiteSockets(configuration, service.environment.sockets, tls: certificates.service)
    data = try DataDirectory(configuration.data)
    office = OnOffice(
      database: data.onOffice, clock: clock, log: log, options: OnOfficeOptions(configuration))
    activeSync = ActiveSyncServer(
      backend: office, database: data.sync, clock: clock, log: log, options: ServerOptions(configuration))
    redirectSite = RedirectSite(RedirectSite.Target(configuration))
    probes = try ProbeHandler(settings, next: activeSync)
    let web = WebSite(api: APISite(office: office, log: log), next: probes)
    let secure = SecureSite(site: web, otherwise: redirectSite)
    guard let main = SiteServer([.http, .https], sockets, secure, log: log) else {
      throw ConfigurationError("there is no socket that phones could connect to")
    }
    self.main = main
    redirect = SiteServer([.redirect], loops: 1, sockets, redirectSite, log: log)
    let health = Health(Site.checks(data, [main, redirect].compactMap { $0?.http }))
    self.health = health
    let sources = Readings.Sources(
      main: main.http, activeSync: activeSync, certificates: certificates, data: data.path,
      lostLines: service.lostLines)
    let site = OperationsSite(health: health) {
      // It reads files.
      await withTaskExecutorPreference(BlockingExecutor.shared) {
        PrometheusText.write(Metric.all, await Readings(sources))
      }
    }
    operations = SiteServer([.operations], loops: 1, sockets, site, log: log)
  }

  private static func checks(_ data: DataDirectory, _ servers: [HTTPServer]) -> [Health.Check] {
    let databases = [("onoffice.db", data.onOffice), ("sync.db", data.sync)].map { name, database in
      Health.Check(part: name) { _ = try await database.read { try $0.query("SELECT 1") { $0.integer(0) } } }
    }
    return databases + servers.map { server in Health.Check(part: "loops") { await server.touchLoops() } }
  }
}

/// What a service has that a server at a terminal has not.
struct Service: Sendable {
  /// What systemd tells it.
  var environment = ServiceEnvironment()
  /// Reads the configuration again; nil if there is no file to read.
  var reread: (@Sendable () throws -> Configuration)?
  /// Sets what is logged from now on.
  var setLevel: @Sendable (LogLevel) -> Void = { _ in }
  /// How many lines of the log are lost, as nobody has read them in time.
  var lostLines: @Sendable () -> Int = { 0 }
}
