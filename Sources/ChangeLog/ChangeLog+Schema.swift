public import Database
import SyncModel

extension ChangeLog {
  /// The log's tables, and a random epoch for a new log.
  public static var migrations: [Migration] {
    [
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
    ]
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
    }
  }
}
