import Database
import SyncModel

/// The collections of one device in `sync.db`.
///
/// Kept are, per collection, the acknowledged state and the last two answers to it. A key never names two
/// contents. Using an answer's key acknowledges it, which is stored with the next answer.
struct CollectionStore {
  let services: Services
  let device: Int64

  /// Looks up a collection and the state that `key` names; nil if nothing is stored of the collection.
  func load(_ id: CollectionId, key: SyncKey) async throws(CommandError) -> StoredCollection? {
    try await services.read { [device] sql in
      let found = try sql.first(
        "SELECT id, options FROM collection WHERE device = ? AND name = ?",
        [.integer(device), .text(id.rawValue)]
      ) { (row: $0.integer(0), options: $0.blob(1)) }
      guard let found else { return nil }
      return StoredCollection(
        row: found.row, options: SyncOptions.stored(found.options),
        state: try CollectionStore.state(key, of: found.row, sql))
    }
  }

  /// The collection with the state that the device has if it received the last answer; nil if it has none.
  func newest(_ id: CollectionId) async throws(CommandError) -> StoredCollection? {
    guard let key = try await newestKey(id) else { return nil }
    return try await load(id, key: key)
  }

  /// The key of the last answer; nil if there is none.
  func newestKey(_ id: CollectionId) async throws(CommandError) -> SyncKey? {
    try await services.read { [device] sql in
      try sql.first(
        """
        SELECT coalesce(a.sync_key, s.sync_key) FROM collection c JOIN sync_state s ON s.collection = c.id
        LEFT JOIN sync_answer a ON a.state = s.id WHERE c.device = ? AND c.name = ?
        ORDER BY s.id DESC, a.id DESC LIMIT 1
        """, [.integer(device), .text(id.rawValue)]
      ) { SyncKey(rawValue: $0.text(0)) }
    }
  }

  /// Reads the held set of a state, the changes of its answer applied; nil if it is damaged.
  func held(_ state: CollectionState) async throws(CommandError) -> HeldSet? {
    let chunks = try await services.read { sql in
      try sql.query(
        "SELECT first_record, packed FROM held_chunk WHERE state = ? ORDER BY first_record",
        [.integer(state.row)]
      ) { HeldSet.Chunk(first: $0.integer(0), packed: $0.blob(1)) }
    }
    var held = HeldSet(chunks)
    guard let answer = state.answer else { return held }
    do {
      for (record, entry) in try HeldCodec.unpack(answer.changes) { try held.apply([record: entry]) }
    } catch {
      return nil
    }
    return held
  }

  private static func state(
    _ key: SyncKey, of collection: Int64, _ sql: any SQLConnection
  ) throws -> CollectionState? {
    let acknowledged = try sql.first(
      "SELECT epoch, number, purged_below, first_day, last_day, id FROM sync_state WHERE collection = ? AND sync_key = ?",
      [.integer(collection), .text(key.rawValue)]
    ) { CollectionState(row: $0.integer(5), looked: Looked($0), answer: nil) }
    if let acknowledged { return acknowledged }
    return try sql.first(
      """
      SELECT a.epoch, a.number, a.purged_below, a.first_day, a.last_day, s.id, a.id, a.changes
      FROM sync_state s JOIN sync_answer a ON a.state = s.id
      WHERE s.collection = ? AND a.sync_key = ?
      """, [.integer(collection), .text(key.rawValue)]
    ) { row in
      CollectionState(
        row: row.integer(5), looked: Looked(row),
        answer: .init(row: row.integer(6), changes: row.blob(7)))
    }
  }
}

extension Looked {
  /// Reads the first five columns: epoch, number, purge, first and last day.
  fileprivate init(_ row: any SQLRow) {
    epoch = row.integer(0)
    number = ChangeNumber(row.integer(1))
    purgedBelow = ChangeNumber(row.integer(2))
    let first = row.optionalInteger(3).map { CivilDate(dayNumber: Int($0)) }
    period = row.optionalInteger(4).map { CalendarPeriod(first: first, last: CivilDate(dayNumber: Int($0))) }
  }
}
