public import Database
import SyncModel

extension ChangeLog {
  /// The log's tables with a random epoch for a new log, then the ledger and what is kept beside records.
  public static var migrations: [Migration] {
    [
      logMigration, writeMigration, writeIdMigration, unseenMigration, toldMigration, keptIndexMigration,
      partMigration,
    ]
  }

  private static let writeMigration = Migration(
    "change log 2 device writes",
    [
      """
      CREATE TABLE device_writes (
        id INTEGER PRIMARY KEY,
        tenant BIGINT NOT NULL, member BIGINT NOT NULL, device TEXT NOT NULL, collection TEXT NOT NULL,
        kind INTEGER NOT NULL, sync_key TEXT NOT NULL, lineage BIGINT NOT NULL,
        client_id TEXT, instance_id TEXT, digest BLOB NOT NULL,
        record BIGINT NOT NULL, number BIGINT NOT NULL, is_exact INTEGER NOT NULL, time BIGINT NOT NULL
      )
      """,
      "CREATE INDEX device_writes_by_device ON device_writes (tenant, member, device, collection, id)",
      // With row numbers: photos do not belong in an index.
      """
      CREATE TABLE kept_properties (
        tenant BIGINT NOT NULL, class INTEGER NOT NULL, member BIGINT NOT NULL, record BIGINT NOT NULL,
        properties BLOB NOT NULL,
        PRIMARY KEY (tenant, class, member, record)
      )
      """,
    ])

  // An id that is forgotten here and still kept by the devices' states, as after a crash between the two, must not
  // come to mean a later write.
  private static let writeIdMigration = Migration(
    "change log 3 ids of device writes",
    [
      "ALTER TABLE device_writes RENAME TO former_device_writes",
      """
      CREATE TABLE device_writes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        tenant BIGINT NOT NULL, member BIGINT NOT NULL, device TEXT NOT NULL, collection TEXT NOT NULL,
        kind INTEGER NOT NULL, sync_key TEXT NOT NULL, lineage BIGINT NOT NULL,
        client_id TEXT, instance_id TEXT, digest BLOB NOT NULL,
        record BIGINT NOT NULL, number BIGINT NOT NULL, is_exact INTEGER NOT NULL, time BIGINT NOT NULL
      )
      """,
      "INSERT INTO device_writes SELECT * FROM former_device_writes",
      "DROP TABLE former_device_writes",
      "CREATE INDEX device_writes_by_device ON device_writes (tenant, member, device, collection, id)",
    ])

  // What changes of a record that nobody has any more, which devices are not told.
  private static let unseenMigration = Migration(
    "change log 4 unseen changes",
    [
      "ALTER TABLE change_records ADD COLUMN unseen_number BIGINT",
      "ALTER TABLE change_records ADD COLUMN unseen_digest BLOB",
    ])

  // What a lost Change said and its newer form does not, the device may have taken back.
  private static let toldMigration = Migration(
    "change log 5 elements of device writes", ["ALTER TABLE device_writes ADD COLUMN told BLOB"])

  // What is kept beside a record goes with it, for whomever.
  private static let keptIndexMigration = Migration(
    "change log 6 kept properties by record",
    ["CREATE INDEX kept_properties_by_record ON kept_properties (tenant, class, record)"])

  // What an item became besides its own record, as its device left it.
  private static let partMigration = Migration(
    "change log 7 parts of items",
    [
      """
      CREATE TABLE item_parts (
        tenant BIGINT NOT NULL, class INTEGER NOT NULL, whole BIGINT NOT NULL, name TEXT NOT NULL,
        member BIGINT NOT NULL, record BIGINT NOT NULL, number BIGINT NOT NULL, since BIGINT NOT NULL,
        said BLOB NOT NULL,
        PRIMARY KEY (tenant, class, whole, name)
      )
      """
    ])

  private static var logMigration: Migration {
    Migration(
      "change log 1",
      [
        "CREATE TABLE change_epoch (epoch INTEGER NOT NULL PRIMARY KEY)",
        "INSERT INTO change_epoch (epoch) VALUES (\(randomEpoch()))",
        """
        CREATE TABLE change_counters (
          tenant INTEGER NOT NULL, class INTEGER NOT NULL,
          number INTEGER NOT NULL, purged_below INTEGER NOT NULL,
          PRIMARY KEY (tenant, class)
        ) WITHOUT ROWID
        """,
        // A record without digest is gone for everybody.
        """
        CREATE TABLE change_records (
          tenant INTEGER NOT NULL, class INTEGER NOT NULL, record INTEGER NOT NULL,
          number INTEGER NOT NULL, digest BLOB,
          PRIMARY KEY (tenant, class, record)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE change_members (
          tenant INTEGER NOT NULL, class INTEGER NOT NULL, member INTEGER NOT NULL, record INTEGER NOT NULL,
          number INTEGER NOT NULL, present INTEGER NOT NULL,
          PRIMARY KEY (tenant, class, member, record)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX change_records_by_number ON change_records (tenant, class, number)",
        "CREATE INDEX change_members_by_number ON change_members (tenant, class, member, number)",
        "CREATE INDEX change_members_by_record ON change_members (tenant, class, record, present)",
        // Few rows are gone, so that purging them need not look at the others.
        "CREATE INDEX change_records_gone ON change_records (tenant, class, number) WHERE digest IS NULL",
        "CREATE INDEX change_members_gone ON change_members (tenant, class, number) WHERE present = 0",
      ])
  }

  /// Gives the log of all tenants a new epoch: after a restore or an import no device's state is worth anything.
  public static func renewEpoch(_ connection: any SQLConnection) throws {
    let present = try connection.first("SELECT epoch FROM change_epoch") { $0.integer(0) }
    var epoch = randomEpoch()
    while epoch == present { epoch = randomEpoch() }
    try connection.execute("UPDATE change_epoch SET epoch = ?", [.integer(epoch)])
  }

  private static func randomEpoch() -> Int64 { .random(in: 1 ... .max) }
}

extension ItemClass {
  /// How the class is stored, which is once per row and index entry.
  var code: Int64 {
    switch self {
    case .calendar: 1
    case .contacts: 2
    case .tasks: 3
    case .notes: 4
    }
  }
}
