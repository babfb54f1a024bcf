import Dispatch
import Synchronization

/// The one connection that writes: what has queued up while it was busy commits as one transaction.
actor SQLiteWriter {
  private let executor = QueueExecutor("sqlite.writer")
  private let waiting = Mutex<[PendingWrite]>([])
  private var connection: SQLiteConnection?

  init(_ connection: sending SQLiteConnection) { self.connection = connection }

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Runs `body` with the next transaction and returns when that is durable.
  nonisolated func write<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let isFirst = waiting.withLock { waiting in
        waiting.append(PendingWrite(body, continuation))
        return waiting.count == 1
      }
      if isFirst {
        executor.queue.async { @Sendable in self.assumeIsolated { $0.commitWaiting() } }
      }
    }
  }

  /// Closes the connection once all that was asked for before is written.
  func close() { connection = nil }

  private func commitWaiting() {
    let writes = waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
    guard let connection else {
      for write in writes { write.refuse(DatabaseError.closed) }
      return
    }
    var rest = writes[...]
    while !rest.isEmpty { rest = commit(rest, on: connection) }
  }

  /// Commits what it can as one transaction; returns what is to be tried in another one.
  private func commit(
    _ writes: ArraySlice<PendingWrite>, on connection: SQLiteConnection
  ) -> ArraySlice<PendingWrite> {
    do {
      try connection.perform("BEGIN IMMEDIATE")
    } catch {
      for write in writes { write.refuse(error) }
      return []
    }
    var finished: [PendingWrite.Outcome] = []
    for write in writes where connection.isInTransaction { finished.append(write.run(connection)) }
    let failure = end(finished, on: connection)
    for outcome in finished { outcome.resume(failure) }
    return writes.dropFirst(finished.count)
  }

  /// Makes the transaction durable; returns why it could not.
  private func end(_ outcomes: [PendingWrite.Outcome], on connection: SQLiteConnection) -> (any Error)? {
    // A full or failing disk ends the whole transaction, and with it what the earlier bodies wrote.
    if !connection.isInTransaction, let error = outcomes.last?.error { return error }
    do {
      try connection.perform("COMMIT")
      return nil
    } catch {
      connection.rollBack()
      return error
    }
  }
}
