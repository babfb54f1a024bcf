extension OnOffice {
  /// Tasks and each user's own reminders of them.
  static let taskTables = [
    """
    CREATE TABLE task (
      tenant BIGINT NOT NULL,
      id BIGINT NOT NULL,
      "Betreff" TEXT,
      "Aufgabe" TEXT,
      "Verantwortung" TEXT,
      "responsibilityByGroup" BIGINT,
      "Bearbeiter" TEXT,
      "Art" BIGINT,
      "Prio" BIGINT,
      "Status" BIGINT,
      "erledigt" BIGINT,
      "Stand" BIGINT,
      "Austragsdatum" TEXT,
      "Beginnt_am" TEXT,
      "Beginnt_um" TEXT,
      "Deadline_strikt" BIGINT,
      "Deadline" TEXT,
      "Deadline_Zeit" TEXT,
      "Privat" BIGINT,
      "Aufwand_Soll_NUM" DOUBLE PRECISION,
      "Einheit_Aufwand_Soll" TEXT,
      "Aufwand_Zusatz_NUM" DOUBLE PRECISION,
      "Einheit_Aufwand_Zusatz" TEXT,
      "Kommentar" TEXT,
      "tags" TEXT,
      "relatedAddressId" BIGINT,
      "relatedEstateId" BIGINT,
      "relatedProjectIds" TEXT,
      "von" TEXT,
      "Eintragsdatum" TEXT,
      "modified" TEXT,
      PRIMARY KEY (tenant, id))
    """,
    "CREATE INDEX task_verantwortung ON task (tenant, \"Verantwortung\")",
    "CREATE INDEX task_bearbeiter ON task (tenant, \"Bearbeiter\")",
    "CREATE INDEX task_art ON task (tenant, \"Art\")",
    """
    CREATE TABLE task_reminder (
      tenant BIGINT NOT NULL,
      task BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      remind_at TEXT NOT NULL,
      PRIMARY KEY (tenant, task, user_id))
    """,
  ]

  /// What a task was before it was done, so that a phone can take that back.
  static let taskCompletionTables = [
    """
    CREATE TABLE task_before_done (
      tenant BIGINT NOT NULL,
      task BIGINT NOT NULL,
      "Status" BIGINT,
      "erledigt" BIGINT,
      "Stand" BIGINT,
      "Austragsdatum" TEXT,
      PRIMARY KEY (tenant, task))
    """
  ]
}
