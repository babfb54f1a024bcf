/// Tells systemd that the service is alive for as long as that can be shown: who hangs is not told, and started anew.
struct Watchdog {
  /// How often systemd wants to hear of it at least.
  let period: Duration
  /// Returns once each part of the server has answered; throws if one cannot.
  let proof: @Sendable () async throws -> Void
  /// Tells it.
  let tell: @Sendable () -> Void

  /// Runs until its task is cancelled.
  ///
  /// Half the time is what sd_watchdog_enabled(3) advises. A proof that does not return holds up the next word too,
  /// which is the point.
  func run() async {
    while !Task.isCancelled {
      if (try? await proof()) != nil { tell() }
      try? await Task.sleep(for: period / 2)
    }
  }
}
