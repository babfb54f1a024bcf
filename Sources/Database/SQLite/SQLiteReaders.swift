import Synchronization

/// The connections that read: whoever wants to read takes one that rests, or waits for one in order.
final class SQLiteReaders: Sendable {
  private struct State {
    var resting: [SQLiteReader]
    var waiting = FirstInFirstOut<CheckedContinuation<SQLiteReader, Never>>()
    var isClosed = false
  }

  private let count: Int
  private let state: Mutex<State>

  init(_ readers: [SQLiteReader]) {
    precondition(!readers.isEmpty, "reading needs a connection")
    count = readers.count
    state = Mutex(State(resting: readers))
  }

  /// Runs `body` in a transaction, on the thread that the task runs on: it must be one that may block.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    guard !state.withLock({ $0.isClosed }) else { throw DatabaseError.closed }
    let reader = await take()
    defer { give(reader) }
    return try reader.read(body)
  }

  /// Takes nothing more, and closes the connections when all that waits is done.
  func close() async {
    let wasClosed = state.withLock { state in
      defer { state.isClosed = true }
      return state.isClosed
    }
    guard !wasClosed else { return }
    // Each comes after all who waited before.
    var closed: [SQLiteReader] = []
    for _ in 0..<count {
      let reader = await take()
      reader.close()
      closed.append(reader)
    }
    for reader in closed { give(reader) }
  }

  private func take() async -> SQLiteReader {
    if let reader = state.withLock({ $0.resting.popLast() }) { return reader }
    return await withCheckedContinuation { continuation in
      // One may have come to rest in between.
      let reader = state.withLock { state -> SQLiteReader? in
        if let reader = state.resting.popLast() { return reader }
        state.waiting.append(continuation)
        return nil
      }
      if let reader { continuation.resume(returning: reader) }
    }
  }

  private func give(_ reader: SQLiteReader) {
    let next = state.withLock { state -> CheckedContinuation<SQLiteReader, Never>? in
      if let next = state.waiting.popFirst() { return next }
      state.resting.append(reader)
      return nil
    }
    next?.resume(returning: reader)
  }
}
