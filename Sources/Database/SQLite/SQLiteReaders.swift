import Synchronization

/// The connections that read: each takes what waits, in order, and rests when nothing does.
final class SQLiteReaders: Sendable {
  /// Runs a body and tells its caller; without a connection, that the database is closed.
  typealias PendingRead = @Sendable (SQLiteConnection?) -> Void

  private struct State {
    var resting: [SQLiteReader]
    var waiting = FirstInFirstOut<PendingRead>()
    var isClosed = false
  }

  private let all: [SQLiteReader]
  private let state: Mutex<State>

  init(_ readers: [SQLiteReader]) {
    precondition(!readers.isEmpty, "reading needs a connection")
    all = readers
    state = Mutex(State(resting: readers))
  }

  /// Runs `body` in a transaction; its first statement fixes the state that all of them see.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      submit { connection in
        continuation.resume(
          with: Result {
            guard let connection else { throw DatabaseError.closed }
            return try connection.transaction("BEGIN DEFERRED") { try body(connection) }
          })
      }
    }
  }

  /// What `reader` does next; if nothing, it rests.
  func next(for reader: SQLiteReader) -> PendingRead? {
    state.withLock { state in
      if let read = state.waiting.popFirst() { return read }
      state.resting.append(reader)
      return nil
    }
  }

  /// Takes nothing more, and closes the connections when all that waits is done.
  func close() async {
    state.withLock { $0.isClosed = true }
    for reader in all { await reader.close() }
  }

  private func submit(_ read: @escaping PendingRead) {
    let (isClosed, reader) = state.withLock { state -> (Bool, SQLiteReader?) in
      guard !state.isClosed else { return (true, nil) }
      state.waiting.append(read)
      return (false, state.resting.popLast())
    }
    if isClosed { read(nil) }
    reader?.serve(self)
  }
}
