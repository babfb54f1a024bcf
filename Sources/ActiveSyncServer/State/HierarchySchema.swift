import Database

/// The table of folder hierarchies that devices were told: per device the acknowledged one and two answers.
enum HierarchySchema {
  static let migration = Migration(
    "2 folder hierarchies",
    [
      """
      CREATE TABLE hierarchy (
        device BIGINT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
        sync_key TEXT NOT NULL,
        number BIGINT NOT NULL,
        folders TEXT NOT NULL,
        PRIMARY KEY (device, sync_key)
      )
      """
    ])
}
