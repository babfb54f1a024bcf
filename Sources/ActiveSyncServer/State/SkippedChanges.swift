import Database
import SyncModel

/// What an answer does to the list of items that are left out of a collection.
struct SkippedChanges: Sendable {
  /// An item that is left out.
  struct Skip: Sendable {
    let number: ChangeNumber
    /// Why, without content.
    let reason: String
  }

  /// The records that are left out.
  var new: [Int64: Skip] = [:]
  /// The records that are not, whether they were before or not.
  var over: Set<Int64> = []

  /// Brings the stored list to it, for a device that held `held` before; an item keeps the time since when it is
  /// left out.
  func write(of collection: Int64, over held: HeldSet, at now: Int64, _ sql: any SQLConnection) throws {
    for (record, skip) in new.sorted(by: { $0.key < $1.key }) {
      try sql.execute(
        """
        INSERT INTO skipped_item (collection, record, number, reason, since) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (collection, record) DO UPDATE SET number = excluded.number, reason = excluded.reason
        """,
        [
          .integer(collection), .integer(record), .integer(skip.number.rawValue), .text(skip.reason),
          .integer(now),
        ])
    }
    for record in try outdated(of: collection, over: held, sql) {
      try sql.execute(
        "DELETE FROM skipped_item WHERE collection = ? AND record = ?",
        [.integer(collection), .integer(record)])
    }
  }

  /// The records that are listed and not left out: an answer that was lost may have listed them.
  func outdated(of collection: Int64, over held: HeldSet, _ sql: any SQLConnection) throws -> [Int64] {
    var held = held
    return try sql.query(
      "SELECT record FROM skipped_item WHERE collection = ?", [.integer(collection)], { $0.integer(0) }
    ).filter { record in
      try new[record] == nil && (over.contains(record) || held.entry(of: record)?.skipped == nil)
    }
  }
}
