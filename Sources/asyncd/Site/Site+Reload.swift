import ActiveSyncServer
import HTTPServer
import Logging
import OnOfficeBackend

extension Site {
  /// Reads the configuration and the certificates anew and uses them; a bad one is refused as a whole.
  ///
  /// [systemd.service(5), Type=notify]: it is told of the beginning and the end of a reload.
  func reload(_ manager: ServiceManager) async {
    guard let reread = service.reread else {
      return log.warning("reload refused", ["reason": "there is no configuration file"])
    }
    manager.tell(.reloading)
    defer { manager.tell(.ready) }
    do {
      let configuration = try reread()
      let identities = try await certificates.prepare(configuration)
      if let identities { try await certificates.use(identities) }
      let level = LogLevel(configuration.log.level)
      // Whoever asked for less still learns that it is less from now on.
      let isQuieter = level < LogLevel(settings.value.log.level)
      if !isQuieter { service.setLevel(level) }
      await use(configuration)
      log.info("reloaded")
      if isQuieter { service.setLevel(level) }
    } catch {
      log.error("reload refused", ["reason": "\(error)"])
    }
  }

  /// Uses what may change while the server runs, and names what may not.
  private func use(_ configuration: Configuration) async {
    let fixed = settings.value.needingRestart(configuration, service.environment.sockets)
    if !fixed.isEmpty {
      log.warning("restart needed", ["options": fixed.joined(separator: ",")])
    }
    redirectSite.use(RedirectSite.Target(configuration))
    office.use(OnOfficeOptions(configuration))
    activeSync.use(ServerOptions(configuration))
    let limits = HTTPLimits(configuration)
    for server in [main, redirect, operations] {
      await server?.http.use(limits, proxies: configuration.trustedProxies)
    }
    settings.use(configuration)
  }
}
