import Glibc
import Logging
import SyncModel

/// `asyncd serve --config FILE`.
struct ServeCommand {
  private let path: String
  private let configuration: Configuration

  init(_ arguments: Arguments) throws {
    path = try arguments.required("config")
    configuration = try Configuration.read(path)
  }

  /// Serves until the process is told to stop.
  func run() async throws {
    var service = Service()
    service.environment = try ServiceEnvironment.take()
    service.reread = { [path] in try Configuration.read(path) }
    let level = LogSwitch(LogLevel(configuration.log.level))
    service.setLevel = { level.level = $0 }
    let queue = LogQueue()
    service.lostLines = { queue.lostLines }
    let log = Log(level: level, sink: queue.write)
    defer { queue.flush(within: .seconds(2)) }
    try await Site(configuration, clock: .system, log: log, service: service).serve()
  }
}
