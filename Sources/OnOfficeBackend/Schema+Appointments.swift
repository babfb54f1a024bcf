extension OnOffice {
  /// Appointments and what is linked to them.
  ///
  /// `last_dt` is when the last occurrence ends. It stands beside each participating user as well, members of
  /// groups included, so that the appointments of a period are found by one index, however long the past is.
  static let appointmentTables = [
    """
    CREATE TABLE appointment (
      tenant BIGINT NOT NULL,
      id BIGINT NOT NULL,
      "description" TEXT,
      "note" TEXT,
      "start_dt" TEXT NOT NULL,
      "end_dt" TEXT NOT NULL,
      "ganztags" BIGINT,
      "art" TEXT,
      "status" TEXT,
      "erledigt" BIGINT,
      "private" BIGINT,
      "erinnerung" TEXT,
      "reminderTypes" TEXT,
      "ort" TEXT,
      "location" TEXT,
      "allowTransitTime" BIGINT,
      "transitTime" TEXT,
      "transitTimePre" TEXT,
      "transitTimePost" TEXT,
      "ProjektNr" BIGINT,
      "von" TEXT,
      "origin" BIGINT,
      "rp_flag" BIGINT,
      "rp_type" TEXT,
      "rp_tage" BIGINT,
      "rp_beginn_datum" TEXT,
      "rp_ende_datum" TEXT,
      "rp_ende_status" BIGINT,
      "rp_exception" TEXT,
      "zpushuuid" TEXT,
      "modified" TEXT,
      last_dt TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (tenant, id))
    """,
    "CREATE INDEX appointment_art ON appointment (tenant, \"art\")",
    """
    CREATE TABLE appointment_user (
      tenant BIGINT NOT NULL,
      appointment BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      PRIMARY KEY (tenant, appointment, user_id))
    """,
    """
    CREATE TABLE appointment_group (
      tenant BIGINT NOT NULL,
      appointment BIGINT NOT NULL,
      group_id BIGINT NOT NULL,
      PRIMARY KEY (tenant, appointment, group_id))
    """,
    "CREATE INDEX appointment_group_group ON appointment_group (tenant, group_id)",
    """
    CREATE TABLE appointment_participant (
      tenant BIGINT NOT NULL,
      appointment BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      last_dt TEXT NOT NULL,
      PRIMARY KEY (tenant, appointment, user_id))
    """,
    "CREATE INDEX appointment_participant_last ON appointment_participant (tenant, user_id, last_dt)",
    """
    CREATE TABLE appointment_address (
      tenant BIGINT NOT NULL,
      appointment BIGINT NOT NULL,
      address BIGINT NOT NULL,
      confirmation TEXT NOT NULL,
      PRIMARY KEY (tenant, appointment, address))
    """,
    "CREATE INDEX appointment_address_address ON appointment_address (tenant, address)",
    """
    CREATE TABLE appointment_estate (
      tenant BIGINT NOT NULL,
      appointment BIGINT NOT NULL,
      estate BIGINT NOT NULL,
      PRIMARY KEY (tenant, appointment, estate))
    """,
    "CREATE INDEX appointment_estate_estate ON appointment_estate (tenant, estate)",
    """
    CREATE TABLE appointment_resource (
      tenant BIGINT NOT NULL,
      appointment BIGINT NOT NULL,
      resource_key TEXT NOT NULL,
      PRIMARY KEY (tenant, appointment, resource_key))
    """,
    "CREATE INDEX appointment_resource_key ON appointment_resource (tenant, resource_key)",
  ]

  /// How users answer appointments in which they take part; `day` is that of one occurrence, or empty.
  static let confirmationTables = [
    """
    CREATE TABLE appointment_confirmation (
      tenant BIGINT NOT NULL,
      appointment BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      day TEXT NOT NULL,
      confirmation TEXT NOT NULL,
      PRIMARY KEY (tenant, appointment, user_id, day))
    """
  ]

  /// Appointments are found by the UID that a phone gave them.
  static let appointmentUIDIndex = "CREATE INDEX appointment_uid ON appointment (tenant, \"zpushuuid\")"
}
