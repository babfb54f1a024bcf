import Database
import Synchronization

/// When writes fail.
final class DatabaseFaults: Sendable {
  private let next = Mutex(false)

  /// Lets the next write fail before anything of it is durable.
  func failNextWrite() { next.withLock { $0 = true } }

  /// Nothing fails any more.
  func succeedNextWrite() { next.withLock { $0 = false } }

  fileprivate func take() -> Bool {
    next.withLock { fails in
      defer { fails = false }
      return fails
    }
  }
}

/// A database some of whose writes fail, as if the process had died before them.
struct FaultyDatabase: Database {
  private let database: any Database
  private let faults: DatabaseFaults

  init(_ database: any Database, _ faults: DatabaseFaults) {
    self.database = database
    self.faults = faults
  }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    try await database.read(body)
  }

  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    if faults.take() { throw DatabaseError.storage(message: "a test says so", sql: "") }
    return try await database.write(body)
  }
}
