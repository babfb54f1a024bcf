import Database

/// What happens to an office and its devices, in an order that a seed fixes.
///
/// The operations are data: some can be left out and the rest still be played, so that a failing history can be made
/// small.
public struct History: Sendable {
  /// What the history was made from; it also fixes users, devices and their versions.
  public let seed: UInt64
  /// What happens, in order.
  public var operations: [Operation]

  /// The history of a seed.
  public init(seed: UInt64) {
    self.seed = seed
    var dice = Dice(seed)
    operations = (0..<dice.number(40...80)).map { _ in Operation(&dice) }
  }

  /// Plays it; `trace` hears of each operation, request and answer.
  public func play(_ trace: (@Sendable (String) -> Void)? = nil) async throws(Violation) -> Tally {
    // On the server's own threads: a request then goes on where it was made.
    try await withTaskExecutorPreference(BlockingExecutor.shared) { () async throws(Violation) -> Tally in
      try await playThrough(trace)
    }
  }

  private func playThrough(_ trace: (@Sendable (String) -> Void)?) async throws(Violation) -> Tally {
    var last = "the beginning"
    do {
      let simulation = try await Simulation(seed: seed, trace)
      do {
        for (index, operation) in operations.enumerated() {
          last = "operation \(index) (\(operation))"
          try await simulation.run(operation)
          try simulation.site.checkErrors()
        }
        last = "the end"
        try await simulation.settle()
        try simulation.site.checkErrors()
      } catch {
        await simulation.end()
        throw error
      }
      await simulation.end()
      var tally = simulation.tally
      tally.operations = operations.count
      return tally
    } catch {
      throw Violation("seed \(seed), \(last): \(error)")
    }
  }
}

/// How much a history did.
public struct Tally: Hashable, Sendable {
  /// Operations played.
  public var operations = 0
  /// Requests that devices sent.
  public var requests = 0

  /// Nothing yet.
  public init() {}
}

/// A promise that was broken.
public struct Violation: Error, CustomStringConvertible {
  /// What happened, and which operation it was.
  public let description: String

  /// A broken promise.
  public init(_ description: String) { self.description = description }
}
