import Logging
import SyncModel

/// `asyncd serve --config FILE`.
struct ServeCommand {
  private let configuration: Configuration

  init(_ arguments: Arguments) throws {
    configuration = try Configuration.read(arguments.required("config"))
  }

  /// Serves until the process is told to stop.
  func run() async throws {
    let log = Log(level: LogLevel(configuration.log.level), sink: StandardError.write)
    let site = try Site(configuration, clock: .system, log: log)
    try await site.serve()
  }
}

extension LogLevel {
  fileprivate init(_ level: Configuration.Log.Level) {
    self =
      switch level {
      case .error: .error
      case .warning: .warning
      case .info: .info
      case .debug: .debug
      }
  }
}
