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
    try await services.read { [device] in try CollectionStore.load(id, key: key, device: device, $0) }
  }

  /// The collections, each with the state that the device has if it received the last answer; nil for one that
  /// has none.
  func newest(_ ids: [CollectionId]) async throws(CommandError) -> [StoredCollection?] {
    try await services.read { [device] sql in
      try ids.map { id in
        guard let key = try CollectionStore.newestKey(id, device: device, sql) else { return nil }
        return try CollectionStore.load(id, key: key, device: device, sql)
      }
    }
  }

  private static func load(
    _ id: CollectionId, key: SyncKey, device: Int64, _ sql: any SQLConnection
  ) throws -> StoredCollection? {
    let found = try sql.first(
      "SELECT id, options, supported, acknowledged, current_state FROM collection WHERE device = ? AND name = ?",
      [.integer(device), .text(id.rawValue)]
    ) { StoredCollection($0) }
    guard var found else { return nil }
    found.state = try state(key, of: found.row, sql)
    if let terms = found.state?.terms { (found.options, found.supported) = (terms.options, terms.supported) }
    return found
  }

  /// The key with which the device stands in the state that it opened or used last: that of the last answer, unless
  /// it has shown since that it did not get that; nil if there is none. The answer to key 0 may have been lost: a
  /// device that goes on with its old key must not wait with the new state.
  static func newestKey(
    _ id: CollectionId, device: Int64, _ sql: any SQLConnection
  ) throws -> SyncKey? {
    try sql.first(
      """
      SELECT coalesce(a.sync_key, s.sync_key) FROM collection c JOIN sync_state s ON s.collection = c.id
      LEFT JOIN sync_answer a ON a.state = s.id AND (s.place IS NULL OR a.id = s.place) WHERE c.device = ? AND c.name = ?
      ORDER BY s.id = c.current_state DESC, s.id DESC, a.id DESC LIMIT 1
      """, [.integer(device), .text(id.rawValue)]
    ) { SyncKey(rawValue: $0.text(0)) }
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

  /// The keys with which the device may come.
  func keys(of collection: Int64) async throws(CommandError) -> Set<SyncKey> {
    let keys = try await services.read { sql in
      try sql.query(
        """
        SELECT sync_key FROM sync_state WHERE collection = ? AND sync_key IS NOT NULL
        UNION ALL
        SELECT a.sync_key FROM sync_state s JOIN sync_answer a ON a.state = s.id WHERE s.collection = ?
        """, [.integer(collection), .integer(collection)]
      ) { SyncKey(rawValue: $0.text(0)) }
    }
    return Set(keys)
  }

  private static func state(
    _ key: SyncKey, of collection: Int64, _ sql: any SQLConnection
  ) throws -> CollectionState? {
    let acknowledged = try sql.first(
      """
      SELECT epoch, number, purged_below, first_day, last_day, item_limit, owed, id, options, supported,
        CASE WHEN place IS NULL THEN NOT EXISTS (SELECT 1 FROM sync_answer WHERE state = s.id) ELSE place = 0 END
      FROM sync_state s WHERE collection = ? AND sync_key = ?
      """, [.integer(collection), .text(key.rawValue)]
    ) {
      CollectionState(
        row: $0.integer(7), looked: Looked($0), answer: nil, terms: CollectionTerms($0, at: 8),
        isPlace: $0.flag(10))
    }
    if let acknowledged { return acknowledged }
    return try sql.first(
      """
      SELECT a.epoch, a.number, a.purged_below, a.first_day, a.last_day, a.item_limit, a.owed, s.id, a.id,
        a.changes, a.told, s.options, s.supported,
        CASE WHEN s.place IS NULL
          THEN NOT EXISTS (SELECT 1 FROM sync_answer WHERE state = s.id AND id > a.id) ELSE s.place = a.id END
      FROM sync_state s JOIN sync_answer a ON a.state = s.id
      WHERE s.collection = ? AND a.sync_key = ?
      """, [.integer(collection), .text(key.rawValue)]
    ) { row in
      CollectionState(
        row: row.integer(7), looked: Looked(row),
        answer: .init(
          row: row.integer(8), changes: row.blob(9), told: StoredText.numbers(row.text(10))),
        terms: CollectionTerms(row, at: 11), isPlace: row.flag(13))
    }
  }
}

extension Looked {
  /// Reads the first seven columns: epoch, number, purge, first and last day, most items, what is owed.
  fileprivate init(_ row: any SQLRow) {
    epoch = row.integer(0)
    number = ChangeNumber(row.integer(1))
    purgedBelow = ChangeNumber(row.integer(2))
    let first = row.optionalInteger(3).map { CivilDate(dayNumber: Int($0)) }
    let limit = row.optionalInteger(5).map { Int($0) }
    period = row.optionalInteger(4).map {
      CalendarPeriod(first: first, last: CivilDate(dayNumber: Int($0)), limit: limit)
    }
    owed = StoredText.numbers(row.text(6))
  }
}

extension CollectionTerms {
  /// Reads Options and Supported from two columns; nil if the state was stored without them.
  fileprivate init?(_ row: any SQLRow, at column: Int) {
    guard !row.isNull(column) else { return nil }
    self.init(
      options: SyncOptions.stored(row.blob(column)),
      supported: row.isNull(column + 1) ? nil : StoredText.tags(row.text(column + 1)))
  }
}

extension StoredCollection {
  /// Reads id, options, Supported, acknowledged writes, current state.
  fileprivate init(_ row: any SQLRow) {
    self.init(
      row: row.integer(0), options: SyncOptions.stored(row.blob(1)),
      supported: row.isNull(2) ? nil : StoredText.tags(row.text(2)),
      acknowledged: StoredText.numbers(row.text(3)), currentState: row.optionalInteger(4), state: nil)
  }
}
