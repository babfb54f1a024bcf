import Database
import SyncModel

/// An answer to be stored before it is sent.
struct NewAnswer: Sendable {
  /// The fresh key that the device gets.
  let key: SyncKey
  /// Where the device stands when it has the answer.
  let looked: Looked
  /// What the answer changes in the held set.
  let changes: HeldChanges
}

extension CollectionStore {
  /// Opens a new state for a device that starts again (key 0). The old one goes when the new key is used.
  func open(_ id: CollectionId, _ looked: Looked, options: SyncOptions) async throws(CommandError) -> SyncKey
  {
    let key = SyncKey.fresh()
    try await services.write { [device] sql in
      let collection = try CollectionStore.row(of: id, device: device, options: options, sql)
      // Two opened states are kept, as two answers are: the device may have received either.
      try sql.execute(
        """
        DELETE FROM sync_state WHERE collection = ? AND sync_key IS NULL AND id NOT IN (
          SELECT id FROM sync_state WHERE collection = ? AND sync_key IS NULL ORDER BY id DESC LIMIT 1)
        """, [.integer(collection), .integer(collection)])
      let state = try sql.insert(
        """
        INSERT INTO sync_state (collection, epoch, number, purged_below, first_day, last_day)
        VALUES (?, ?, ?, ?, ?, ?) RETURNING id
        """, [.integer(collection)] + looked.columns)
      try CollectionStore.insert(NewAnswer(key: key, looked: looked, changes: [:]), after: state, sql)
    }
    return key
  }

  /// Stores an answer, and with it that the device has received the one whose key it used.
  func save(_ answer: NewAnswer, after state: CollectionState, of collection: Int64, held: HeldSet)
    async throws(CommandError)
  {
    try await services.write { sql in
      if let received = state.answer {
        try CollectionStore.acknowledge(received, of: state, in: collection, held, sql)
      }
      try CollectionStore.insert(answer, after: state.row, sql)
      try sql.execute(
        """
        DELETE FROM sync_answer WHERE state = ? AND id NOT IN (
          SELECT id FROM sync_answer WHERE state = ? ORDER BY id DESC LIMIT 2)
        """, [.integer(state.row), .integer(state.row)])
    }
  }

  /// Stores the Options that hold from now on.
  func save(_ options: SyncOptions, of collection: Int64) async throws(CommandError) {
    try await services.write { sql -> Void in
      try sql.execute(
        "UPDATE collection SET options = ? WHERE id = ?", [.blob(try options.stored()), .integer(collection)])
    }
  }

  private static func row(
    of id: CollectionId, device: Int64, options: SyncOptions, _ sql: any SQLConnection
  ) throws -> Int64 {
    try sql.insert(
      """
      INSERT INTO collection (device, name, options) VALUES (?, ?, ?)
      ON CONFLICT (device, name) DO UPDATE SET options = excluded.options RETURNING id
      """, [.integer(device), .text(id.rawValue), .blob(try options.stored())])
  }

  /// Makes an answer the acknowledged state: its held set, its key; older states and all answers to it go.
  private static func acknowledge(
    _ answer: CollectionState.Answer, of state: CollectionState, in collection: Int64, _ held: HeldSet,
    _ sql: any SQLConnection
  ) throws {
    for chunk in held.changedChunks() {
      try sql.execute(
        "DELETE FROM held_chunk WHERE state = ? AND first_record = ?",
        [.integer(state.row), .integer(chunk.first)])
      guard !chunk.packed.isEmpty else { continue }
      try sql.execute(
        "INSERT INTO held_chunk (state, first_record, packed) VALUES (?, ?, ?)",
        [.integer(state.row), .integer(chunk.first), .blob(chunk.packed)])
    }
    try sql.execute(
      """
      UPDATE sync_state SET (sync_key, epoch, number, purged_below, first_day, last_day) =
        (SELECT sync_key, epoch, number, purged_below, first_day, last_day FROM sync_answer WHERE id = ?)
      WHERE id = ?
      """, [.integer(answer.row), .integer(state.row)])
    try sql.execute(
      "DELETE FROM sync_state WHERE collection = ? AND id < ?", [.integer(collection), .integer(state.row)])
    try sql.execute("DELETE FROM sync_answer WHERE state = ?", [.integer(state.row)])
  }

  private static func insert(_ answer: NewAnswer, after state: Int64, _ sql: any SQLConnection) throws {
    try sql.execute(
      """
      INSERT INTO sync_answer (state, sync_key, epoch, number, purged_below, first_day, last_day, changes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [.integer(state), .text(answer.key.rawValue)] + answer.looked.columns
        + [.blob(HeldCodec.pack(answer.changes))])
  }
}

extension Looked {
  /// Epoch, number, purge, first and last day.
  fileprivate var columns: [SQLValue] {
    [
      .integer(epoch), .integer(number.rawValue), .integer(purgedBelow.rawValue),
      SQLValue((period?.first?.dayNumber).map { Int64($0) }),
      SQLValue((period?.last.dayNumber).map { Int64($0) }),
    ]
  }
}
