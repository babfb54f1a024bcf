import Database

/// The tables of synchronised collections: settings, acknowledged states with their held sets, answers.
enum CollectionSchema {
  static let migration = Migration(
    "3 collections",
    [
      """
      CREATE TABLE collection (
        id INTEGER PRIMARY KEY,
        device BIGINT NOT NULL REFERENCES device(id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        options BLOB,
        UNIQUE (device, name)
      )
      """,
      // A state that the device has acknowledged; sync_key is NULL until the first answer after key 0 is used.
      """
      CREATE TABLE sync_state (
        id INTEGER PRIMARY KEY,
        collection BIGINT NOT NULL REFERENCES collection(id) ON DELETE CASCADE,
        sync_key TEXT,
        epoch BIGINT NOT NULL,
        number BIGINT NOT NULL,
        purged_below BIGINT NOT NULL,
        first_day BIGINT,
        last_day BIGINT
      )
      """,
      "CREATE INDEX sync_state_collection ON sync_state (collection)",
      """
      CREATE TABLE held_chunk (
        state BIGINT NOT NULL REFERENCES sync_state(id) ON DELETE CASCADE,
        first_record BIGINT NOT NULL,
        packed BLOB NOT NULL,
        PRIMARY KEY (state, first_record)
      )
      """,
      // An answer that the device may or may not have received: the state after it, as changes to the held set.
      """
      CREATE TABLE sync_answer (
        id INTEGER PRIMARY KEY,
        state BIGINT NOT NULL REFERENCES sync_state(id) ON DELETE CASCADE,
        sync_key TEXT NOT NULL,
        epoch BIGINT NOT NULL,
        number BIGINT NOT NULL,
        purged_below BIGINT NOT NULL,
        first_day BIGINT,
        last_day BIGINT,
        changes BLOB NOT NULL
      )
      """,
      "CREATE INDEX sync_answer_state ON sync_answer (state)",
    ])

  /// What the device's own writes need: what it can hold, and which writes of the ledger it knows the outcome of.
  /// Lists of numbers and of tags are texts.
  static let writes = Migration(
    "5 device writes",
    [
      "ALTER TABLE collection ADD COLUMN supported TEXT",
      // The state that the device opened or used last, with which it waits.
      "ALTER TABLE collection ADD COLUMN current_state BIGINT",
      // Writes that the device knows the outcome of; the next write transaction takes them out of the ledger.
      "ALTER TABLE collection ADD COLUMN acknowledged TEXT NOT NULL DEFAULT ''",
      "ALTER TABLE sync_state ADD COLUMN owed TEXT NOT NULL DEFAULT ''",
      "ALTER TABLE sync_answer ADD COLUMN owed TEXT NOT NULL DEFAULT ''",
      // The writes whose outcome an answer tells.
      "ALTER TABLE sync_answer ADD COLUMN told TEXT NOT NULL DEFAULT ''",
    ])

  /// Items that a device does not get because they are broken.
  static let skippedItems = Migration(
    "8 skipped items",
    [
      """
      CREATE TABLE skipped_item (
        collection BIGINT NOT NULL REFERENCES collection(id) ON DELETE CASCADE,
        record BIGINT NOT NULL,
        reason TEXT NOT NULL,
        since BIGINT NOT NULL,
        PRIMARY KEY (collection, record)
      )
      """
    ])

  /// What a device said when it started belongs to the state that it opened then: it may go on with an older one, if
  /// it never got the answer.
  static let terms = Migration(
    "9 terms and places of states",
    [
      // NULL in states that are older than this: those of their collection hold.
      "ALTER TABLE sync_state ADD COLUMN options BLOB",
      "ALTER TABLE sync_state ADD COLUMN supported TEXT",
      // Where the device stands if not at the newest answer: another one, or 0 for the acknowledged state.
      "ALTER TABLE sync_state ADD COLUMN place BIGINT",
    ])

  /// How many appointments a device may hold, so that another limit is a change to it.
  static let itemLimits = Migration(
    "7 item limits",
    [
      "ALTER TABLE sync_state ADD COLUMN item_limit BIGINT",
      "ALTER TABLE sync_answer ADD COLUMN item_limit BIGINT",
    ])
}
