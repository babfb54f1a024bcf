public import WBXML

/// Asks how many changes a Sync would bring. [MS-ASCMD] 2.2.1.9.
public struct GetItemEstimateRequest: RootElement, Hashable {
  /// GetItemEstimate.
  public static let root = ItemEstimate.getItemEstimate.tag

  /// The collections.
  public var collections: [Collection]?

  /// A request with nothing set.
  public init() {}

  /// One row.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.list(ItemEstimate.collections, of: ItemEstimate.collection, &collections)
  }

  /// A collection; up to 12.1 class and filter stand beside its id, from 14.0 in Options.
  public struct Collection: Element, Hashable {
    /// The state that the device has.
    public var syncKey: SyncKey?
    /// The class, up to 12.1.
    public var `class`: String?
    /// The folder.
    public var collectionId: CollectionId?
    /// How far back, up to 12.1; see ``SyncOptions/filterType``.
    public var filterType: Int?
    /// Whether mail is asked for by conversation; from 14.0.
    public var conversationMode: Bool?
    /// How items are wanted, from 14.0.
    public var options: [SyncOptions] = []

    /// A collection with nothing set.
    public init() {}

    /// In the order of 14.1.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.value(AirSync.syncKey, &syncKey)
      try coder.text(ItemEstimate.class, &`class`)
      try coder.value(ItemEstimate.collectionId, &collectionId)
      try coder.integer(AirSync.filterType, &filterType)
      try coder.boolean(AirSync.conversationMode, &conversationMode)
      try coder.elements(AirSync.options, &options)
    }
  }
}

/// Says how many changes a Sync would bring. [MS-ASCMD] 2.2.1.9.
public struct GetItemEstimateResponse: RootElement, Hashable {
  /// GetItemEstimate.
  public static let root = ItemEstimate.getItemEstimate.tag

  /// A status for the whole request; nil if the collections have theirs.
  public var status: GetItemEstimateStatus?
  /// One for each collection of the request.
  public var responses: [Response] = []

  /// An answer with nothing set.
  public init() {}

  /// An answer about collections.
  public init(_ responses: [Response]) { self.responses = responses }

  /// In the order of the schema.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.value(ItemEstimate.status, &status)
    try coder.elements(ItemEstimate.response, &responses)
  }

  /// What came of one collection.
  public struct Response: Element, Hashable {
    /// What came of it.
    public var status: GetItemEstimateStatus?
    /// The collection.
    public var collection: Collection?

    /// A response with nothing set.
    public init() {}

    /// A response; the estimate goes with success alone.
    public init(_ status: GetItemEstimateStatus, collectionId: CollectionId?, estimate: Int? = nil) {
      self.status = status
      collection = Collection()
      collection?.collectionId = collectionId
      collection?.estimate = estimate
    }

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.value(ItemEstimate.status, &status)
      try coder.element(ItemEstimate.collection, &collection)
    }
  }

  /// A collection and its estimate.
  public struct Collection: Element, Hashable {
    /// The folder.
    public var collectionId: CollectionId?
    /// How many changes.
    public var estimate: Int?

    /// A collection with nothing set.
    public init() {}

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.value(ItemEstimate.collectionId, &collectionId)
      try coder.integer(ItemEstimate.estimate, &estimate)
    }
  }
}

/// [MS-ASCMD] 2.2.3.177.7.
public enum GetItemEstimateStatus: Int, StatusCode {
  case success = 1
  case invalidCollection = 2
  case notSynchronized = 3
  case invalidSyncKey = 4
}
