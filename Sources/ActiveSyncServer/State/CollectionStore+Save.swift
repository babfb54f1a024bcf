import Database
import SyncModel
import WBXML

/// An answer to be stored before it is sent.
struct NewAnswer: Sendable {
  /// The fresh key that the device gets.
  let key: SyncKey
  /// Where the device stands when it has the answer.
  let looked: Looked
  /// What the answer changes in the held set.
  var changes: HeldChanges = [:]
  /// The device's own writes whose outcome it tells, by their numbers in the ledger.
  var told: [Int64] = []
  /// What it leaves out, and what is left out no more.
  var skips = SkippedChanges()
}

/// What a device says of a collection when it starts.
struct CollectionTerms: Sendable {
  /// How it wants the items.
  let options: SyncOptions
  /// The elements that it can hold; nil if it does not say.
  let supported: [Tag]?
}

extension CollectionStore {
  /// Opens a new state for a device that starts again (key 0). The old one goes when the new key is used.
  func open(
    _ id: CollectionId, _ looked: Looked, _ terms: CollectionTerms
  ) async throws(CommandError) -> SyncKey {
    let key = SyncKey.fresh()
    try await services.write { [device] sql in
      let collection = try CollectionStore.row(of: id, device: device, sql)
      // Two opened states are kept, as two answers are: the device may have received either.
      try sql.execute(
        """
        DELETE FROM sync_state WHERE collection = ? AND sync_key IS NULL AND id NOT IN (
          SELECT id FROM sync_state WHERE collection = ? AND sync_key IS NULL ORDER BY id DESC LIMIT 1)
        """, [.integer(collection), .integer(collection)])
      let state = try sql.insert(
        """
        INSERT INTO sync_state
          (collection, epoch, number, purged_below, first_day, last_day, item_limit, owed, options, supported)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
        """, try [.integer(collection)] + looked.columns + terms.columns)
      try CollectionStore.insert(NewAnswer(key: key, looked: looked), after: state, sql)
      try CollectionStore.use(state, of: collection, sql)
    }
    return key
  }

  /// Stores that the device goes on with a state, if it had opened or used another one before.
  func use(_ state: CollectionState, of collection: StoredCollection) async throws(CommandError) {
    guard state.row != collection.currentState else { return }
    try await services.write { sql in try CollectionStore.use(state.row, of: collection.row, sql) }
  }

  private static func use(_ state: Int64, of collection: Int64, _ sql: any SQLConnection) throws {
    try sql.execute(
      "UPDATE collection SET current_state = ? WHERE id = ?", [.integer(state), .integer(collection)])
  }

  /// Stores an answer, and with it that the device has received the one whose key it used. The ledger has
  /// forgotten the writes `forgotten`.
  func save(
    _ answer: NewAnswer, after state: CollectionState, of collection: StoredCollection, held: HeldSet,
    forgotten: Set<Int64>
  ) async throws(CommandError) {
    let now = services.clock.now().wholeSeconds
    try await services.write { sql in
      if let received = state.answer {
        try CollectionStore.acknowledge(received, of: state, in: collection.row, held, sql)
      }
      let known = collection.acknowledged.filter { !forgotten.contains($0) } + (state.answer?.told ?? [])
      if known != collection.acknowledged {
        try sql.execute(
          "UPDATE collection SET acknowledged = ? WHERE id = ?",
          [.text(StoredText.text(of: known)), .integer(collection.row)])
      }
      try CollectionStore.insert(answer, after: state.row, sql)
      try sql.execute(
        "UPDATE sync_state SET place = NULL WHERE id = ? AND place IS NOT NULL", [.integer(state.row)])
      try answer.skips.write(of: collection.row, over: held, at: now, sql)
      try sql.execute(
        """
        DELETE FROM sync_answer WHERE state = ? AND id NOT IN (
          SELECT id FROM sync_answer WHERE state = ? ORDER BY id DESC LIMIT 2)
        """, [.integer(state.row), .integer(state.row)])
    }
  }

  /// Lists no more what is not left out of a collection, for a device that holds `held`.
  func forgetSkips(of collection: Int64, over held: HeldSet) async throws(CommandError) {
    let outdated = try await services.read { sql in
      try SkippedChanges.outdated(of: collection, over: held, sql)
    }
    guard !outdated.isEmpty else { return }
    try await services.write { sql in try SkippedChanges.remove(outdated, of: collection, sql) }
  }

  /// Stores that the device stands at a state although newer answers were made, so that they were lost: a Ping and
  /// an empty Sync go on from there.
  func stand(at state: CollectionState) async throws(CommandError) {
    guard !state.isPlace else { return }
    try await services.write { sql -> Void in
      try sql.execute(
        "UPDATE sync_state SET place = ? WHERE id = ?",
        [.integer(state.answer?.row ?? 0), .integer(state.row)])
    }
  }

  /// Stores what holds from now on for a device that goes on from a state.
  func save(_ terms: CollectionTerms, of state: CollectionState) async throws(CommandError) {
    try await services.write { sql -> Void in
      try sql.execute(
        "UPDATE sync_state SET (options, supported) = (?, ?) WHERE id = ?",
        try terms.columns + [.integer(state.row)])
    }
  }

  private static func row(
    of id: CollectionId, device: Int64, _ sql: any SQLConnection
  ) throws -> Int64 {
    try sql.insert(
      """
      INSERT INTO collection (device, name) VALUES (?, ?)
      ON CONFLICT (device, name) DO UPDATE SET name = excluded.name RETURNING id
      """, [.integer(device), .text(id.rawValue)])
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
      UPDATE sync_state SET (sync_key, epoch, number, purged_below, first_day, last_day, item_limit, owed) =
        (SELECT sync_key, epoch, number, purged_below, first_day, last_day, item_limit, owed
        FROM sync_answer WHERE id = ?)
      WHERE id = ?
      """, [.integer(answer.row), .integer(state.row)])
    let older = try sql.execute(
      "DELETE FROM sync_state WHERE collection = ? AND id < ?", [.integer(collection), .integer(state.row)])
    // Whatever is still broken is left out once more by a device that started anew.
    if older > 0 {
      try sql.execute("DELETE FROM skipped_item WHERE collection = ?", [.integer(collection)])
    }
    try sql.execute("DELETE FROM sync_answer WHERE state = ?", [.integer(state.row)])
  }

  private static func insert(_ answer: NewAnswer, after state: Int64, _ sql: any SQLConnection) throws {
    try sql.execute(
      """
      INSERT INTO sync_answer
        (state, sync_key, epoch, number, purged_below, first_day, last_day, item_limit, owed, changes, told)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [.integer(state), .text(answer.key.rawValue)] + answer.looked.columns
        + [.blob(HeldCodec.pack(answer.changes)), .text(StoredText.text(of: answer.told))])
  }
}

extension CollectionTerms {
  /// Options, Supported.
  fileprivate var columns: [SQLValue] {
    get throws {
      [.blob(try options.stored()), SQLValue(supported.map { StoredText.text(of: $0) })]
    }
  }
}

extension Looked {
  /// Epoch, number, purge, first and last day, most items, what is owed.
  fileprivate var columns: [SQLValue] {
    [
      .integer(epoch), .integer(number.rawValue), .integer(purgedBelow.rawValue),
      SQLValue((period?.first?.dayNumber).map { Int64($0) }),
      SQLValue((period?.last.dayNumber).map { Int64($0) }), SQLValue(period?.limit.map { Int64($0) }),
      .text(StoredText.text(of: owed)),
    ]
  }
}
