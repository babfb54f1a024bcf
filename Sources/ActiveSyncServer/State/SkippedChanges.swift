import Database
import SyncModel

/// What an answer does to the list of items that are left out of a collection.
struct SkippedChanges: Sendable {
  /// The records that are left out, and why, without content.
  var new: [Int64: String] = [:]
  /// The records that are not, whether they were before or not.
  var over: Set<Int64> = []

  /// Brings the stored list to it, for a device that held `held` before; an item keeps the time since when it is
  /// left out.
  func write(of collection: Int64, over held: HeldSet, at now: Int64, _ sql: any SQLConnection) throws {
    for (record, reason) in new.sorted(by: { $0.key < $1.key }) {
      try sql.execute(
        """
        INSERT INTO skipped_item (collection, record, reason, since) VALUES (?, ?, ?, ?)
        ON CONFLICT (collection, record) DO UPDATE SET reason = excluded.reason
        """, [.integer(collection), .integer(record), .text(reason), .integer(now)])
    }
    let outdated = try Self.outdated(of: collection, over: held, besides: over, sql)
    try Self.remove(outdated.subtracting(new.keys), of: collection, sql)
  }

  /// The records that are listed although a device that holds `held` does not lack them, as an answer that was lost
  /// listed them, or that are `over` besides.
  static func outdated(
    of collection: Int64, over held: HeldSet, besides over: Set<Int64> = [], _ sql: any SQLConnection
  ) throws -> Set<Int64> {
    var held = held
    let listed = try sql.query(
      "SELECT record FROM skipped_item WHERE collection = ?", [.integer(collection)], { $0.integer(0) })
    return Set(try listed.filter { try over.contains($0) || held.entry(of: $0)?.skipped == nil })
  }

  /// Lists records no more.
  static func remove(_ records: Set<Int64>, of collection: Int64, _ sql: any SQLConnection) throws {
    for record in records.sorted() {
      try sql.execute(
        "DELETE FROM skipped_item WHERE collection = ? AND record = ?",
        [.integer(collection), .integer(record)])
    }
  }
}
