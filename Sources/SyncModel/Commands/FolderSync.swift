public import WBXML

/// Asks which folders there are. [MS-ASCMD] 2.2.1.5.
public struct FolderSyncRequest: RootElement, Hashable {
  /// FolderSync.
  public static let root = FolderHierarchy.folderSync.tag

  /// The state that the device has; `0` if it has none.
  public var syncKey: SyncKey?

  /// A request with nothing set.
  public init() {}

  /// One row.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.value(FolderHierarchy.syncKey, &syncKey)
  }
}

/// Says which folders there are. [MS-ASCMD] 2.2.1.5.
public struct FolderSyncResponse: RootElement, Hashable {
  /// FolderSync.
  public static let root = FolderHierarchy.folderSync.tag

  /// What came of it.
  public var status: FolderSyncStatus?
  /// The state that the device has after this answer.
  public var syncKey: SyncKey?
  /// What is different from the device's state.
  public var changes: FolderChanges?

  /// An answer with nothing set.
  public init() {}

  /// An answer; key and changes go with success alone.
  public init(_ status: FolderSyncStatus, syncKey: SyncKey? = nil, changes: FolderChanges? = nil) {
    self.status = status
    self.syncKey = syncKey
    self.changes = changes
  }

  /// In the order of the schema.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.value(FolderHierarchy.status, &status)
    try coder.value(FolderHierarchy.syncKey, &syncKey)
    try coder.element(FolderHierarchy.changes, &changes)
  }
}

/// What is different from the folders that a device knows. [MS-ASCMD] 2.2.3.25.
public struct FolderChanges: Element, Hashable {
  /// Folders that are named or placed differently.
  public var updates: [FolderEntry] = []
  /// Folders that are gone: only their ServerId is set.
  public var deletes: [FolderEntry] = []
  /// Folders that are new.
  public var adds: [FolderEntry] = []

  /// No changes.
  public init() {}

  /// Joins the three lists.
  public init(adds: [FolderEntry], updates: [FolderEntry] = [], deletes: [CollectionId] = []) {
    self.updates = updates
    self.adds = adds
    self.deletes = deletes.map { FolderEntry(serverId: $0) }
  }

  /// In the order of the schema; Count is written from the lists and not read.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    var count: Int? = updates.count + deletes.count + adds.count
    try coder.integer(FolderHierarchy.count, &count)
    try coder.elements(FolderHierarchy.update, &updates)
    try coder.elements(FolderHierarchy.delete, &deletes)
    try coder.elements(FolderHierarchy.add, &adds)
  }
}

/// A folder as a device sees it. [MS-ASCMD] 2.2.3.7.1.
public struct FolderEntry: Element, Hashable {
  /// Names the folder, as CollectionId in other commands.
  public var serverId: CollectionId?
  /// The folder that it lies in; `0` for the root.
  public var parentId: CollectionId?
  /// What people call it.
  public var displayName: String?
  /// What it holds; see ``FolderType``.
  public var type: Int?

  /// A folder with nothing set.
  public init() {}

  /// A folder of which only the id is told.
  public init(serverId: CollectionId) { self.serverId = serverId }

  /// A folder at the root.
  public init(serverId: CollectionId, displayName: String, type: FolderType) {
    self.serverId = serverId
    parentId = CollectionId(rawValue: "0")
    self.displayName = displayName
    self.type = type.rawValue
  }

  /// In the order of the schema.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.value(FolderHierarchy.serverId, &serverId)
    try coder.value(FolderHierarchy.parentId, &parentId)
    try coder.text(FolderHierarchy.displayName, &displayName)
    try coder.integer(FolderHierarchy.type, &type)
  }
}

/// What a folder holds. [MS-ASCMD] 2.2.3.186.3.
public enum FolderType: Int, Sendable {
  case inbox = 2
  case drafts = 3
  case deletedItems = 4
  case sentItems = 5
  case outbox = 6
  case tasks = 7
  case calendar = 8
  case contacts = 9
  case notes = 10
}

/// [MS-ASCMD] 2.2.3.177.5.
public enum FolderSyncStatus: Int, StatusCode {
  case success = 1
  case serverError = 6
  case invalidSyncKey = 9
  case malformedRequest = 10
  case unknownError = 11
  case codeUnknown = 12
}
