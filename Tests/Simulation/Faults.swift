import Database
import Synchronization

/// When writes of a database fail.
final class Faults: Sendable {
  private struct State {
    /// How many writes go well before one fails; nil if none is to fail.
    var countdown: Int?
    var failed = 0
    var writes = 0
  }

  /// What the failures say, also in the log.
  static let reason = "the simulation says so"

  private let state = Mutex(State())

  /// Lets a write fail before anything of it is durable, after `count` others.
  func fail(after count: Int) { state.withLock { $0.countdown = count } }

  /// Nothing fails any more; returns whether something did.
  func end() -> Bool {
    state.withLock { state in
      defer { (state.countdown, state.failed) = (nil, 0) }
      return state.failed > 0
    }
  }

  /// How many writes were begun: as long as it is the same, so is the database.
  var writes: Int { state.withLock { $0.writes } }

  fileprivate func strikes() -> Bool {
    state.withLock { state in
      state.writes += 1
      guard let countdown = state.countdown else { return false }
      state.countdown = countdown == 0 ? nil : countdown - 1
      if countdown == 0 { state.failed += 1 }
      return countdown == 0
    }
  }
}

/// A database some of whose writes fail.
struct FaultyDatabase: Database {
  let database: any Database
  let faults: Faults

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    try await database.read(body)
  }

  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    if faults.strikes() { throw DatabaseError.storage(message: Faults.reason, sql: "") }
    return try await database.write(body)
  }
}
