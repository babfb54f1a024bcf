import Synchronization

/// Whether the server can serve: its databases answer and its loops run.
final class Health: Sendable {
  /// A part and how to find out whether it answers: by returning, soon.
  struct Check: Sendable {
    let part: String
    let ask: @Sendable () async throws -> Void
  }

  private let checks: [Check]
  private let patience: Duration
  private let stopping = Mutex(false)

  /// Gives each part so long to answer.
  init(_ checks: [Check], patience: Duration = .seconds(5)) {
    self.checks = checks
    self.patience = patience
  }

  /// From now on it is not well: who spreads requests over servers shall choose others.
  func stop() { stopping.withLock { $0 = true } }

  /// Whether the server is about to end.
  var isStopping: Bool { stopping.withLock { $0 } }

  /// What is wrong; nil if nothing is.
  func problem() async -> String? {
    guard !isStopping else { return "stopping" }
    for check in checks {
      if let problem = await Health.problem(check, patience) { return problem }
    }
    return nil
  }

  /// Asks until all parts have answered, however long that takes; throws what one says.
  func proof() async throws {
    for check in checks { try await check.ask() }
  }

  /// Asks a part without waiting longer than that: a part that hangs cannot be cancelled.
  private static func problem(_ check: Check, _ patience: Duration) async -> String? {
    let (outcomes, outcome) = AsyncStream.makeStream(of: String?.self)
    Task {
      do {
        try await check.ask()
        outcome.yield(nil)
      } catch {
        outcome.yield("\(check.part): \(error)")
      }
    }
    let clock = Task {
      try await Task.sleep(for: patience)
      outcome.yield("\(check.part): does not answer")
    }
    defer { clock.cancel() }
    return await outcomes.first { _ in true } ?? nil
  }
}
