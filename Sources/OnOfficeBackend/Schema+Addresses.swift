extension OnOffice {
  /// Addresses, their phone, fax and mail entries, and the users who ticked "onOffice Sync".
  static let addressTables = [
    """
    CREATE TABLE address (
      tenant BIGINT NOT NULL,
      id BIGINT NOT NULL,
      "KdNr" BIGINT,
      "uuid" TEXT,
      "Anrede" TEXT,
      "Titel" TEXT,
      "Vorname" TEXT,
      "Name" TEXT,
      "Zusatz1" TEXT,
      "Zusatz2" TEXT,
      "Briefanrede" TEXT,
      "Strasse" TEXT,
      "Plz" TEXT,
      "Ort" TEXT,
      "Land" TEXT,
      "Plz_postfach" TEXT,
      "Postfach" TEXT,
      "Homepage" TEXT,
      "Geburtsdatum" TEXT,
      "Anrede2" TEXT,
      "Titel2" TEXT,
      "Vorname2" TEXT,
      "Name2" TEXT,
      "Geburtsdatum2" TEXT,
      "Telefax2" TEXT,
      "letzter_Kontakt" TEXT,
      "Eintragsdatum" TEXT,
      "SpracheKontakt" TEXT,
      "KontaktformBevorzugt" TEXT,
      "Benutzer" TEXT,
      "ArtDaten" TEXT,
      "Status" BIGINT,
      "Privat" BIGINT,
      "jobPosition" TEXT,
      "jobTitle" TEXT,
      "employer" TEXT,
      "Aenderung" TEXT,
      PRIMARY KEY (tenant, id))
    """,
    """
    CREATE TABLE address_entry (
      tenant BIGINT NOT NULL,
      address BIGINT NOT NULL,
      id BIGINT NOT NULL,
      entry_group TEXT NOT NULL,
      entry_type TEXT NOT NULL,
      entry_value TEXT NOT NULL,
      comment TEXT NOT NULL,
      is_default BIGINT NOT NULL,
      assignment TEXT,
      PRIMARY KEY (tenant, address, id))
    """,
    """
    CREATE TABLE address_sync (
      tenant BIGINT NOT NULL,
      address BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      PRIMARY KEY (tenant, address, user_id))
    """,
    "CREATE INDEX address_sync_user ON address_sync (tenant, user_id)",
  ]

  /// Finds those who have a mail address.
  static let mailIndex = "CREATE INDEX address_entry_mail ON address_entry (tenant, LOWER(entry_value))"

  /// What records point to: kinds of action (Terminart, Aufgabenart), estates, resources.
  static let listTables = [
    """
    CREATE TABLE action_type (
      tenant BIGINT NOT NULL,
      id BIGINT NOT NULL,
      action_kind TEXT NOT NULL,
      type_key TEXT NOT NULL,
      label TEXT NOT NULL,
      is_default BIGINT NOT NULL,
      PRIMARY KEY (tenant, id))
    """,
    "CREATE UNIQUE INDEX action_type_key ON action_type (tenant, action_kind, type_key)",
    """
    CREATE TABLE estate (
      tenant BIGINT NOT NULL,
      id BIGINT NOT NULL,
      "objektnr_extern" TEXT,
      "objekttitel" TEXT,
      "strasse" TEXT,
      "hausnummer" TEXT,
      "plz" TEXT,
      "ort" TEXT,
      PRIMARY KEY (tenant, id))
    """,
    """
    CREATE TABLE resource (
      tenant BIGINT NOT NULL,
      resource_key TEXT NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (tenant, resource_key))
    """,
  ]
}
