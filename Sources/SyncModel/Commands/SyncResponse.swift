public import WBXML

/// Says what came of a Sync. [MS-ASCMD] 2.2.1.21.
public struct SyncResponse: RootElement, Hashable {
  /// Sync.
  public static let root = AirSync.sync.tag

  /// A status for the whole request; nil if the collections have theirs.
  public var status: SyncStatus?
  /// The bound that ``SyncStatus/invalidWait`` or ``SyncStatus/tooManyCollections`` tells.
  public var limit: Int?
  /// The collections; nil, not empty, if none is told of.
  public var collections: [Collection]?

  /// An answer with nothing set.
  public init() {}

  /// An answer about collections.
  public init(_ collections: [Collection]) { self.collections = collections.isEmpty ? nil : collections }

  /// A refusal of the whole request.
  public init(_ status: SyncStatus, limit: Int? = nil) {
    self.status = status
    self.limit = limit
  }

  /// In the order of the schema.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.value(AirSync.status, &status)
    try coder.integer(AirSync.limit, &limit)
    try coder.list(AirSync.collections, of: AirSync.collection, &collections)
  }

  /// What came of one collection. [MS-ASCMD] 2.2.3.29.2.
  public struct Collection: Element, Hashable {
    /// The state that the device has after this answer.
    public var syncKey: SyncKey?
    /// The folder.
    public var collectionId: CollectionId?
    /// What came of it.
    public var status: SyncStatus?
    /// Whether there are more changes than were asked for.
    public var moreAvailable = false
    /// The server's changes, in their order.
    public var commands: [Command] = []
    /// What came of the device's changes.
    public var responses: [Response] = []

    /// A collection with nothing set.
    public init() {}

    /// A collection; ``moreAvailable``, ``commands`` and ``responses`` are set afterwards.
    public init(_ status: SyncStatus, collectionId: CollectionId?, syncKey: SyncKey?) {
      self.status = status
      self.collectionId = collectionId
      self.syncKey = syncKey
    }

    /// MoreAvailable before Commands: some devices read no further than Commands.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.value(AirSync.syncKey, &syncKey)
      try coder.value(AirSync.collectionId, &collectionId)
      try coder.value(AirSync.status, &status)
      try coder.marker(AirSync.moreAvailable, &moreAvailable)
      try coder.list(AirSync.commands, mixed: &commands)
      try coder.list(AirSync.responses, mixed: &responses)
    }
  }

  /// A change that the device is to make. [MS-ASCMD] 2.2.3.32.
  public struct Command: TaggedElement, Hashable {
    /// Add, Change, Delete and SoftDelete.
    public static let tags = [AirSync.add, .change, .delete, .softDelete].map(\.tag)

    /// Which of the four it is.
    public var kind: AirSync = .add
    /// Names the item.
    public var serverId: ServerId?
    /// The item's content, with Add and Change.
    public var applicationData: Fragment?

    /// The tag of ``kind``.
    public var tag: Tag {
      get { kind.tag }
      set { kind = AirSync(rawValue: newValue.token) ?? kind }
    }

    /// A command with nothing set.
    public init() {}

    /// A command of a kind: `.add`, `.change`, `.delete` or `.softDelete`.
    public init(_ kind: AirSync, _ serverId: ServerId, _ applicationData: Fragment? = nil) {
      precondition(Command.tags.contains(kind.tag))
      self.kind = kind
      self.serverId = serverId
      self.applicationData = applicationData
    }

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.value(AirSync.serverId, &serverId)
      try coder.fragment(AirSync.applicationData, &applicationData)
    }
  }

  /// What came of one change of the device, or of a Fetch. [MS-ASCMD] 2.2.3.154.
  public struct Response: TaggedElement, Hashable {
    /// Add, Change, Delete and Fetch.
    public static let tags = SyncRequest.Command.tags

    /// Which of the four it is.
    public var kind: AirSync = .add
    /// The class of the item, where it is not that of the folder.
    public var `class`: String?
    /// Names a new item as the device did.
    public var clientId: ClientId?
    /// Names the item.
    public var serverId: ServerId?
    /// The occurrence that was meant; from 16.0.
    public var instanceId: String?
    /// What came of it.
    public var status: SyncStatus?
    /// The item's content, with Fetch.
    public var applicationData: Fragment?

    /// The tag of ``kind``.
    public var tag: Tag {
      get { kind.tag }
      set { kind = AirSync(rawValue: newValue.token) ?? kind }
    }

    /// A response with nothing set.
    public init() {}

    /// An answer to `command`: its kind and the ids that it came with.
    public init(to command: SyncRequest.Command, _ status: SyncStatus, _ applicationData: Fragment? = nil) {
      kind = command.kind
      `class` = command.class
      clientId = command.clientId
      serverId = command.serverId
      instanceId = command.instanceId
      self.status = status
      self.applicationData = applicationData
    }

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.text(AirSync.class, &`class`)
      try coder.value(AirSync.clientId, &clientId)
      try coder.value(AirSync.serverId, &serverId)
      try coder.text(AirSyncBase.instanceId, &instanceId)
      try coder.value(AirSync.status, &status)
      try coder.fragment(AirSync.applicationData, &applicationData)
    }
  }
}

/// [MS-ASCMD] 2.2.3.177.17.
public enum SyncStatus: Int, StatusCode {
  case success = 1
  case invalidSyncKey = 3
  case protocolError = 4
  case serverError = 5
  case conversionError = 6
  case conflict = 7
  case objectNotFound = 8
  case outOfSpace = 9
  case folderHierarchyChanged = 12
  case incompleteRequest = 13
  case invalidWait = 14
  case tooManyCollections = 15
  case retry = 16
}
