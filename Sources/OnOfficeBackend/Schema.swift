import ChangeLog
public import Database

extension OnOffice {
  /// The whole schema: what the change log needs, then people, then their records.
  ///
  /// Identifiers that are no onOffice field are lower case; onOffice's own are quoted, because PostgreSQL folds
  /// the letter case of the others. Record numbers count per tenant and are never given twice.
  public static let migrations: [Migration] = ChangeLog.migrations + peopleMigrations + recordMigrations

  /// Addresses, appointments, tasks and notes, and what hangs on them.
  static let recordMigrations: [Migration] = [
    Migration("onOffice numbers", numberTables),
    Migration("onOffice addresses", addressTables),
    Migration("onOffice lists", listTables),
    Migration("onOffice appointments", appointmentTables),
    Migration("onOffice tasks", taskTables),
    Migration("onOffice task completions", taskCompletionTables),
    Migration("onOffice appointment UIDs", [appointmentUIDIndex]),
    Migration("onOffice mail addresses", [mailIndex]),
    Migration("onOffice directory", directoryTables, fill: fillDirectory),
    Migration("onOffice notes", noteTables),
    Migration("onOffice confirmations of users", confirmationTables),
    Migration("onOffice API users", tokenUserTables),
  ]

  /// The last number given, by tenant and kind of record.
  private static let numberTables = [
    """
    CREATE TABLE record_number (
      tenant BIGINT NOT NULL,
      kind TEXT NOT NULL,
      last BIGINT NOT NULL,
      PRIMARY KEY (tenant, kind))
    """
  ]
}
