extension OnOffice {
  /// Each user's own notes, and the tick for them: whoever was there before them has it not set.
  static let noteTables = [
    """
    CREATE TABLE note (
      tenant BIGINT NOT NULL,
      id BIGINT NOT NULL,
      userid BIGINT NOT NULL,
      "Betreff" TEXT,
      "Notiz" TEXT,
      "Eintragsdatum" TEXT,
      "modified" TEXT,
      PRIMARY KEY (tenant, id))
    """,
    "ALTER TABLE office_user ADD COLUMN sync_notes BIGINT NOT NULL DEFAULT 0",
  ]
}
