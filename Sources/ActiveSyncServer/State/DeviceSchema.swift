import Database

/// The table of devices: one row per user and device.
enum DeviceSchema {
  static let migration = Migration(
    "1 devices",
    [
      """
      CREATE TABLE device (
        id INTEGER PRIMARY KEY,
        tenant BIGINT NOT NULL,
        user_id BIGINT NOT NULL,
        device_id TEXT NOT NULL,
        type TEXT NOT NULL,
        user_agent TEXT,
        version INTEGER NOT NULL,
        first_seen BIGINT NOT NULL,
        last_seen BIGINT NOT NULL,
        temporary_policy_key BIGINT,
        policy_key BIGINT,
        model TEXT,
        imei TEXT,
        friendly_name TEXT,
        os TEXT,
        os_language TEXT,
        phone_number TEXT,
        mobile_operator TEXT,
        UNIQUE (tenant, user_id, device_id)
      )
      """
    ])
}
