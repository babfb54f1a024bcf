public import WBXML

/// Brings collections in step. [MS-ASCMD] 2.2.1.21.
public struct SyncRequest: RootElement, Hashable {
  /// Sync.
  public static let root = AirSync.sync.tag

  /// The collections; nil in a request that repeats the ones before.
  public var collections: [Collection]?
  /// Minutes to wait for a change, 1 to 59.
  public var wait: Int?
  /// Seconds to wait for a change, 60 to 3540; from 14.0.
  public var heartbeatInterval: Int?
  /// How many changes at most over all collections.
  public var windowSize: Int?
  /// Whether what is missing is as in the request before.
  public var partial = false

  /// A request with nothing set.
  public init() {}

  /// In the order of the schema.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.list(AirSync.collections, of: AirSync.collection, &collections)
    try coder.integer(AirSync.wait, &wait)
    try coder.integer(AirSync.heartbeatInterval, &heartbeatInterval)
    try coder.integer(AirSync.windowSize, &windowSize)
    try coder.marker(AirSync.partial, &partial)
  }

  /// What is asked of one collection. [MS-ASCMD] 2.2.3.29.2.
  public struct Collection: Element, Hashable {
    /// The class of its items; up to 12.0, though some devices send it later.
    public var `class`: String?
    /// The state that the device has; `0` if it has none.
    public var syncKey: SyncKey?
    /// The folder.
    public var collectionId: CollectionId?
    /// The elements that the device can hold; nil if it does not say, empty if it holds none but the basic.
    public var supported: [Tag]?
    /// Whether deleted items go to the trash; true if nil.
    public var deletesAsMoves: Bool?
    /// Whether the server's changes are wanted; if nil, true unless the key is `0`.
    public var getChanges: Bool?
    /// How many changes at most, 1 to 512; nil is 100.
    public var windowSize: Int?
    /// Whether mail is asked for by conversation.
    public var conversationMode: Bool?
    /// How items are wanted, one for each class; empty if the device says nothing.
    public var options: [SyncOptions] = []
    /// The device's own changes, in their order.
    public var commands: [Command] = []

    /// A collection with nothing set.
    public init() {}

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.text(AirSync.class, &`class`)
      try coder.value(AirSync.syncKey, &syncKey)
      try coder.value(AirSync.collectionId, &collectionId)
      try coder.tags(AirSync.supported, &supported)
      try coder.boolean(AirSync.deletesAsMoves, &deletesAsMoves)
      try coder.boolean(AirSync.getChanges, &getChanges)
      try coder.integer(AirSync.windowSize, &windowSize)
      try coder.boolean(AirSync.conversationMode, &conversationMode)
      try coder.elements(AirSync.options, &options)
      try coder.list(AirSync.commands, mixed: &commands)
    }
  }

  /// A change that the device made, or a Fetch. [MS-ASCMD] 2.2.3.32.
  public struct Command: TaggedElement, Hashable {
    /// Add, Change, Delete and Fetch.
    public static let tags = [AirSync.add, .change, .delete, .fetch].map(\.tag)

    /// Which of the four it is.
    public var kind: AirSync = .add
    /// The class of the item, where it is not that of the folder.
    public var `class`: String?
    /// Names a new item until it has a ServerId.
    public var clientId: ClientId?
    /// Names the item.
    public var serverId: ServerId?
    /// The occurrence that is meant, by its original start, as the device wrote it; from 16.0.
    public var instanceId: String?
    /// The item's content.
    public var applicationData: Fragment?

    /// The tag of ``kind``.
    public var tag: Tag {
      get { kind.tag }
      set { kind = AirSync(rawValue: newValue.token) ?? kind }
    }

    /// A command with nothing set.
    public init() {}

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.text(AirSync.class, &`class`)
      try coder.value(AirSync.clientId, &clientId)
      try coder.value(AirSync.serverId, &serverId)
      try coder.text(AirSyncBase.instanceId, &instanceId)
      try coder.fragment(AirSync.applicationData, &applicationData)
    }
  }
}
