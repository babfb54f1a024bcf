import Glibc
import Logging
import SyncModel

/// `asyncd serve --config FILE`.
struct ServeCommand {
  private let path: String

  init(_ arguments: Arguments) throws(UsageError) { path = try arguments.required("config") }

  /// Serves until the process is told to stop; gives the exit status.
  ///
  /// Why it cannot is told through the log, as journald and who watches it read nothing else.
  func run() async -> Int32 {
    let level = LogSwitch()
    let queue = LogQueue()
    let log = Log(level: level, sink: queue.write)
    defer { queue.flush(within: .seconds(2)) }
    let environment: ServiceEnvironment
    let configuration: Configuration
    do {
      environment = try ServiceEnvironment.take()
      configuration = try Configuration.read(path)
    } catch {
      log.error("cannot start", ["reason": "\(error)"])
      // No new start mends that: systemd is not to try (RestartPreventExitStatus=).
      return EX_CONFIG
    }
    level.level = LogLevel(configuration.log.level)
    var service = Service()
    service.environment = environment
    service.reread = { [path] in try Configuration.read(path) }
    service.setLevel = { level.level = $0 }
    service.lostLines = { queue.lostLines }
    do {
      try await Site(configuration, clock: .system, log: log, service: service).serve()
      return EX_OK
    } catch {
      log.error("cannot start", ["reason": "\(error)"])
      return EX_UNAVAILABLE
    }
  }
}
