import Database

/// The table of the devices whose messages are logged, which may not have come yet.
enum DeviceLogSchema {
  static let migration = Migration(
    "6 device log",
    [
      """
      CREATE TABLE device_log (
        tenant BIGINT NOT NULL,
        user_id BIGINT NOT NULL,
        device_id TEXT NOT NULL,
        until BIGINT NOT NULL,
        PRIMARY KEY (tenant, user_id, device_id)
      )
      """
    ])
}
