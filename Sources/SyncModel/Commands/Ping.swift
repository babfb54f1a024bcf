public import WBXML

/// Asks to be told when a collection changes. [MS-ASCMD] 2.2.1.13.
public struct PingRequest: RootElement, Hashable {
  /// Ping.
  public static let root = Ping.ping.tag

  /// Seconds to wait; nil is as in the request before.
  public var heartbeatInterval: Int?
  /// The folders; nil is as in the request before.
  public var folders: [Folder]?

  /// A request with nothing set.
  public init() {}

  /// In the order of the schema.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.integer(Ping.heartbeatInterval, &heartbeatInterval)
    try coder.list(Ping.folders, of: Ping.folder, &folders)
  }

  /// A folder to be watched.
  public struct Folder: Element, Hashable {
    /// The folder.
    public var id: CollectionId?
    /// The class of its items.
    public var `class`: String?

    /// A folder with nothing set.
    public init() {}

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.value(Ping.id, &id)
      try coder.text(Ping.class, &`class`)
    }
  }
}

/// Says which collections changed. [MS-ASCMD] 2.2.1.13.
public struct PingResponse: RootElement, Hashable {
  /// Ping.
  public static let root = Ping.ping.tag

  /// What came of it.
  public var status: PingStatus?
  /// The ids of the folders that changed, with ``PingStatus/changes``.
  public var folders: [String]?
  /// How many folders at most, with ``PingStatus/tooManyFolders``.
  public var maxFolders: Int?
  /// The nearest number of seconds allowed, with ``PingStatus/heartbeatOutOfRange``.
  public var heartbeatInterval: Int?

  /// An answer with nothing set.
  public init() {}

  /// An answer; folders go with changes alone.
  public init(_ status: PingStatus, folders: [CollectionId]? = nil) {
    self.status = status
    self.folders = folders?.map(\.rawValue)
  }

  /// In the order of the schema.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.value(Ping.status, &status)
    try coder.texts(Ping.folders, of: Ping.folder, &folders)
    try coder.integer(Ping.maxFolders, &maxFolders)
    try coder.integer(Ping.heartbeatInterval, &heartbeatInterval)
  }
}

/// [MS-ASCMD] 2.2.3.177.11.
public enum PingStatus: Int, StatusCode {
  case noChanges = 1
  case changes = 2
  case missingParameters = 3
  case syntaxError = 4
  case heartbeatOutOfRange = 5
  case tooManyFolders = 6
  case folderHierarchyChanged = 7
  case serverError = 8
}
