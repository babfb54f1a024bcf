public import Database

/// `sync.db`: what the server knows of devices. Each kind of state brings its own step of the schema.
public enum SyncDatabase {
  /// The schema, step by step; a step that was released never changes.
  public static let migrations: [Migration] = [
    DeviceSchema.migration, HierarchySchema.migration, CollectionSchema.migration, WaitSchema.migration,
    CollectionSchema.writes, DeviceLogSchema.migration, CollectionSchema.itemLimits,
    CollectionSchema.skippedItems, CollectionSchema.terms,
  ]
}
