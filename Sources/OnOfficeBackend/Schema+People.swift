import Database

extension OnOffice {
  /// Tenants, users, groups, what went wrong at sign-in, and the keys to the JSON API.
  static let peopleMigrations: [Migration] = [
    Migration("onOffice tenants", tenantTables),
    Migration("onOffice users", userTables),
    Migration("onOffice groups", groupTables),
    Migration("onOffice sign-in failures", failureTables),
    Migration("onOffice API tokens", tokenTables),
  ]

  /// `module_active` is the booked module "onOffice Sync".
  private static let tenantTables = [
    """
    CREATE TABLE tenant (
      id BIGINT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      zone TEXT NOT NULL,
      active BIGINT NOT NULL,
      module_active BIGINT NOT NULL,
      edition TEXT NOT NULL)
    """,
    "CREATE UNIQUE INDEX tenant_name ON tenant (name)",
  ]

  /// `password` is a crypt(3) text; `password_until` and `active_until` (Aktiv_bis) are last days, `YYYY-MM-DD`
  /// in the tenant's zone. `version` grows with each change that a remembered credential must not outlive.
  private static let userTables = [
    """
    CREATE TABLE office_user (
      tenant BIGINT NOT NULL,
      id BIGINT NOT NULL,
      login TEXT NOT NULL,
      vorname TEXT NOT NULL,
      nachname TEXT NOT NULL,
      email TEXT,
      password TEXT,
      password_until TEXT,
      active BIGINT NOT NULL,
      active_until TEXT,
      may_log_in BIGINT NOT NULL,
      sync_right BIGINT NOT NULL,
      sync_contacts BIGINT NOT NULL,
      sync_tasks BIGINT NOT NULL,
      sync_calendar BIGINT NOT NULL,
      z_push_locked BIGINT NOT NULL,
      version BIGINT NOT NULL,
      PRIMARY KEY (tenant, id))
    """,
    "CREATE UNIQUE INDEX office_user_login ON office_user (tenant, login)",
  ]

  private static let groupTables = [
    """
    CREATE TABLE office_group (
      tenant BIGINT NOT NULL,
      id BIGINT NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (tenant, id))
    """,
    """
    CREATE TABLE office_group_member (
      tenant BIGINT NOT NULL,
      group_id BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      PRIMARY KEY (tenant, group_id, user_id))
    """,
    "CREATE INDEX office_group_member_user ON office_group_member (tenant, user_id)",
  ]

  /// One row per wrong password that counts; `happened_at` in seconds since 1970. `wrong_password` is what crypt(3)
  /// makes of it under the user's own salt, kept for a minute and for Autodiscover only.
  private static let failureTables = [
    """
    CREATE TABLE z_push_failure (
      tenant BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      device TEXT NOT NULL,
      address TEXT NOT NULL,
      happened_at BIGINT NOT NULL,
      wrong_password TEXT)
    """,
    "CREATE INDEX z_push_failure_user ON z_push_failure (tenant, user_id)",
  ]

  /// The secret is the key of an HMAC, so it cannot be stored as a hash.
  private static let tokenTables = [
    """
    CREATE TABLE api_token (
      token TEXT NOT NULL PRIMARY KEY,
      tenant BIGINT NOT NULL,
      secret TEXT NOT NULL)
    """
  ]

  /// A token acts as a user; those from before act as their tenant's first.
  static let tokenUserTables = [
    "ALTER TABLE api_token ADD COLUMN user_id BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE api_token ADD COLUMN may_write BIGINT NOT NULL DEFAULT 1",
    """
    UPDATE api_token SET user_id = COALESCE(
      (SELECT min(id) FROM office_user u WHERE u.tenant = api_token.tenant), 0)
    """,
  ]
}
