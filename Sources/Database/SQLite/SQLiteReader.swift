import Dispatch

/// A connection that reads, on a queue of its own.
actor SQLiteReader {
  private let executor = QueueExecutor("sqlite.reader")
  private var connection: SQLiteConnection?

  init(_ connection: sending SQLiteConnection) { self.connection = connection }

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Serves `readers` until nothing waits there any more.
  nonisolated func serve(_ readers: SQLiteReaders) {
    executor.queue.async { @Sendable in self.assumeIsolated { $0.run(readers) } }
  }

  /// Closes the connection once what it serves is done.
  func close() { connection = nil }

  private func run(_ readers: SQLiteReaders) {
    while let read = readers.next(for: self) { read(connection) }
  }
}
