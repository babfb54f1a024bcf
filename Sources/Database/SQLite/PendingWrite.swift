/// A body that waits for the writer, with whoever waits for its result.
struct PendingWrite: Sendable {
  /// What a body came to, held back until its transaction is durable.
  struct Outcome {
    /// What the body threw.
    let error: (any Error)?
    /// Tells the caller, given why the transaction failed if it did.
    let resume: (_ failure: (any Error)?) -> Void
  }

  /// Runs the body in a savepoint.
  let run: @Sendable (SQLiteConnection) -> Outcome
  /// Tells the caller that the body did not run.
  let refuse: @Sendable (any Error) -> Void

  init<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value,
    _ continuation: CheckedContinuation<Value, any Error>
  ) {
    run = { connection in
      do {
        let value = try connection.savepoint { try body(connection) }
        return Outcome(error: nil) { failure in
          if let failure {
            continuation.resume(throwing: failure)
          } else {
            continuation.resume(returning: value)
          }
        }
      } catch {
        return Outcome(error: error) { _ in continuation.resume(throwing: error) }
      }
    }
    refuse = { continuation.resume(throwing: $0) }
  }
}
