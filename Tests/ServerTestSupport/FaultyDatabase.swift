public import Database
import Synchronization

/// When writes of a database fail.
public final class Faults: Sendable {
  private struct State {
    /// How many writes go well before one fails; nil if none is to fail.
    var countdown: Int?
    var hasFailed = false
    var writes = 0
  }

  /// What the failures say, also in the log.
  public static let reason = "a test says so"

  private let state = Mutex(State())

  /// No write fails.
  public init() {}

  /// Lets one write fail before anything of it is durable: the next, or the one behind `count` others.
  public func fail(after count: Int = 0) { state.withLock { $0.countdown = count } }

  /// Nothing fails any more; returns whether something did.
  @discardableResult public func end() -> Bool {
    state.withLock { state in
      defer { (state.countdown, state.hasFailed) = (nil, false) }
      return state.hasFailed
    }
  }

  /// How many writes were begun: as long as it is the same, so is the database.
  public var writes: Int { state.withLock { $0.writes } }

  fileprivate func strikes() -> Bool {
    state.withLock { state in
      state.writes += 1
      guard let countdown = state.countdown else { return false }
      state.countdown = countdown == 0 ? nil : countdown - 1
      if countdown == 0 { state.hasFailed = true }
      return countdown == 0
    }
  }
}

/// A database some of whose writes fail, as if the process had died before them.
public struct FaultyDatabase: Database {
  private let database: any Database
  private let faults: Faults

  /// `database` with `faults`.
  public init(database: any Database, faults: Faults) {
    self.database = database
    self.faults = faults
  }

  /// Reads, which never fails.
  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    try await database.read(body)
  }

  /// Writes, unless it is to fail.
  public func write<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    if faults.strikes() { throw DatabaseError.storage(message: Faults.reason, sql: "") }
    return try await database.write(body)
  }
}
