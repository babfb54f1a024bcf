/// A database file or server.
public protocol Database: Sendable {
  /// Runs `body` in a read transaction on a connection of its own: one consistent state.
  ///
  /// Blocks no thread but those of ``BlockingExecutor``; cheap only for tasks that run there.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value

  /// Runs `body` in a write transaction and returns when it is durable. What throws leaves nothing behind.
  ///
  /// There is one writer; what has queued up commits together, each body in a savepoint of its own.
  @discardableResult
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value
}
