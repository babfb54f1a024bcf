import ActiveSyncServer
import Database
import HTTPServer
import Logging

extension Site {
  /// Serves until the process is told to stop, then lets running requests end.
  ///
  /// `ready` learns the bound addresses of the main server once requests are taken and signals are heeded.
  func serve(ready: ([ListenAddress]) throws -> Void = { _ in }) async throws {
    let signals = LifeSignals()
    let manager = ServiceManager(socket: service.environment.notifySocket)
    ProcessLimits.raiseOpenFiles()
    do {
      try ready(try await start())
    } catch {
      await close(within: .zero)
      throw error
    }
    manager.tell(.ready, .status("Serving"))
    let signal = await withTaskGroup(returning: String.self) { tasks in
      for task in companions(manager) { tasks.addTask { await task() } }
      defer { tasks.cancelAll() }
      for await wish in signals.wishes {
        switch wish {
        case .reload:
          // It reads files.
          await withTaskExecutorPreference(BlockingExecutor.shared) { await reload(manager) }
        case .stop(let signal): return signal
        }
      }
      return ""
    }
    signals.letGo()
    log.info("stopping", ["signal": signal])
    let time = Duration.seconds(settings.value.http.drainSeconds)
    // Twice: waits end over that time, and what is left may take as long again.
    manager.tell(.stopping, .status("Stopping"), .extend(time * 2 + .seconds(30)))
    await close(within: time)
    log.info("stopped")
  }

  private func start() async throws -> [ListenAddress] {
    await activeSync.begin()
    let bound = try await main.start(log: log)
    for server in [redirect, operations] { _ = try await server?.start(log: log) }
    if certificates.startedEmpty, !service.environment.sockets[.https].isEmpty {
      log.warning(
        "https is not served",
        ["reason": "a socket was handed over for https, but https.certificates names none"])
    }
    return bound
  }

  /// What runs beside the requests until the end.
  private func companions(_ manager: ServiceManager) -> [@Sendable () async -> Void] {
    var companions: [@Sendable () async -> Void] = []
    companions.append {
      await withTaskExecutorPreference(BlockingExecutor.shared) { await certificates.watch() }
    }
    if let period = service.environment.watchdog {
      let watchdog = Watchdog(period: period, proof: health.proof) { manager.tell(.alive) }
      companions.append { await watchdog.run() }
    }
    return companions
  }

  /// Ends in order: nobody new, no waits, no requests, no databases.
  ///
  /// Who watches the server may ask until the end, and learns that it is about to stop.
  private func close(within time: Duration) async {
    health.stop()
    for server in [main, redirect] { await server?.http.stopAccepting() }
    probes.stop()
    await activeSync.stop(within: time)
    for server in [main, redirect] { await server?.http.drain(within: time) }
    await operations?.http.drain(within: .zero)
    await data.close()
  }
}
