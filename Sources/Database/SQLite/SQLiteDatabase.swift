/// An SQLite file in WAL mode: one writer that commits durably, and readers beside it.
///
/// Other processes may use the file at the same time. Nothing runs on the cooperative pool: the writer has a queue
/// of its own, and what reads runs on the threads of ``BlockingExecutor``, at once if the task is there already. A
/// cancelled task's transaction completes all the same.
public final class SQLiteDatabase: Database {
  private let writer: SQLiteWriter
  private let readers: SQLiteReaders

  /// Opens the file, or makes a new one that only its owner may read, and brings its schema up to date.
  ///
  /// Blocks; meant for the start of the program. There are as many readers as threads that read, unless the
  /// caller says: then nobody ever waits for one.
  public init(
    path: String, migrations: [Migration], readers: Int = BlockingExecutor.shared.width
  ) throws(DatabaseError) {
    try SQLiteConnection.createFile(path)
    let connection = try SQLiteConnection.writer(path: path)
    try connection.migrate(migrations, path: path)
    writer = SQLiteWriter(connection)
    var connections: [SQLiteReader] = []
    for _ in 0..<readers { connections.append(SQLiteReader(try SQLiteConnection.reader(path: path))) }
    self.readers = SQLiteReaders(connections)
  }

  /// Runs `body` in a read transaction on a connection of its own: one consistent state.
  public func read<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    try await withTaskExecutorPreference(BlockingExecutor.shared) { try await readers.read(body) }
  }

  /// Runs `body` in a write transaction, shared with others that wait, and returns when it is durable.
  @discardableResult
  public func write<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws -> Value {
    try await writer.write(body)
  }

  /// Ends what was asked for before and closes the file; what comes later throws `DatabaseError.closed`.
  public func close() async {
    // The last connection folds the log into the file, which readers may not.
    await withTaskExecutorPreference(BlockingExecutor.shared) { await readers.close() }
    await writer.close()
  }
}
