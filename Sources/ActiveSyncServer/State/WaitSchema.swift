import Database

/// The tables of what each device last waited for, which its next request may leave out.
enum WaitSchema {
  static let migration = Migration(
    "4 waits",
    [
      """
      CREATE TABLE ping (
        device INTEGER PRIMARY KEY REFERENCES device(id) ON DELETE CASCADE,
        heartbeat BIGINT NOT NULL,
        folders TEXT NOT NULL
      )
      """,
      // The last Sync, whether it waited or not: see KeptSync.
      """
      CREATE TABLE waiting_sync (
        device INTEGER PRIMARY KEY REFERENCES device(id) ON DELETE CASCADE,
        request BLOB NOT NULL
      )
      """,
    ])
}
